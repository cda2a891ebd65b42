"""Judges one value against one item: the first error in the order of the official error codes, or none.

required (E0001), charset (E0002), length (E0003), code, impossible_date, unknown_date, check_digit.
"""

import calendar
import re
from collections.abc import Callable
from typing import Literal

from conformance.spec import characters as ch
from conformance.spec.catalog import CodeList
from conformance.spec.check_digits import holds
from conformance.spec.model import Item

ErrorKind = Literal["required", "charset", "length", "code", "impossible_date", "unknown_date", "check_digit"]
CHAINED = "の"
Judge = Callable[[object], ErrorKind | None]

# Range ends that stand for "unknown" and "without end" (凡例）データ型, DATE and YEAR).
LEGAL_DATES = frozenset({"0000-01-01", "9999-12-31"})
LEGAL_MONTHS = frozenset(day[:7] for day in LEGAL_DATES)

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_CHARSETS = {
    "digit": ch.DIGIT,
    "alnum": ch.ALNUM,
    "katakana": ch.KATAKANA,
    "date": ch.DATE_CHARACTER,
    "month": ch.DATE_CHARACTER,
    "text": ch.ANY,
    "mixed": ch.ANY,
}
_TYPES = {
    "X": ch.HALF_WIDTH,
    "N": ch.FULL_WIDTH,
    "9": ch.DIGIT,
    "9V": "[0-9.]",
    "S9": "[0-9-]",
    "DATE": ch.DATE_CHARACTER,
    "TIME": ch.TIME_CHARACTER,
    "YEAR": ch.DIGIT,
}


def validate(
    item: Item, value: object, codes: CodeList | None = None, *, required: bool = False
) -> ErrorKind | None:
    """Judge one value of an item; lists are judged entry by entry. None when nothing is wrong.

    An empty or missing value is wrong only when `required`. Numbers are judged by their decimal text. A length that
    is not known is not judged. For many values make `judge_of(item, codes)` once.
    """
    if value is None or value in ("", [], ()):
        return "required" if required else None
    judge = judge_of(item, codes)
    if not isinstance(value, list | tuple):
        return judge(value)
    if item.repeat is not None and 1 < item.repeat < len(value):
        return "length"
    return next((error for each in value if (error := judge(each))), None)


def judge_of(item: Item, codes: CodeList | None = None) -> Judge:
    """Make the function that judges single values of an item."""
    of_codes = _code(item, codes)
    parts = [part for part in (_form(item), of_codes, _special(item)) if part]
    if of_codes and codes and not codes.official:
        parts = [of_codes]  # labels stand in for unknown codes: type and length speak of the codes

    def judge(value: object) -> ErrorKind | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            return "charset"
        for part in parts:
            error = part(value)
            if error:
                return error
        return None

    return judge


Part = Callable[[str], ErrorKind | None]


def _form(item: Item) -> Part:
    """Characters, then length, then the pattern of the type."""
    allowed = [] if item.charset == "mixed" else [re.compile(f"(?:{_TYPES[item.type]})*")]
    if item.charset:
        allowed.append(re.compile(f"(?:{_CHARSETS[item.charset]})*"))
    form = _PATTERNS.get(item.type)

    def judge(value: str) -> ErrorKind | None:
        if not all(pattern.fullmatch(value) for pattern in allowed):
            return "charset"
        if _length_wrong(item, value):
            return "length"
        return "charset" if form and not form.fullmatch(value) else None

    return judge


_PATTERNS = {
    "9V": re.compile(r"[0-9]+(?:\.[0-9]+)?"),
    "S9": re.compile(r"-?[0-9]+"),
    "DATE": _DATE,
    "TIME": _TIME,
}
_OWN_LENGTHS = {"DATE": (10,), "TIME": (5, 8), "YEAR": (4,)}


def _length_wrong(item: Item, value: str) -> bool:
    own = _OWN_LENGTHS.get(item.type)
    if own:
        return len(value) not in own
    if item.digits is None:
        return False
    whole, decimals = item.digits
    if item.type == "9V":
        left, _, right = value.partition(".")
        return len(left) > whole or len(right) > decimals
    count = ch.length(value.removeprefix("-") if item.type == "S9" else value)
    return count != whole if item.fixed else count > whole


def _code(item: Item, codes: CodeList | None) -> Part | None:
    if codes is None:
        return None
    known = frozenset(codes.values)
    chained = _chain_of(codes, item.chain) if item.chain else None

    def judge(value: str) -> ErrorKind | None:
        if value in known or (chained is not None and chained.fullmatch(value)):
            return None
        return "code"

    return judge


def _chain_of(codes: CodeList, most: int) -> re.Pattern[str]:
    """Match up to `most` words joined by の; a word may hold a の of its own, as 子（子の妻） does."""
    word = "|".join(sorted(map(re.escape, codes.values), key=len, reverse=True))
    return re.compile(f"(?:{word})(?:{CHAINED}(?:{word})){{0,{most - 1}}}")


def _special(item: Item) -> Part | None:
    if item.type == "DATE" or item.charset == "date":
        return lambda value: _date_error(value, unknown_allowed=item.unknown_date)
    if item.charset == "month":
        return lambda value: _month_error(value, unknown_allowed=item.unknown_date)
    if item.type == "TIME":
        return _time_error
    if item.check_digit and not item.digit_unasked:
        algorithm = item.check_digit
        return lambda value: None if holds(algorithm, value) else "check_digit"
    return None


def _date_error(value: str, *, unknown_allowed: bool) -> ErrorKind | None:
    """Judge a date of the right form.

    Month or day 00 says that it is unknown. Items that allow unknown dates also take 2月29日 of a common year
    (that is what 1.1.8 of 第1.0版 lays down); no item takes 2月30日.
    """
    match = _DATE.fullmatch(value)
    if value in LEGAL_DATES:
        return None
    if not match:
        return "charset"
    year, month, day = (int(part) for part in match.groups())
    if month > 12 or day > 31:  # noqa: PLR2004 - months of a year, days of a month
        return "impossible_date"
    if month == 0 or day == 0 or year == 0:
        return None if unknown_allowed else "unknown_date"
    last = calendar.monthrange(year, month)[1]
    if (month, day) == (2, 29):
        return None if unknown_allowed or day <= last else "impossible_date"
    return None if day <= last else "impossible_date"


def _month_error(value: str, *, unknown_allowed: bool) -> ErrorKind | None:
    """Judge a month. Month 00 says that it is unknown, as in a date."""
    match = _MONTH.fullmatch(value)
    if value in LEGAL_MONTHS:
        return None
    if not match:
        return "charset"
    year, month = (int(part) for part in match.groups())
    if month > 12:  # noqa: PLR2004 - months of a year
        return "impossible_date"
    return "unknown_date" if (month == 0 or year == 0) and not unknown_allowed else None


def _time_error(value: str) -> ErrorKind | None:
    hours, minutes, seconds = (int(part) for part in f"{value}:00".split(":")[:3])
    return "impossible_date" if hours > 23 or minutes > 59 or seconds > 59 else None  # noqa: PLR2004 - a clock
