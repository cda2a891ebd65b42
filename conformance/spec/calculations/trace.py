"""What a calculation did: every step with what it used, the rows of rule tables, the rounding and the statute."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from conformance.spec.row import Fidelity


class LookUp(Struct, frozen=True, kw_only=True):
    """One figure of a rule table: what it was looked up by, and the row with its validity, unit and source."""

    table: str
    column: str
    where: dict[str, str]
    day: date
    value: object
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    fidelity: Fidelity | None = None
    origin: str = ""
    note: str = ""


class Called(Struct, frozen=True, kw_only=True):
    """A result of another calculation, with all that it did."""

    result: str
    value: object
    trace: Trace


class Worked(Struct, frozen=True, kw_only=True):
    """One evaluation of a step. `row`: from one, 0 outside rows; `when`: the case that held."""

    row: int = 0
    when: str = ""
    expression: str
    used: dict[str, object]
    look_ups: tuple[LookUp, ...] = ()
    calls: tuple[Called, ...] = ()
    before_rounding: object = None
    value: object


class StepTrace(Struct, frozen=True, kw_only=True):
    """One step. `rounding`: the mode, `to`: the multiple as written, both empty for none."""

    name: str
    each: str = ""
    unit: str = ""
    rounding: str = ""
    to: str = ""
    source: str = ""
    note: str = ""
    origin: str
    worked: tuple[Worked, ...]


class Trace(Struct, frozen=True, kw_only=True):
    """One calculation on a day. Whole numbers stand as numbers, other figures as exact text."""

    calculation: str
    name: str
    as_of: date
    dated_by: str
    given: dict[str, object]
    steps: tuple[StepTrace, ...]
    results: dict[str, object]
    units: dict[str, str]
    source: str
    fidelity: Fidelity
