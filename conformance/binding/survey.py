"""Tells how far a binding reaches, and where it does not fit the contract or the vendor's own OpenAPI."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.binding.bound import BoundAsker
from conformance.binding.dry import DryClient
from conformance.binding.measure import KNOWN
from conformance.binding.mentions import mentions
from conformance.binding.notes import notes
from conformance.binding.reach import Reach
from conformance.binding.vendor_openapi import load_vendor_api
from conformance.contract.examples import DAY, example
from conformance.i18n import TekigoError, message, remedy
from conformance.target.redact import Redactor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.binding.model import Binding, BoundOperation
    from conformance.binding.vendor_openapi import VendorApi
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation

_ADDRESS = "http://vendor.invalid"


class Remark(Struct, frozen=True, kw_only=True):
    """One thing to look at. `blocking`: the binding cannot work like this."""

    operation: str
    code: str
    text: str
    remedy: str
    blocking: bool


class Survey(Struct, frozen=True, kw_only=True):
    """What a binding reaches. `unsent`: operation → input items that do not get to the vendor; `unread`: operation →
    output items that are never read."""

    business: str
    bound: tuple[str, ...]
    unbound: tuple[str, ...]
    unsent: dict[str, tuple[str, ...]]
    unread: dict[str, tuple[str, ...]]
    remarks: tuple[Remark, ...]


def survey(binding: Binding, catalog: Catalog, openapi: Path | None = None) -> Survey:
    """Look a binding over. `openapi`: a document in place of its own.

    Raises TekigoError when the OpenAPI document cannot be used.
    """
    document = openapi or (Path(binding.openapi) if binding.openapi else None)
    api = load_vendor_api(document) if document else None
    reach = Reach(binding, catalog)
    bound = [each for each in catalog.package.operations if reach.operation(each.name)]
    return Survey(
        business=catalog.package.key,
        bound=tuple(each.name for each in bound),
        unbound=tuple(each.name for each in catalog.package.operations if not reach.operation(each.name)),
        unsent=_some({each.name: _unsent(reach, catalog, each) for each in bound}),
        unread=_some({each.name: _unread(reach, catalog, each) for each in bound}),
        remarks=tuple(_remarks(binding, catalog, bound, api, reach)),
    )


def _unsent(reach: Reach, catalog: Catalog, operation: Operation) -> tuple[str, ...]:
    return tuple(item.name for item in catalog.inputs(operation) if not reach.item(operation, item))


def _unread(reach: Reach, catalog: Catalog, operation: Operation) -> tuple[str, ...]:
    return tuple(item.name for item in catalog.outputs(operation) if not reach.reads(operation, item.name))


def _some(found: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: items for name, items in found.items() if items}


def _remarks(
    binding: Binding, catalog: Catalog, bound: list[Operation], api: VendorApi | None, reach: Reach
) -> Iterator[Remark]:
    asker = BoundAsker(binding, catalog, DryClient(_ADDRESS, Redactor()), today=DAY)
    for operation in bound:
        data = binding.operations[operation.name]
        if data.answer.rows is None and catalog.outputs(operation):
            yield _remark(operation.name, "TKG-BND038", blocking=False)
        first = data.calls[0].name
        for name, error in reach.measure(operation).failures():
            # What hangs on an earlier answer may well work once there is one.
            yield _remark(operation.name, "TKG-BND059", blocking=name == first, call=name, reason=str(error))
        if api is None:
            continue
        bodies = list(_bodies(asker, catalog, operation, data))
        for call, body in zip(data.calls, bodies, strict=True):
            for code, params in api.faults(call, body):
                yield _remark(operation.name, code, blocking=code in _BROKEN, call=call.name, **params)
    for note in notes(binding, catalog):
        yield _remark(note.operation, note.code, blocking=False, **note.params)


_BROKEN = frozenset({"TKG-BND032", "TKG-BND033", "TKG-BND036"})


def _bodies(
    asker: BoundAsker, catalog: Catalog, operation: Operation, data: BoundOperation
) -> Iterator[Json]:
    """Work the body of each call out from the contract's example; None where it hangs on an earlier answer."""
    scene = asker.scene(asker.request_of(example(catalog, operation)))
    for call, compiled in zip(data.calls, asker.compiled(operation).calls, strict=True):
        if call.body is None or not mentions(call.body).roots <= KNOWN:
            yield None
            continue
        try:
            yield compiled.prepare(scene).body
        except TekigoError:
            yield None


def _remark(operation: str, code: str, *, blocking: bool, **params: Any) -> Remark:  # noqa: ANN401
    text, mend = message(code, None, **params), remedy(code, None, **params)
    return Remark(operation=operation, code=code, text=text, remedy=mend, blocking=blocking)
