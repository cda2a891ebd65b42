"""Runs the worked examples of a calculation and tells where it comes to something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.spec.calculations.run import run
from conformance.spec.calculations.values import NO, NOTHING, TRUTH, YES, number, written
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from conformance.spec.calculations.model import Calculation, WorkedExample
    from conformance.spec.calculations.trace import Trace
    from conformance.spec.catalog import Catalog


class Difference(Struct, frozen=True, kw_only=True):
    """A figure of an example: what it says and what the calculation comes to."""

    name: str
    expected: str
    found: str


def try_example(
    catalog: Catalog, of: Calculation, example: WorkedExample
) -> tuple[Trace, tuple[Difference, ...]]:
    """Run one example and compare every figure it names. Raises TekigoError when it cannot be run."""
    trace = run(catalog, of, example.given, example.as_of)
    figures = _figures(trace)
    differences = []
    for name, wanted in example.expect.items():
        if name not in figures:
            raise TekigoError("TKG-CALC017", result=name, of=of.name, near=nearest(name, figures))
        expected, found = _plain(wanted), _plain(figures[name])
        if expected != found:
            differences.append(Difference(name=name, expected=expected, found=found))
    return trace, tuple(differences)


def _figures(trace: Trace) -> dict[str, object]:
    """Gather every figure by the name an example may use: a step, a result, ROWS.column."""
    found = dict(trace.results)
    for step in trace.steps:
        values = [each.value for each in step.worked]
        if step.each:
            found[f"{step.each}.{step.name}"] = values
        else:
            found[step.name] = values[0]
    return found


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return "、".join(_plain(each) for each in value)
    if isinstance(value, bool) or value in TRUTH:
        return YES if value in (True, YES, "true") else NO
    if value is None or value == NOTHING:
        return NOTHING
    try:
        return written(number(str(value)))
    except ValueError:
        return str(value)
