"""Value expressions: how samples, feature tables and rule tables write values that are known only when they are used.

2026-05-10  2026-05       a day, a month; any other text stands for itself
今日  基準日              the target's day; the as-of date of the run (in a rule table: the day asked about)
「甲」の宛名番号          an item of a thing made before
規則《表》の列（列：値）  a result of the row of a rule table that these values meet
…の14日前  の翌月  の年度初め  の年月    what follows from a day or a month, one after the other
…の次の番号               the running number after it, with its check digit
…の2倍  の百円未満切捨て  …＋…          exact arithmetic on figures
{日本人氏名}              drawn by conformance.spec.synthetic; may stand inside text: {番地}番地
（空）  （なし）          the empty text; the item is left out of the request
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Final

from msgspec import Struct

from conformance.spec.expressions import (
    SPECIAL,
    Applied,
    AsOf,
    Expression,
    Literal,
    Lookup,
    Nothing,
    Reference,
    Sum,
    Template,
    Today,
    parse,
)
from conformance.spec.figures import added, figure_of
from conformance.spec.moments import shift

__all__ = ["ABSENT", "EMPTY", "TODAY", "Context", "evaluate", "kinds_in", "parse", "shift", "things_in"]


class Absent(Enum):
    """The one value of an item that is left out."""

    ABSENT = "（なし）"


ABSENT: Final = Absent.ABSENT
EMPTY: Final = "（空）"
TODAY: Final = "今日"


def _no_rules(table: str, column: str, where: Mapping[str, str]) -> str:
    raise LookupError(table)


class Context(Struct, frozen=True, kw_only=True):
    """What expressions need to know.

    `today`: the target's date. `as_of`: the as-of date, `today` when None. `lookup(thing, item)`: the value of an item
    (Japanese name) of a named thing; raises TekigoError when there is none. `draw(kind)`: a synthetic value.
    `rule(table, column, where)`: a result of a rule table as text.
    """

    today: date
    as_of: date | None = None
    lookup: Callable[[str, str], str]
    draw: Callable[[str], str]
    rule: Callable[[str, str, Mapping[str, str]], str] = _no_rules


def evaluate(expression: Expression | str, context: Context) -> str | Absent:  # noqa: PLR0911 - a case per kind
    """Work a value expression out. Days come back as YYYY-MM-DD. Raises TekigoError (unknown thing, kind, rule)."""
    if isinstance(expression, str):
        if not SPECIAL.search(expression):
            return expression
        expression = parse(expression)
    match expression:
        case Nothing():
            return ABSENT
        case Literal(text):
            return text
        case Today():
            return context.today.isoformat()
        case AsOf():
            return (context.as_of or context.today).isoformat()
        case Reference(thing, item):
            return context.lookup(thing, item)
        case Template(pieces):
            return "".join(context.draw(p) if i % 2 else p for i, p in enumerate(pieces))
        case Lookup(table, column, where):
            return context.rule(table, column, {name: str(evaluate(each, context)) for name, each in where})
        case Applied(base, suffix):
            return suffix.apply(str(evaluate(base, context)))
        case Sum(parts):
            return added(figure_of(str(evaluate(each, context))) for each in parts)


def kinds_in(text: str) -> tuple[str, ...]:
    """Return the kinds of the generators in an expression, for lint."""
    templates = (each for each in _leaves(parse(text)) if isinstance(each, Template))
    return tuple(kind for each in templates for kind in each.pieces[1::2])


def things_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (thing, item) references in an expression, for lint."""
    return tuple((each.thing, each.item) for each in _leaves(parse(text)) if isinstance(each, Reference))


def lookups_in(text: str) -> tuple[Lookup, ...]:
    """Return the look-ups of rule tables in an expression, for lint."""
    return tuple(each for each in _leaves(parse(text)) if isinstance(each, Lookup))


def is_literal(text: str) -> bool:
    """Tell whether an expression is text that stands for itself."""
    return isinstance(parse(text), Literal)


def _leaves(expression: Expression) -> list[Expression]:
    """List an expression's parts that hold no others but for the conditions of look-ups."""
    match expression:
        case Applied(base, _):
            return _leaves(base)
        case Sum(parts):
            return [leaf for each in parts for leaf in _leaves(each)]
        case Lookup(_, _, where):
            return [expression, *(leaf for _, each in where for leaf in _leaves(each))]
        case _:
            return [expression]
