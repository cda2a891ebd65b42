"""The rule tables of a business, looked up by the values of a case and a day."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.faults import nearest
from conformance.spec.rules.cells import Place, Result, limit, place, spoken, typed
from conformance.spec.rules.model import FROM, TO, RuleColumn, RuleData, RuleRow

if TYPE_CHECKING:
    from datetime import date

    from conformance.spec.model import Package

Bounds = tuple[Place | None, Place | None]


class FoundRow:
    """One row as a look-up finds it; results come typed: int, Decimal, date or text, None for an empty cell."""

    def __init__(self, table: RuleTable, row: RuleRow) -> None:
        self.row = row
        self._table = table

    def __getitem__(self, column: str) -> Result:
        """Return a result or a key of the row. Raises TekigoError for a column that the table lacks."""
        found = self._table.column(column)
        return typed(found, self.row.cells.get(column, ""))

    def text(self, column: str, *, standard: bool = False) -> str:
        """Return a result as text; empty for an empty cell. `standard`: as the law has it, without an ordinance."""
        cells = (self.row.standard or self.row.cells) if standard else self.row.cells
        return spoken(typed(self._table.column(column), cells.get(column, "")))

    def figure(self, column: str) -> int:
        """Return a whole number. Raises TypeError for anything else."""
        value = self[column]
        if not isinstance(value, int):
            raise TypeError(column)
        return value

    @property
    def unit(self) -> str:
        """Return the unit of the row's figures."""
        return self.row.unit

    @property
    def source(self) -> str:
        """Return where the row comes from."""
        return self.row.source

    @property
    def valid_from(self) -> date | None:
        """Return the first day of the row, None when it is open."""
        return self.row.valid_from

    @property
    def valid_to(self) -> date | None:
        """Return the last day of the row, None when it is open."""
        return self.row.valid_to


class RuleTable:
    """One rule table."""

    def __init__(self, data: RuleData) -> None:
        self.sheet = data.sheet
        self.rows = data.rows
        self._columns = {column.name: column for column in data.sheet.columns}
        self._bounds: dict[tuple[str, str, date], Bounds] = {}

    @property
    def name(self) -> str:
        """Return the name that features and operations use."""
        return self.sheet.name

    @cached_property
    def keys(self) -> tuple[RuleColumn, ...]:
        """Return the key columns."""
        return tuple(each for each in self.sheet.columns if each.role == "key")

    @cached_property
    def ranges(self) -> tuple[RuleColumn, ...]:
        """Return the range columns."""
        return tuple(each for each in self.sheet.columns if each.role == "range")

    @cached_property
    def results(self) -> tuple[RuleColumn, ...]:
        """Return the result columns."""
        return tuple(each for each in self.sheet.columns if each.role == "result")

    def column(self, name: str) -> RuleColumn:
        """Find a column. Raises TekigoError TKG-RULE011."""
        try:
            return self._columns[name]
        except KeyError:
            near = nearest(name, self._columns)
            raise TekigoError("TKG-RULE011", column=name, table=self.name, near=near) from None

    def in_force(self, on: date) -> list[RuleRow]:
        """Return the rows that hold on a day."""
        return [row for row in self.rows if row.in_force(on)]

    def bounds(self, row: RuleRow, column: RuleColumn, on: date) -> Bounds:
        """Return both limits of a range as places; None is open."""
        known = (row.origin, column.name, on)
        if known not in self._bounds:
            cells = (row.cells.get(column.name + end, "") for end in (FROM, TO))
            lower, upper = (limit(column, cell, on) for cell in cells)
            self._bounds[known] = (lower, upper)
        return self._bounds[known]

    def find(self, on: date, **values: str) -> FoundRow | None:
        """Find the row for a case on a day; a value that is not given is absent. None when there is none.

        Raises TekigoError: TKG-RULE011 unknown column, TKG-RULE012 a value that is not of the column's type,
        TKG-RULE013 two rows fit.
        """
        row = self.at(on, *self._asked(values))
        return FoundRow(self, row) if row else None

    def ever(self, on: date, values: Mapping[str, str]) -> bool:
        """Tell whether a row fits a case on a day if validity is left out of account; raises as `find` does."""
        keys, places = self._asked(values)
        return any(self._fits(row, on, keys, places) for row in self.rows)

    def at(self, on: date, keys: Mapping[str, str], places: Mapping[str, Place | None]) -> RuleRow | None:
        """Find the row for key values and places of ranges. Raises TekigoError TKG-RULE013 when two rows fit."""
        fitting = [row for row in self.in_force(on) if self._fits(row, on, keys, places)]
        if len(fitting) > 1:
            raise TekigoError(
                "TKG-RULE013",
                table=self.name,
                rows="、".join(row.origin for row in fitting),
                day=on.isoformat(),
            )
        return fitting[0] if fitting else None

    def _asked(self, values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Place | None]]:
        for name in values:
            self.column(name)
        places = {each.name: self._place(each, values.get(each.name, "")) for each in self.ranges}
        return {each.name: values.get(each.name, "") for each in self.keys}, places

    def _fits(
        self, row: RuleRow, on: date, keys: Mapping[str, str], places: Mapping[str, Place | None]
    ) -> bool:
        if any((cell := row.cells.get(name, "")) and cell != value for name, value in keys.items()):
            return False
        return all(inside(places[each.name], self.bounds(row, each, on)) for each in self.ranges)

    def _place(self, column: RuleColumn, text: str) -> Place | None:
        if not text:
            return None
        try:
            return place(column.type, text)
        except ValueError:
            raise TekigoError(
                "TKG-RULE012", found=text, column=column.name, table=self.name, kind=column.type
            ) from None


class RuleBook:
    """All rule tables of a business by name or id."""

    def __init__(self, package: Package) -> None:
        self.tables = tuple(RuleTable(data) for data in package.rules)
        self._known = {key: table for table in self.tables for key in (table.sheet.id, table.name)}
        self._business = package.key

    def __getitem__(self, name: str) -> RuleTable:
        """Find a table. Raises TekigoError TKG-RULE010 with the nearest names."""
        try:
            return self._known[name]
        except KeyError:
            names = [table.name for table in self.tables]
            raise TekigoError(
                "TKG-RULE010",
                table=name,
                business=self._business,
                near=nearest(name, names),
                known="、".join(names) or "―",
            ) from None

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a table."""
        return name in self._known


def inside(where: Place | None, bounds: Bounds) -> bool:
    """Tell whether a place lies within limits; an absent value only within limits that are both open."""
    lower, upper = bounds
    if where is None:
        return lower is None and upper is None
    return (lower is None or lower <= where) and (upper is None or where <= upper)
