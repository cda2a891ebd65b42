"""An official workbook as a whole: its items and codes, and everything about it that is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.utils import get_column_letter

from conformance.i18n import TekigoError
from conformance.spec.model import Code, Item
from conformance.spec.workbook import across
from conformance.spec.workbook.book import Sheet, read_book
from conformance.spec.workbook.code_rows import CodeLists, read_codes
from conformance.spec.workbook.header import header_row
from conformance.spec.workbook.item_sheets import Read, read_items
from conformance.spec.workbook.layout import (
    API_TITLE,
    CODE_COLUMNS,
    CODE_SHEETS,
    COLUMNS,
    ITEM_SHEETS,
    LEGEND_SHEETS,
)
from conformance.spec.workbook.legends import against_legends, odd_version
from conformance.spec.workbook.oddities import Notes, Oddity

if TYPE_CHECKING:
    from pathlib import Path


class Imported(Struct, frozen=True, kw_only=True):
    """What a workbook yields. The origin of an item is `sheet row`, of a code `sheet cell`.

    `lists`: names of code lists by id; `letters`: by sheet of items, the column in which each thing stands.
    """

    items: tuple[Item, ...]
    codes: tuple[Code, ...]
    lists: dict[str, str]
    letters: dict[str, dict[str, str]]
    oddities: tuple[Oddity, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """List the groups in their order."""
        return tuple(dict.fromkeys(item.group for item in self.items))

    @property
    def faults(self) -> tuple[Oddity, ...]:
        """List what could not be taken."""
        return tuple(each for each in self.oddities if each.fault)


def import_workbook(path: Path) -> Imported:
    """Read an official workbook.

    Raises TekigoError for a file that cannot be read within the bounds (TKG-IMP001 to 007, 013), that is an API
    specification (TKG-IMP009), or in which no sheet has the layout (TKG-IMP008).
    """
    found: list[Oddity] = []
    sheets = read_book(path, Notes("", found))
    return _Import(path, sheets, found).done()


class _Import:
    def __init__(self, path: Path, sheets: tuple[Sheet, ...], found: list[Oddity]) -> None:
        self._path, self._sheets, self._found = path, sheets, found
        self._lists = CodeLists()

    def done(self) -> Imported:
        items, codes = self._sorted()
        for sheet, row in codes:
            self._formulas(sheet, row)
            read_codes(sheet, row, self._lists, self._notes(sheet.title))
        read: list[Read] = []
        for sheet, row in items:
            self._formulas(sheet, row)
            odd_version(sheet, row, self._notes(sheet.title))
            read += read_items(sheet, row, self._lists, self._notes(sheet.title))
        kept = across.sound(read)
        across.odd_order(read)
        across.odd_groups(read)
        across.odd_names(read)
        across.odd_values(read, self._lists)
        across.unused_lists(self._lists, self._notes)
        against_legends(self._sheets, read, self._notes)
        return Imported(
            items=tuple(kept),
            codes=tuple(self._lists.codes),
            lists={each.id: each.name for each in self._lists.of.values()},
            letters={line.notes.sheet: line.letters() for _, line in read},
            oddities=tuple({(o.sheet, o.cell, o.code): o for o in self._found}.values()),
        )

    def _notes(self, sheet: str) -> Notes:
        return Notes(sheet, self._found)

    def _sorted(self) -> tuple[list[tuple[Sheet, int]], list[tuple[Sheet, int]]]:
        """Tell sheets of items from sheets of codes by their headings."""
        items, codes = [], []
        for sheet in self._sheets:
            notes = self._notes(sheet.title)
            if sheet.title.startswith(LEGEND_SHEETS):
                continue
            row, code_row = header_row(sheet, COLUMNS), header_row(sheet, CODE_COLUMNS)
            if row is None and code_row is None:
                expected = sheet.title.startswith((*ITEM_SHEETS, CODE_SHEETS))
                (notes.fault if expected else notes.remark)("A1", "TKG-IMP025", found=sheet.title)
            elif sheet.hidden:
                notes.fault("A1", "TKG-IMP024", found=sheet.title)
            elif row is not None:
                self._named(sheet, ITEM_SHEETS, notes)
                items.append((sheet, row))
            elif code_row is not None:
                self._named(sheet, (CODE_SHEETS,), notes)
                codes.append((sheet, code_row))
        if not items:
            self._refuse()
        if not codes:
            self._notes("").remark(CODE_SHEETS, "TKG-IMP041", found=CODE_SHEETS)
        return items, codes

    def _named(self, sheet: Sheet, names: tuple[str, ...], notes: Notes) -> None:
        if not sheet.title.startswith(names):
            notes.remark("A1", "TKG-IMP042", found=sheet.title, expected=" / ".join(names))

    def _formulas(self, sheet: Sheet, header: int) -> None:
        """Remark formulas above the data; among the data they are faults, told where they are read."""
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                if cell.kind == "formula" and row < header + 2:
                    where = f"{get_column_letter(column)}{row}"
                    self._notes(sheet.title).remark(where, "TKG-IMP023", found=cell.text[:80])

    def _refuse(self) -> None:
        api = next((each for each in self._sheets if each.text(1, 1) == API_TITLE), None)
        if api is not None:
            raise TekigoError("TKG-IMP009", path=self._path, sheet=api.title, found=f"A1 {API_TITLE}")
        hidden = [each.sheet for each in self._found if each.code == "TKG-IMP024"]
        raise TekigoError(
            "TKG-IMP008",
            path=self._path,
            sheets="、".join(each.title for each in self._sheets)[:500] or "-",
            hidden="、".join(hidden) or "-",
        )
