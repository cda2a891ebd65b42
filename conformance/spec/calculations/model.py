"""The typed model of calculations.yaml: inputs, steps with rounding and statute, results, worked examples."""

from datetime import date
from typing import Any, Literal

from msgspec import field

from conformance.spec.row import Fidelity, Key, Row, Text

InputType = Literal["integer", "decimal", "text", "date", "month", "boolean", "rows"]
CellType = Literal["integer", "decimal", "text", "date", "month", "boolean"]
RoundingMode = Literal["切捨て", "切上げ", "四捨五入"]


class InputColumn(Row, frozen=True, kw_only=True):
    """One column of an input that is a table. `default`: what stands in for an empty cell, `なし` for nothing."""

    name: Text
    type: CellType
    unit: str = ""
    default: str | None = None
    code_list: str = ""
    note: str = ""


class Input(Row, frozen=True, kw_only=True):
    """One value that a calculation is given; `columns` belong to the type rows."""

    name: Text
    type: InputType
    unit: str = ""
    default: str | None = None
    code_list: str = ""
    columns: tuple[InputColumn, ...] = ()
    note: str = ""


class Rounding(Row, frozen=True, kw_only=True):
    """How a step's figure is rounded: to a multiple of `to`, an expression. Cutting drops towards zero."""

    mode: RoundingMode
    to: Text = "1"


class Case(Row, frozen=True, kw_only=True):
    """One case of a step: its value when `when` holds; without `when` it is what else there is."""

    when: str = ""
    is_: Text = field(name="is")


class Step(Row, frozen=True, kw_only=True):
    """One step: an expression `is`, or `cases` of which the first that holds gives the value.

    `each`: the rows it is worked out for, one after the other; it becomes a column of them.
    """

    name: Text
    is_: str = field(default="", name="is")
    cases: tuple[Case, ...] = ()
    each: str = ""
    unit: str = ""
    rounding: Rounding | None = None
    source: str = ""
    note: str = ""


class WorkedExample(Row, frozen=True, kw_only=True):
    """One worked example: inputs as texts or lists of mappings, and what must come out, by name of result or step."""

    name: Text
    as_of: date
    given: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any]
    source: Text


class Calculation(Row, frozen=True, kw_only=True):
    """One formula. `dated_by`: which day picks the rows of the rule tables."""

    id: Key
    name: Text
    summary: Text
    requirements: tuple[str, ...] = ()
    dated_by: Text
    inputs: tuple[Input, ...] = ()
    steps: tuple[Step, ...]
    results: tuple[str, ...]
    source: Text
    fidelity: Fidelity
    examples: tuple[WorkedExample, ...] = ()
    note: str = ""


class Calculations(Row, frozen=True, kw_only=True):
    """The file calculations.yaml."""

    calculations: tuple[Calculation, ...] = ()
