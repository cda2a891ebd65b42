"""A workbook of the official layout, made with openpyxl: right as it stands, so that each test spoils one thing."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from conformance.spec.workbook.imports import Imported, import_workbook
from conformance.spec.workbook.oddities import Oddity
from tests.spec.workbook import rows_031 as facts

ITEMS = f"項目定義書（{facts.NAME}）{facts.GROUP}"
CODES = f"コード一覧（個別）_{facts.NAME}"
COLUMNS, TYPES = "凡例）列項目説明", "凡例）データ型"
TOP = {
    "B": "データ項目ID", "D": "データ項目", "E": "データ項目（ローマ字）", "F": "グループ", "I": "クラス分類",
    "L": "データ型", "M": "桁数", "N": "コード", "O": "繰り返し", "P": "データ出力条件", "Q": "項目定義",
    "R": "項目説明",
    "S": "標準仕様書関連箇所", "T": "実装類型", "U": "サンプル値", "V": "備考",
}  # fmt: skip
BELOW = {"F": "名称", "G": "主キー", "H": "外部キー", "I": "LV1", "J": "LV2", "K": "LV3"}
FIRST, LAST, END = 7, 35, 36
Value = str | int | float | bool | None


class MadeWorkbook:
    """The workbook and the file that it is saved as."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = Workbook()
        self.items = self.book.worksheets[0]
        self.items.title = ITEMS
        self.codes = self.book.create_sheet(CODES)
        self.columns = self.book.create_sheet(COLUMNS)
        self.types = self.book.create_sheet(TYPES)
        _items(self.items)
        _codes(self.codes)
        _legends(self.columns, self.types)

    def put(self, **cells: Value) -> MadeWorkbook:
        """Put values into cells of the sheet of items."""
        for where, value in cells.items():
            self.items[where] = value
        return self

    def saved(self) -> Path:
        """Save it and return where."""
        self.book.save(self.path)
        return self.path

    def imported(self) -> Imported:
        """Save it and import it."""
        return import_workbook(self.saved())

    def told(self, code: str) -> list[Oddity]:
        """Import it and return what is told under a code."""
        return [each for each in self.imported().oddities if each.code == f"TKG-IMP{code}"]


def _items(sheet: Worksheet) -> None:
    sheet["B1"] = f"■地方公共団体情報システム-（{facts.NAME}）項目定義書"
    sheet["R3"] = "※※で始まる記載は条件付き必須の条件"
    sheet["W3"] = "■\n■"
    for row, headings in ((5, TOP), (6, BELOW)):
        for letter, text in headings.items():
            sheet[f"{letter}{row}"] = text
    for letter in TOP:
        if letter not in "FI":
            sheet.merge_cells(f"{letter}5:{'C' if letter == 'B' else letter}6")
    for row, each in enumerate(facts.ROWS, FIRST):
        number, name, romaji, key, classes, *rest, definition, note, impl, sample = each
        sheet[f"B{row}"], sheet[f"C{row}"] = facts.BUSINESS, number
        for letter, value in zip("DEFG", (name, romaji, facts.GROUP, key), strict=True):
            sheet[f"{letter}{row}"] = value
        for letter, value in zip("IJK", classes, strict=False):
            sheet[f"{letter}{row}"] = value
        for letter, value in zip("LMNOP", rest, strict=True):
            sheet[f"{letter}{row}"] = value
        for letter, value in zip("QRSTUW", (definition, note, facts.RELATED, impl, sample, "e"), strict=True):
            sheet[f"{letter}{row}"] = value
    for letter in "ADFGHIJKLMNOPQRSTUVW":
        sheet[f"{letter}{END}"] = "e"


def _codes(sheet: Worksheet) -> None:
    sheet["A1"], sheet["C1"], sheet["C2"] = "コード一覧表", "業務名", facts.NAME
    for area in ("A1:B2", "C1:D1", "C2:D2", *(f"{letter}4:{letter}5" for letter in "ABCDE")):
        sheet.merge_cells(area)
    for letter, text in zip(
        "ABCDE", ("コードID", "コード名", "コード値", "コード値の内容", "備考"), strict=True
    ):
        sheet[f"{letter}4"] = text
    for row, values in enumerate(facts.CODES, 6):
        for letter, value in zip("ABCDE", values, strict=True):
            sheet[f"{letter}{row}"] = value


def _legends(columns: Worksheet, types: Worksheet) -> None:
    columns["A3"], columns["B3"], columns["D3"] = "項番", "項目名", "備考"
    columns["A4"], columns["B4"] = 1, "データ項目ID"
    columns["D4"] = "３桁の基幹業務コードと５桁の項目コードによる８桁"
    types["A1"] = "データ型"
    for letter, text in zip("ABC", ("項番", "データ型", "データ型の内容"), strict=True):
        types[f"{letter}4"] = text
        types.merge_cells(f"{letter}4:{letter}5")
    for row, text in enumerate(facts.TYPES, 6):
        types[f"A{row}"], types[f"B{row}"] = row - 5, text
