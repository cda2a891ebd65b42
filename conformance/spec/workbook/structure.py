"""What a sheet is besides its values: merged cells, hidden rows and columns, read in one pass with little memory."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from msgspec import Struct
from openpyxl.utils import range_boundaries

from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from zipfile import ZipFile

MOST_ROWS = 200_000
MOST_MERGED = 20_000
_MAIN = "{*}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}


class Area(NamedTuple):
    """A range of merged cells: as written, and the numbers of its first and last column and row."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


class Structure(Struct, frozen=True, kw_only=True):
    """`merged`: ranges of merged cells; `hidden_columns`: first and last number of each run.

    `last_filled`: the last row with a value, `last_row`: the last row that the file has at all; 0 for none.
    """

    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    last_filled: int = 0
    last_row: int = 0


def structures(archive: ZipFile) -> dict[str, Structure]:
    """Read the structure of every sheet, by its name. Raises lxml's errors, KeyError, ValueError for damaged parts."""
    return {name: _structure(archive, part, name) for name, part in _parts(archive).items()}


def _parts(archive: ZipFile) -> dict[str, str]:
    parser = etree.XMLParser(**_SAFE)
    book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {each.get("Id"): each.get("Target") or "" for each in relations.iter("{*}Relationship")}
    found = {}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)) or ""
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if "worksheets/" in part:
            found[sheet.get("name") or ""] = part
    return found


def _structure(archive: ZipFile, part: str, name: str) -> Structure:
    merged: list[Area] = []
    hidden: set[int] = set()
    columns: list[tuple[int, int]] = []
    rows = filled = last = 0
    tags = [f"{_MAIN}{each}" for each in ("row", "col", "mergeCell")]
    with archive.open(part) as file:
        for _, element in etree.iterparse(file, events=("end",), tag=tags, **_SAFE):
            tag = etree.QName(element).localname
            if tag == "row":
                rows += 1
                last = int(element.get("r") or last + 1)
                if any(len(cell) for cell in element):
                    filled = last
                if element.get("hidden") in ("1", "true"):
                    hidden.add(last)
            elif tag == "mergeCell":
                merged.append(_area(element.get("ref") or ""))
            elif tag == "col" and element.get("hidden") in ("1", "true"):
                columns.append((int(element.get("min") or 0), int(element.get("max") or 0)))
            if rows > MOST_ROWS or len(merged) > MOST_MERGED:
                raise TekigoError("TKG-IMP013", sheet=name, rows=MOST_ROWS, merged=MOST_MERGED)
            _forget(element)
    return Structure(
        merged=tuple(merged),
        hidden_rows=frozenset(hidden),
        hidden_columns=tuple(columns),
        last_filled=filled,
        last_row=last,
    )


def _area(text: str) -> Area:
    left, top, right, bottom = range_boundaries(text)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(text)
    return Area(text, left, top, right, bottom)


def _forget(element: Any) -> None:  # noqa: ANN401 - an lxml element, which its stubs name privately
    """Free an element and all before it under the same parent."""
    element.clear()
    while (before := element.getprevious()) is not None:
        element.getparent().remove(before)
