"""Examples made from a rule table: every row in force, at its limits and beside them, looked up again in the table.

Nothing is typed: the values to try follow from the limits, the expected results from the row that each value meets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from conformance.spec.rules.book import FoundRow, RuleTable
from conformance.spec.rules.cells import Place, at, place, step
from conformance.spec.rules.model import FROM, TO

if TYPE_CHECKING:
    from conformance.spec.rules.model import RuleColumn, RuleRow

AS_OF = "基準日"
ABSENT = "（なし）"
BESIDE = {-1: "の直前", 0: "", 1: "の直後"}
_DAY = timedelta(days=1)


class Example(Struct, frozen=True, kw_only=True):
    """One line of an outline's examples. `label` names it stably: by the row's keys and the limit it sits at.

    `origins`: the rows whose result it expects.
    """

    label: str
    values: dict[str, str]
    origins: tuple[str, ...] = ()


class _Point(Struct, frozen=True):
    """A place on one range: which limit it belongs to and on which side."""

    where: Place | None
    name: str


class _Case(NamedTuple):
    """What a table is asked: values of its keys, places on its ranges, and the day."""

    keys: Mapping[str, str]
    places: Mapping[str, Place | None]
    day: date


def examples(table: RuleTable, as_of: date, *, whole_time: bool = False) -> list[Example]:
    """Derive the examples of a table for the as-of date.

    `whole_time`: and for the days up to it on which rows change; what holds only later is asked of nobody yet.
    """
    results = {column.name for column in table.results}
    made: dict[tuple[tuple[str, str], ...], Example] = {}
    for day, when in [(as_of, ""), *(_limits_in_time(table) if whole_time else ())]:
        for row in table.in_force(day):
            if when and (day > as_of or not _changes(row, day)):
                continue
            for each in _of_row(table, row, day, when):
                asked = tuple(pair for pair in each.values.items() if pair[0] not in results)
                made.setdefault(asked, each)
    return _distinct(made.values())


def disputed(table: RuleTable, as_of: date) -> list[tuple[RuleRow, str]]:
    """List the limits of the rows in force of which no example is made, because the sources dispute them."""
    return [(row, name) for row in table.in_force(as_of) for name in row.contested]


def columns(table: RuleTable) -> tuple[str, ...]:
    """Name the columns of the examples of a table."""
    return (*(each.name for each in table.sheet.columns), AS_OF)


def _of_row(table: RuleTable, row: RuleRow, day: date, when: str) -> Iterator[Example]:
    keys = {each.name: row.cells.get(each.name) or each.example for each in table.keys}
    usual = {each.name: _usual(table, row, each, day) for each in table.ranges}
    tried = False
    for column in table.ranges:
        for point in _points(table, row, column, day):
            tried = True
            places = {**usual, column.name: point.where}
            found = table.at(day, keys, places)
            if found is not None and not _disputed_at(table, found, places, day):
                yield _example(table, found, _Case(keys, places, day), _label(keys, point.name, when))
    if not tried:
        yield _example(table, row, _Case(keys, usual, day), _label(keys, "", when))


def _example(table: RuleTable, row: RuleRow, case: _Case, label: str) -> Example:
    keys, places, day = case
    values = {name: value or ABSENT for name, value in keys.items()}
    for column in table.ranges:
        where = places[column.name]
        values[column.name] = column.example or ABSENT if where is None else at(column.type, where)
    found = FoundRow(table, row)
    values |= {column.name: found.text(column.name) or ABSENT for column in table.results}
    return Example(label=label, values={**values, AS_OF: day.isoformat()}, origins=(row.origin,))


def _points(table: RuleTable, row: RuleRow, column: RuleColumn, day: date) -> Iterator[_Point]:
    for end, bound in zip((FROM, TO), table.bounds(row, column, day), strict=True):
        if bound is None:
            continue
        name = column.name + end
        for side, words in BESIDE.items():
            yield _Point(bound + side * step(column), name + words)


def _disputed_at(table: RuleTable, row: RuleRow, places: Mapping[str, Place | None], day: date) -> bool:
    """Tell whether a case sits exactly on a limit that the sources dispute."""
    return any(
        column.name + end in row.contested and places[column.name] == bound
        for column in table.ranges
        for end, bound in zip((FROM, TO), table.bounds(row, column, day), strict=True)
    )


def _usual(table: RuleTable, row: RuleRow, column: RuleColumn, day: date) -> Place | None:
    """Choose the value of a range while another one is tried: a limit, or the column's own example."""
    lower, upper = table.bounds(row, column, day)
    if lower is not None:
        disputed_limit = column.name + FROM in row.contested and lower != upper
        return lower + step(column) if disputed_limit else lower
    if upper is not None:
        return upper
    return place(column.type, column.example) if column.example else None


def _changes(row: RuleRow, day: date) -> bool:
    """Tell whether a row begins or ends within a day of another."""
    return any(limit is not None and abs(limit - day) <= _DAY for limit in (row.valid_from, row.valid_to))


def _limits_in_time(table: RuleTable) -> list[tuple[date, str]]:
    """List the days around the limits of validity, in order, with a name for each."""
    days: dict[date, str] = {}
    for row in table.rows:
        if row.valid_from:
            disputed_day = "valid_from" in row.contested
            for shift, words in ((-1, "施行の前日"), (0, "施行の日"), (1, "施行の翌日")):
                if shift or not disputed_day:
                    days.setdefault(row.valid_from + shift * _DAY, words)
        if row.valid_to:
            if "valid_to" not in row.contested:
                days.setdefault(row.valid_to, "最後の日")
            days.setdefault(row.valid_to + _DAY, "最後の日の翌日")
    return [(day, f"{day.isoformat()} {words}") for day, words in sorted(days.items())]


def _label(keys: Mapping[str, str], point: str, when: str) -> str:
    named = "・".join(value for value in keys.values() if value)
    return "、".join(part for part in (named, point, when) if part) or "全体"


def _distinct(found: Iterable[Example]) -> list[Example]:
    """Make labels unique: rows of the same keys that differ in a range are counted."""
    seen: dict[str, int] = {}
    made = []
    for each in found:
        seen[each.label] = number = seen.get(each.label, 0) + 1
        label = each.label if number == 1 else f"{each.label}#{number}"
        made.append(Example(label=label, values=each.values, origins=each.origins))
    return made
