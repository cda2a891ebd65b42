"""The whole check of a set-up before a run: the declarations, the way to the target, and what it answers."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from conformance.checks.record import JST
from conformance.contract.paths import contract_paths, operation_path, scope
from conformance.i18n import message, remedy
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.target.checklist import CheckLine, good
from conformance.target.client import TargetClient
from conformance.target.preflight import preflight
from conformance.target.rehearsal import ask_queries, check_fixture
from conformance.verdict.basis import basis_of, declarations_of
from conformance.verdict.declared import expired, remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from conformance.spec.model import Operation
    from conformance.target.answer import Answer
    from conformance.target.model import Target
    from conformance.target.rehearsal import Ask

    Asks = Callable[[TargetClient, Mapping[str, Catalog]], Mapping[str, Ask]]

# Names that are nowhere: the run would quietly pass over what was meant. The others only say nothing.
_BLOCKING = frozenset({"TKG-VER030", "TKG-VER031", "TKG-VER034", "TKG-VER035"})


def directly(client: TargetClient, catalogs: Mapping[str, Catalog]) -> Mapping[str, Ask]:
    """Ask a system that answers the contract itself, by business."""
    return {key: partial(_invoke, client, catalog) for key, catalog in catalogs.items()}


def check_target(
    target: Target,
    businesses: Sequence[str] | None = None,
    scopes: Sequence[str] = (),
    *,
    asks: Asks = directly,
) -> list[CheckLine]:
    """Check everything that can be checked in seconds, and without writing: what is declared, the way there, each
    role, each query once, the data that must be there.

    `businesses`: those of the run, all in scope when None. `scopes`: to be asked for, those of the businesses when
    empty. `asks`: makes what asks for the operations of each business, such as a binding. Raises SpecErrors or
    TekigoError for a business that there is not, or a certificate file that is unusable.
    """
    packages = [load_package(key) for key in target.scope.businesses]
    catalogs = {each.key: Catalog(each) for each in packages if businesses is None or each.key in businesses}
    paths = {
        path: scope for each in catalogs.values() for path, scope in contract_paths(each.package).items()
    }
    lines = [*_declared(target), *preflight(target, scopes or tuple(paths.values()))]
    if any(line.blocking and not line.ok for line in lines):
        return lines
    with TargetClient(target, paths) as client:
        ready = asks(client, catalogs)
        for key, catalog in catalogs.items():
            lines += ask_queries(catalog, ready[key])
        wanted = [each for each in target.fixtures if businesses is None or each.business in businesses]
        lines += [check_fixture(each, catalogs, ready) for each in wanted]
    return lines


def _declared(target: Target) -> Iterator[CheckLine]:
    """Hold what the file declares against all the businesses in its scope."""
    declarations = declarations_of(target)
    bases = [basis_of(load_package(key), declarations) for key in target.scope.businesses]
    found = [*remarks(bases), *expired(declarations.known_failures, datetime.now(JST).date())]
    for each in found:
        detail = f"{message(each.code)} {'、'.join(each.subjects)}"
        yield CheckLine(
            "declared", False, detail, each.code, remedy(each.code), blocking=each.code in _BLOCKING
        )
    if not found:
        yield good("declared", "tgt.declared")


def _invoke(
    client: TargetClient, catalog: Catalog, operation: Operation, body: dict[str, Any], role: str
) -> Answer:
    package = catalog.package
    return client.invoke(operation_path(package, operation), scope(package, operation), body, role)
