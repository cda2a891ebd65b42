"""Workbooks: foreign text stays text, every sheet prints, and the same content is the same bytes."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from conformance.report.sheet_styles import LINE_HEIGHT, add_styles, size_of
from conformance.report.text import clip, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 4_000  # characters in a cell; a row of a sheet cannot show more
TALLEST = 409  # points; no row of a workbook can be higher
MARGIN = 60  # characters of foreign text in a page header, which holds 255 in all
LANDSCAPE_A4 = 9
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "\t")
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)  # of the calendar of ZIP files

Value = str | int | date | None


class Cell(NamedTuple):
    """A value, the name of its style, and over how many columns it goes."""

    value: Value
    style: str = "text"
    span: int = 1


def new_workbook(title: str, made: str, lang: str) -> Workbook:
    """Make an empty workbook that says when its run ended (`made`, ISO 8601), not when it was written."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties = document_properties(title, made, lang)
    add_styles(workbook)
    return workbook


def document_properties(title: str, made: str, lang: str) -> DocumentProperties:
    """Say what a workbook is and when its run ended (`made`, ISO 8601)."""
    return DocumentProperties(title=title, creator="tekigo", language=lang, created=_moment(made))


def shown_text(value: str) -> tuple[str, bool]:
    """Return a text as a cell holds it, and whether it looks like a formula and must be marked as text."""
    return _CODED.sub("_x005F_", clip(value, LONGEST)), value.startswith(_FORMULA)


def put(sheet: Worksheet, row: int, column: int, value: Value, style: str = "text") -> None:
    """Write one cell. Text is never a formula or an error, whatever it begins with, and holds no control character."""
    cell = sheet.cell(row, column)
    cell.style = style
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value, formula = shown_text(value)
    cell.data_type = "s"
    if formula:
        cell.quotePrefix = True  # remains text when somebody edits the cell


class Page:
    """A sheet written from top to bottom, its rows as high as their texts need."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.sheet, self.row, self.columns = sheet, 0, len(widths)
        self._widths = widths
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    def put(self, cells: Iterable[Cell]) -> int:
        """Write a row of cells one after the other and return its number."""
        self.row += 1
        column, height = 1, 0.0
        for cell in cells:
            last = column + cell.span - 1
            put(self.sheet, self.row, column, cell.value, cell.style)
            if cell.span > 1:
                self.sheet.merge_cells(
                    start_row=self.row, end_row=self.row, start_column=column, end_column=last
                )
            height = max(height, _height(cell, sum(self._widths[column - 1 : last])))
            column = last + 1
        self.sheet.row_dimensions[self.row].height = min(height, TALLEST)
        return self.row

    def line(self, text: str, style: str = "plain") -> int:
        """Write one text over the whole width."""
        return self.put([Cell(text, style, self.columns)])

    def gap(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def new_page(self) -> None:
        """Begin a new page of paper."""
        self.sheet.row_breaks.append(Break(id=self.row))

    def join(self, column: int, first: int, last: int) -> None:
        """Make one cell of a column's cells in several rows."""
        self.sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)


def add_filter(sheet: Worksheet, columns: int, *, frozen: str) -> None:
    """Freeze the header in row 1 (and the columns left of the cell `frozen`), let it filter, and repeat it on paper."""
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{max(sheet.max_row, 1)}"
    sheet.print_title_rows = "1:1"


def set_page(sheet: Worksheet, left: str, right: str, page: str, *, warning: str = "") -> None:
    """Fit the sheet on A4 landscape; `page` has {page} and {pages}. `warning` stands at the top of every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = LANDSCAPE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
    header, footer = sheet.oddHeader, sheet.oddFooter
    if header is None or footer is None:  # openpyxl makes both with the sheet
        return
    texts = (
        (header.left, _margin(left)),
        (header.center, _margin(warning)),
        (header.right, _margin(right)),
        (footer.left, "tekigo"),
        (footer.right, page.format(page="&P", pages="&N")),
    )
    for part, text in texts:
        part.text = text or None
        part.size = 9


def save(workbook: Workbook, path: Path, made: str) -> Path:
    """Write the workbook so that the same content is the same bytes; returns the path."""
    raw, done = BytesIO(), BytesIO()
    workbook.save(raw)
    moment = _moment(made)
    workbook.properties.modified = moment
    with ZipFile(raw) as source, ZipFile(done, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            core = name == ARC_CORE
            data = tostring(workbook.properties.to_tree()) if core else source.read(name)
            info = ZipInfo(name, max(moment, _FIRST_DAY).timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, data)
    path.write_bytes(done.getvalue())
    return path


def _height(cell: Cell, width: float) -> float:
    """Estimate the height of a text in points: applications do not fit merged cells themselves."""
    scale = size_of(cell.style) / size_of("text")
    room = max(width / scale - 0.5, 1)
    lines = sum(max(1, math.ceil(_wide(line) / room)) for line in str(cell.value or "").split("\n"))
    return (lines * LINE_HEIGHT + 4) * scale


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text[:LONGEST])


def _margin(text: str) -> str:
    return one_line(text, MARGIN).replace("&", "&&")


def _moment(stamp: str) -> datetime:
    with suppress(ValueError):
        return datetime.fromisoformat(stamp).astimezone(UTC).replace(microsecond=0)
    return _FIRST_DAY
