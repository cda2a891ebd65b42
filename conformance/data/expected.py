"""Says in words what an item's values have to be, for those who mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import message
from conformance.spec.output_conditions import MANDATORY, WHEN

if TYPE_CHECKING:
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item

FEW = 20  # values of a code list that are told


def expected(code: str, item: Item | None, catalog: Catalog) -> str:
    """Return what a value of an item has to be, as far as the message of this code is about it; else nothing."""
    if item is None:
        return ""
    if code in ("TKG-DATA030", "TKG-DATA071"):
        return (
            MANDATORY
            if item.pk or item.output_condition == MANDATORY
            else item.output_condition.removeprefix(WHEN).strip()
        )
    if code == "TKG-DATA031":
        return message(f"data.type_{item.type.lower()}") + (f"（{item.charset}）" if item.charset else "")
    if code == "TKG-DATA032":
        return message("data.exactly" if item.fixed else "data.at_most", None, length=item.length)
    if code == "TKG-DATA033":
        return _codes(item, catalog)
    if code in ("TKG-DATA034", "TKG-DATA035"):
        return "YYYY-MM-DD"
    return message("data.digit_of", None, name=item.check_digit) if code == "TKG-DATA036" else ""


def _codes(item: Item, catalog: Catalog) -> str:
    codes = catalog.codes_of(item)
    if codes is None:
        return ""
    told = [f"{entry.code}:{entry.label}" if codes.official else entry.label for entry in codes.entries[:FEW]]
    return "、".join([*told, *(["…"] if len(codes.entries) > FEW else [])])
