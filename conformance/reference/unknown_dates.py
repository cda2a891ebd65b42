"""Dates of which something is unknown (不詳), as 1.1.8 of 住民記録 第1.0版 and the other standards write them.

The official list has 14 forms, known here by kind only: 頃, 推定, 季節, 旬, 不詳 and intervals. They are read
generously: an expression is accepted when it carries the mark of one of the kinds.
"""

FLAG = "_不詳フラグ"
EXPRESSION = "_不詳表記"
MARKS: dict[str, tuple[str, ...]] = {
    "頃": ("頃", "ころ", "ごろ"),
    "推定": ("推定",),
    "季節": ("春", "夏", "秋", "冬"),
    "旬": ("上旬", "中旬", "下旬"),
    "不詳": ("不詳",),
    "期間": ("間", "から", "まで", "又は"),
    "時間帯": ("午前", "午後", "時"),
}
SHOWN = "頃・推定・季節・旬・不詳・期間のいずれかの表記"


def is_unknown_form(text: str) -> bool:
    """Tell whether a text is one of the forms of an unknown date."""
    return any(mark in text for marks in MARKS.values() for mark in marks)
