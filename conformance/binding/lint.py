"""What a type cannot say of a binding: names that the spec knows, codes that it has, no 個人番号 in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.binding.reach import PERSONAL_NUMBER
from conformance.i18n import TekigoError
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from conformance.binding.model import Binding, Call
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import ErrorCode

Keys = tuple[str | int, ...]
Wrong = tuple[Keys, str, dict[str, Any]]
TYPES = ("X", "N", "9", "9V", "S9", "DATE", "TIME", "YEAR")


def lint(binding: Binding, catalog: Catalog, error_codes: Iterable[ErrorCode]) -> Iterator[Wrong]:
    """Find what is wrong: the way to the place in the file, the message and its parameters."""
    if binding.business != catalog.package.key:
        found, expected = binding.business, catalog.package.key
        yield ("business",), "TKG-BND003", {"found": found, "expected": expected}
        return
    yield from _names(binding, catalog)
    yield from _codes(binding, catalog)
    known = {each.code for each in error_codes}
    for theirs, ours in binding.errors.codes.items():
        if ours not in known:
            yield (
                ("errors", "codes", theirs),
                "TKG-BND004",
                {"name": ours, "near": nearest(ours, sorted(known))},
            )
    secret = [item.name for item in catalog.package.items if item.check_digit == PERSONAL_NUMBER]
    for name, bound in binding.operations.items():
        yield from _known(("operations", name), catalog.operation, name)
        for place, call in enumerate(bound.calls):
            yield from _address(("operations", name, "calls", place), call, secret)


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


def _known(keys: Keys, find: Callable[[str], object], name: str) -> Iterator[Wrong]:
    try:
        find(name)
    except TekigoError as error:
        yield keys, error.code, error.params


def _address(keys: Keys, call: Call, secret: Iterable[str]) -> Iterator[Wrong]:
    texts = {"path": call.path, **{f"query.{name}": text for name, text in call.query.items()}}
    for field, text in texts.items():
        for name in secret:
            if name in text:
                yield (*keys, field.partition(".")[0]), "TKG-BND007", {"name": name}
