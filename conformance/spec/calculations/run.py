"""Runs a calculation on a day: its steps one after the other, every look-up and every rounding recorded."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from conformance.i18n import TekigoError
from conformance.spec.calculations.expression import AS_OF, BEFORE, Parsed, parse
from conformance.spec.calculations.inputs import read_inputs
from conformance.spec.calculations.machine import Machine
from conformance.spec.calculations.reach import Reach
from conformance.spec.calculations.rounding import rounded
from conformance.spec.calculations.trace import Called, LookUp, StepTrace, Trace, Worked
from conformance.spec.calculations.values import Rows, Value, as_json
from conformance.time_limit import OutOfTime, within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.spec.calculations.model import Calculation, Case, Step
    from conformance.spec.catalog import Catalog

SECONDS = 10
DEEPEST = 20  # calculations within each other


class StepError(TekigoError):
    """A step cannot be worked out. `origin`: file:line of the step."""

    def __init__(self, step: Step, row: int, error: TekigoError) -> None:
        place = f"{step.name}[{row}]" if row else step.name
        super().__init__("TKG-CALC010", step=place, origin=step.origin, why=error.code, reason=error.text())
        self.origin = step.origin


def run(catalog: Catalog, of: Calculation, given: Mapping[str, object], as_of: date) -> Trace:
    """Run a calculation. `given`: texts, or rows of texts, by name of input; `as_of` picks the rows of rule tables.

    Raises GivenError for a wrong value, StepError (TKG-CALC010) for a step that fails, TekigoError TKG-CALC009 for
    one that takes too long.
    """
    values = read_inputs(catalog, of, given)
    try:
        with within(SECONDS):
            return evaluate(catalog, of, values, as_of)[1]
    except OutOfTime:
        raise TekigoError("TKG-CALC009", what=f"{SECONDS} s") from None


def evaluate(
    catalog: Catalog, of: Calculation, given: Mapping[str, Value], as_of: date, depth: int = 0
) -> tuple[dict[str, Value], Trace]:
    """Run a calculation on values that are read already; returns the value of every result beside the record."""
    if depth > DEEPEST:
        raise TekigoError("TKG-CALC009", what=of.name)
    names: dict[str, Value] = {AS_OF: as_of, **given}
    shown = {name: as_json(value) for name, value in given.items()}
    done = []
    for step in of.steps:
        done.append(_Step(catalog, step, names, as_of, depth).work())
    results = {name: _result(names, name) for name in of.results}
    units = {each.name: each.unit for each in of.inputs} | {each.name: each.unit for each in of.steps}
    return results, Trace(
        calculation=of.id,
        name=of.name,
        as_of=as_of,
        dated_by=of.dated_by,
        given=shown,
        steps=tuple(done),
        results={name: as_json(value) for name, value in results.items()},
        units=units,
        source=of.source,
        fidelity=of.fidelity,
    )


def _result(names: Mapping[str, Value], name: str) -> Value:
    rows, dot, column = name.partition(".")
    found = names[rows]
    return [row[column] for row in found] if dot and isinstance(found, Rows) else found


class _Step:
    """Works one step out and puts its value among the names, or into each of the rows."""

    def __init__(
        self, catalog: Catalog, step: Step, names: dict[str, Value], as_of: date, depth: int
    ) -> None:
        self.step = step
        self.names = names
        self._reach = Reach(catalog, as_of, depth)

    def work(self) -> StepTrace:
        step = self.step
        if step.each:
            worked = self._rows()
        else:
            value, record = self._guarded(self.names, 0)
            self.names[step.name] = value
            worked = [record]
        return StepTrace(
            name=step.name,
            each=step.each,
            unit=step.unit,
            rounding=step.rounding.mode if step.rounding else "",
            to=step.rounding.to if step.rounding else "",
            source=step.source,
            note=step.note,
            origin=step.origin,
            worked=tuple(worked),
        )

    def _rows(self) -> list[Worked]:
        """Work the step out for each row in order; what comes before a row is known there as 前."""
        rows, worked = self.names.get(self.step.each), []
        if not isinstance(rows, Rows):
            raise StepError(self.step, 0, TekigoError("TKG-CALC020", name=self.step.each))
        before = Rows()
        for place, row in enumerate(rows, 1):
            known: dict[str, Value] = {**self.names, **row, BEFORE: before}
            value, record = self._guarded(known, place)
            row[self.step.name] = value
            before.append(row)
            worked.append(record)
        return worked

    def _guarded(self, names: Mapping[str, Value], row: int) -> tuple[Any, Worked]:
        try:
            return self._one(names, row)
        except StepError:
            raise
        except TekigoError as error:
            raise StepError(self.step, row, error) from None

    def _one(self, names: Mapping[str, Value], row: int) -> tuple[Any, Worked]:
        step = self.step
        look_ups: list[LookUp] = []
        calls: list[Called] = []
        machine = Machine(names, self._reach.functions(look_ups, calls))
        case = self._case(machine)
        parsed = parse(case.is_ if case else step.is_)
        raw = machine.value(parsed)
        if isinstance(raw, tuple) or (step.each and isinstance(raw, list)):
            raise TekigoError("TKG-CALC007", operation=step.name, kinds=parsed.text)
        used = _used(parsed, names)
        value = raw
        if step.rounding:
            unit = parse(step.rounding.to)
            used |= _used(unit, names)
            value = _round(step, raw, machine.value(unit))
        if isinstance(value, Rows):
            value = Rows(dict(each) for each in value)
        record = Worked(
            row=row,
            when=case.when if case else "",
            expression=parsed.text,
            used=used,
            look_ups=tuple(look_ups),
            calls=tuple(calls),
            before_rounding=as_json(raw) if step.rounding else None,
            value=as_json(value),
        )
        return value, record

    def _case(self, machine: Machine) -> Case | None:
        if not self.step.cases:
            return None
        for case in self.step.cases:
            if not case.when:
                return case
            holds = machine.value(parse(case.when))
            if not isinstance(holds, bool):
                raise TekigoError("TKG-CALC007", operation="when", kinds=case.when)
            if holds:
                return case
        raise TekigoError("TKG-CALC014", cases="、".join(each.when for each in self.step.cases))


def _round(step: Step, raw: object, unit: object) -> Fraction:
    if step.rounding is None or not isinstance(raw, Fraction) or not isinstance(unit, Fraction):
        raise TekigoError("TKG-CALC007", operation="rounding", kinds=step.is_)
    return rounded(step.rounding.mode, raw, unit)


def _used(parsed: Parsed, names: Mapping[str, Value]) -> dict[str, object]:
    used: dict[str, object] = {}
    for name in sorted(parsed.names):
        value = names.get(name)
        used[name] = {"rows": len(value)} if isinstance(value, Rows) else as_json(value)
    for rows, column in sorted(parsed.columns):
        found = names.get(rows)
        if isinstance(found, Rows):
            used[f"{rows}.{column}"] = [as_json(row.get(column)) for row in found]
    return used
