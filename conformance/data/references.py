"""Finds out whether values that refer to other files, of the same business or of another one, are found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.data.model import DataFinding, Example
from conformance.i18n import message
from conformance.spec.foreign_keys import foreign_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.data.file_check import FileCheck
    from conformance.data.keys import Keys
    from conformance.data.layout import FileLayout
    from conformance.data.model import FileResult
    from conformance.data.sources import Source
    from conformance.spec.foreign_keys import Place

NOBODY, NOT_AT_HAND = "TKG-DATA039", "TKG-DATA072"
Checks = dict[str, dict[str, "FileCheck"]]  # by business and group


def targets(source: Source, sources: Mapping[str, Source]) -> Iterator[tuple[str, str, str]]:
    """Yield what the files of a business refer to: business, group, item."""
    for item in (each for layout in source.layouts for each in layout.items):
        key = foreign_key(item)
        for place in key.places if key is not None else ():
            business = place.business or source.business
            if business in sources and (layout := _layout(sources[business], place)) is not None:
                yield business, layout.group, place.item


def unfound(
    result: FileResult, source: Source, sources: Mapping[str, Source], checks: Checks
) -> Iterator[DataFinding]:
    """Yield what the foreign keys of a file come to: rows that refer to nothing, and those that nobody can judge."""
    check = checks[source.business][result.group]
    for name, keys in check.referring.items():
        key = foreign_key(check.columns[name].item)
        if key is None:
            continue
        known, lacking = [], []
        for place in key.places:
            found = _keys(place, source, sources, checks)
            known += [found] if found is not None else []
            lacking += [str(place)] if found is None else []
        faults = keys.absent_from(*known) if known else keys.absent_from(keys.none())
        yield DataFinding(
            code=NOT_AT_HAND if lacking else NOBODY,
            file=result.file,
            column=name,
            count=faults.count,
            rows=result.rows,
            found=message("data.not_at_hand", None, places="、".join(lacking)) if lacking else "",
            expected=key.text,
            examples=tuple(Example(row=row) for row in faults.rows),
        )


def _keys(place: Place, source: Source, sources: Mapping[str, Source], checks: Checks) -> Keys | None:
    """Return the values of a place; None when its file is not there or could not be read."""
    business = place.business or source.business
    layout = _layout(sources[business], place) if business in sources else None
    check = checks.get(business, {}).get(layout.group) if layout is not None else None
    return check.single.get(place.item) if check is not None else None


def _layout(source: Source, place: Place) -> FileLayout | None:
    """Find the file: the group that is named, else the one that the item is the key of, else one that has it."""
    having = [each for each in source.layouts if any(item.name == place.item for item in each.items)]
    if place.group:
        return next((each for each in having if each.group == place.group), None)
    keyed = [each for each in having if any(item.name == place.item for item in each.key)]
    return next(iter([*keyed, *having]), None)
