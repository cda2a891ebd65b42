"""From the text of a table to the JSON value that the contract carries for an item."""

import re
from typing import TypeAlias

from conformance.spec.catalog import CodeList
from conformance.spec.model import Item

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

SEPARATOR = "、"
_INTEGER = re.compile(r"-?[0-9]{1,18}")  # within 64 bits, which every JSON library carries


def parts_of(item: Item, text: str) -> list[str]:
    """Split the value expressions of a repeated item at `、`; of any other item the text is one expression."""
    return text.split(SEPARATOR) if item.repeat else [text]


def typed(item: Item, text: str, codes: CodeList | None = None) -> Json:
    """Turn text into the value of an item: labels into contract values, type 9 into integers, repeats into lists.

    Entries of a repeated item are separated by `、`; empty text is an empty list. Text that does not fit the item
    stays as it is, so that a wrong value reaches the system under test unchanged.
    """
    if item.repeat is None:
        return _single(item, text, codes)
    return [_single(item, each.strip(), codes) for each in text.split(SEPARATOR)] if text else []


def _single(item: Item, text: str, codes: CodeList | None) -> Json:
    if codes is not None:
        return codes.value(text) or text
    if item.type == "9" and _INTEGER.fullmatch(text):
        return int(text)
    return text
