"""Periods of support measures. Dates are YYYY-MM-DD. Source: 住民記録システム標準仕様書 3.4."""

from datetime import date, timedelta

from conformance.reference.faults import fault_active
from conformance.spec.values import shift


def year_from(start: str) -> str:
    """Return the last day of a year that begins on `start`: 令和2年4月1日 gives 令和3年3月31日."""
    end = shift(date.fromisoformat(start), 1, "年") - timedelta(days=1)
    if fault_active("F-YEAR-AND-A-DAY"):
        end += timedelta(days=1)
    return end.isoformat()


def extension_opens(end: str) -> str:
    """Return the first day on which a period can be extended: one month before its end."""
    return shift(date.fromisoformat(end), -2 if fault_active("F-TWO-MONTHS") else -1, "月").isoformat()


def next_period(end: str) -> tuple[str, str]:
    """Return first and last day of the period that follows one which ends on `end`."""
    start = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
    return start, year_from(start)
