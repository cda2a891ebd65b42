"""Sorts requirements into groups: where bids differ, and what became worse or better in a history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.report.compare.model import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.report.compare.model import Cell, Group, Line, Mode, Shown
    from conformance.spec.row import RequirementClass

_OPEN = frozenset({"unverified", "blocked"})
_SHOWN_LESS = frozenset({"attested", "in_transition"})
_GRAVITY: tuple[Shown, ...] = (
    "nonconformant",
    "blocked",
    "unverified",
    "in_transition",
    "undecidable",
    "attested",
)
_ORDER: dict[Group, int] = {
    group: number for groups in GROUPS.values() for number, group in enumerate(groups)
}


def group_of(mode: Mode, kind: RequirementClass, cells: Sequence[Cell]) -> Group:
    """Choose the group of a requirement by what the runs say of it."""
    return _changed(*cells) if mode == "history" else _differing(kind, cells)


def order_of(line: Line) -> tuple[int, int]:
    """Sort by group, then the gravest word first; what was agreed on stays in the order of the standard."""
    words = [each.word for each in line.cells]
    gravest = next((number for number, word in enumerate(_GRAVITY) if word in words), len(_GRAVITY))
    return _ORDER[line.group], 0 if line.group in ("agreed", "same", "unjudged") else gravest


def _differing(kind: RequirementClass, cells: Sequence[Cell]) -> Group:
    """Tell whether the valid runs agree; an invalid one has no say."""
    told = {(each.word, each.class_) for each in cells if each.word != "invalid"}
    if len(told) < 2:  # noqa: PLR2004 - one voice
        return "agreed"
    return "optional" if kind == "optional" else "decisive"


def _changed(old: Cell, new: Cell) -> Group:
    if "invalid" in (old.word, new.word):
        return "unjudged"
    if worse(old.word, new.word):
        return "regression"
    if better(old.word, new.word):
        return "mended"
    if (old.word, old.class_) != (new.word, new.class_):
        return "other"
    return "checks" if set(old.failed) != set(new.failed) else "same"


def worse(old: Shown, new: Shown) -> bool:
    """Tell whether a requirement in scope lost something: it fails now, or what was shown is shown no more."""
    if old in ("out_of_scope", "absent") or old == new:
        return False
    if new == "nonconformant":
        return True
    if old == "conformant":
        return new in _OPEN | _SHOWN_LESS
    return old == "attested" and new in _OPEN


def better(old: Shown, new: Shown) -> bool:
    """Tell whether a requirement in scope was mended: silence after a failure does not mend it."""
    if old in ("out_of_scope", "absent") or old == new:
        return False
    return new == "conformant" or (new == "attested" and old in _OPEN)
