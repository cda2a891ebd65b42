"""The sheets of the official layout, written with openpyxl: items, codes and the two legends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.utils import column_index_from_string, get_column_letter

from conformance.spec.workbook.layout import (
    CODE_COLUMNS,
    CODE_HEADER_ROW,
    COLUMNS,
    CONDITION,
    CONDITIONAL,
    END,
    HEADER_ROW,
    ID,
    LEGEND_COLUMNS,
    LEGEND_TYPES,
    MARKER,
    TYPES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

Values = dict[str, "str | int | None"]
_TITLE = 31  # characters in the name of a sheet
_LONGEST = 32_767  # characters in a cell
_NO_END = ("B", "C", "E")  # the official end row leaves these empty
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_book(path: Path, name: str, items: Sequence[Values], codes: Sequence[Values]) -> None:
    """Write the workbook. Raises OSError, ValueError for a text that is too long, IllegalCharacterError."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.worksheets[0]
    first.title = _title(f"項目定義書（{name}）")
    _write_items(first, name, items)
    _write_codes(book.create_sheet(_title(f"コード一覧（個別）_{name}")), name, codes)
    _write_columns(book.create_sheet(LEGEND_COLUMNS))
    _write_types(book.create_sheet(LEGEND_TYPES))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _write_items(sheet: Worksheet, name: str, items: Sequence[Values]) -> None:
    _put(sheet, "B1", f"■地方公共団体情報システム-（{name}）項目定義書")
    _put(sheet, "R3", f"項目説明：{CONDITION}で始まる記載は、データ出力条件が「{CONDITIONAL}」の場合の条件")
    top, below = HEADER_ROW, HEADER_ROW + 1
    above = ""
    for column in COLUMNS:
        if column.above:
            _put(sheet, f"{column.letter}{top}", column.above if column.above != above else "")
            _put(sheet, f"{column.letter}{below}", column.heading)
        elif column.key != "number":
            _put(sheet, f"{column.letter}{top}", column.heading)
            last = "C" if column.heading == ID else column.letter
            sheet.merge_cells(f"{column.letter}{top}:{last}{below}")
        above = column.above
    row = below
    for row, values in enumerate(items, below + 1):
        for column in COLUMNS:
            _put(sheet, f"{column.letter}{row}", values.get(column.key))
        _put(sheet, f"{MARKER}{row}", END)
    for number in range(1, column_index_from_string(MARKER) + 1):
        letter = get_column_letter(number)
        if letter not in _NO_END:
            _put(sheet, f"{letter}{row + 1}", END)


def _write_codes(sheet: Worksheet, name: str, codes: Sequence[Values]) -> None:
    _put(sheet, "A1", "コード一覧表")
    _put(sheet, "C1", "業務名")
    _put(sheet, "C2", name)
    for area in ("A1:B2", "C1:D1", "C2:D2"):
        sheet.merge_cells(area)
    _heads(sheet, {each.letter: each.heading for each in CODE_COLUMNS})
    for row, values in enumerate(codes, CODE_HEADER_ROW + 2):
        for column in CODE_COLUMNS:
            _put(sheet, f"{column.letter}{row}", values.get(column.key))


def _write_columns(sheet: Worksheet) -> None:
    _put(sheet, "A1", "■基本データリストの列")
    for letter, text in (("A", "項番"), ("B", "項目名")):
        _put(sheet, f"{letter}3", text)
    headings = dict.fromkeys(f"{each.above}_{each.heading}".strip("_") for each in COLUMNS)
    for row, text in enumerate(headings, 4):
        _put(sheet, f"A{row}", row - 3)
        _put(sheet, f"B{row}", text)


def _write_types(sheet: Worksheet) -> None:
    _put(sheet, "A1", "データ型")
    sheet.merge_cells("A1:D2")
    _heads(sheet, {"A": "項番", "B": "データ型", "C": "データ型の内容", "D": "備考"})
    for row, text in enumerate(TYPES, CODE_HEADER_ROW + 2):
        _put(sheet, f"A{row}", row - CODE_HEADER_ROW - 1)
        _put(sheet, f"B{row}", text)


def _heads(sheet: Worksheet, headings: dict[str, str]) -> None:
    for letter, text in headings.items():
        _put(sheet, f"{letter}{CODE_HEADER_ROW}", text)
        sheet.merge_cells(f"{letter}{CODE_HEADER_ROW}:{letter}{CODE_HEADER_ROW + 1}")


def _put(sheet: Worksheet, where: str, value: str | int | None) -> None:
    """Write a cell; a text is never a formula, whatever it begins with."""
    if value is None or value == "":
        return
    if isinstance(value, str) and len(value) > _LONGEST:
        raise ValueError(f"{where}: {len(value)}")
    cell = sheet[where]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _title(text: str) -> str:
    return _FORBIDDEN.sub("_", text)[:_TITLE]
