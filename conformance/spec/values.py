"""Value expressions: how samples and feature tables write values that are only known when a check runs.

2026-05-10                literal text
今日  今日の14日前  今日の1か月後  今日の3年後
「甲」の宛名番号          an item of a thing made before; 「甲」の異動年月日の14日後
{日本人氏名}              drawn by conformance.spec.synthetic; may stand inside text: {番地}番地
（空）                    the empty text
（なし）                  the item is left out of the request
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from typing import Final

from msgspec import Struct

from conformance.i18n import TekigoError


class Absent(Enum):
    """The one value of an item that is left out."""

    ABSENT = "（なし）"


ABSENT: Final = Absent.ABSENT
EMPTY: Final = "（空）"
TODAY: Final = "今日"

_SHIFT = re.compile(r"^(?P<base>.+?)の(?P<count>[0-9０-９]+)(?P<unit>日|週間|か月|月|年)(?P<way>前|後)$")
_REFERENCE = re.compile(r"^「(?P<thing>[^「」]+)」の(?P<item>.+)$")
_DRAW = re.compile(r"\{([^{}]+)\}")
_SPECIAL = re.compile(r"[「{（]|今日|[前後]$")  # text without any of these stands for itself
_DATE = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


class Literal(Struct, frozen=True):
    """Text as it stands."""

    text: str


class Today(Struct, frozen=True):
    """The as-of date of the run."""


class Reference(Struct, frozen=True):
    """An item of a named thing."""

    thing: str
    item: str


class Template(Struct, frozen=True):
    """Text with generators in it: pieces at even places are text, at odd places kinds."""

    pieces: tuple[str, ...]


class Shift(Struct, frozen=True):
    """A date moved by days, months or years; negative is earlier."""

    base: "Literal | Today | Reference"
    count: int
    unit: str


Expression = Literal | Today | Reference | Template | Shift | Absent


class Context(Struct, frozen=True, kw_only=True):
    """What expressions need to know.

    `today`: the run's date. `lookup(thing, item)`: the value of an item (Japanese name) of a named thing; raises
    TekigoError when there is none. `draw(kind)`: a synthetic value.
    """

    today: date
    lookup: Callable[[str, str], str]
    draw: Callable[[str], str]


def parse(text: str) -> Expression:
    """Read a value expression. Raises TekigoError for a shifted date that is not a date."""
    if text == ABSENT.value:
        return ABSENT
    if text == EMPTY:
        return Literal("")
    shifted = _SHIFT.match(text)
    base = _simple(shifted["base"]) if shifted else None
    if shifted and base is not None:
        count = int(shifted["count"]) * (-1 if shifted["way"] == "前" else 1)
        return Shift(base, count, shifted["unit"])
    pieces = _DRAW.split(text)
    return Template(tuple(pieces)) if len(pieces) > 1 else _simple(text) or Literal(text)


def evaluate(expression: Expression | str, context: Context) -> str | Absent:
    """Work a value expression out. Dates come back as YYYY-MM-DD. Raises TekigoError (unknown thing or kind)."""
    if isinstance(expression, str):
        if not _SPECIAL.search(expression):
            return expression
        expression = parse(expression)
    match expression:
        case Absent():
            return ABSENT
        case Literal(text):
            return text
        case Today():
            return context.today.isoformat()
        case Reference(thing, item):
            return context.lookup(thing, item)
        case Template(pieces):
            return "".join(context.draw(p) if i % 2 else p for i, p in enumerate(pieces))
        case Shift(base, count, unit):
            return shift(_as_date(str(evaluate(base, context))), count, unit).isoformat()


def shift(day: date, count: int, unit: str) -> date:
    """Move a date by 日, 週間, 月 (か月) or 年; a day that the month lacks becomes its last (民法143条2項)."""
    if unit in ("日", "週間"):
        return day + timedelta(days=count * (7 if unit == "週間" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "年" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def kinds_in(text: str) -> tuple[str, ...]:
    """Return the kinds of the generators in an expression, for lint."""
    return tuple(_DRAW.findall(text))


def things_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (thing, item) references in an expression, for lint."""
    expression = parse(text)
    if isinstance(expression, Shift):
        expression = expression.base
    return ((expression.thing, expression.item),) if isinstance(expression, Reference) else ()


def _simple(text: str) -> Literal | Today | Reference | None:
    if text == TODAY:
        return Today()
    reference = _REFERENCE.match(text)
    if reference:
        return Reference(reference["thing"], reference["item"])
    return Literal(text) if _DATE.match(text) else None


def _as_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TekigoError("TKG-SPEC060", value=text) from None
