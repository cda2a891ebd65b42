"""Says what fuzzing did in the standard's own names, and how to send a failing request again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from conformance.i18n import TekigoError, message

if TYPE_CHECKING:
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog

_SHOWN_ITEMS = 3
_SHOWN_VALUE = 40


def request_told(catalog: Catalog, standard: dict[str, Json], body: Json) -> str:
    """Say in what a request deviates from the standard one, by Japanese item names."""
    if not isinstance(body, dict):
        return message("fuzz.request_whole", None, value=_short(body))
    told = [
        _item_told(catalog, name, body)
        for name in (*standard, *body)
        if standard.get(name, ...) != body.get(name, ...)
    ]
    told = list(dict.fromkeys(told))
    if not told:
        return message("fuzz.request_standard")
    rest = len(told) - _SHOWN_ITEMS
    more = message("fuzz.request_more", None, count=rest) if rest > 0 else ""
    return "、".join(told[:_SHOWN_ITEMS]) + more


def _item_told(catalog: Catalog, field: str, body: dict[str, Json]) -> str:
    try:
        item = catalog.item(field)
    except TekigoError:
        return message("fuzz.request_unknown", None, field=field)
    if field not in body:
        return message("fuzz.request_without", None, item=item.name)
    value = message("fuzz.request_masked") if item.is_personal_number else _short(body[field])
    return message("fuzz.request_with", None, item=item.name, value=value)


def _short(value: Json) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= _SHOWN_VALUE else f"{text[:_SHOWN_VALUE]}…"
