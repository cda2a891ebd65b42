"""What the 凡例 sheets say, held against what the sheets of items do."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, islice
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from conformance.spec.workbook.layout import ID, LEGEND_COLUMNS, LEGEND_TYPES, TYPES, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.spec.workbook.book import Sheet
    from conformance.spec.workbook.item_sheets import Read
    from conformance.spec.workbook.oddities import Notes

_FORM = re.compile(r"([0-9]{1,2})桁の基幹業務コードと([0-9]{1,2})桁の項目コード")
_VERSION = re.compile(r"第[0-9.０-９．]+版|(令和|平成)[0-9０-９元]+年|[0-9]{4}年|[0-9]{4}-[0-9]{2}|[Vv]er")

_KNOWN = 20  # types that a message names


def against_legends(sheets: Sequence[Sheet], read: Sequence[Read], notes_of: Callable[[str], Notes]) -> None:
    """Remark types and ids that are not what the legends say, and legends that are not there."""
    for name, look in ((LEGEND_TYPES, _types), (LEGEND_COLUMNS, _ids)):
        legend = next((each for each in sheets if plain(each.title) == name), None)
        if legend is None:
            notes_of("").remark(name, "TKG-IMP041", found=name)
        else:
            look(legend, read, notes_of)


def odd_version(sheet: Sheet, header: int, notes: Notes) -> None:
    """Remark that nothing above the headings says which edition this is, or of when."""
    above = [cell.text for row, cells in sheet.rows.items() if row < header for cell in cells.values()]
    if not any(_VERSION.search(text) for text in (*above, sheet.title)):
        notes.remark("B1", "TKG-IMP040", rows=header - 1)


def _types(legend: Sheet, read: Sequence[Read], notes_of: Callable[[str], Notes]) -> None:
    head = next((row for row in sorted(legend.rows) if "データ型" in _texts(legend, row)[1:]), None)
    if head is None:
        notes_of(legend.title).remark("A1", "TKG-IMP041", found="データ型")
        return
    column = 1 + _texts(legend, head).index("データ型", 1)
    at = {row: legend.text(row, column) for row in sorted(legend.rows) if row > head}
    listed = {text: row for row, text in at.items() if text}
    for text, row in listed.items():
        if text not in TYPES:
            notes_of(legend.title).remark(f"{get_column_letter(column)}{row}", "TKG-IMP091", found=text)
    for _, line in read:
        found = line.text("type") if line.kind("type") in ("text", "number") else ""
        if found and found not in listed:
            line.notes.remark(
                line.at("type"), "TKG-IMP093", found=found, known=" ".join(islice(listed, _KNOWN))
            )


def _ids(legend: Sheet, read: Sequence[Read], notes_of: Callable[[str], Notes]) -> None:
    """Remark ids that have fewer digits than the legend tells."""
    for row, cells in sorted(legend.rows.items()):
        if ID not in _texts(legend, row):
            continue
        told = next(
            (m for c in cells.values() if (m := _FORM.search(unicodedata.normalize("NFKC", c.text)))), None
        )
        if told is None:
            continue
        form = [int(told[1]), int(told[2])]
        for sheet, rows in groupby(read, lambda each: each[1].notes.sheet):
            other = [each for each in rows if [len(part) for part in each[0].no.split("-")] != form]
            if other:
                first, last = other[0], other[-1]
                notes_of(sheet).remark(
                    f"{first[1].at('business')}:{last[1].at('number')}",
                    "TKG-IMP054",
                    found=f"{first[0].no} … {last[0].no}",
                    count=len(other),
                    form=f"{told[1]}+{told[2]}",
                    at=f"{legend.title} {row}",
                )
        return


def _texts(sheet: Sheet, row: int) -> list[str]:
    cells = sheet.rows.get(row, {})
    return [plain(cells[each].text) if each in cells else "" for each in range(1, max(cells, default=0) + 1)]
