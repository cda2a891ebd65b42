"""One row of a sheet, read by the names of its columns: texts without blanks around them, every oddity taken down."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from conformance.spec.workbook.layout import FLAG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.spec.workbook.book import Cell
    from conformance.spec.workbook.oddities import Notes

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = re.compile(r"[0-9]{1,9}")


class SheetRow:
    """A row and its columns (name → column number); what is odd goes to `notes`."""

    def __init__(
        self, number: int, cells: Mapping[int, Cell], columns: Mapping[str, int], notes: Notes
    ) -> None:
        self.number = number
        self.notes = notes
        self._cells = cells
        self._columns = columns

    def at(self, key: str) -> str:
        """Name the cell of a column."""
        return f"{get_column_letter(self._columns[key])}{self.number}" if key in self._columns else ""

    def letters(self) -> dict[str, str]:
        """Return the letter of every column."""
        return {key: get_column_letter(number) for key, number in self._columns.items()}

    def kind(self, key: str) -> str:
        """Tell of what kind the cell is; empty when there is none."""
        cell = self._cells.get(self._columns.get(key, 0))
        return cell.kind if cell else ""

    def text(self, key: str) -> str:
        """Return a text as it stands but for blanks around it; empty for what is no text or number: a fault."""
        cell = self._cells.get(self._columns.get(key, 0))
        if cell is None:
            return ""
        where = self.at(key)
        if cell.kind == "formula":
            self.notes.fault(where, "TKG-IMP022", found=cell.text[:80])
            return ""
        if cell.kind in ("date", "other"):
            self.notes.fault(where, "TKG-IMP082", found=cell.text)
            return ""
        if not cell.text:
            self.notes.remark(where, "TKG-IMP081")
        return self._cleaned(cell.text, where)

    def integer(self, key: str) -> int | None:
        """Return a whole number above 0, None when the cell is empty or holds something else: a fault."""
        text = self.text(key)
        if not text:
            return None
        if self.full_width(key, text):
            return None
        if _DIGITS.fullmatch(text) and int(text) > 0:
            return int(text)
        self.notes.fault(self.at(key), "TKG-IMP062", found=text)
        return None

    def flag(self, key: str) -> bool:
        """Tell whether ○ stands there; anything else but nothing is a fault."""
        text = self.text(key)
        if text and text != FLAG:
            points = " ".join(f"U+{ord(char):04X}" for char in text[:4])
            self.notes.fault(self.at(key), "TKG-IMP065", found=text, points=points)
        return text == FLAG

    def full_width(self, key: str, text: str) -> bool:
        """Take down full-width digits where half-width ones belong; nothing is read from them."""
        wide = any(char.isdigit() and unicodedata.east_asian_width(char) == "F" for char in text)
        if wide:
            self.notes.fault(self.at(key), "TKG-IMP063", found=text)
        return wide

    def _cleaned(self, text: str, where: str) -> str:
        for code in dict.fromkeys(_ESCAPED.findall(text)):
            self.notes.remark(where, "TKG-IMP083", found=f"_x{code}_")
        made = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        odd = dict.fromkeys(char for char in made if unicodedata.category(char) == "Cc" and char != "\n")
        for char in odd:
            self.notes.remark(where, "TKG-IMP083", found=f"U+{ord(char):04X}")
        done = made.strip()
        if text and done != made:
            self.notes.remark(where, "TKG-IMP080", found=_edges(made, done))
        return done


def _edges(text: str, done: str) -> str:
    """Name the blanks around a text by their code points."""
    around = text.replace(done, "", 1) if done else text
    return " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in around))
