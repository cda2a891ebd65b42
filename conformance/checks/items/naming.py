"""Whether an error message names an item: names contain each other, so the longest one counts."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from conformance.spec.load import load_error_codes

_ITEM, _CHARACTERS, _COUNT = "【項目名】", "【指定文字】", "X桁"


def names_item(text: str, name: str, all_names: frozenset[str]) -> bool:
    """Tell whether a message names an item as such, and not only as a part of a longer item name."""
    return name in items_named(text, all_names)


def items_named(text: str, all_names: frozenset[str]) -> tuple[str, ...]:
    """List the items that a message names, in the order in which they stand; the longest name wins."""
    return tuple(dict.fromkeys(_matcher(all_names).findall(text)))


def official_words(code: str, text: str, name: str, all_names: frozenset[str]) -> bool:
    """Tell whether a message has the form that the list of error codes lays down, with the item where it belongs.

    Of two items in a message the last is the one that the error is about; the first is any that there is.
    """
    pattern = _templates().get(code, "")
    other = "|".join(re.escape(each) for each in _longest_first(all_names))
    before, item, after = pattern.rpartition(_ITEM)
    said = (
        re.escape(before).replace(_ITEM, f"(?:{other})")
        + (re.escape(name) if item else "")
        + re.escape(after)
    )
    said = said.replace(re.escape(_CHARACTERS), ".+").replace(re.escape(_COUNT), "[0-9０-９]+桁")
    return bool(pattern) and re.fullmatch(said, text) is not None


@cache
def _templates() -> dict[str, str]:
    return {each.code: each.message for each in load_error_codes()}


@lru_cache(maxsize=32)
def _matcher(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in _longest_first(names)) or r"(?!)")


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))
