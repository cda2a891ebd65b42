"""Japanese eras: conversion both ways and display of dates, from a table that can be extended.

Dates are texts YYYY-MM-DD, so that a day which no calendar has (2月29日 of a common year) and unknown months and days
(00) can be shown as well. Source: 住民記録システム標準仕様書 1.1.8, 1.1.9, 1.3.6.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct


class Era(Struct, frozen=True):
    """One era and the day it begins, YYYY-MM-DD."""

    name: str
    start: str


class JapaneseDate(Struct, frozen=True):
    """A date of an era; the first year (元年) is 1."""

    era: str
    year: int
    month: int
    day: int


# 明治 begins on the day of its proclamation in the Western calendar (慶応4年9月8日).
ERAS = (
    Era("明治", "1868-10-23"),
    Era("大正", "1912-07-30"),
    Era("昭和", "1926-12-25"),
    Era("平成", "1989-01-08"),
    Era("令和", "2019-05-01"),
)

BEFORE = Era("西暦", "0001-01-01")

_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def to_japanese(day: str, eras: Sequence[Era] = ERAS) -> JapaneseDate:
    """Convert a Western date; before the first era it stays one. `eras` may come in any order."""
    begun = [
        era for era in eras if era.start <= day.replace("-00", "-31")
    ]  # an unknown part is the last possible
    era = max([BEFORE, *begun], key=lambda e: e.start)
    year, month, last = (int(part) for part in day.split("-"))
    return JapaneseDate(era.name, year - int(era.start[:4]) + 1, month, last)


def to_western(when: JapaneseDate, eras: Sequence[Era] = ERAS, *, of_birth: bool = False) -> str | None:
    """Convert a date of an era to YYYY-MM-DD; None when there is no such era or day.

    The day on which the next era begins still belongs to the old one as well: 大正15年12月25日, 明治45年7月30日.
    `of_birth`: 29 February of a common year is a day, as registers have it (1.1.8).
    """
    last = 28 if of_birth and (when.month, when.day) == (2, 29) else when.day
    for era in (era for era in eras if era.name == when.era):
        try:
            day = date(int(era.start[:4]) + when.year - 1, when.month, last).isoformat()
        except (ValueError, OverflowError):
            continue
        following = min((e.start for e in eras if e.start > era.start), default="9999-12-31")
        if era.start <= day <= following:
            return f"{day[:8]}{when.day:02}"
    return None


def shown_japanese(day: str, eras: Sequence[Era] = ERAS) -> str:
    """Show a date in the Japanese calendar only: 令和８年５月１０日. Unknown months and days are left out."""
    when = to_japanese(day, eras)
    year = "元" if when.year == 1 else str(when.year)
    return _joined(when.era + year, when.month, when.day)


def shown_western(day: str) -> str:
    """Show a date in the Western calendar only: ２０２６年５月１０日."""
    year, month, last = (int(part) for part in day.split("-"))
    return _joined(str(year), month, last)


def shown_birth(birth: str, unknown: str, *, foreign: bool, eras: Sequence[Era] = ERAS) -> str:
    """Show a birth date: the words of an unknown one, else by kind of resident (1.1.9), never both calendars."""
    if unknown:
        return unknown
    return shown_western(birth) if foreign else shown_japanese(birth, eras)


def _joined(year: str, month: int, day: int) -> str:
    known = [f"{part}{unit}" for part, unit in ((month, "月"), (day, "日")) if part]
    return f"{year}年{''.join(known)}".translate(_DIGITS)
