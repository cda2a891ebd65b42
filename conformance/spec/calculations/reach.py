"""What expressions reach beyond their own calculation: figures of rule tables, and other calculations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.calculations.expression import AT, CALL, ELSE, RULE
from conformance.spec.calculations.inputs import hand_over
from conformance.spec.calculations.trace import Called, LookUp
from conformance.spec.calculations.values import Month, Plain, Value, as_json, kind_of, text_of
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.spec.catalog import Catalog
    from conformance.spec.rules import FoundRow
    from conformance.spec.rules.cells import Result
    from conformance.spec.rules.model import RuleColumn

_NO_DEFAULT = object()


class Reach:
    """Looks figures up and runs other calculations, as of a day."""

    def __init__(self, catalog: Catalog, as_of: date, depth: int) -> None:
        self._catalog = catalog
        self._as_of = as_of
        self._depth = depth

    def functions(self, look_ups: list[LookUp], calls: list[Called]) -> dict[str, Callable[..., Value]]:
        """Return 規則 and 計算, which record what they do in the lists."""

        def rule(table: str, column: str, **where: Value) -> Value:
            return self._rule(look_ups, table, column, where)

        def call(calculation: str, result: str, **given: Value) -> Value:
            return self._call(calls, calculation, result, given)

        return {RULE: rule, CALL: call}

    def _rule(self, look_ups: list[LookUp], table: str, column: str, where: dict[str, Value]) -> Value:
        found = self._catalog.rules[table]
        wanted = found.column(column)
        day = self._day(where)
        default: object = where.pop(ELSE, _NO_DEFAULT)
        texts = {name: _cell(found.column(name), value) for name, value in where.items()}
        row = found.find(day, **texts)
        if row is None and default is _NO_DEFAULT:
            shown = "、".join(f"{name}={text}" for name, text in texts.items()) or "―"
            raise TekigoError("TKG-CALC015", table=found.name, day=day.isoformat(), where=shown)
        value: Value = default if row is None else _typed(wanted, row[column])  # type: ignore[assignment]
        known = {"table": found.name, "column": column, "where": texts, "day": day, "value": as_json(value)}
        look_ups.append(LookUp(**known, **(_row(row) if row else {})))  # type: ignore[arg-type]
        return value

    def _call(self, calls: list[Called], name: str, result: str, given: dict[str, Value]) -> Value:
        from conformance.spec.calculations.run import evaluate

        of = self._catalog.calculation(name)
        if result not in of.results:
            raise TekigoError("TKG-CALC017", result=result, of=of.name, near=nearest(result, of.results))
        day = self._day(given)
        results, trace = evaluate(
            self._catalog, of, hand_over(self._catalog, of, given), day, self._depth + 1
        )
        calls.append(Called(result=result, value=as_json(results[result]), trace=trace))
        return results[result]

    def _day(self, where: dict[str, Value]) -> date:
        day = where.pop(AT, self._as_of)
        if isinstance(day, Month):
            return day.first_day
        if not isinstance(day, date):
            raise TekigoError("TKG-CALC006", function=f"{AT}={kind_of(day)}", usage=f"{AT}=日")
        return day


def _cell(column: RuleColumn, value: Value) -> str:
    """Write a value as the cells of a column are written."""
    if isinstance(value, list):
        raise TekigoError("TKG-CALC006", function=f"{RULE}({column.name}=…)", usage=f"{column.name}=値")
    if isinstance(value, date) and column.type == "month":
        return value.isoformat()[:7]
    if isinstance(value, date) and column.type == "month_day":
        return value.isoformat()[5:]
    return text_of(value)


def _typed(column: RuleColumn, value: Result) -> Plain:
    if isinstance(value, int | Decimal):
        return Fraction(value)
    if isinstance(value, str) and column.type == "month":
        return Month.read(value)
    return value


def _row(found: FoundRow) -> dict[str, object]:
    """Give what a record tells of a row."""
    row = found.row
    fields = ("unit", "valid_from", "valid_to", "source", "fidelity", "origin", "note")
    return {name: getattr(row, name) for name in fields}
