"""Text of unknown origin made fit to show: nothing in it can move a cursor, hide, or turn the reading direction."""

import re
from datetime import date, datetime

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_REIWA = date(2019, 5, 1)


def clean(text: str) -> str:
    """Replace control, direction and invisible characters by visible signs; line feed and tab stay.

    What is left is legal in XML 1.0 and harmless in a terminal. Ideographic variation sequences are kept.
    """
    return _UNSAFE.sub(_visible, text) if _UNSAFE.search(text) else text


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


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:  # noqa: PLR2004 - the control pictures start at U+2400
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004 - DEL
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):  # noqa: PLR2004 - no characters at all
        return "\ufffd"
    return f"⟦U+{code:04X}⟧"
