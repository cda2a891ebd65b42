"""Compares rule tables: which rows came, went or fix something else now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.checks.diff.fields import fields_changed, paired, plain
from conformance.checks.diff.model import FieldChange, Kind, RowChange, TableChange
from conformance.spec.rules.model import FROM, TO

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from conformance.spec.rules.model import RuleData, RuleRow, RuleSheet

    Match = Callable[[RuleRow], Hashable]
    Pair = tuple[RuleRow | None, RuleRow | None]

# What may differ in a row or a table without any look-up answering something else.
WORDS = frozenset({"source", "fidelity", "contested", "note"})
TABLE_WORDS = frozenset({"summary", "requirements", "ordinance", "gaps", "note", "name", "id"})


def tables_changed(old: Sequence[RuleData], new: Sequence[RuleData]) -> tuple[TableChange, ...]:
    """List the rule tables that differ, each with its rows."""
    made = []
    for one, other in paired(old, new, lambda table: table.sheet.id):
        shown = other or one
        if shown is None:
            continue
        fields = _declaration(one.sheet, other.sheet) if one and other else ()
        rows = tuple(_rows(one, other))
        if one is None or other is None or fields or rows:
            made.append(
                TableChange(
                    change=_kind(one, other),
                    id=shown.sheet.id,
                    name=shown.sheet.name,
                    results=tuple(_of_role(shown.sheet, "result")),
                    fields=fields,
                    rows=rows,
                    old=one.sheet.origin if one else "",
                    new=other.sheet.origin if other else "",
                )
            )
    return tuple(made)


def answers_may_differ(table: TableChange) -> bool:
    """Tell whether some look-up in the table may answer something else: not when only words beside it differ."""
    if table.change != "changed" or any(each.field not in TABLE_WORDS for each in table.fields):
        return True
    return any(
        row.change != "changed" or any(each.field not in WORDS for each in row.fields) for row in table.rows
    )


def _declaration(old: RuleSheet, new: RuleSheet) -> tuple[FieldChange, ...]:
    columns = (_columns(old), _columns(new))
    return (
        *fields_changed(plain(old), plain(new), skip=("columns",)),
        *(FieldChange(f"columns.{f.field}", f.old, f.new) for f in fields_changed(*columns)),
    )


def _columns(sheet: RuleSheet) -> dict[str, Any]:
    return {column.name: plain(column) for column in sheet.columns}


def _rows(old: RuleData | None, new: RuleData | None) -> Iterator[RowChange]:
    for one, other in _pairs(old, new):
        was, now = (_facts(one) if one else None), (_facts(other) if other else None)
        fields = fields_changed(was, now) if was is not None and now is not None else ()
        if was is not None and now is not None and not fields:
            continue
        yield RowChange(
            change=_kind(one, other),
            label=_label(now or was or {}, new if other else old),
            fields=fields,
            old_row=was,
            new_row=now,
            old=one.origin if one else "",
            new=other.origin if other else "",
        )


def _pairs(old: RuleData | None, new: RuleData | None) -> list[Pair]:
    """Pair rows by keys, ranges and validity; what is left by ever less of that, so that a moved limit is a change."""
    left, came = list(old.rows if old else ()), list(new.rows if new else ())
    matched: dict[int, RuleRow] = {}
    for match in _matches((old, new)):
        waiting: dict[Hashable, list[RuleRow]] = {}
        for row in left:
            waiting.setdefault(match(row), []).append(row)
        for number, row in enumerate(came):
            if number not in matched and waiting.get(match(row)):
                matched[number] = waiting[match(row)].pop(0)
        taken = {id(row) for row in matched.values()}
        left = [row for row in left if id(row) not in taken]
    pairs: list[Pair] = [(matched.get(number), row) for number, row in enumerate(came)]
    return pairs + [(row, None) for row in left]


def _matches(tables: Sequence[RuleData | None]) -> tuple[Match, ...]:
    ranges = {name for table in tables if table for name in _of_role(table.sheet, "range")}
    keys = {name for table in tables if table for name in _of_role(table.sheet, "key")}

    def cells(row: RuleRow, names: set[str]) -> frozenset[tuple[str, str]]:
        return frozenset((name, text) for name, text in row.cells.items() if name in names)

    return (
        lambda row: (cells(row, keys | ranges), row.valid_from, row.valid_to),
        lambda row: (cells(row, keys | ranges), row.valid_from),
        lambda row: (cells(row, keys | ranges), row.valid_to),
        lambda row: cells(row, keys | ranges),
        lambda row: (cells(row, keys), row.valid_from, row.valid_to),
    )


def _of_role(sheet: RuleSheet, role: str) -> list[str]:
    names = [column.name for column in sheet.columns if column.role == role]
    return [name + end for name in names for end in (FROM, TO)] if role == "range" else names


def _facts(row: RuleRow) -> dict[str, Any]:
    """See a row as one mapping, in the order of its file."""
    facts = plain(row)
    facts.pop("ordinance")  # set by a target file, never by a spec
    return {**facts.pop("cells"), **facts}


def _label(row: dict[str, Any], table: RuleData | None) -> str:
    parts = []
    for column in table.sheet.columns if table else ():
        if column.role == "key" and row.get(column.name):
            parts.append(row[column.name])
        elif column.role == "range":
            limits = [row.get(column.name + end, "") for end in (FROM, TO)]
            parts += [f"{column.name} {limits[0]}～{limits[1]}"] if any(limits) else []
    return "・".join(parts)


def _kind(old: object, new: object) -> Kind:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"
