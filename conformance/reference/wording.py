"""Sentences for item errors, by the official patterns: 【項目名】は【指定文字】で設定してください。 and the like."""

from conformance.spec.catalog import CodeList
from conformance.spec.model import Item

_CHARSETS = {
    "digit": "半角数字",
    "alnum": "半角英数字",
    "katakana": "全角カタカナ",
    "date": "暦にある日付",
    "month": "年月（YYYY-MM）",
    "text": "使用できる文字",
    "mixed": "使用できる文字",
}
_TYPES = {
    "X": "半角文字",
    "N": "全角文字",
    "9": "整数",
    "9V": "数値",
    "S9": "整数",
    "DATE": "暦にある日付（YYYY-MM-DD）",
    "TIME": "時刻（hh:mm:ss）",
    "YEAR": "西暦4桁の年",
}
_MANY = 8


def form_words(item: Item, codes: CodeList | None, accepted: frozenset[str] | None) -> str:
    """Say what characters or values an item takes (E0002)."""
    words = _TYPES[item.type]
    if item.charset and not (item.charset == "text" and item.type == "N"):
        words = _CHARSETS[item.charset]
    if item.check_digit:
        words += "（検査数字の正しい番号）"
    if codes is not None:
        values = sorted(accepted) if accepted else list(codes.values)
        shown = "、".join(values[:_MANY]) + ("など" if len(values) > _MANY else "")
        words = f"決められた値（{shown}）"
    if item.repeat is not None:
        words += "の配列"
    return f"{item.name}は{words}で設定してください。"


def length_words(item: Item) -> str:
    """Say how long a value of an item is (E0003)."""
    digits = item.digits
    if digits is None:
        return f"{item.name}は正しい桁数で設定してください。"
    whole, decimals = digits
    shown = f"{whole}桁" if not decimals else f"整数{whole}桁、小数{decimals}桁"
    return f"{item.name}は{shown}{'' if item.fixed else '以内'}で設定してください。"
