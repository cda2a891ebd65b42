"""The characters of extracted files: what is declared, what a value may hold, and what is wrong with it.

declared = declare(private=read_private_use(path))  # JIS X 0213 and 文字情報基盤, and 外字
right_values(declared, "full")                      # an expression for values by the million
for found in judge(declared, value, "full"):        # the others, one by one
    told(declared, found, value, origin).line()     # the message, with a hint
"""

from functools import cache

from conformance.data.character_hints import hint, substitutes_of, told
from conformance.data.character_judge import judge
from conformance.data.character_kinds import Found, Kind, Width
from conformance.data.character_patterns import right_values, suspects
from conformance.data.character_sets import DEFAULT, SETS, Declared, declare
from conformance.data.private_use import PrivateUseErrors, read_private_use
from conformance.spec.model import Item

__all__ = [
    "DEFAULT",
    "SETS",
    "Declared",
    "Found",
    "Kind",
    "PrivateUseErrors",
    "Width",
    "declare",
    "declared_once",
    "hint",
    "judge",
    "read_private_use",
    "right_values",
    "substitutes_of",
    "suspects",
    "told",
    "width_of",
]


def width_of(item: Item) -> Width | None:
    """Tell which characters an item takes; None for types whose own form says it (9, DATE …)."""
    if item.type not in ("X", "N"):
        return None
    if item.charset == "mixed":
        return "mixed"
    return "half" if item.type == "X" else "full"


@cache
def declared_once(names: tuple[str, ...], private: frozenset[str]) -> Declared:
    """Declare sets as `declare` does, and keep them: reading their tables takes a second."""
    return declare(names, private)
