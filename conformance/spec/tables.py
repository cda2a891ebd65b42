"""Reads the tables that officials keep in Excel: CSV rows into model classes, with file and line of every defect."""

import csv
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_origin

import msgspec

from conformance.spec.errors import Finding, finding
from conformance.spec.faults import columns, faults, mandatory, nearest
from conformance.spec.row import Row

if TYPE_CHECKING:
    from _csv import Reader as _Reader

R = TypeVar("R", bound=Row)
SEPARATOR = "|"


class _Plan(NamedTuple):
    names: frozenset[str]
    mandatory: frozenset[str]
    lists: frozenset[str]
    flags: frozenset[str]


def read_table(path: Path, kind: type[R], shown: str) -> tuple[tuple[R, ...], list[Finding]]:
    """Read a CSV file into rows of `kind`, and tell everything that is wrong with it.

    `shown` is the file's name in origins and findings. UTF-8 without BOM, LF, a header; lists in a cell are
    separated by `|`, true is `1` and false empty. Rows that are wrong are left out of the result.
    """
    text, found = _text(path, shown)
    if found:
        return (), found
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        found = _header(header, kind, shown)
        if found:
            return (), found
        rows, found = _cells(reader, header, kind, shown)
    except csv.Error as error:
        return (), [finding(f"{shown}:{reader.line_num}", "TKG-SPEC020", detail=str(error))]
    return _convert(rows, kind, found)


def _text(path: Path, shown: str) -> tuple[str, list[Finding]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [finding(f"{shown}:{line}", "TKG-SPEC021", byte=f"0x{data[error.start]:02X}")]
    if text.startswith("\ufeff"):
        return "", [finding(f"{shown}:1", "TKG-SPEC022")]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        return "", [finding(f"{shown}:{line}", "TKG-SPEC023")]
    return text, []


def _header(header: list[str], kind: type[Row], shown: str) -> list[Finding]:
    plan, where = _plan(kind), f"{shown}:1"
    if not header:
        return [finding(where, "TKG-SPEC024", expected=",".join(columns(kind)))]
    found = [
        finding(where, "TKG-SPEC011", name=name, near=nearest(name, plan.names))
        for name in header
        if name not in plan.names
    ]
    twice = sorted({name for name in header if header.count(name) > 1})
    found += [finding(where, "TKG-SPEC025", name=name) for name in twice]
    missing = [name for name in columns(kind) if name in plan.mandatory and name not in header]
    return found + [finding(where, "TKG-SPEC026", name=name) for name in missing]


def _cells(
    reader: "_Reader", header: list[str], kind: type[Row], shown: str
) -> tuple[list[dict[str, Any]], list[Finding]]:
    plan, rows, found = _plan(kind), [], list[Finding]()
    line = reader.line_num + 1
    for cells in reader:
        where, line = f"{shown}:{line}", reader.line_num + 1
        if not cells:
            continue
        if len(cells) != len(header):
            found.append(finding(where, "TKG-SPEC027", found=len(cells), expected=len(header)))
            continue
        row: dict[str, Any] = {"origin": where}
        for name, cell in zip(header, cells, strict=True):
            if not cell:
                continue
            if cell != cell.strip():
                found.append(finding(where, "TKG-SPEC028", name=name, found=cell))
            row[name] = cell.split(SEPARATOR) if name in plan.lists else cell
        found += _odd_cells(row, plan, where)
        rows.append(row)
    return rows, found


def _odd_cells(row: dict[str, Any], plan: _Plan, where: str) -> list[Finding]:
    found = [
        finding(where, "TKG-SPEC029", name=name, found=row[name])
        for name in plan.flags
        if row.get(name, "1") != "1"
    ]
    return found + [
        finding(where, "TKG-SPEC030", name=name, found=SEPARATOR.join(row[name]))
        for name in plan.lists
        if name in row and not all(row[name])
    ]


def _convert(
    rows: list[dict[str, Any]], kind: type[R], found: list[Finding]
) -> tuple[tuple[R, ...], list[Finding]]:
    try:
        return msgspec.convert(rows, tuple[kind, ...], strict=False), found  # type: ignore[valid-type]
    except msgspec.ValidationError:
        pass
    good: list[R] = []
    for row in rows:
        try:
            good.append(msgspec.convert(row, kind, strict=False))
        except msgspec.ValidationError:
            found += [finding(row["origin"], f.code, **f.params) for f in faults(row, kind)]
    return tuple(good), found


@cache
def _plan(kind: type[Row]) -> _Plan:
    of = columns(kind)
    return _Plan(
        names=frozenset(of),
        mandatory=frozenset(mandatory(kind)),
        lists=frozenset(name for name, each in of.items() if get_origin(each) is tuple),
        flags=frozenset(name for name, each in of.items() if each is bool),
    )
