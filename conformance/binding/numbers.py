"""個人番号 on their way through a binding: where they come from, and that none of them gets into an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.binding.model import Binding
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog

_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"(?<=[0-9])[-_. \u3000](?=[0-9])")
_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)}  # full-width digits


def number_places(binding: Binding, catalog: Catalog) -> list[str]:
    """List the names that the fields of 個人番号 have in the vendor's JSON."""
    names = [item.name for item in catalog.personal_numbers]
    return [binding.names[name].rpartition(".")[2] for name in names if name in binding.names]


def numbers_in(catalog: Catalog, request: Mapping[str, Json]) -> set[str]:
    """Return the 個人番号 that a request by Japanese names carries."""
    values = (request.get(item.name) for item in catalog.personal_numbers)
    return {value for value in values if isinstance(value, str) and value}


def numbers_at(value: Json, fields: frozenset[str]) -> Iterator[str]:
    """Yield the digits of whatever stands in the named fields of a JSON value, however deep."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            for name, inner in each.items():
                if name in fields and isinstance(inner, str | int):
                    yield "".join(_DIGITS.findall(str(inner).translate(_NARROW)))
                else:
                    waiting.append(inner)


def address_holds(address: str, numbers: set[str]) -> bool:
    """Tell whether an address holds one of the numbers, in one piece or in groups."""
    plain = unquote_plus(address).translate(_NARROW)
    runs = {run for each in (plain, _GROUPED.sub("", plain)) for run in _DIGITS.findall(each)}
    return not runs.isdisjoint(numbers - {""})
