"""Regular expressions that find right values by the million; what is left is for `judge`.

They are of the dialect of Rust's regex crate (no look-around, no surrogates), and Python's `re` reads them too.
"""

from collections.abc import Iterable
from functools import cache

from conformance.data.character_kinds import Width
from conformance.data.character_sets import ASCII, HALF, Declared
from conformance.data.code_points import ranges

_ESCAPED = frozenset("\\[]^-&~|")


@cache
def right_values(declared: Declared, width: Width, *, half_kana: bool = True) -> str:
    """Return the expression that a whole value matches when, and only when, `judge` finds nothing in it.

    An empty value matches. Lengths are not part of it: counted repetition of classes as large as these is too dear.
    """
    every = right_anywhere(declared, width, half_kana=half_kana)
    if width == "half":
        return f"^{_class(every)}*$"
    by_second: dict[str, set[str]] = {}
    for sequence in declared.sequences:
        by_second.setdefault(sequence[1], set()).add(sequence[0])
    parts = [_class(every), *(_class(bases) + second for second, bases in sorted(by_second.items()))]
    if declared.bases and declared.marks:
        parts.append(f"{_class(declared.bases)}{_class(declared.marks)}+")
    return f"^(?:{'|'.join(parts)})*$"


@cache
def suspects(declared: Declared, width: Width, *, half_kana: bool = True) -> str:
    """Return the expression that is found in every wrong value, and in right ones only where a sequence stands.

    A third faster than `right_values`. To be searched for, not matched.
    """
    return _class(right_anywhere(declared, width, half_kana=half_kana), outside=True)


def right_anywhere(declared: Declared, width: Width, *, half_kana: bool = True) -> frozenset[str]:
    """Return the characters that are right wherever they stand."""
    half = HALF if half_kana else ASCII
    return {"half": half, "full": declared.plain, "mixed": declared.plain | half}[width]


def _class(characters: Iterable[str], *, outside: bool = False) -> str:
    parts = [
        _literal(first) + (("-" if last > first + 1 else "") + _literal(last) if last > first else "")
        for first, last in ranges(characters)
    ]
    return f"[{'^' if outside else ''}{''.join(parts)}]"


def _literal(point: int) -> str:
    return "\\" + chr(point) if chr(point) in _ESCAPED else chr(point)
