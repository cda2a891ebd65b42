"""Shows what a value looks like without showing the value: extracted files may hold real people."""

from __future__ import annotations

import unicodedata

SHOWN = 30
_KINDS = {"HIRAGANA": "あ", "KATAKANA": "ア", "HALFWIDTH KATAKANA": "ｱ", "CJK": "漢", "FULLWIDTH": "Ａ"}
_KEPT = frozenset("-:.,/ 　・ー（）()")


def redacted(value: str) -> str:
    """Return a value with every letter and digit replaced by the sign of its kind; signs between them stay."""
    shape = "".join(_sign(each) for each in value[:SHOWN])
    return f"{shape}…（{len(value)}）" if len(value) > SHOWN else shape


def _sign(char: str) -> str:
    if char in _KEPT:
        return char
    name = unicodedata.name(char, "")
    if char.isdigit():
        return "9" if char.isascii() else "９"
    if char.isascii():
        return "A" if char.isalpha() else char if char.isprintable() else f"<U+{ord(char):04X}>"
    for start, sign in (
        ("HIRAGANA", "あ"),
        ("KATAKANA", "ア"),
        ("HALFWIDTH KATAKANA", "ｱ"),
        ("CJK", "漢"),
        ("FULLWIDTH", "Ａ"),
    ):
        if name.startswith(start):
            return sign
    return f"<U+{ord(char):04X}>"
