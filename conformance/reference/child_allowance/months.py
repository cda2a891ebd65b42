"""Months as the contract writes them (YYYY-MM), which order as text does."""

import re
from collections.abc import Iterator
from datetime import date

from conformance.reference.registry import Call, Refused
from conformance.spec.moments import month_index, month_text

# Months that the system reckons with; whatever lies outside is a slip of the pen.
FIRST, LAST = "1900-01", "2999-12"
_FORM = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def month_of(day: str) -> str:
    """Return the month of a day."""
    return day[:7]


def later(month: str, count: int = 1) -> str:
    """Return the month so many months later."""
    return month_text(month_index(month) + count)


def span(first: str, last: str) -> Iterator[str]:
    """Yield the months from one to another, both included; none when the last is before the first."""
    for index in range(month_index(first), month_index(last) + 1):
        yield month_text(index)


def first_day(month: str) -> date:
    """Return the day on which a month begins: the day by which its rules are found."""
    month = min(max(month, FIRST), LAST)
    return date(int(month[:4]), int(month[5:]), 1)


def sent_month(call: Call, item: str) -> str:
    """Return a month that was sent. Raises Refused T1102 when it is no month, or none to reckon with."""
    month: str = call[item]
    if not _FORM.fullmatch(month) or not FIRST <= month <= LAST:
        raise Refused("T1102", item, f"{item}は{FIRST}から{LAST}までの年月（YYYY-MM）で設定してください。")
    return month


def reckonable(call: Call, item: str) -> None:
    """Note T1102 for a date so far away that no month follows it."""
    if month_of(call.get(item, FIRST)) > LAST:
        call.refuse("T1102", item, f"{item}は{LAST}までの日で設定してください。")


def this_month(call: Call) -> str:
    """Return the month of today."""
    return month_of(call.day)
