"""Works the same look-up of a rule table out on both sides of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.expressions import Applied, AsOf, Expression, Literal, Lookup, Nothing
from conformance.spec.rules import look_up
from conformance.spec.values import Context, evaluate

if TYPE_CHECKING:
    from conformance.checks.diff.state import State


def can_be_worked_out(lookup: Lookup) -> bool:
    """Tell whether the conditions are literal or follow from 基準日 alone, so that no run is needed to know them."""
    return all(_fixed(value) for _, value in lookup.where)


def shown(told: str) -> str:
    """Word an answer: a look-up that cannot be answered has none."""
    return "―" if told.startswith("TKG-") else told


def answer(state: State, lookup: Lookup) -> str:
    """Say what a look-up answers; the code of the error when it cannot be answered."""
    context = Context(today=state.as_of, as_of=state.as_of, lookup=_nothing, draw=_nothing)
    try:
        where = {name: str(evaluate(value, context)) for name, value in lookup.where}
        return look_up(state.catalog, lookup.table, lookup.column, where, state.as_of)
    except TekigoError as error:
        return error.code


def _fixed(expression: Expression) -> bool:
    if isinstance(expression, Applied):
        return _fixed(expression.base)
    return isinstance(expression, Literal | AsOf | Nothing)


def _nothing(*names: str) -> str:
    raise LookupError(names)
