"""Writes items and codes in the layout of the official workbook, so that importing that gives the same again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace
from openpyxl.utils import column_index_from_string

from conformance.i18n import TekigoError
from conformance.spec.output_conditions import official_word
from conformance.spec.workbook.book import Cell
from conformance.spec.workbook.code_rows import CodeLists, ListOf, made_code
from conformance.spec.workbook.extras import written
from conformance.spec.workbook.item_rows import read_item
from conformance.spec.workbook.layout import COLUMNS, FLAG, MANDATORY, REMARK, SOURCE, TYPES
from conformance.spec.workbook.oddities import Notes
from conformance.spec.workbook.rows import SheetRow
from conformance.spec.workbook.sheets import write_book

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from conformance.spec.model import Code, Item
    from conformance.spec.workbook.files import Tables
    from conformance.spec.workbook.sheets import Values

_ID = re.compile(rf"{SOURCE} コードID (\S+)")
_NO = re.compile(r"([0-9]{3})-([0-9]{1,5})")
_NO_BUSINESS, _NONE = "000", "-"
_KEYS = {each.key: column_index_from_string(each.letter) for each in COLUMNS}


def export_workbook(tables: Tables, path: Path) -> None:
    """Write the workbook. What its layout has no column for stands in 備考, from where an import takes it again.

    Raises TekigoError: TKG-IMP012 when it cannot be written, TKG-IMP015 when a value cannot stand in a cell.
    """
    from openpyxl.utils.exceptions import IllegalCharacterError

    if not tables.items:
        raise TekigoError("TKG-IMP014", path=tables.name)
    ids = _ids(tables.codes)
    lists = _lists(tables.codes, ids)
    business = (*tables.businesses, _NO_BUSINESS)[0]
    rows = [_item(each, number, business, lists) for number, each in enumerate(tables.items, 1)]
    try:
        write_book(path, tables.name, rows, list(_codes(tables.codes, ids)))
    except (IllegalCharacterError, ValueError) as error:
        raise TekigoError("TKG-IMP015", path=tables.name, detail=error) from error
    except OSError as error:
        raise TekigoError("TKG-IMP012", path=path, detail=error.strerror or error) from error


def _ids(codes: Sequence[Code]) -> dict[str, str]:
    """Give every code list its id: the official one where its source names it, else the next number that is free."""
    found: dict[str, str] = {}
    for code in codes:
        match = _ID.fullmatch(code.source)
        if match and code.list not in found and match[1] not in found.values():
            found[code.list] = match[1]
    free = (str(number) for number in range(1, 10**6) if str(number) not in found.values())
    for code in codes:
        if code.list not in found:
            found[code.list] = next(free)
    return found


def _lists(codes: Sequence[Code], ids: dict[str, str]) -> CodeLists:
    lists = CodeLists()
    for name, id_ in ids.items():
        of = [code for code in codes if code.list == name]
        lists.add(ListOf(id=id_, name=name, sheet="", at="", codes=of))
    return lists


def _item(item: Item, number: int, business: str, lists: CodeLists) -> Values:
    """Write a row, read it back, and put into 備考 what did not come back."""
    match = _NO.fullmatch(item.no)
    note, mark, remark = item.note.rpartition(REMARK)
    if not mark or (note and not note.endswith("\n")):
        note, remark = item.note, ""
    ids = {each.name: each.id for each in lists.of.values()}
    names = {pair: text for text, pair in TYPES.items()}
    values: Values = {
        "business": match[1] if match else business,
        "number": int(match[2])
        if match and str(int(match[2])) == match[2]
        else match[2]
        if match
        else number,
        "name": item.name,
        "romaji": item.romaji,
        "group": item.group or _NONE,
        "pk": FLAG if item.pk else "",
        "fk": FLAG if item.fk else "",
        "type": names.get((item.type, item.charset), names[item.type, ""]),
        "length": _number(item.length),
        "code_list": ids.get(item.code_list, ""),
        "repeat": item.repeat,
        "output_condition": official_word(item.output_condition),
        "definition": item.definition,
        "note": note.strip(),
        "source": item.source.removeprefix(f"{SOURCE} "),
        "impl": FLAG if item.impl == MANDATORY else "",
        "remark": remark,
    }
    cells = {_KEYS[key]: Cell(str(value), "text") for key, value in values.items() if value not in ("", None)}
    read = read_item(SheetRow(number, cells, _KEYS, Notes("", [])), lists)
    if read is None:
        raise TekigoError("TKG-IMP015", path=item.origin, detail=item.name)
    values["remark"] = written(remark, item, read)
    return values


def _codes(codes: Sequence[Code], ids: dict[str, str]) -> Iterator[Values]:
    before = ""
    for code in codes:
        first = code.list != before
        before = code.list
        read = made_code(
            ids[code.list], code.list, value=code.code, label=code.label, remark=code.note, extras={}
        )
        yield {
            "id": ids[code.list] if first else "",
            "list": code.list if first else "",
            "value": code.code,
            "label": code.label,
            "remark": written(code.note, code, replace(read, origin=code.origin)),
        }


def _number(text: str) -> str | int:
    """Return what Excel would make of it: a number, unless it would not be written the same again."""
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,8}", text) else text
