"""Names in expressions that nothing answers to: misspelt calls, items and functions, told before a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.binding.mentions import Mentions, builtin_functions, inserted, mentions
from conformance.i18n import TekigoError
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.binding.model import Binding, BoundOperation, Call
    from conformance.spec.catalog import Catalog

Keys = tuple[str | int, ...]
Wrong = tuple[Keys, str, dict[str, Any]]
OURS = frozenset({"vendor", "contract", "code", "label", "value", "back"})
RESERVED = frozenset({"request", "answer", "today", "next"})
_UNNAMED = "call"  # what a call is called that the file does not name


def names_used(binding: Binding, catalog: Catalog) -> Iterator[Wrong]:
    """Find the names that lead nowhere: the way to the place in the file, the message and its parameters."""
    for name, bound in binding.operations.items():
        yield from _operation(("operations", name), bound, catalog)
    told = binding.errors
    texts = {"list": told.list, "code": told.code, "item": told.item, "text": told.text}
    for field, text in texts.items():
        if text:
            scene = ("answer",) if field == "list" else None
            yield from _expression(("errors", field), mentions(text), catalog, scene)
    for name, conversion in binding.convert.items():
        for field, text in {"to": conversion.to, "from": conversion.from_}.items():
            if text:
                yield from _expression(("convert", name, field), mentions(text), catalog, None, functions=())


def _operation(keys: Keys, bound: BoundOperation, catalog: Catalog) -> Iterator[Wrong]:
    known = ["request", "today"]
    for place, call in enumerate(bound.calls):
        at = (*keys, "calls", place)
        yield from _call(at, call, known, catalog)
        if call.name in RESERVED:
            yield (*at, "name"), "TKG-BND052", {"name": call.name}
        known = list(dict.fromkeys([*known, call.name, "answer"]))
    yield from _twice(keys, bound)
    reply = bound.answer
    if reply.rows:
        yield from _expression((*keys, "answer", "rows"), mentions(reply.rows), catalog, known)
    if reply.row:
        found = mentions(reply.row)
        yield from _expression((*keys, "answer", "row"), found, catalog, None, functions=(*OURS, *known))
        for key in found.keys:
            yield from _item((*keys, "answer", "row"), catalog, key)


def _call(at: Keys, call: Call, known: list[str], catalog: Catalog) -> Iterator[Wrong]:
    texts: dict[Keys, Mentions] = {("path",): inserted(call.path)}
    texts |= {("headers", name): inserted(text) for name, text in call.headers.items()}
    texts |= {("query", name): mentions(text) for name, text in call.query.items()}
    texts |= {(field,): mentions(text) for field, text in _stages(call)}
    for field, found in texts.items():
        yield from _expression((*at, *field), found, catalog, known)
    after = [*known, call.name, "answer"]
    yield from _expression((*at, "accepted"), mentions(call.accepted), catalog, after)
    if call.pages is not None:
        yield from _expression((*at, "pages", "next"), mentions(call.pages.next), catalog, after)
        for name, text in call.pages.query.items():
            yield from _expression((*at, "pages", "query", name), mentions(text), catalog, [*after, "next"])


def _stages(call: Call) -> Iterator[tuple[str, str]]:
    if call.body:
        yield "body", call.body
    if call.when:
        yield "when", call.when


def _twice(keys: Keys, bound: BoundOperation) -> Iterator[Wrong]:
    """Two calls of one name: the later answer hides the earlier one. Unnamed calls may, unless one is read."""
    seen: set[str] = set()
    texts = [each for each in (bound.answer.rows, bound.answer.row) if each]
    roots = {name for text in texts for name in (mentions(text).roots | mentions(text).variables)}
    for call in bound.calls:
        roots |= {name for text in _all(call) for name in text.roots}
    for place, call in enumerate(bound.calls):
        if call.name in seen and (call.name != _UNNAMED or call.name in roots):
            yield (*keys, "calls", place), "TKG-BND053", {"name": call.name}
        seen.add(call.name)


def _all(call: Call) -> Iterator[Mentions]:
    yield from (inserted(text) for text in (call.path, *call.headers.values()))
    yield from (mentions(text) for text in (*call.query.values(), *(text for _, text in _stages(call))))


def _expression(
    keys: Keys,
    found: Mentions,
    catalog: Catalog,
    scene: Iterable[str] | None,
    functions: Iterable[str] = OURS,
) -> Iterator[Wrong]:
    """`scene`: what the expression sees; None when it is given something of the vendor's."""
    if scene is not None:
        known = sorted(set(scene))
        for name in sorted(found.roots - set(known)):
            params = {"name": name, "known": "、".join(known), "near": nearest(name, known)}
            yield keys, "TKG-BND050", params
        for first, second in sorted(found.paths, key=str):
            if first == "request" and second is not None:
                yield from _item(keys, catalog, second)
    callable_ = {*builtin_functions(), *functions}
    for name in sorted(found.variables - callable_):
        yield keys, "TKG-BND051", {"name": name, "near": nearest(name, sorted(callable_))}
    for name in sorted(found.items):
        yield from _item(keys, catalog, name)


def _item(keys: Keys, catalog: Catalog, name: str) -> Iterator[Wrong]:
    """An expression knows items by their Japanese names."""
    try:
        known = catalog.item(name)
    except TekigoError as error:
        yield keys, error.code, error.params
        return
    if known.name != name:
        yield keys, "TKG-BND054", {"name": name, "known": known.name}
