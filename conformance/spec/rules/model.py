"""The typed model of rule tables: what rules.yaml declares, and the rows of rules/*.csv."""

from datetime import date
from typing import Literal

from msgspec import Struct, field

from conformance.spec.row import Fidelity, Key, Row, Text

Role = Literal["key", "range", "result"]
CellType = Literal["text", "day", "month", "month_day", "integer", "decimal"]

FIGURES: tuple[CellType, ...] = ("integer", "decimal")
FROM, TO = "_から", "_まで"


class RuleColumn(Row, frozen=True, kw_only=True):
    """One column of a rule table.

    key: equality, an empty cell fits every value. range: two columns of the file, `<name>_から` and `<name>_まで`, both
    inclusive, empty is open. result: what the rule fixes. `item` names the item whose values these are; `step` is the
    distance to the next value of a decimal range; `example` stands in where an example needs a value and the row has
    none.
    """

    name: Text
    role: Role
    type: CellType = "text"
    item: str = ""
    step: str = "1"
    example: str = ""
    note: str = ""


class RuleSheet(Row, frozen=True, kw_only=True):
    """One rule table as rules.yaml declares it. `dated_by`: which date the validity of a row is compared with.

    `ordinance`: a municipality may set other results. `gaps`: why a hole between rows is right.
    """

    id: Key
    name: Text
    summary: Text
    requirements: tuple[str, ...] = ()
    dated_by: Text
    ordinance: bool = False
    gaps: str = ""
    columns: tuple[RuleColumn, ...]
    note: str = ""


class RuleSheets(Row, frozen=True, kw_only=True):
    """The file rules.yaml."""

    rules: tuple[RuleSheet, ...] = ()


class RuleRow(Struct, frozen=True, kw_only=True):
    """One dated row. `cells`: column of the file → text as written; `contested`: limits that the sources dispute.

    `ordinance`: the place in a target file where a municipality set its own value, empty for the standard value;
    `standard`: the cells that it took the place of.
    """

    origin: str
    cells: dict[str, str]
    valid_from: date | None = None
    valid_to: date | None = None
    unit: str = ""
    source: str = ""
    fidelity: Fidelity
    contested: tuple[str, ...] = ()
    note: str = ""
    ordinance: str = ""
    standard: dict[str, str] = field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        """Tell whether the row holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class RuleData(Struct, frozen=True, kw_only=True):
    """One rule table: its declaration and its rows in the order of the file."""

    sheet: RuleSheet
    rows: tuple[RuleRow, ...]
