"""What of a binding deserves a second look: places where it, and not the vendor's system, may give the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.binding.mentions import mentions
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.binding.model import Binding, BoundOperation
    from conformance.spec.catalog import Catalog

_SHOWN = 120


class Note(Struct, frozen=True, kw_only=True):
    """`operation`: its name, empty when it is of the whole file. `text`: what was found, `params` what it names."""

    operation: str
    code: str
    text: str
    params: dict[str, str]


def notes(binding: Binding, catalog: Catalog) -> list[Note]:
    """Look through the expressions of a binding, in the order of the spec's operations."""
    found = [
        Note(operation=operation.name, code=code, text=message(code, None, **params), params=params)
        for operation in catalog.package.operations
        if operation.name in binding.operations
        for code, params in _of_operation(binding.operations[operation.name])
    ]
    told = binding.errors.list
    if told and (mentions(told).constant or mentions(told).literal):
        found.append(Note(operation="", code="TKG-BND066", text=message("TKG-BND066", None), params={}))
    return found


def _of_operation(bound: BoundOperation) -> Iterator[tuple[str, dict[str, str]]]:
    for call in bound.calls:
        accepted = mentions(call.accepted)
        if accepted.constant or (
            accepted.roots and accepted.roots <= {"request", "today"}
        ):  # sees no request
            yield "TKG-BND061", {"call": call.name, "text": _shown(call.accepted)}
        if call.when is None:
            continue
        params = {"call": call.name, "text": _shown(call.when)}
        found = mentions(call.when)
        if found.constant:
            yield "TKG-BND062", params
        elif "request" in found.roots:
            yield "TKG-BND063", params
    if all(call.when is not None for call in bound.calls):
        yield "TKG-BND064", {}
    for field, text in {"rows": bound.answer.rows, "row": bound.answer.row}.items():
        if text and _invents(text):
            yield "TKG-BND065", {"field": field, "text": _shown(text)}


def _invents(text: str) -> bool:
    found = mentions(text)
    return found.literal or found.constant or "request" in found.roots | found.variables


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
