"""Regular expressions of item values that ECMAScript, Python and Rust read alike.

They never contradict the official types (conformance.spec.characters): a value that a pattern refuses is wrong under
the standard, while a value that it lets pass may still be wrong in ways that a pattern cannot tell, such as a check
digit. Characters outside ASCII that are not letters to look at stand as `\\uXXXX`, so that the document can be read.
"""

import re
from functools import cache

from conformance.spec import characters as ch
from conformance.spec.catalog import CodeList
from conformance.spec.model import Item

_MONTHS = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "02-(?:0[1-9]|[12][0-9])",
)
# Day or month 00 says that it is unknown, where the item allows that, of a date as of a month.
_DATE = f"[0-9]{{4}}-(?:{'|'.join(_MONTHS)})"
_UNKNOWN_DATE = f"[0-9]{{4}}-(?:{'|'.join(_MONTHS)}|(?:0[0-9]|1[0-2])-00|00-(?:[0-2][0-9]|3[01]))"
_MONTH = "[0-9]{4}-(?:0[1-9]|1[0-2])"
_UNKNOWN_MONTH = "[0-9]{4}-(?:0[0-9]|1[0-2])"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_CHARSETS = {"digit": ch.DIGIT, "alnum": ch.ALNUM, "katakana": ch.KATAKANA, "mixed": ch.ANY}
_SYNTAX = re.compile(r"[\^$\\.*+?()\[\]{}|/]")
_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\u3000\ufe00-\ufe0f\ufffe\uffff]")


def value_pattern(item: Item) -> str | None:
    """Return the expression of one value, without anchors; None for integers, which need none."""
    if item.type == "9":
        return None
    fixed = {
        "DATE": _UNKNOWN_DATE if item.unknown_date else _DATE,
        "TIME": _TIME,
        "YEAR": "[0-9]{4}",
        "9V": _decimal(item),
        "S9": f"-?[0-9]{_count(item)}",
    }
    if item.charset == "date":
        return fixed["DATE"]
    if item.charset == "month":
        return _UNKNOWN_MONTH if item.unknown_date else _MONTH
    one = character(item)
    return fixed.get(item.type) or (f"(?:{one})" if "][" in one else one) + _count(item)


def chain_pattern(item: Item, codes: CodeList) -> str:
    """Return the expression of words of a code list joined by の, at most `item.chain` of them."""
    words = "|".join(
        _SYNTAX.sub(lambda found: f"\\{found[0]}", word)
        for word in sorted(codes.values, key=len, reverse=True)
    )
    return f"(?:{words})(?:の(?:{words})){{0,{(item.chain or 1) - 1}}}"


def anchored(pattern: str, *, empty: bool) -> str:
    """Make an expression match whole values, and the empty one too if `empty`."""
    return f"^(?:{pattern})?$" if empty else f"^{_grouped(pattern)}$"


def character(item: Item) -> str:
    """Return the expression of one character of an item of type X or Ｎ.

    A character set narrows the type; sets that do not (`text`) leave the type as it is.
    """
    return portable(_CHARSETS.get(item.charset) or (ch.FULL_WIDTH if item.type == "N" else ch.HALF_WIDTH))


@cache
def portable(pattern: str) -> str:
    """Leave out surrogates, which no UTF-8 text holds, and write invisible characters as `\\uXXXX`."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", pattern.replace("\ud800-\udfff", ""))


def _count(item: Item) -> str:
    if item.digits is None:
        return "+"
    whole, _ = item.digits
    return f"{{{whole}}}" if item.fixed else f"{{1,{whole}}}"


def _decimal(item: Item) -> str:
    whole, decimals = item.digits or (0, 0)
    left = f"{{1,{whole}}}" if whole else "+"
    right = f"{{1,{decimals}}}" if decimals else "+"
    return f"[0-9]{left}(?:\\.[0-9]{right})?"


def _grouped(pattern: str) -> str:
    return f"(?:{pattern})" if "|" in pattern else pattern
