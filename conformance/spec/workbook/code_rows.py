"""Reads コード一覧: the id and name of a list stand at its first value only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, convert
from msgspec.structs import replace

from conformance.spec.model import Code
from conformance.spec.workbook.extras import Extras, read_extras
from conformance.spec.workbook.header import odd_merges, read_header
from conformance.spec.workbook.layout import CODE_COLUMNS, CODE_HEADER_ROW, OPEN_CODES, SOURCE
from conformance.spec.workbook.rows import SheetRow

if TYPE_CHECKING:
    from conformance.spec.workbook.book import Sheet
    from conformance.spec.workbook.oddities import Notes


class ListOf(Struct, kw_only=True):
    """One code list. `at`: sheet and cell of its id; `open`: the workbook leaves the values to the municipality.

    `seen`: where each value and each meaning stands.
    """

    id: str
    name: str
    sheet: str
    at: str
    open: bool = False
    codes: list[Code] = []
    seen: dict[str, str] = {}


class CodeLists:
    """The code lists of a workbook, by id."""

    def __init__(self) -> None:
        self.of: dict[str, ListOf] = {}
        self.named: set[str] = set()
        self.by_name: dict[str, ListOf] = {}
        self.codes: list[Code] = []

    def add(self, made: ListOf) -> ListOf:
        """Take in a list whose id and name are new, and return it."""
        self.of[made.id] = self.by_name[made.name] = made
        return made

    def find(self, text: str) -> tuple[ListOf | None, bool]:
        """Find a list by the id that an item names: the list, and whether the id is written as it is there."""
        exact = self.of.get(text)
        if exact is None and text.isascii() and text.isdigit():
            exact = self.of.get(text.lstrip("0"))
        if exact is not None:
            self.named.add(exact.id)
        return exact, bool(exact and exact.id == text)


def read_codes(sheet: Sheet, row: int, lists: CodeLists, notes: Notes) -> None:
    """Read a sheet of code lists, its headings in `row`, into `lists`."""
    header = read_header(sheet, CODE_COLUMNS, row, CODE_HEADER_ROW, notes)
    if not header.whole:
        return
    harmless = [header.columns["id"], header.columns["list"]]
    odd_merges(sheet, row + 2, sheet.structure.last_row, harmless, notes)
    current: ListOf | None = None
    for number in sorted(each for each in sheet.rows if each > row + 1):
        line = SheetRow(number, sheet.rows[number], header.columns, notes)
        if number in sheet.structure.hidden_rows:
            notes.remark(f"{number}:{number}", "TKG-IMP026")
        if line.text("id") or line.text("list"):
            current = _list(line, lists, sheet.title)
        if current is not None:
            _value(line, current, lists)
        elif line.text("value") or line.text("label"):
            notes.fault(line.at("value"), "TKG-IMP075", name="-", found=line.text("value") or "-")


def _list(line: SheetRow, lists: CodeLists, sheet: str) -> ListOf | None:
    id_, name = line.text("id"), line.text("list")
    if not id_ or not name:
        line.notes.fault(line.at("id"), "TKG-IMP076", id=id_ or "-", name=name or "-")
        return None
    known = lists.of.get(id_)
    if known and known.name == name:
        line.notes.remark(line.at("id"), "TKG-IMP077", id=id_, name=name, first=f"{known.sheet} {known.at}")
        return known
    clash = known or lists.by_name.get(name)
    if clash:
        line.notes.fault(line.at("id"), "TKG-IMP077", id=id_, name=name, first=f"{clash.sheet} {clash.at}")
        return None
    return lists.add(ListOf(id=id_, name=name, sheet=sheet, at=line.at("id")))


def _value(line: SheetRow, current: ListOf, lists: CodeLists) -> None:
    value, label = line.text("value"), line.text("label")
    remark, extras = read_extras(line, Code)
    if not (value or label):
        return
    if value == label == OPEN_CODES:
        current.open = True
        line.notes.remark(line.at("value"), "TKG-IMP073", id=current.id, name=current.name)
        return
    if label and not value:
        line.notes.remark(line.at("value"), "TKG-IMP094", name=current.name)
    if not label:
        line.notes.fault(line.at("value"), "TKG-IMP075", name=current.name, found=value)
        return
    code = made_code(current.id, current.name, value=value, label=label, remark=remark, extras=extras)
    origin = f"{current.sheet} {line.at('value')}"
    other = current.seen.get(f"内容 {label}") or (current.seen.get(f"値 {value}") if value else None)
    if other:
        found = f"{value} {label}"
        line.notes.fault(line.at("value"), "TKG-IMP074", name=current.name, found=found, first=other)
        return
    current.seen |= {f"内容 {label}": origin, f"値 {value}": origin}
    current.codes.append(replace(code, origin=origin))
    lists.codes.append(current.codes[-1])


def made_code(id_: str, name: str, *, value: str, label: str, remark: str, extras: Extras) -> Code:
    """Make a code of what a row holds."""
    read = {
        "list": name,
        "code": value,
        "label": label,
        "note": remark,
        "source": f"{SOURCE} コードID {id_}",
        "fidelity": "transcribed",
    }
    return convert({**read, **extras}, Code)
