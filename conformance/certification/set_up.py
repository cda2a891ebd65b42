"""The whole check of a set-up before a run: the declarations, the way to the target, and what it answers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from conformance.binding.askers import asker_for
from conformance.binding.load import bindings_for
from conformance.certification.data_checks import usable_sources
from conformance.checks.record import today_in_japan
from conformance.contract.paths import contract_paths
from conformance.i18n import TekigoError, message, remedy
from conformance.spec.catalog import Catalog
from conformance.spec.editions import at_edition
from conformance.spec.load import load_error_codes, load_whole
from conformance.target.checklist import CheckLine, good
from conformance.target.client import TargetClient
from conformance.target.preflight import preflight
from conformance.target.rehearsal import ask_queries, check_fixture
from conformance.verdict.basis import basis_of, declarations_of
from conformance.verdict.declared import expired, remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from conformance.binding.model import Binding
    from conformance.spec.model import Package
    from conformance.target.model import Target
    from conformance.target.rehearsal import Ask

    Asks = Callable[[TargetClient, Mapping[str, Catalog]], Mapping[str, Ask]]

# Names that are nowhere: the run would quietly pass over what was meant; exemptions from everything: it would show
# nothing. The others only say nothing.
_BLOCKING = frozenset({"TKG-VER030", "TKG-VER031", "TKG-VER034", "TKG-VER035", "TKG-VER036"})


def check_target(
    target: Target,
    businesses: Sequence[str] | None = None,
    scopes: Sequence[str] = (),
    *,
    asks: Asks | None = None,
    editions: Mapping[str, str] = MappingProxyType({}),
) -> list[CheckLine]:
    """Check everything that can be checked in seconds, and without writing: what is declared, the way there, each
    role, each query once, the data that must be there.

    `businesses`: those of the run, all in scope when None. `scopes`: to be asked for, those of the businesses when
    empty. `editions`: by business, see `Settings`. `asks`: makes what asks for the operations of each business in place
    of the contract's way or the binding.
    Raises SpecErrors or TekigoError for a business that there is not, a binding or a certificate file that is unusable.
    """
    wholes = [load_whole(key) for key in target.scope.businesses]
    packages = [at_edition(each, editions.get(each.key)) for each in wholes]
    catalogs = {each.key: Catalog(each) for each in packages if businesses is None or each.key in businesses}
    paths = {
        path: scope for each in catalogs.values() for path, scope in contract_paths(each.package).items()
    }
    asked = scopes or tuple(paths.values()) or _all_scopes(packages)
    lines = [*_declared(target, wholes), *_files(target, packages), *preflight(target, asked)]
    if any(line.blocking and not line.ok for line in lines):
        return lines
    error_codes = load_error_codes()
    codes = frozenset(each.code for each in error_codes)
    bindings = bindings_for(target, [Catalog(each) for each in wholes if each.key in catalogs], error_codes)
    with TargetClient(target, paths) as client:
        ready = asks(client, catalogs) if asks else _asks(client, catalogs, bindings)
        for key, catalog in catalogs.items():
            bound = bindings[key].operations if key in bindings else None
            lines += ask_queries(catalog, ready[key], bound, codes=codes)
        wanted = [each for each in target.fixtures if businesses is None or each.business in businesses]
        lines += [check_fixture(each, catalogs, ready, codes) for each in wanted]
    return lines


def _all_scopes(packages: Sequence[Package]) -> tuple[str, ...]:
    """List the scopes of all businesses: what has no operations of its own is tried through those of others."""
    return tuple(scope for each in packages for scope in contract_paths(each).values())


def _declared(target: Target, packages: Iterable[Package]) -> Iterator[CheckLine]:
    """Hold what the file declares against all the businesses in its scope."""
    declarations = declarations_of(target)
    bases = [basis_of(each, declarations) for each in packages]
    found = [*remarks(bases), *expired(declarations.known_failures, today_in_japan())]
    for each in found:
        detail = f"{message(each.code)} {'、'.join(each.subjects)}"
        yield CheckLine(
            "declared", False, detail, each.code, remedy(each.code), blocking=each.code in _BLOCKING
        )
    if not found:
        yield good("declared", "tgt.declared")


def _files(target: Target, packages: Sequence[Package]) -> Iterator[CheckLine]:
    """Look for the folders of extracted files."""
    if target.data_files is None:
        return
    try:
        sources = usable_sources(packages, target.data_files)
    except TekigoError as error:
        yield CheckLine("files", False, error.text(), error.code, error.remedy())
    else:
        yield good("files", "data.folders_there", count=len({each.folder for each in sources}))


def _asks(
    client: TargetClient, catalogs: Mapping[str, Catalog], bindings: Mapping[str, Binding]
) -> Mapping[str, Ask]:
    today = today_in_japan()
    return {
        key: asker_for(catalog, bindings.get(key), client, today=today).ask
        for key, catalog in catalogs.items()
    }
