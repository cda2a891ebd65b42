"""What a type cannot say of a binding: names that the spec knows, codes that it has, places that do not collide, no
個人番号 in an address, no credentials in a header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conformance.binding.mentions import inserted, mentions
from conformance.binding.names_used import names_used
from conformance.i18n import TekigoError
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from conformance.binding.mentions import Mentions
    from conformance.binding.model import Binding, Call
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import ErrorCode

Keys = tuple[str | int, ...]
Wrong = tuple[Keys, str, dict[str, Any]]
_FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FIELD_VALUE = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]*")
_CREDENTIAL = re.compile(
    r"(proxy-)?authorization|cookie|x-key|(.*-)?(api-?key|token|secret|password|session(-?id)?)",
    re.IGNORECASE,
)
TYPES = ("X", "N", "9", "9V", "S9", "DATE", "TIME", "YEAR")


def lint(binding: Binding, catalog: Catalog, error_codes: Iterable[ErrorCode]) -> Iterator[Wrong]:
    """Find what is wrong: the way to the place in the file, the message and its parameters."""
    if binding.business != catalog.package.key:
        found, expected = binding.business, catalog.package.key
        yield ("business",), "TKG-BND003", {"found": found, "expected": expected}
        return
    yield from _names(binding, catalog)
    yield from _places(binding)
    yield from _codes(binding, catalog)
    yield from _headers(("headers",), binding.headers)
    yield from names_used(binding, catalog)
    known = {each.code for each in error_codes}
    for theirs, ours in binding.errors.codes.items():
        if ours not in known:
            yield (
                ("errors", "codes", theirs),
                "TKG-BND004",
                {"name": ours, "near": nearest(ours, sorted(known))},
            )
    secret = [item.name for item in catalog.personal_numbers]
    for name, bound in binding.operations.items():
        yield from _known(("operations", name), catalog.operation, name)
        for place, call in enumerate(bound.calls):
            yield from _address(("operations", name, "calls", place), call, secret)
            yield from _headers(("operations", name, "calls", place, "headers"), call.headers)


def _names(binding: Binding, catalog: Catalog) -> Iterator[Wrong]:
    for name in binding.names:
        yield from _known(("names", name), catalog.item, name)
    for place, name in enumerate(binding.absent):
        yield from _known(("absent", place), catalog.item, name)
        if name in binding.names:
            yield ("names", name), "TKG-BND006", {"name": name}
    lists = {each.name for each in catalog.code_lists()}
    for name in binding.convert:
        if name not in TYPES and name not in lists:
            yield from _known(("convert", name), catalog.item, name)


def _codes(binding: Binding, catalog: Catalog) -> Iterator[Wrong]:
    for name, table in binding.codes.items():
        try:
            codes = catalog.code_list(name)
        except TekigoError:
            wrong = list(_known(("codes", name), catalog.item, name))
            yield from wrong
            if wrong:
                continue
            found = catalog.codes_of(catalog.item(name))
            if found is None:
                continue
            codes = found
        for ours in table:
            if ours not in codes.values:
                near = nearest(ours, list(codes.values))
                yield ("codes", name, ours), "TKG-BND005", {"name": ours, "list": codes.name, "near": near}
        yield from _ambiguous(("codes", name), table)


def _ambiguous(keys: Keys, table: Mapping[str, str]) -> Iterator[Wrong]:
    """Two values that the vendor writes alike cannot be told apart in its answers."""
    seen: dict[str, str] = {}
    for ours, theirs in table.items():
        if theirs in seen:
            yield (*keys, ours), "TKG-BND055", {"name": ours, "other": seen[theirs], "theirs": theirs}
        seen.setdefault(theirs, ours)


def _places(binding: Binding) -> Iterator[Wrong]:
    """A place within the place of another item: one of the two values would be lost."""
    at = {tuple(place.split(".")): name for name, place in binding.names.items()}
    for name, place in binding.names.items():
        steps = tuple(place.split("."))
        for count in range(1, len(steps)):
            if outer := at.get(steps[:count]):
                yield ("names", name), "TKG-BND056", {"name": name, "place": place, "other": outer}


def _headers(keys: Keys, headers: Mapping[str, str]) -> Iterator[Wrong]:
    for name, value in headers.items():
        if not _FIELD_NAME.fullmatch(name) or not _FIELD_VALUE.fullmatch(value):
            yield (*keys, name), "TKG-BND057", {"name": name}
        elif _CREDENTIAL.fullmatch(name):
            yield (*keys, name), "TKG-BND058", {"name": name}


def _known(keys: Keys, find: Callable[[str], object], name: str) -> Iterator[Wrong]:
    try:
        find(name)
    except TekigoError as error:
        yield keys, error.code, error.params


def _address(keys: Keys, call: Call, secret: Iterable[str]) -> Iterator[Wrong]:
    """Look for the items where they would become part of a URL; headers are no part of it."""
    texts: dict[Keys, Mentions] = {("path",): inserted(call.path)}
    texts |= {("query", name): mentions(text) for name, text in call.query.items()}
    if call.pages is not None:
        texts |= {("pages", "query", name): mentions(text) for name, text in call.pages.query.items()}
    for field, found in texts.items():
        for name in secret:
            if name in found.words or name in found.items:
                yield (*keys, *field), "TKG-BND007", {"name": name}
