"""Wrong values: for each message about values, one that an item may not have and that breaks no other rule.

Whoever seeds errors into files takes them from here: faults of the reference system, tests and benchmarks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.contract.specimen import number, specimen
from conformance.spec.check_digits import holds

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item

CHECK_DIGIT = "TKG-DATA036"
_FREE = ("", "text")
_BEFORE = "試"
CHARACTERS = {
    "TKG-DATA040": f"{_BEFORE}\ud55c",  # Hangul: in none of the Japanese sets
    "TKG-DATA041": f"{_BEFORE}\uff76",
    "TKG-DATA042": f"{_BEFORE}A",
    "TKG-DATA044": f"{_BEFORE}か\u3099",
    "TKG-DATA045": f"\U000e0100{_BEFORE}",
    "TKG-DATA046": "一\U000e01ef",
    "TKG-DATA047": "一\ufe00",
    "TKG-DATA049": f"{_BEFORE}\t",
    "TKG-DATA050": f"{_BEFORE}\ufdd0",
    "TKG-DATA051": f"{_BEFORE}\ue000",
    "TKG-DATA052": f"{_BEFORE}\ufeff",
    "TKG-DATA053": f"{_BEFORE}\ufffd",
    "TKG-DATA054": f"{_BEFORE}\u200b",
}
"""By message, a full-width text that its character makes wrong."""


def wrong_value(code: str, item: Item, catalog: Catalog) -> str | None:
    """Return a value that makes the check say `code` of an item, and nothing else; None where there is no such value.

    Keys are left alone: their values bind other rows. An item that refers to others gets a wrong check digit alone, and
    then refers to nobody, too.
    """
    if item.pk or item.repeat is not None or (item.fk and code != CHECK_DIGIT):
        return None
    if code in CHARACTERS:
        return CHARACTERS[code] if _takes_text(item, "N", catalog) else None
    make = _MADE.get(code)
    return make(item, catalog) if make else None


def _takes_text(item: Item, kind: str, catalog: Catalog) -> bool:
    """Tell whether any text of a type would do, and some characters fit."""
    free = item.type == kind and item.charset in _FREE and not item.check_digit and not item.chain
    return free and catalog.codes_of(item) is None and (item.digits is None or not item.fixed)


def _characters(item: Item, catalog: Catalog) -> str | None:
    """Characters of no type: a figure that is a letter, a date with strokes."""
    if catalog.codes_of(item) is not None:
        return None
    if item.type == "DATE" and not item.charset:
        return "1990/02/03"
    if item.charset == "digit" and item.type == "X" and item.digits is not None:
        return "A" * item.digits[0]
    if item.type == "N" and item.charset == "katakana":
        return "漢字"
    return "1A" if item.type == "9" and item.digits is None else None


def _length(item: Item, catalog: Catalog) -> str | None:
    if item.type == "DATE" or item.digits is None or catalog.codes_of(item) is not None or item.chain:
        return None
    if item.type == "X" and item.charset in ("digit", "") and not item.check_digit:
        return "1" * (item.digits[0] + 1)
    return "1" * (item.digits[0] + 1) if item.type == "9" else None


def _code(item: Item, catalog: Catalog) -> str | None:
    codes = catalog.codes_of(item)
    if codes is None or item.chain:
        return None
    if not codes.official:
        return "語彙にない値"
    return (
        next((each for each in "987654321" if each not in codes.values), None) if item.type == "X" else None
    )


def _impossible(item: Item, catalog: Catalog) -> str | None:
    return "1990-02-30" if item.type == "DATE" and not item.charset else None


def _unknown(item: Item, catalog: Catalog) -> str | None:
    return "1990-05-00" if item.type == "DATE" and not item.charset and not item.unknown_date else None


def _check_digit(item: Item, catalog: Catalog) -> str | None:
    right = number(item)
    if right is None or not item.check_digit:
        return None
    others = (right[:-1] + figure for figure in "0123456789")
    return next((each for each in others if not holds(item.check_digit, each)), None)


def _wide(item: Item, catalog: Catalog) -> str | None:
    return "Ａ" if _takes_text(item, "X", catalog) else None


_MADE: dict[str, Callable[[Item, Catalog], str | None]] = {
    "TKG-DATA031": _characters,
    "TKG-DATA032": _length,
    "TKG-DATA033": _code,
    "TKG-DATA034": _impossible,
    "TKG-DATA035": _unknown,
    CHECK_DIGIT: _check_digit,
    "TKG-DATA043": _wide,
}
VALUE_KINDS = (*_MADE, *CHARACTERS)
"""The messages that one value is enough to bring about."""


def right_value(item: Item, catalog: Catalog) -> str:
    """Return a right value of an item, as files write it."""
    value = specimen(item, catalog.codes_of(item))
    return str(value[0] if isinstance(value, list) else value)
