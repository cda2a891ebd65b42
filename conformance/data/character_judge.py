"""Judges the characters of one value. Nothing is ever normalised."""

import unicodedata
from functools import cache

from conformance.data.character_kinds import Found, Kind, Width, is_mark, is_split_pair, never_right
from conformance.data.character_sets import HALF, HALF_KANA, SELECTORS, SETS, Declared
from conformance.data.character_tables import table

_STANDARDIZED = "\ufe0f"


def judge(declared: Declared, text: str, width: Width, *, half_kana: bool = True) -> list[Found]:
    """Find every offending character or sequence of a value, in order; none means that all are right.

    `width`: "half" for type X, "full" for Ｎ, "mixed" for items that take both. `half_kana` says whether half-width
    kana are right where half-width characters are.
    """
    found: list[Found] = []
    at, before = 0, ""
    while at < len(text):
        each, pair = text[at], text[at : at + 2]
        if pair in declared.sequences or is_split_pair(pair):
            kind = _of_pair(declared, pair, width)
            if kind:
                found.append(Found(kind, at, pair))
            at, before = at + 2, ""
            continue
        if each in SELECTORS:
            found.append(_selector(each, text[at - 1] if before else "", at))
            before = ""
        elif width != "half" and each in declared.marks and before in declared.bases:
            pass  # a further mark may follow
        else:
            kind = _of_one(declared, each, width, half_kana)
            if kind:
                found.append(Found(kind, at, each, before))
            before = each
        at += 1
    return found


def _of_pair(declared: Declared, pair: str, width: Width) -> Kind | None:
    if pair not in declared.sequences:
        return Kind.SURROGATE
    return Kind.FULL_WIDTH if width == "half" else None


def _of_one(declared: Declared, each: str, width: Width, half_kana: bool) -> Kind | None:
    if each in HALF:
        if width != "full":
            return Kind.HALF_KANA if each in HALF_KANA and not half_kana else None
        return Kind.HALF_KANA if each in HALF_KANA else Kind.HALF_WIDTH
    if each in declared.plain:
        return Kind.FULL_WIDTH if width == "half" else None
    never = never_right(each)
    if never:
        return never
    if is_mark(each):
        return Kind.COMBINING
    return {"Co": Kind.PRIVATE_USE, "Cf": Kind.FORMAT}.get(unicodedata.category(each), Kind.OUTSIDE)


def _selector(selector: str, base: str, at: int) -> Found:
    """Name what is wrong with a selector that makes no declared sequence."""
    if not base:
        return Found(Kind.LONE_SELECTOR, at, selector)
    if base + selector in _known():
        kind = Kind.OUTSIDE
    else:
        kind = Kind.UNREGISTERED_SVS if selector <= _STANDARDIZED else Kind.UNREGISTERED_IVS
    return Found(kind, at - 1, base + selector)


@cache
def _known() -> frozenset[str]:
    return frozenset[str]().union(*(table(name).sequences for name in SETS.values()))
