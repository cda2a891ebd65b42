"""The order of the members of a household: four ranks by relationship to the head.

Source: 住民記録システム標準仕様書 5.2. Newcomers go last until somebody sorts anew; that is the caller's business.
"""

from collections.abc import Sequence

from conformance.reference.faults import fault_active
from conformance.reference.resident_records.families import (
    CHILD,
    CHILDS_SPOUSES,
    HEAD,
    PARENTS,
    SPOUSES,
    Family,
    Member,
    families_of_children,
    families_of_kin,
    generation,
)

__all__ = ["Member", "ordered"]

SIBLINGS = frozenset({"兄", "姉", "弟", "妹"})
ACQUAINTANCE = "縁故者"
LODGER = "同居人"
_PARENT, _SIBLING, _GRANDPARENT, _FARTHER = range(4)


def ordered(members: Sequence[Member]) -> list[Member]:
    """Put the members of one household in order; persons of one rank by birth date, then 宛名番号."""
    by_age = sorted(members, key=lambda m: m.age_key)
    childrens, kin = families_of_children(by_age), families_of_kin(by_age)
    joined = {m.number for family in (*childrens, *kin) for m in family}
    single = [m for m in by_age if m.number not in joined]
    first = sorted((m for m in single if _first_rank(m) is not None), key=lambda m: _first_rank(m) or 0)
    second = [m for family in childrens for m in family]
    third = sorted((m for m in single if _nearness(m.words) < _FARTHER), key=lambda m: _near_key(m, m.words))
    placed = {m.number for m in (*first, *second, *third)}
    return [*first, *second, *third, *_fourth([m for m in single if m.number not in placed], kin)]


def _first_rank(member: Member) -> int | None:
    """Head, spouse, children without a family of their own; None for everybody else."""
    if member.relation == HEAD:
        return 0
    if member.relation in SPOUSES:
        return 1
    return 2 if member.relation == CHILD or member.relation in CHILDS_SPOUSES else None


def _fourth(single: list[Member], kin: list[Family]) -> list[Member]:
    """Relatives, then acquaintances, then lodgers; of each kind those alone before families."""
    order: list[Member] = []
    for kind in ("", ACQUAINTANCE, LODGER):
        alone = [m for m in single if _kind(m) == kind]
        order += sorted(alone, key=lambda m: _near_key(m, m.words[1:] if m.words[0] in SPOUSES else ("",)))
        families = [family for family in kin if _kind(family[0]) == kind]
        for family in sorted(families, key=lambda f: (-generation(f[0]), f[0].age_key)):
            order += family
    return order


def _kind(member: Member) -> str:
    return member.words[0] if member.words[0] in (ACQUAINTANCE, LODGER) else ""


def _nearness(words: tuple[str, ...]) -> int:
    """Parents, brothers and sisters, grandparents, all others."""
    if len(words) == 1:
        sibling = _GRANDPARENT if fault_active("F-GRANDPARENTS-FIRST") else _SIBLING
        return _PARENT if words[0] in PARENTS else sibling if words[0] in SIBLINGS else _FARTHER
    if len(words) == 2 and PARENTS.issuperset(words) and fault_active("F-GRANDPARENTS-FIRST"):  # noqa: PLR2004
        return _SIBLING
    return _GRANDPARENT if len(words) == 2 and PARENTS.issuperset(words) else _FARTHER  # noqa: PLR2004


def _near_key(member: Member, words: tuple[str, ...]) -> tuple[int, bool, tuple[str, str]]:
    """Of parents and grandparents the 筆頭者 stands first."""
    near = _nearness(words)
    elder = near in (_PARENT, _GRANDPARENT)
    return near, elder and not member.leads_koseki, member.age_key
