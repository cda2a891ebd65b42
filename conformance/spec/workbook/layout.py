"""The layout of the official workbook: its columns, headings, marks and the names of its sheets."""

import re
from typing import NamedTuple

# Sheets are known by their headings; their names begin so.
ITEM_SHEETS = ("項目定義書", "基本データリスト")
CODE_SHEETS = "コード一覧"
LEGEND_SHEETS = "凡例"
LEGEND_TYPES, LEGEND_COLUMNS = "凡例）データ型", "凡例）列項目説明"
API_TITLE = "API仕様書"  # in A1 of the API workbooks, whose layout is another

HEADER_ROW = 5  # and the row below it
CODE_HEADER_ROW = 4  # and the row below it
END = "e"  # in column A below the last item, and in the last column of every row
FLAG = "○"
CONDITION = "※※"
OPEN_CODES = "任意"
SOURCE = "項目定義書"
REMARK = "備考："
UNKNOWN_DATES = "不詳日を許容する"

MANDATORY, CONDITIONAL, FREE = "必須", "条件付き必須", "任意"
OUTPUT_CONDITIONS = (MANDATORY, CONDITIONAL, FREE)

# What the workbook writes → what items.csv holds: (type, charset).
TYPES = {
    "X": ("X", ""),
    "Ｎ": ("N", ""),
    "9": ("9", ""),
    "9V": ("9V", ""),
    "S9": ("S9", ""),
    "DATE": ("DATE", ""),
    "TIME": ("TIME", ""),
    "YEAR": ("YEAR", ""),
    "X,Ｎ混在": ("N", "mixed"),
}
LENGTHS = {"DATE": "10", "TIME": "8", "YEAR": "4"}


class Column(NamedTuple):
    """A column: our name for it, its heading, where it stands officially, and whether items.csv has a place for it."""

    key: str
    heading: str
    letter: str
    taken: bool = True
    above: str = ""  # the heading over several columns


ID = "データ項目ID"  # over two columns: number of the business, number of the item
COLUMNS = (
    Column("business", ID, "B"),
    Column("number", ID, "C"),
    Column("name", "データ項目", "D"),
    Column("romaji", "データ項目（ローマ字）", "E"),
    Column("group", "名称", "F", above="グループ"),
    Column("pk", "主キー", "G", above="グループ"),
    Column("fk", "外部キー", "H", above="グループ"),
    Column("lv1", "LV1", "I", taken=False, above="クラス分類"),
    Column("lv2", "LV2", "J", taken=False, above="クラス分類"),
    Column("lv3", "LV3", "K", taken=False, above="クラス分類"),
    Column("type", "データ型", "L"),
    Column("length", "桁数", "M"),
    Column("code_list", "コード", "N"),
    Column("repeat", "繰り返し", "O"),
    Column("output_condition", "データ出力条件", "P"),
    Column("definition", "項目定義", "Q"),
    Column("note", "項目説明", "R"),
    Column("source", "標準仕様書関連箇所", "S"),
    Column("impl", "実装類型", "T"),
    Column("sample", "サンプル値", "U", taken=False),
    Column("remark", "備考", "V"),
)
MARKER = "W"
CODE_COLUMNS = (
    Column("id", "コードID", "A"),
    Column("list", "コード名", "B"),
    Column("value", "コード値", "C"),
    Column("label", "コード値の内容", "D"),
    Column("remark", "備考", "E"),
)
# Which column of the workbook tells of which field of items.csv.
FIELDS = {"no": "number", "charset": "type", "unknown_date": "note"}


def plain(heading: str) -> str:
    """Take line breaks and blanks out of a heading: they only serve its looks."""
    return re.sub(r"\s+", "", heading)
