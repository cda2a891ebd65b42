"""Reads one row of a 項目定義書 into an item; what a cell does not say is left open, never guessed."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import convert

from conformance.spec.model import Item
from conformance.spec.workbook.extras import read_extras
from conformance.spec.workbook.layout import (
    CONDITION,
    CONDITIONAL,
    FREE,
    LENGTHS,
    MANDATORY,
    OUTPUT_CONDITIONS,
    REMARK,
    SOURCE,
    TYPES,
    UNKNOWN_DATES,
)

if TYPE_CHECKING:
    from conformance.spec.workbook.code_rows import CodeLists
    from conformance.spec.workbook.rows import SheetRow

_BUSINESS = re.compile(r"[0-9]{3}")
_NUMBER = re.compile(r"[0-9]{1,5}")
_ROMAJI = re.compile(r"[a-z][a-z0-9_]*")
_LENGTH = re.compile(r"([1-9][0-9]{0,8})(,[0-9]{1,9})?")
_UNKNOWN = "不詳日"
_KNOWN = 20  # ids of code lists that a message names


def read_item(line: SheetRow, lists: CodeLists) -> Item | None:
    """Read an item; None when one of the things without which there is no item cannot be read."""
    remark, extras = read_extras(line, Item)
    type_ = _type(line)
    names = {key: _needed(line, key) for key in ("name", "romaji", "group")}
    if names["romaji"] and not _ROMAJI.fullmatch(names["romaji"]):
        line.notes.fault(line.at("romaji"), "TKG-IMP057", found=names["romaji"])
        names["romaji"] = ""
    if type_ is None or not all(names.values()):
        return None
    note, open_list = line.text("note"), ""
    code_list, open_list = _code_list(line, lists)
    condition, impl = _output(line, note)
    read: dict[str, Any] = {
        **names,
        "no": _no(line, given="no" in extras),
        "pk": line.flag("pk"),
        "type": type_[0],
        "charset": type_[1],
        "length": _length(line, type_[0]),
        "code_list": code_list,
        "repeat": line.integer("repeat"),
        "unknown_date": _unknown_date(line, type_[0], note),
        "impl": impl,
        "output_condition": condition,
        "definition": line.text("definition"),
        "note": "\n".join(filter(None, (note, open_list, f"{REMARK}{remark}" if remark else ""))),
        "source": source_of(line.text("source")),
        "fidelity": "transcribed",
    }
    if line.flag("fk") and not extras.get("fk"):
        line.notes.remark(line.at("fk"), "TKG-IMP070", name=names["name"])
    return convert({**read, **extras, "origin": f"{line.notes.sheet} {line.number}"}, Item)


def source_of(text: str) -> str:
    """Say where an item was seen: in the workbook, and what of the standard it names."""
    return text if text.startswith(SOURCE) else f"{SOURCE} {text}".strip()


def _needed(line: SheetRow, key: str) -> str:
    text = line.text(key)
    if not text:
        line.notes.fault(line.at(key), "TKG-IMP055", key=key)
    if "\n" in text:
        line.notes.remark(line.at(key), "TKG-IMP083", found="U+000A")
    return text


def _no(line: SheetRow, *, given: bool) -> str:
    business, number = line.text("business"), line.text("number")
    if given:
        return ""
    if not _BUSINESS.fullmatch(business):
        line.notes.fault(line.at("business"), "TKG-IMP050", found=business or "-")
        return ""
    if line.full_width("number", number):
        return ""
    if not _NUMBER.fullmatch(number) or not int(number):
        line.notes.fault(line.at("number"), "TKG-IMP051", found=number or "-")
        return ""
    return f"{business}-{number}"


def _type(line: SheetRow) -> tuple[str, str] | None:
    text = line.text("type")
    known = TYPES.get(text) or TYPES.get(text.replace("，", ","))
    if known is None and text == "N":
        line.notes.remark(line.at("type"), "TKG-IMP061", found=text)
        return TYPES["Ｎ"]
    if known is None:
        line.notes.fault(line.at("type"), "TKG-IMP060", found=text or "-", known=" ".join(TYPES))
    return known


def _length(line: SheetRow, type_: str) -> str:
    text = line.text("length")
    if not text:
        if type_ not in LENGTHS:
            line.notes.remark(line.at("length"), "TKG-IMP064", type=type_, found="-")
        return ""
    if line.full_width("length", text):
        return ""
    match = _LENGTH.fullmatch(text)
    if not match or (match[2] and type_ != "9V"):
        line.notes.fault(line.at("length"), "TKG-IMP062", found=text)
        return ""
    if LENGTHS.get(type_, text) != text or (type_ == "9V" and not match[2]):
        line.notes.remark(line.at("length"), "TKG-IMP064", type=type_, found=text)
    return text


def _code_list(line: SheetRow, lists: CodeLists) -> tuple[str, str]:
    """Find the code list: its name, or a sentence for the note when its values are left to the municipality."""
    text = line.text("code_list")
    if not text:
        return "", ""
    found, exact = lists.find(text)
    if found is None:
        line.notes.fault(
            line.at("code_list"), "TKG-IMP071", found=text, known=" ".join(islice(lists.of, _KNOWN)) or "-"
        )
        return "", ""
    if not exact:
        line.notes.remark(
            line.at("code_list"), "TKG-IMP072", found=text, id=found.id, at=f"{found.sheet} {found.at}"
        )
    if found.codes:
        return found.name, ""
    return "", f"コード：{found.id} {found.name}（値は任意）"


def _output(line: SheetRow, note: str) -> tuple[str, str]:
    """Read データ出力条件 and 実装類型: whether the value must be there, and whether the column must."""
    condition, impl = line.text("output_condition"), MANDATORY if line.flag("impl") else FREE
    where = line.at("output_condition")
    if not condition:
        line.notes.remark(where, "TKG-IMP095")
        return "", impl
    if condition not in OUTPUT_CONDITIONS:
        line.notes.fault(where, "TKG-IMP066", found=condition, known=" ".join(OUTPUT_CONDITIONS))
        return "", impl
    told = any(each.startswith(CONDITION) for each in note.split("\n"))
    if told != (condition == CONDITIONAL):
        line.notes.remark(where, "TKG-IMP067" if not told else "TKG-IMP068", found=condition)
    if condition == MANDATORY and impl != MANDATORY:
        line.notes.remark(line.at("impl"), "TKG-IMP069", found=condition)
    return condition, impl


def _unknown_date(line: SheetRow, type_: str, note: str) -> bool:
    allowed = UNKNOWN_DATES in note and type_ == "DATE"
    if _UNKNOWN in note and not allowed and CONDITION not in note:
        line.notes.remark(line.at("note"), "TKG-IMP087", found=type_)
    return allowed
