"""Rules about items, code lists, reports and linkages."""

from collections.abc import Iterator

from conformance.spec.catalog import Catalog
from conformance.spec.errors import Finding, finding
from conformance.spec.lint.common import twice, unknown
from conformance.spec.model import Item


def lint_items(catalog: Catalog) -> Iterator[Finding]:
    """Names are unique in a group and mean one thing in all groups; code lists exist; every row has a source."""
    package = catalog.package
    yield from twice(package.items, lambda each: f"{each.group} {each.name}", "spec.item")
    yield from twice(package.items, lambda each: f"{each.group} {each.romaji}", "spec.romaji")
    yield from _one_meaning(package.items)
    lists = [each.name for each in catalog.code_lists()]
    for item in package.items:
        if item.code_list and item.code_list not in lists:
            yield unknown(item.origin, "spec.code_list", item.code_list, lists)
        if item.charset == "month" and (item.type, item.length, item.fixed) != ("X", "7", True):
            yield finding(item.origin, "TKG-SPEC088", name=item.name)
        if not item.source:
            yield finding(item.origin, "TKG-SPEC072", name=item.name, field="source")
    yield from twice(package.codes, lambda each: f"{each.list} {each.label}", "spec.label")
    coded = [code for code in package.codes if code.code]
    yield from twice(coded, lambda each: f"{each.list} {each.code}", "spec.code_value")
    yield from twice(package.reports, lambda each: each.id, "spec.report")
    yield from twice(package.linkages, lambda each: each.id, "spec.linkage")


def _one_meaning(items: tuple[Item, ...]) -> Iterator[Finding]:
    """In a flat JSON object a name or field can have one type only, whatever the group."""
    first: dict[str, Item] = {}
    for item in items:
        for name in (item.name, item.romaji):
            other = first.setdefault(name, item)
            if _form(other) != _form(item):
                yield finding(item.origin, "TKG-SPEC086", name=name, first=other.origin)


def _form(item: Item) -> tuple[object, ...]:
    return (
        item.name,
        item.romaji,
        item.type,
        item.length,
        item.fixed,
        item.code_list,
        item.chain,
        item.repeat,
        item.charset,
        item.check_digit,
        item.unknown_date,
    )
