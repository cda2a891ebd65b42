"""Seeded faults of the output of files: each breaks one exported file of one group in one way."""

from __future__ import annotations

import csv
import io
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

import conformance.reference
from conformance.certification.export.damage import DAMAGES, Damage
from conformance.certification.export.wrong_rows import FLAG, ROW_KINDS, WrongRows
from conformance.certification.export.wrong_values import CHECK_DIGIT, wrong_value
from conformance.data.dialect import load_dialect
from conformance.data.layout import layouts
from conformance.i18n import TekigoError
from conformance.spec.errors import SpecErrors
from conformance.spec.faults import nearest
from conformance.spec.row import Row
from conformance.spec.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.certification.export.wrong_rows import Record
    from conformance.data.layout import FileLayout
    from conformance.spec.catalog import Catalog

CATALOGUE = Path(conformance.reference.__file__).parent / "file_faults.csv"
MISSING_FILE, NOBODY = "TKG-DATA003", "TKG-DATA039"


class FileFault(Row, frozen=True):
    """One fault. `code`: the message that it is to bring about; `text`: what is wrong, in one Japanese line."""

    id: str
    code: str
    text: str


class Broken(Struct, frozen=True, kw_only=True):
    """What the check is to say of a broken file. `row`, `column`: 0 and empty where it names none.

    `also`: what the rules about values may say of the same bytes; `dialect`: parameters under which it is wrong.
    """

    row: int = 0
    column: str = ""
    also: tuple[str, ...] = ()
    dialect: Mapping[str, str] = {}


def read_file_faults() -> tuple[FileFault, ...]:
    """Read the catalogue. Raises SpecErrors with everything that is wrong with it."""
    faults, found = read_table(CATALOGUE, FileFault, CATALOGUE.name)
    if found:
        raise SpecErrors(str(CATALOGUE), found)
    return faults


def file_fault(id_: str) -> FileFault:
    """Find a fault. Raises TekigoError TKG-REF001 with the nearest id."""
    known = {each.id: each for each in read_file_faults()}
    if id_ not in known:
        raise TekigoError("TKG-REF001", fault=id_, near=nearest(id_, known))
    return known[id_]


def break_file(fault: FileFault, path: Path, layout: FileLayout, catalog: Catalog) -> Broken | None:
    """Break a right file; None, and nothing is changed, where the fault does not fit the file. Raises OSError."""
    if fault.code == MISSING_FILE:
        path.unlink()
        return Broken()
    content = path.read_bytes()
    damage = DAMAGES.get(fault.code)
    if damage is not None:
        return _damaged(damage, path, content, layout)
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    wrong = _wrong(fault.code, rows, layout, catalog)
    if wrong is None:
        return None
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [item.name for item in layout.items])
        writer.writeheader()
        writer.writerows(wrong.rows)
    refers = any(item.name == wrong.column and item.fk for item in layout.items)
    also = (NOBODY,) if refers and fault.code == CHECK_DIGIT else ()
    return Broken(row=wrong.at + 1, column=wrong.column, also=also)


def break_export(fault: FileFault, folder: Path, catalog: Catalog) -> list[str]:
    """Break one file of an export that a fault fits; return its name. Raises OSError."""
    for layout in reversed(layouts(catalog.package)):
        path = folder / load_dialect().file_name.format(group=layout.group)
        if break_file(fault, path, layout, catalog) is not None:
            return [path.name]
    return []


def _damaged(damage: Damage, path: Path, content: bytes, layout: FileLayout) -> Broken | None:
    if damage.row and content.count(b"\n") <= damage.row:
        return None
    path.write_bytes(damage.make(content, layout))
    return Broken(row=damage.row, column=damage.column, also=damage.also, dialect=damage.dialect)


def _wrong(code: str, rows: list[Record], layout: FileLayout, catalog: Catalog) -> WrongRows | None:
    """Make one thing of a file wrong; the row is told by its place in the whole file."""
    before: list[Record] = []
    things = list(_things(rows, layout))
    for place, thing in enumerate(things):
        wrong = _wrong_thing(code, thing, layout, catalog)
        if wrong is not None:
            after = [row for each in things[place + 1 :] for row in each]
            return WrongRows([*before, *wrong.rows, *after], len(before) + wrong.at, wrong.column)
        before += thing
    return None


def _things(rows: list[Record], layout: FileLayout) -> Iterator[list[Record]]:
    """Yield the rows of one thing after the other: the states of a history, else each row."""
    names = [item.name for item in (layout.entity or layout.key)]
    for _, thing in groupby(rows, key=lambda row: [row[name] for name in names]):
        yield list(thing)


def _wrong_thing(code: str, thing: list[Record], layout: FileLayout, catalog: Catalog) -> WrongRows | None:
    if code in ROW_KINDS:
        return ROW_KINDS[code](layout, thing)
    made = ((item.name, wrong_value(code, item, catalog)) for item in layout.items if item.name != FLAG)
    found = next(((name, value) for name, value in made if value is not None), None)
    if found is None:
        return None
    name, value = found
    return WrongRows([thing[0] | {name: value}, *thing[1:]], 0, name)
