"""Fiscal years, April to March, and days written YYYY-MM-DD, in whole numbers."""

from calendar import monthrange
from datetime import date, timedelta

from conformance.reference.clock import internal_date
from conformance.reference.registry import Refused

APRIL = 4
# Years of which all days that rules reckon with, earlier and later ones, lie inside the calendar.
FIRST, LAST = 100, 9990


def day_of(text: str) -> date:
    """Read a day; 0000-01-01, which items may hold, is the first that can be reckoned with."""
    return internal_date(text)


def fiscal_year(day: date) -> int:
    """Return the fiscal year that a day belongs to."""
    return day.year - (day.month < APRIL)


def year_of(text: str, item: str) -> int:
    """Read a fiscal year. Raises Refused T1102 for one that the calendar lacks."""
    year = int(text)
    if not FIRST <= year <= LAST:
        raise Refused("T1102", item, f"{item}の規則がありません。年度を確かめてください。")
    return year


def year_text(year: int) -> str:
    """Write a fiscal year as the contract does."""
    return f"{year:04d}"


def first_day(year: int) -> date:
    """Return 1 April of a fiscal year."""
    return date(year, APRIL, 1)


def in_year(year: int, month_day: str) -> date:
    """Return the day of a fiscal year that has this month and day (MM-DD)."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(year + (month < APRIL), month, day)


def after_days(day: date, days: int) -> date:
    """Return the day that many days later; the day itself is not counted (民法140条)."""
    return day + timedelta(days=days)


def after_years(day: date, years: int) -> date:
    """Return the same day of a later year; 29 February becomes the 28th."""
    _, last = monthrange(day.year + years, day.month)
    return day.replace(year=day.year + years, day=min(day.day, last))
