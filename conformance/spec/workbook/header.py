"""Finds the heading rows of a sheet and which column holds what, whatever was moved, renamed or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.utils import get_column_letter

from conformance.spec.faults import nearest
from conformance.spec.workbook.layout import ID, Column, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.spec.workbook.book import Sheet
    from conformance.spec.workbook.oddities import Notes

_DEEPEST = 20  # rows in which headings are looked for
_ENOUGH = 0.4  # share of the headings that tells a layout


class Header(Struct, frozen=True, kw_only=True):
    """Where the headings stand (`row` and the one below), and which column holds what. `whole`: none is missing."""

    row: int
    columns: dict[str, int]
    whole: bool


def header_row(sheet: Sheet, columns: Sequence[Column]) -> int | None:
    """Find the first of the two rows of headings: the one that has most of them; None when none has enough."""
    wanted = {plain(each.heading) for each in columns}
    best, most = None, 0
    for row in range(1, _DEEPEST + 1):
        found = len(wanted & set(_headings(sheet, row).values()))
        if found and found >= most:  # of two that find the same, the lower one is where they begin
            best, most = row, found
    return best if most >= _ENOUGH * len(wanted) else None


def read_header(sheet: Sheet, columns: Sequence[Column], row: int, official: int, notes: Notes) -> Header:
    """Say which column holds what. A column missing or there twice is a fault if items.csv has a place for it."""
    if row != official:
        notes.remark(f"{row}:{row + 1}", "TKG-IMP034", found=row, expected=official)
    at, places = _headings(sheet, row), {}
    for heading, several in _by_heading(columns):
        where = [number for number, text in at.items() if text == plain(heading)]
        found = [where[0], where[0] + 1] if heading == ID and where else where
        if len(where) > 1:
            cells = ", ".join(f"{get_column_letter(number)}{row}" for number in where)
            notes.fault(cells, "TKG-IMP033", heading=heading)
            continue
        for column, place in zip(several, found, strict=False):
            places[column.key] = place
        if not found:
            _missing(several[0], at, columns, row, notes)
    taken = set(places.values())
    for number, text in at.items():
        if number not in taken and text not in {plain(each.heading) for each in columns}:
            notes.remark(f"{get_column_letter(number)}{row}", "TKG-IMP032", found=text)
    for column in columns:
        letter = get_column_letter(places[column.key]) if column.key in places else column.letter
        if letter != column.letter:
            notes.remark(
                f"{letter}{row}", "TKG-IMP031", heading=column.heading, found=letter, expected=column.letter
            )
    _spread(sheet, row, at, places, notes)
    whole = all(column.key in places for column in columns if column.taken)
    return Header(row=row, columns=places, whole=whole)


def _headings(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the headings: those of the second row, where it is empty those of the first."""
    numbers = sorted({*sheet.rows.get(row, {}), *sheet.rows.get(row + 1, {})})
    texts = {number: plain(sheet.text(row + 1, number) or sheet.text(row, number)) for number in numbers}
    return {number: text for number, text in texts.items() if text}


def _by_heading(columns: Sequence[Column]) -> Iterator[tuple[str, list[Column]]]:
    for heading in dict.fromkeys(each.heading for each in columns):
        yield heading, [each for each in columns if each.heading == heading]


def _missing(column: Column, at: dict[int, str], columns: Sequence[Column], row: int, notes: Notes) -> None:
    known = {plain(each.heading) for each in columns}
    strange = [text for text in at.values() if text not in known]
    there = {get_column_letter(number): text for number, text in at.items()}.get(column.letter, "")
    tell = notes.fault if column.taken else notes.remark
    tell(
        f"{column.letter}{row}",
        "TKG-IMP030",
        heading=column.heading,
        found=there or "-",
        near=nearest(plain(column.heading), strange),
    )


def _spread(sheet: Sheet, row: int, at: dict[int, str], places: dict[str, int], notes: Notes) -> None:
    """The id heading goes over exactly two columns: a heading of its own over the second says it does not."""
    number = places.get("number")
    if number and at.get(number):
        notes.fault(f"{get_column_letter(number)}{row}", "TKG-IMP030", heading=ID, found=at[number], near="")
    for area in sheet.structure.merged:
        if area.top <= row + 1 < area.bottom:
            notes.fault(area.text, "TKG-IMP028")


def odd_merges(sheet: Sheet, first: int, last: int, harmless: Sequence[int], notes: Notes) -> None:
    """Take down merged cells among the data. Those within the columns `harmless` hide nothing."""
    for area in sheet.structure.merged:
        if area.top < first or area.top > last:
            continue
        only = area.left == area.right and area.left in harmless
        (notes.remark if only else notes.fault)(area.text, "TKG-IMP029" if only else "TKG-IMP028")
