"""Reads a sheet of items: from below the headings to the end marker."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from conformance.spec.workbook.header import odd_merges, read_header
from conformance.spec.workbook.item_rows import read_item
from conformance.spec.workbook.layout import COLUMNS, END, HEADER_ROW
from conformance.spec.workbook.rows import SheetRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.spec.model import Item
    from conformance.spec.workbook.book import Cell, Sheet
    from conformance.spec.workbook.code_rows import CodeLists
    from conformance.spec.workbook.oddities import Notes

Read = tuple["Item", SheetRow]
_MANY = 100  # empty rows below the items; a few are nobody's concern


def read_items(sheet: Sheet, row: int, lists: CodeLists, notes: Notes) -> list[Read]:
    """Read the items of a sheet, its headings in `row`; each with its row, for the rules that see several."""
    header = read_header(sheet, COLUMNS, row, HEADER_ROW, notes)
    if not header.whole:
        return []
    columns, numbers = header.columns, sorted(each for each in sheet.rows if each > row + 1)
    end = next((each for each in numbers if _is_end(sheet.rows[each], columns)), None)
    last_column = max(columns.values()) + 1
    filled = [each for each in numbers if _filled(sheet.rows[each], columns)]
    last = end or (filled[-1] + 1 if filled else row + 2)
    if end is None:
        notes.remark(f"A{last}", "TKG-IMP035")
    odd_merges(sheet, row + 2, last - 1, (), notes)
    _after(sheet, end, filled, columns, notes)
    read = []
    for number in range(row + 2, last):
        cells = sheet.rows.get(number, {})
        if not _filled(cells, columns):
            notes.remark(f"{number}:{number}", "TKG-IMP038")
            continue
        if number in sheet.structure.hidden_rows:
            notes.remark(f"{number}:{number}", "TKG-IMP026")
        marker = cells.get(last_column)
        if end and (marker is None or marker.text != END):
            notes.remark(
                f"{get_column_letter(last_column)}{number}",
                "TKG-IMP036",
                found=marker.text if marker else "-",
            )
        line = SheetRow(number, cells, columns, notes)
        item = read_item(line, lists)
        if item is not None:
            read.append((item, line))
    _hidden_columns(sheet, columns, notes)
    _left_out(sheet, columns, (row + 2, last), notes)
    return read


def _is_end(cells: Mapping[int, Cell], columns: Mapping[str, int]) -> bool:
    """The end marker stands left of the ids and in place of a name and a type, where no item can be."""
    marked = [cells.get(1), cells.get(columns["name"]), cells.get(columns["type"])]
    return all(each is not None and each.text == END for each in marked)


def _filled(cells: Mapping[int, Cell], columns: Mapping[str, int]) -> bool:
    return any(cell.text.strip() for column, cell in cells.items() if column in columns.values())


def _after(
    sheet: Sheet, end: int | None, filled: list[int], columns: Mapping[str, int], notes: Notes
) -> None:
    beyond = [each for each in filled if end and each > end]
    for number in beyond:
        found = sheet.rows[number].get(columns["name"])
        notes.fault(f"{number}:{number}", "TKG-IMP037", found=found.text if found else "-", end=end)
    used = max([end or 0, *filled])
    if sheet.structure.last_row - used > _MANY:
        notes.remark(
            f"{used + 1}:{sheet.structure.last_row}", "TKG-IMP039", count=sheet.structure.last_row - used
        )


def _hidden_columns(sheet: Sheet, columns: Mapping[str, int], notes: Notes) -> None:
    for first, last in sheet.structure.hidden_columns:
        inside = [get_column_letter(each) for each in columns.values() if first <= each <= last]
        if inside:
            notes.remark(", ".join(f"{each}:{each}" for each in inside), "TKG-IMP027")


def _left_out(sheet: Sheet, columns: Mapping[str, int], rows: tuple[int, int], notes: Notes) -> None:
    """Say which columns hold values for which items.csv has no place."""
    there = Counter(
        column.heading
        for column in COLUMNS
        if not column.taken and column.key in columns
        for number in range(*rows)
        if sheet.text(number, columns[column.key])
    )
    for column in COLUMNS:
        if there.get(column.heading):
            letter = get_column_letter(columns[column.key])
            notes.remark(
                f"{letter}:{letter}", "TKG-IMP086", heading=column.heading, count=there[column.heading]
            )
