"""Regular expressions that say "this value is right" in one step, for values by the million.

A pattern is sound, not complete: what matches has no error; what does not match is judged by
`conformance.spec.validation`, which also names the error.
"""

import re

from conformance.spec import characters as ch
from conformance.spec.catalog import CodeList
from conformance.spec.model import Item

# Text with a variation selector in it is left to the careful judge: counting it here would cost all others time.
_PLAIN_FULL_WIDTH = f"[^{ch.HALF}{ch.NEVER}{ch.SELECTORS}]"
_PLAIN = f"[^{ch.NEVER}{ch.SELECTORS}]"
_OF_X = {"mixed": _PLAIN, "": ch.HALF_WIDTH, "text": ch.HALF_WIDTH, "digit": ch.DIGIT, "alnum": ch.ALNUM}
_OF_N = {"mixed": _PLAIN, "": _PLAIN_FULL_WIDTH, "text": _PLAIN_FULL_WIDTH, "katakana": ch.KATAKANA}

_YEAR = "(?!0000)[0-9]{4}"
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DAYS = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
_CALENDAR = f"{_YEAR}-(?:{_DAYS})|{_LEAP}-02-29|0000-01-01"
_UNKNOWN = "[0-9]{4}-(?:00-(?:[0-2][0-9]|3[01])|(?:0[1-9]|1[0-2])-00|02-29)"
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])|0000-01"
_UNKNOWN_MONTH = "[0-9]{4}-(?:0[0-9]|1[0-2])"
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"


def pattern_of(item: Item, codes: CodeList | None = None) -> str | None:
    """Return a pattern of right values of an item, its check digit apart; None when there is no such pattern."""
    if codes is not None:
        return _codes(item, codes)
    if item.type == "DATE" and item.charset in ("", "date"):
        return f"(?:{_CALENDAR}|{_UNKNOWN})" if item.unknown_date else f"(?:{_CALENDAR})"
    if item.type == "DATE" or item.charset == "date":
        return None
    if item.charset == "month":
        right = item.type == "X" and item.digits in (None, (7, 0))
        return f"(?:{_UNKNOWN_MONTH if item.unknown_date else _MONTH})" if right else None
    if item.type in ("TIME", "YEAR"):
        return None if item.charset else {"TIME": _CLOCK, "YEAR": "[0-9]{4}"}[item.type]
    if item.type in ("X", "N"):
        characters = (_OF_X if item.type == "X" else _OF_N).get(item.charset)
        return characters + _times(item) if characters else None
    return _number(item)


def _number(item: Item) -> str | None:
    if item.charset not in ("", "digit") or (item.charset and item.type != "9"):
        return None
    if item.type == "9V":
        whole, decimals = item.digits or (18, 18)
        return f"[0-9]{{1,{whole}}}" + (rf"(?:\.[0-9]{{1,{decimals}}})?" if decimals else "")
    return ("-?" if item.type == "S9" else "") + "[0-9]" + _times(item)


def _times(item: Item) -> str:
    if item.digits is None:
        return "+"
    return f"{{{item.digits[0]}}}" if item.fixed else f"{{1,{item.digits[0]}}}"


def _codes(item: Item, codes: CodeList) -> str | None:
    """Values of the list; codes must fit the item's own form too, which only the careful judge can tell."""
    own = pattern_of(item) if codes.official else None
    if codes.official and own is None:
        return None
    fitting = [value for value in codes.values if own is None or re.fullmatch(own, value)]
    return "(?:" + "|".join(map(re.escape, sorted(fitting, key=len, reverse=True))) + ")" if fitting else None
