"""What a day picks: the rule tables of a package with the rows that hold on it, as the record of a run keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from conformance.spec.row import Fidelity
from conformance.spec.rules.book import RuleBook
from conformance.spec.rules.cells import worked_out
from conformance.spec.rules.examples import disputed
from conformance.spec.rules.model import FROM, TO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.spec.model import Package
    from conformance.spec.rules.book import RuleTable
    from conformance.spec.rules.model import RuleColumn, RuleRow


class Bounds(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Both limits of a range as the table writes them, an empty one is open.

    `from_is` and `to_is`: what a limit that is an expression comes to on the day; empty for any other.
    """

    from_: str = field(default="", name="from")
    to: str = ""
    from_is: str = ""
    to_is: str = ""


class RowInForce(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row that holds on the day. Cells are as written, empty ones left out; `origin` is file:line.

    `ordinance`: name and line of the target file that set this value, empty for a standard one. `contested`: limits
    that the sources dispute, of which no example is made.
    """

    keys: dict[str, str] = {}
    ranges: dict[str, Bounds] = {}
    results: dict[str, str] = {}
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    fidelity: Fidelity
    origin: str
    ordinance: str = ""
    contested: tuple[str, ...] = ()
    note: str = ""


class TableInForce(Struct, frozen=True, kw_only=True):
    """One rule table: its columns by role, all its rows counted, and those in force, none when it is out of scope.

    `dated_by`: which date the validity of a row is compared with when a case is looked up.
    """

    id: str
    name: str
    dated_by: str
    keys: tuple[str, ...]
    ranges: tuple[str, ...]
    results: tuple[str, ...]
    rows: int
    in_force: tuple[RowInForce, ...]


def rules_in_force(package: Package, day: date) -> tuple[TableInForce, ...]:
    """List every rule table of a business with its rows that hold on a day. Raises ValueError for a wrong limit."""
    return tuple(table_in_force(table, day) for table in RuleBook(package).tables)


def table_in_force(table: RuleTable, day: date) -> TableInForce:
    """List the rows of one table that hold on a day. Raises ValueError for a limit that cannot be worked out."""
    contested = disputed(table, day)
    return TableInForce(
        id=table.sheet.id,
        name=table.name,
        dated_by=table.sheet.dated_by,
        keys=_names(table.keys),
        ranges=_names(table.ranges),
        results=_names(table.results),
        rows=len(table.rows),
        in_force=tuple(
            _row(table, row, day, tuple(name for each, name in contested if each is row))
            for row in table.in_force(day)
        ),
    )


def _row(table: RuleTable, row: RuleRow, day: date, contested: tuple[str, ...]) -> RowInForce:
    return RowInForce(
        keys=_filled(row, table.keys),
        ranges={each.name: made for each in table.ranges if (made := _bounds(row, each, day)) != Bounds()},
        results=_filled(row, table.results),
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        fidelity=row.fidelity,
        origin=row.origin,
        ordinance=_name_of(row.ordinance),
        contested=contested,
        note=row.note,
    )


def _bounds(row: RuleRow, column: RuleColumn, day: date) -> Bounds:
    lower, upper = (row.cells.get(column.name + end, "") for end in (FROM, TO))
    return Bounds(from_=lower, to=upper, from_is=_comes_to(lower, day), to_is=_comes_to(upper, day))


def _comes_to(text: str, day: date) -> str:
    """Work a limit out; nothing when it is a plain value and says so itself."""
    found = worked_out(text, day) if text else ""
    return found if found != text else ""


def _name_of(place: str) -> str:
    """Cut the folders off a place in a file: a record is handed on, and they say nothing elsewhere."""
    return place.replace("\\", "/").rpartition("/")[2]


def _filled(row: RuleRow, columns: Iterable[RuleColumn]) -> dict[str, str]:
    return {each.name: text for each in columns if (text := row.cells.get(each.name, ""))}


def _names(columns: Iterable[RuleColumn]) -> tuple[str, ...]:
    return tuple(each.name for each in columns)
