"""Text of unknown origin made fit to show: nothing in it can move a cursor, hide, or turn the reading direction."""

import re
from datetime import date, datetime

from conformance.i18n.visible import visible

_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_REIWA = date(2019, 5, 1)


def clean(text: str) -> str:
    """Replace what acts on a terminal or hides from a reader by visible signs; what is left is legal in XML 1.0."""
    return visible(text)


def clip(text: str, limit: int) -> str:
    """Clean a text and cut it to `limit` characters, the last of them then being an ellipsis."""
    return clean(text) if len(text) <= limit else clean(text[: limit - 1]) + "…"


def one_line(text: str, limit: int) -> str:
    """Clip a text and put it on one line; its blanks stay, for a blank may be what a check is about."""
    return clip(_BREAK.sub(" ⏎ ", text[: limit * 4].strip(" \t\r\n")).replace("\t", " "), limit)


def date_text(day: date, lang: str) -> str:
    """Write a date; in Japanese with the era name, as official papers do (令和 only)."""
    if lang == "en" or day < _REIWA:
        return day.isoformat()
    year = day.year - 2018
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日（{day.isoformat()}）"


def time_text(stamp: str) -> str:
    """Write an ISO 8601 time for people: seconds, and the offset set apart."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?", stamp)
    return " ".join(part for part in match.groups() if part) if match else clean(stamp)


def milliseconds(stamp: str) -> int:
    """Turn an ISO 8601 time into milliseconds since 1970; 0 when it is none."""
    try:
        return round(datetime.fromisoformat(stamp).timestamp() * 1000)
    except ValueError:
        return 0


def percent(part: int, whole: int) -> str:
    """Write a share in per cent, rounded down: 99.96 % is not 100 %."""
    if whole == 0:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %"
