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
    families_among,
    generation,
)

__all__ = ["Member", "ordered"]

SIBLINGS = frozenset({"兄", "姉", "弟", "妹"})
GRANDPARENTS = frozenset(f"{one}の{other}" for one in PARENTS for other in PARENTS)
ELDERS = PARENTS | GRANDPARENTS  # of whom the 筆頭者 stands first

CHILDREN, CHILDS_FAMILY, SIBLING, GRANDPARENT, RELATIVE = 2, 3, 5, 6, 7
LONE = {
    HEAD: 0,
    **dict.fromkeys(SPOUSES, 1),
    **dict.fromkeys((CHILD, *CHILDS_SPOUSES), CHILDREN),
    **dict.fromkeys(PARENTS, 4),
    **dict.fromkeys(SIBLINGS, SIBLING),
    **dict.fromkeys(GRANDPARENTS, GRANDPARENT),
}
GRANDPARENTS_FIRST = LONE | dict.fromkeys(SIBLINGS, GRANDPARENT) | dict.fromkeys(GRANDPARENTS, SIBLING)
LEADING = {CHILD: CHILDS_FAMILY}  # a family
OUTSIDERS = {"縁故者": 8, "同居人": 9}


def ordered(members: Sequence[Member]) -> list[Member]:
    """Put the members of one household in order; persons of one rank by birth date, then 宛名番号."""
    by_age = sorted(members, key=lambda m: m.age_key)
    families = families_among(by_age)
    joined = {m.number for family in families for m in family}
    alone = [[m] for m in by_age if m.number not in joined]
    units = sorted([*alone, *families], key=lambda unit: (*_place(unit), unit[0].age_key))
    return [m for unit in units for m in unit]


def _place(unit: Family) -> tuple[int, int]:
    """Return where a family, or a person without one, stands: among all, and among its likes."""
    member, *others = unit
    lone = GRANDPARENTS_FIRST if fault_active("F-GRANDPARENTS-FIRST") else LONE
    near = (LEADING if others else lone).get(member.relation)
    if near is None:
        return OUTSIDERS.get(member.words[0], RELATIVE), -generation(member)
    return near, member.relation in ELDERS and not member.leads_koseki
