"""What the cells of a rule table mean: typed results, and the place of a value on a range's line."""

from datetime import date
from decimal import Decimal, InvalidOperation

from conformance.i18n import TekigoError
from conformance.spec.figures import written
from conformance.spec.moments import MONTH, month_index, month_text
from conformance.spec.rules.model import CellType, RuleColumn
from conformance.spec.values import Context, evaluate

Result = str | int | Decimal | date | None
Place = int | Decimal
LEAP_YEAR = 2000  # days of a year are placed in one that has all of them


def typed(column: RuleColumn, text: str) -> Result:
    """Read a result: int, Decimal, date or text; None for an empty cell. Raises ValueError."""
    if not text:
        return None
    if column.type == "integer":
        return int(text)
    if column.type == "decimal":
        return _decimal(text)
    if column.type == "day":
        return date.fromisoformat(text)
    if column.type == "month" and not _is_month(text):
        raise ValueError(text)
    if column.type == "month_day":
        date.fromisoformat(f"{LEAP_YEAR}-{text}")
    return text


def spoken(value: Result) -> str:
    """Write a typed result as the contract and the reports do; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return written(value) if isinstance(value, Decimal) else str(value)


def limit(column: RuleColumn, text: str, day: date) -> Place | None:
    """Place a limit of a range, which may be an expression on 基準日; None when it is open. Raises ValueError."""
    return place(column.type, worked_out(text, day)) if text else None


def worked_out(text: str, day: date) -> str:
    """Work a cell's expression out for the day asked about. Raises ValueError."""
    context = Context(today=day, as_of=day, lookup=_nothing_made, draw=_nothing_drawn)
    try:
        return str(evaluate(text, context))
    except (TekigoError, LookupError) as error:
        raise ValueError(text) from error


def place(kind: CellType, text: str) -> Place:
    """Give a value its place on the line of a range: days, months, whole or decimal numbers. Raises ValueError."""
    if kind == "day":
        return date.fromisoformat(text).toordinal()
    if kind == "month_day":
        return date.fromisoformat(f"{LEAP_YEAR}-{text}").toordinal()
    if kind == "month":
        if not _is_month(text):
            raise ValueError(text)
        return month_index(text)
    return int(text) if kind == "integer" else _decimal(text)


def at(kind: CellType, where: Place) -> str:
    """Write the value at a place of a range."""
    if kind == "day":
        return date.fromordinal(int(where)).isoformat()
    if kind == "month_day":
        return date.fromordinal(int(where)).isoformat()[5:]
    if kind == "month":
        return month_text(int(where))
    return str(where) if kind == "integer" else written(Decimal(where))


def step(column: RuleColumn) -> Place:
    """Return the distance to the next value of a range."""
    return Decimal(column.step) if column.type == "decimal" else 1


def _is_month(text: str) -> bool:
    return MONTH.fullmatch(text) is not None and 1 <= int(text[5:]) <= 12  # noqa: PLR2004 - months of a year


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None


def _nothing_made(thing: str, item: str) -> str:
    raise LookupError(thing, item)


def _nothing_drawn(kind: str) -> str:
    raise LookupError(kind)
