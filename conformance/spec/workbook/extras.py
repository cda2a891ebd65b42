"""What the layout has no column for, kept in 備考 by an export so that nothing is lost on the way back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from msgspec import ValidationError, convert, to_builtins

from conformance.spec.faults import columns

if TYPE_CHECKING:
    from conformance.spec.row import Row
    from conformance.spec.workbook.rows import SheetRow

MARK = "tekigo:"
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")  # what a table of a package cannot hold
_LENGTH, _LONGEST = 12, 32_767  # characters of a length, of anything else
Extras = dict[str, Any]


def read_extras(line: SheetRow, kind: type[Row]) -> tuple[str, Extras]:
    """Split 備考 into its text and the fields of `kind` that tekigo's own export put there."""
    whole = line.text("remark")
    text, mark, data = whole.rpartition(MARK)
    if not mark or (text and not text.endswith("\n")):
        return whole, {}
    try:
        found = json.loads(data)
        if not isinstance(found, dict):
            raise TypeError(type(found).__name__)
        for name, value in found.items():
            _fits(name, value, kind)
    except (ValueError, TypeError, ValidationError, RecursionError) as error:
        line.notes.fault(line.at("remark"), "TKG-IMP089", found=data[:80], detail=str(error)[:120])
        return text.strip(), {}
    line.notes.remark(line.at("remark"), "TKG-IMP088")
    return text.strip(), found


def written(text: str, wanted: Row, read_back: Row) -> str:
    """Write a 備考 that brings back every field in which what was read back differs from what is wanted."""
    one, other = to_builtins(wanted), to_builtins(read_back)
    extras = {name: one[name] for name in one if name != "origin" and one[name] != other.get(name)}
    if not extras:
        return text
    data = MARK + json.dumps(extras, ensure_ascii=False)
    return f"{text}\n{data}" if text else data


def _fits(name: str, value: object, kind: type[Row]) -> None:
    """Judge one field by the model. Raises ValidationError, ValueError for a field that there is not."""
    fields, most = columns(kind), _LENGTH if name == "length" else _LONGEST
    if name not in fields:
        raise ValueError(name)
    convert(value, fields[name])
    if isinstance(value, str) and (value != value.strip() or _ODD.search(value) or len(value) > most):
        raise ValueError(name)
