"""Rules about rule tables: sources and units, names, and that every case meets exactly one row on every day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.errors import Finding, finding
from conformance.spec.lint.common import twice, unknown
from conformance.spec.rules import RuleTable
from conformance.spec.rules.book import inside
from conformance.spec.rules.cells import Place, at, step
from conformance.spec.rules.model import FIGURES, RuleColumn, RuleData, RuleRow

if TYPE_CHECKING:
    from conformance.spec.catalog import Catalog
    from conformance.spec.rules.book import Bounds

DAY = timedelta(days=1)
ANY_DAY = date(2024, 4, 1)  # a day to try rows on that have no limit in time


def lint_rules(catalog: Catalog) -> Iterator[Finding]:
    """Check all rule tables of a business."""
    package = catalog.package
    sheets = [data.sheet for data in package.rules]
    yield from twice(sheets, lambda each: each.id, "spec.rule_table")
    yield from twice(sheets, lambda each: each.name, "spec.rule_table")
    known = {each.id for each in package.requirements}
    for data in package.rules:
        for id_ in data.sheet.requirements:
            if id_ not in known:
                yield unknown(data.sheet.origin, "spec.requirement", id_, known)
        yield from _columns(catalog, data)
        if not data.rows:
            yield finding(data.sheet.origin, "TKG-RULE006", table=data.sheet.name)
        for row in data.rows:
            yield from _row(catalog, data, row)
        yield from _cases(RuleTable(data))


def _columns(catalog: Catalog, data: RuleData) -> Iterator[Finding]:
    sheet = data.sheet
    yield from twice(sheet.columns, lambda each: each.name, "spec.column")
    for column in sheet.columns:
        if column.item:
            try:
                catalog.item(column.item)
            except TekigoError as error:
                yield finding(sheet.origin, error.code, **error.params)


def _row(catalog: Catalog, data: RuleData, row: RuleRow) -> Iterator[Finding]:
    if not row.source:
        yield finding(row.origin, "TKG-RULE008", table=data.sheet.name)
    figures = [each.name for each in data.sheet.columns if each.role == "result" and each.type in FIGURES]
    there = [name for name in figures if name in row.cells]
    if there and not row.unit:
        yield finding(row.origin, "TKG-RULE009", name=there[0], found=row.cells[there[0]])
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        yield finding(row.origin, "TKG-RULE014", valid_from=row.valid_from, valid_to=row.valid_to)
    for column in data.sheet.columns:
        yield from _label(catalog, column, row)


def _label(catalog: Catalog, column: RuleColumn, row: RuleRow) -> Iterator[Finding]:
    text = row.cells.get(column.name, "")
    if not (text and column.item and column.type == "text"):
        return
    try:
        codes = catalog.codes_of(catalog.item(column.item))
    except TekigoError:
        return  # told by the rule on columns
    if codes is not None and codes.value(text) is None:
        yield unknown(row.origin, "spec.label", text, [entry.label for entry in codes.entries])


def _cases(table: RuleTable) -> Iterator[Finding]:
    """Find overlaps and gaps, each told once, at the row where it begins."""
    told: set[tuple[str, str]] = set()
    for day in _days(table.rows):
        rows = table.in_force(day)
        for one, other in combinations(rows, 2):
            if (one.origin, other.origin) not in told and _meet(table, one, other, day):
                told.add((one.origin, other.origin))
                yield finding(other.origin, "TKG-RULE015", other=one.origin, day=day.isoformat())
        if not table.sheet.gaps:
            for group in _groups(table, rows):
                for row, where in _holes(table, group, day):
                    if (row.origin, where) not in told:
                        told.add((row.origin, where))
                        yield finding(row.origin, "TKG-RULE016", where=where, day=day.isoformat())
    if not table.sheet.gaps:
        for group in _groups(table, table.rows):
            yield from _holes_in_time(group)


def _days(rows: Sequence[RuleRow]) -> list[date]:
    """List the days on which the set of rows changes, and the last day of each such period."""
    starts = {row.valid_from for row in rows if row.valid_from}
    starts |= {row.valid_to + DAY for row in rows if row.valid_to and row.valid_to < date.max}
    return sorted({ANY_DAY, *starts, *(day - DAY for day in starts)})


def _groups(table: RuleTable, rows: Sequence[RuleRow]) -> list[list[RuleRow]]:
    """Put rows of the same keys together."""
    groups: dict[tuple[str, ...], list[RuleRow]] = {}
    for row in rows:
        groups.setdefault(tuple(row.cells.get(key.name, "") for key in table.keys), []).append(row)
    return list(groups.values())


def _meet(table: RuleTable, one: RuleRow, other: RuleRow, day: date) -> bool:
    """Tell whether some case fits both rows on a day."""
    for key in table.keys:
        mine, theirs = one.cells.get(key.name, ""), other.cells.get(key.name, "")
        if mine and theirs and mine != theirs:
            return False
    return all(_touch(table.bounds(one, each, day), table.bounds(other, each, day)) for each in table.ranges)


def _touch(one: Bounds, other: Bounds) -> bool:
    lowers = [each for each in (one[0], other[0]) if each is not None]
    uppers = [each for each in (one[1], other[1]) if each is not None]
    return not (lowers and uppers and max(lowers) > min(uppers))


def _holes(table: RuleTable, group: Sequence[RuleRow], day: date) -> Iterator[tuple[RuleRow, str]]:
    """Find, between the limits of the rows of a group, the places that no row covers."""
    lines = [_line(table, group, column, day) for column in table.ranges]
    for corner in product(*lines):
        covered = any(
            all(
                where is None or inside(where, table.bounds(row, column, day))
                for where, column in zip(corner, table.ranges, strict=True)
            )
            for row in group
        )
        if not covered:
            pairs = zip(corner, table.ranges, strict=True)
            yield group[-1], "、".join(f"{each.name}={_shown(each, where)}" for where, each in pairs)
            return


def _shown(column: RuleColumn, where: Place | None) -> str:
    return "…" if where is None else at(column.type, where)


def _line(table: RuleTable, group: Sequence[RuleRow], column: RuleColumn, day: date) -> list[Place | None]:
    """List the places of a range where something may change: every lower limit, and what follows an upper one."""
    bounds = [table.bounds(row, column, day) for row in group]
    lowers = {lower for lower, _ in bounds if lower is not None}
    uppers = {upper for _, upper in bounds if upper is not None}
    ends = None in {upper for _, upper in bounds}
    last = max(uppers, default=None)
    after = {upper + step(column) for upper in uppers if ends or upper != last}
    below = [min(uppers)] if uppers and None in {lower for lower, _ in bounds} else []
    return [*sorted({*lowers, *after, *below})] or [None]


def _holes_in_time(group: Sequence[RuleRow]) -> Iterator[Finding]:
    ordered = sorted(group, key=lambda row: row.valid_from or date.min)
    reached = ordered[0].valid_to if ordered else None
    for before, row in pairwise(ordered):
        if reached is None:
            return
        if row.valid_from and row.valid_from > reached + DAY:
            yield finding(
                row.origin, "TKG-RULE017", other=before.origin, valid_to=reached, valid_from=row.valid_from
            )
        reached = None if row.valid_to is None else max(reached, row.valid_to)
