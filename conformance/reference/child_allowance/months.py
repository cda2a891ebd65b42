"""Months as the contract writes them (YYYY-MM), which order as text does."""

from collections.abc import Iterator
from datetime import date

from conformance.reference.registry import Call
from conformance.spec.moments import month_index, month_text

# Months that have rules of their own: those before and after them go by the first and the last.
FIRST, LAST = "1900-01", "2999-12"
_END = month_index("9999-12")  # the last month that can be written


def month_of(day: str) -> str:
    """Return the month of a day."""
    return day[:7]


def later(month: str, count: int = 1) -> str:
    """Return the month so many months later."""
    return month_text(min(month_index(month) + count, _END))


def span(first: str, last: str) -> Iterator[str]:
    """Yield the months from one to another, both included; none when the last is before the first."""
    for index in range(month_index(first), month_index(last) + 1):
        yield month_text(index)


def first_day(month: str) -> date:
    """Return the day on which a month begins: the day by which its rules are found."""
    month = min(max(month, FIRST), LAST)
    return date.fromisoformat(f"{month}-01")


def this_month(call: Call) -> str:
    """Return the month of today."""
    return month_of(call.day)
