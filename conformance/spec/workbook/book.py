"""Reads a workbook: the values that stand in each sheet, by row and column, nothing interpreted yet."""

from __future__ import annotations

import datetime
import io
import warnings
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.spec.workbook.archive import open_archive
from conformance.spec.workbook.structure import Structure, structures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from zipfile import ZipFile

    from conformance.spec.workbook.oddities import Notes

MOST_CELLS = 500_000  # that hold a value, of one sheet
MOST_COLUMNS = 64  # what stands further right is no part of any layout known
LAST_ROW = 1_048_576  # that a sheet can have

Kind = Literal["text", "number", "formula", "date", "other"]


class Cell(NamedTuple):
    """What one cell holds: its text as written (a whole number without decimals), and of what kind it is."""

    text: str
    kind: Kind


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet. `rows`: number → column number → cell; only what is not empty, except texts of no length."""

    title: str
    hidden: bool
    rows: Mapping[int, Mapping[int, Cell]]
    structure: Structure

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, without blanks around it; empty when there is none."""
        cell = self.rows.get(row, {}).get(column)
        return cell.text.strip() if cell else ""


def read_book(path: Path, notes: Notes) -> tuple[Sheet, ...]:
    """Read all sheets of a workbook. `notes`: takes what is odd about the file itself.

    Raises TekigoError for a file that is no sound workbook or goes beyond the bounds: TKG-IMP001 to 007, 013.
    """
    archive = open_archive(path, notes)
    try:
        with warnings.catch_warnings():  # openpyxl warns of what it leaves out; nothing of that is read here
            warnings.simplefilter("ignore")
            return _sheets(archive)
    except (TekigoError, MemoryError):
        raise
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"[:200]
        raise TekigoError("TKG-IMP005", path=path, detail=detail) from error


def _sheets(archive: ZipFile) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook

    of = structures(archive)
    file = archive.fp
    assert isinstance(file, io.BytesIO)  # noqa: S101 - open_archive makes it
    book = load_workbook(file, read_only=True, keep_links=False)
    return tuple(_sheet(each, of[each.title]) for each in book.worksheets)


def _sheet(source: Any, structure: Structure) -> Sheet:  # noqa: ANN401 - the stubs of openpyxl name a sheet that is read this way privately
    source.reset_dimensions()  # what the file says of its size may be wrong
    rows: dict[int, dict[int, Cell]] = {}
    count, last = 0, structure.last_filled
    if last > LAST_ROW:
        raise TekigoError("TKG-IMP013", sheet=source.title, rows=MOST_CELLS, merged=LAST_ROW)
    for number, row in enumerate(source.iter_rows(max_row=last, max_col=MOST_COLUMNS) if last else (), 1):
        cells = {column: _cell(each) for column, each in enumerate(row, 1) if each.value is not None}
        if cells:
            rows[number] = cells
            count += len(cells)
        if count > MOST_CELLS:
            raise TekigoError("TKG-IMP013", sheet=source.title, rows=MOST_CELLS, merged=LAST_ROW)
    hidden = source.sheet_state != "visible"
    return Sheet(title=source.title, hidden=hidden, rows=rows, structure=structure)


def _cell(cell: object) -> Cell:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "")
    if kind == "f":
        return Cell(str(getattr(value, "text", None) or value), "formula")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell(str(value), "date")
    if isinstance(value, bool) or kind == "e":
        return Cell(str(value), "other")
    if isinstance(value, int | float):
        whole = isinstance(value, float) and value.is_integer()
        return Cell(str(int(value) if whole else value), "number")
    return Cell(str(value), "text")
