"""Reads rules.yaml and rules/*.csv of a package; every defect with file and line."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from conformance.spec.documents import read_document
from conformance.spec.errors import finding
from conformance.spec.faults import nearest
from conformance.spec.row import Fidelity, Row
from conformance.spec.rules.cells import limit, typed
from conformance.spec.rules.model import FROM, TO, RuleData, RuleRow, RuleSheet, RuleSheets
from conformance.spec.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.spec.errors import Finding

SHEETS = "rules.yaml"
FOLDER = "rules"
ANY_DAY = date(2024, 4, 1)  # a day on which relative limits can be tried
STANDING: dict[str, tuple[object, object]] = {
    "valid_from": (date | None, None),
    "valid_to": (date | None, None),
    "unit": (str, ""),
    "source": (str, ""),
    "fidelity": (Fidelity, msgspec.NODEFAULT),
    "contested": (tuple[str, ...], ()),
    "note": (str, ""),
}
OPTIONAL = ("contested", "note")


def read_rules(folder: Path, shown: str) -> tuple[tuple[RuleData, ...], list[Finding]]:
    """Read the rule tables of a package folder; `shown` is its name in findings. A package may have none."""
    files = {path.name for path in (folder / FOLDER).glob("*.csv")} if (folder / FOLDER).is_dir() else set()
    if not (folder / SHEETS).is_file():
        return (), [finding(f"{shown}/{FOLDER}/{name}:1", "TKG-RULE001", name=name) for name in sorted(files)]
    sheets, found = read_document(folder / SHEETS, RuleSheets, f"{shown}/{SHEETS}", ("rules",))
    if sheets is None:
        return (), found
    tables = []
    for sheet in sheets.rules:
        name = f"{sheet.id}.csv"
        if name not in files:
            found.append(finding(sheet.origin, "TKG-RULE002", name=f"{FOLDER}/{name}", table=sheet.name))
            continue
        rows, wrong = _rows(folder / FOLDER / name, sheet, f"{shown}/{FOLDER}/{name}")
        tables.append(RuleData(sheet=sheet, rows=rows))
        found += wrong
    declared = {f"{sheet.id}.csv" for sheet in sheets.rules}
    found += [
        finding(f"{shown}/{FOLDER}/{name}:1", "TKG-RULE001", name=name) for name in sorted(files - declared)
    ]
    return tuple(tables), found


def cells_of(sheet: RuleSheet) -> tuple[str, ...]:
    """Name the columns of a table's file, but for those that every table has."""
    names: list[str] = []
    for column in sheet.columns:
        names += [column.name + FROM, column.name + TO] if column.role == "range" else [column.name]
    return tuple(names)


def _rows(path: Path, sheet: RuleSheet, shown: str) -> tuple[tuple[RuleRow, ...], list[Finding]]:
    own = cells_of(sheet)
    clash = sorted(set(own) & {*STANDING, "origin"})
    wrong = [finding(sheet.origin, "TKG-RULE003", name=name, table=sheet.name) for name in clash]
    wrong += [
        finding(sheet.origin, "TKG-RULE007", column=column.name, kind=column.type)
        for column in sheet.columns
        if column.role == "range" and column.type == "text"
    ]
    if wrong:
        return (), wrong
    missing = [name for name in (*own, *STANDING) if name not in {*_header(path), *OPTIONAL}]
    if missing:
        return (), [finding(f"{shown}:1", "TKG-SPEC026", name=name) for name in missing]
    fields = [(f"c{number}", str, "") for number in range(len(own))]
    standing = [(name, kind, default) for name, (kind, default) in STANDING.items()]
    kind: Any = msgspec.defstruct(
        f"Row_{sheet.id}",
        [*fields, *standing],
        bases=(Row,),
        rename={f"c{number}": name for number, name in enumerate(own)},
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )
    read, found = read_table(path, kind, shown)
    rows = tuple(_row(each, own) for each in read)
    found += [wrong for row in rows for wrong in _cells(row, sheet)]
    return rows, found


def _row(read: Row, own: tuple[str, ...]) -> RuleRow:
    cells = {name: getattr(read, f"c{number}") for number, name in enumerate(own)}
    standing = {name: getattr(read, name) for name in STANDING}
    return RuleRow(origin=read.origin, cells={name: text for name, text in cells.items() if text}, **standing)


def _cells(row: RuleRow, sheet: RuleSheet) -> Iterator[Finding]:
    """Find the cells that are not of their column's type."""
    for column in sheet.columns:
        ends = (FROM, TO) if column.role == "range" else ("",)
        for name in (column.name + end for end in ends):
            text = row.cells.get(name, "")
            try:
                limit(column, text, ANY_DAY) if column.role == "range" else typed(column, text)
            except ValueError:
                yield finding(row.origin, "TKG-RULE004", found=text, column=name, kind=column.type)
    ranges = [column.name + end for column in sheet.columns if column.role == "range" for end in (FROM, TO)]
    known = (*ranges, "valid_from", "valid_to")
    for name in row.contested:
        if name not in known:
            yield finding(row.origin, "TKG-RULE005", name=name, near=nearest(name, known))


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return next(csv.reader(file), [])
