"""Days and months as text, and what can be asked of them: shifts, ends of periods, the fiscal year (4月–3月)."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from conformance.i18n import TekigoError

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
FIRST_MONTH = 4  # of a fiscal year
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def shift(day: date, count: int, unit: str) -> date:
    """Move a date by 日, 週間, 月 (か月) or 年; a day that the month lacks becomes its last (民法143条2項)."""
    if unit in ("日", "週間"):
        return day + timedelta(days=count * (7 if unit == "週間" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "年" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def fiscal_year(day: date) -> int:
    """Return the fiscal year that a day belongs to."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def month_index(text: str) -> int:
    """Count the months to YYYY-MM since the year 0."""
    return int(text[:4]) * 12 + int(text[5:]) - 1


def month_text(index: int) -> str:
    """Write a month given by its index as YYYY-MM."""
    return f"{index // 12:04}-{index % 12 + 1:02}"


def moved(text: str, count: int, unit: str) -> str:
    """Move a day or a month given as text. Raises TekigoError TKG-SPEC060 for any other text, or a month by days."""
    if MONTH.fullmatch(text) and unit not in ("日", "週間"):
        return shift(as_day(f"{text}-01"), count, unit).isoformat()[:7]
    return shift(as_day(text), count, unit).isoformat()


def part(text: str, name: str) -> str:
    """Answer a question of `PARTS` about a day or a month given as text. Raises TekigoError TKG-SPEC060."""
    return PARTS[name](first_day(text))


def as_day(text: str) -> date:
    """Read a day. Raises TekigoError TKG-SPEC060."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TekigoError("TKG-SPEC060", value=text) from None


def first_day(text: str) -> date:
    """Read a day, or the first day of a month. Raises TekigoError TKG-SPEC060."""
    return as_day(f"{text}-01" if MONTH.fullmatch(text) else text)


def _year_begins(day: date) -> date:
    return date(fiscal_year(day), FIRST_MONTH, 1)


PARTS: dict[str, Callable[[date], str]] = {
    "月初": lambda day: day.replace(day=1).isoformat(),
    "月末": lambda day: shift(shift(day.replace(day=1), 1, "月"), -1, "日").isoformat(),
    "年度初め": lambda day: _year_begins(day).isoformat(),
    "年度末": lambda day: shift(shift(_year_begins(day), 1, "年"), -1, "日").isoformat(),
    "年月": lambda day: day.isoformat()[:7],
    "年度": lambda day: f"{fiscal_year(day):04}",
    "年": lambda day: f"{day.year:04}",
    "全角8桁": lambda day: f"{day:%Y%m%d}".translate(_WIDE),
}
