"""Whether an error message names an item: names contain each other, so the longest one counts."""

import re
from collections.abc import Iterable
from functools import lru_cache


def names_item(text: str, name: str, all_names: frozenset[str]) -> bool:
    """Tell whether a message names an item as such, and not only as a part of a longer item name."""
    return name in items_named(text, all_names)


def items_named(text: str, all_names: frozenset[str]) -> tuple[str, ...]:
    """List the items that a message names, in the order in which they stand; the longest name wins."""
    return tuple(dict.fromkeys(_matcher(all_names).findall(text)))


@lru_cache(maxsize=32)
def _matcher(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in _longest_first(names)) or r"(?!)")


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))
