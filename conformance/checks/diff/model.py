"""What a comparison tells, as values; also the JSON of `tekigo spec diff --json`."""

from datetime import date
from typing import Any, Literal

from msgspec import Struct

Kind = Literal["added", "removed", "changed", "withdrawn"]
ReasonKind = Literal[
    "new", "changed", "requirement", "operation", "item", "code_list", "error", "rule", "steps"
]
CheckKind = Literal["item", "probe", "access", "fuzz"]


class FieldChange(Struct, frozen=True):
    """One field that differs. Values are those of the file; None where a side has none."""

    field: str
    old: Any
    new: Any


class Change(Struct, frozen=True, kw_only=True):
    """One thing that differs. `old` and `new`: where it stands on each side (`file:line`), empty where it is not."""

    change: Kind
    id: str
    name: str = ""
    fields: tuple[FieldChange, ...] = ()
    old: str = ""
    new: str = ""


class RowChange(Struct, frozen=True, kw_only=True):
    """One row of a rule table. `label`: its keys and ranges; `old_row`, `new_row`: all its cells on each side."""

    change: Kind
    label: str
    fields: tuple[FieldChange, ...] = ()
    old_row: dict[str, Any] | None = None
    new_row: dict[str, Any] | None = None
    old: str = ""
    new: str = ""


class TableChange(Struct, frozen=True, kw_only=True):
    """One rule table: what differs in its declaration, and its rows. `results`: the columns that it fixes."""

    change: Kind
    id: str
    name: str
    results: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    old: str = ""
    new: str = ""


class Reason(Struct, frozen=True, kw_only=True):
    """Why a case must be run again: the kind of thing that changed, its name, and what about it."""

    kind: ReasonKind
    name: str = ""
    detail: str = ""


class Again(Struct, frozen=True, kw_only=True):
    """A case of the new side that must be run again. `excluded`: why it is out of scope on the as-of date."""

    id: str
    feature: str
    scenario: str
    example: str
    title: str
    origin: str
    excluded: str
    reasons: tuple[Reason, ...]


class Renumbered(Struct, frozen=True, kw_only=True):
    """A case that is what it was under another id, because rows stand before it that did not."""

    id: str
    was: str


class Generated(Struct, frozen=True, kw_only=True):
    """How many generated checks of one kind differ. `concerned`: names of their operations, or of probes."""

    kind: CheckKind
    added: int
    removed: int
    changed: int
    concerned: tuple[str, ...]


class BusinessDifference(Struct, frozen=True, kw_only=True):
    """All that differs in one business. `cases`: how many the new side has; `gone`: ids that it has no longer."""

    business: str
    name: str
    change: Kind | None
    standard: tuple[Change, ...] = ()
    requirements: tuple[Change, ...] = ()
    rules: tuple[TableChange, ...] = ()
    calculations: tuple[Change, ...] = ()
    items: tuple[Change, ...] = ()
    codes: tuple[Change, ...] = ()
    operations: tuple[Change, ...] = ()
    probes: tuple[Change, ...] = ()
    reports: tuple[Change, ...] = ()
    linkages: tuple[Change, ...] = ()
    scenarios: tuple[Change, ...] = ()
    again: tuple[Again, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    gone: tuple[str, ...] = ()
    generated: tuple[Generated, ...] = ()
    cases: int = 0

    @property
    def different(self) -> bool:
        """Tell whether anything differs."""
        lists = (self.standard, self.requirements, self.rules, self.items, self.codes, self.operations)
        others = (
            self.calculations,
            self.probes,
            self.reports,
            self.linkages,
            self.scenarios,
            self.again,
            self.renumbered,
        )
        return bool(self.change or any(lists) or any(others) or self.gone or self.generated)


class SideInfo(Struct, frozen=True, kw_only=True):
    """What was compared: as the user named it, and the commit when that is a git revision."""

    given: str
    commit: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """The whole comparison. `unread`: feature files of the old side that cannot be read, so all in them counts as new.

    `steps`: modules of step definitions that differ. `businesses` holds only those in which something differs.
    """

    old: SideInfo
    new: SideInfo
    as_of: date
    different: bool
    errors: tuple[Change, ...]
    steps: tuple[str, ...]
    unread: tuple[str, ...]
    compared: tuple[str, ...]
    businesses: tuple[BusinessDifference, ...]
