"""Time as the reference system sees it: Japan Standard Time, from one replaceable source."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")
Clock = Callable[[], datetime]


def jst_now() -> datetime:
    """Return the present moment in Japan."""
    return datetime.now(JST)


def internal_date(text: str) -> date:
    """Turn a stored date into one that can be reckoned with, the day nearest to it that the calendar has.

    2月29日 of a common year and parts written as 00 are legal in items that allow unknown dates (1.1.8).
    """
    year, month, day = (int(part) for part in text.split("-"))
    for attempt in range(4):
        try:
            return date(max(year, 1), max(month, 1), max(day - attempt, 1))
        except ValueError:
            continue
    raise ValueError(text)
