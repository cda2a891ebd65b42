"""Families inside a household: who belongs to which of several children, brothers or sisters of the head.

Records carry the relationship to the head only (子の妻, 子の子), no link between the members of such a family. It is
inferred from the relationship first, then sex, koseki, and age.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

HEAD = "世帯主"
SPOUSES = frozenset({"夫", "妻", "夫（未届）", "妻（未届）"})
CHILD = "子"
CHILDS_SPOUSES = {"子（子の夫）": "夫", "子（子の妻）": "妻"}  # adopted by the head
PARENTS = frozenset({"父", "母"})
MALE, FEMALE = "1", "2"
GENERATION = 12  # years that a parent is older at least

_LINK = re.compile("の(?![^（]*）)")


class Member(Struct, frozen=True, kw_only=True):
    """What order needs of a person. `koseki`: equal for members of one koseki. `leads_koseki`: is its 筆頭者."""

    number: str
    relation: str
    birth: str
    sex: str = ""
    koseki: str = ""
    leads_koseki: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the relationship: 子の妻 gives 子, 妻."""
        return tuple(_LINK.split(self.relation))

    @property
    def age_key(self) -> tuple[str, str]:
        """Return what orders persons of one rank: birth date, then 宛名番号."""
        return self.birth, self.number


Family = list[Member]


def families_of_children(members: Sequence[Member]) -> list[Family]:
    """Group the head's children with their spouses and descendants; children alone form no family.

    Each family: child, spouse, grandchildren by age, later generations. Families by the child's age.
    """
    roots = [m for m in members if m.words == (CHILD,)]
    return _grouped(roots, [m for m in members if _below(m, (CHILD,)) or m.relation in CHILDS_SPOUSES])


def families_of_kin(members: Sequence[Member]) -> list[Family]:
    """Group other relatives (not parents, spouse or children of the head) with their own spouses and children."""
    nearest = {(HEAD,), (CHILD,), *((word,) for word in (*SPOUSES, *PARENTS, *CHILDS_SPOUSES))}
    relations = {m.words for m in members} - nearest
    kin = {words for words in relations if not any(_is_below(words, other) for other in relations)}
    found = [
        _grouped([m for m in members if m.words == words], [m for m in members if _below(m, words)])
        for words in sorted(kin)
        if words[0] != CHILD
    ]
    return [family for families in found for family in families]


def generation(member: Member) -> int:
    """Return how many generations above the head a person stands; below is negative."""
    return sum((word in PARENTS) - (word.startswith(CHILD)) for word in member.words)


def _below(member: Member, root: tuple[str, ...]) -> bool:
    return _is_below(member.words, root)


def _is_below(words: tuple[str, ...], root: tuple[str, ...]) -> bool:
    """Tell whether a relationship is that of a spouse or descendant of another: 兄の妻 below 兄."""
    rest = words[len(root) :]
    return words[: len(root)] == root and bool(rest) and all(w in SPOUSES or w == CHILD for w in rest)


def _grouped(roots: list[Member], dependents: list[Member]) -> list[Family]:
    if not roots:
        return []
    families: dict[str, Family] = {root.number: [root] for root in roots}
    spouses = [m for m in dependents if _is_spouse_of(m, roots[0])]
    for spouse in spouses:
        free = [r for r in roots if len(families[r.number]) == 1] or roots
        families[min(free, key=lambda r: _as_spouse(spouse, r)).number].append(spouse)
    others = [m for m in dependents if m not in spouses]
    for member in sorted(others, key=lambda m: (len(m.words), m.age_key)):
        best = min(roots, key=lambda r: _as_parent(member, families[r.number]))
        families[best.number].append(member)
    return [families[root.number] for root in roots if len(families[root.number]) > 1]


def _is_spouse_of(member: Member, root: Member) -> bool:
    words = member.words
    return member.relation in CHILDS_SPOUSES or (len(words) == len(root.words) + 1 and words[-1] in SPOUSES)


def _as_spouse(spouse: Member, root: Member) -> tuple[bool, bool, int, tuple[str, str]]:
    word = CHILDS_SPOUSES.get(spouse.relation, spouse.words[-1])
    wrong_sex = root.sex == (MALE if word.startswith("夫") else FEMALE)
    return wrong_sex, not _same_koseki(spouse, root), abs(_days(spouse) - _days(root)), root.age_key


def _as_parent(member: Member, family: Family) -> tuple[bool, bool, bool, tuple[str, str]]:
    root = family[0]
    too_young = _days(member) - _days(root) < GENERATION * 372
    related = any(_same_koseki(member, other) for other in family)
    return too_young, not related, len(family) == 1, root.age_key


def _same_koseki(one: Member, other: Member) -> bool:
    return bool(one.koseki) and one.koseki == other.koseki


def _days(member: Member) -> int:
    """Count days roughly (31 a month); good enough to compare ages."""
    year, month, day = (int(part) for part in member.birth.split("-"))
    return year * 372 + month * 31 + day
