"""Families inside a household: who belongs to which of several children, brothers or sisters of the head.

Records carry the relationship to the head only (子の妻, 子の子), no link between the members of such a family. It is
inferred from the relationship first, then sex, koseki, and who is the elder.
"""

from collections.abc import Sequence

from msgspec import Struct

HEAD = "世帯主"
SPOUSES = frozenset({"夫", "妻", "夫（未届）", "妻（未届）"})
CHILD = "子"
CHILDS_SPOUSES = {"子（子の夫）": "子の夫", "子（子の妻）": "子の妻"}  # adopted by the head
PARENTS = frozenset({"父", "母"})
MALE, FEMALE = "1", "2"


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
        relation = self.relation
        for adopted, plain in CHILDS_SPOUSES.items():
            relation = relation.replace(adopted, plain)
        return tuple(relation.split("の"))

    @property
    def age_key(self) -> tuple[str, str]:
        """Return what orders persons of one rank: birth date, then 宛名番号."""
        return self.birth, self.number


Family = list[Member]


def families_among(by_age: Sequence[Member]) -> list[Family]:
    """Group children and other relatives (not spouse or parents of the head) with their own spouses and descendants.

    Each family: who is related to the head, spouse, children by age, later generations. Some are alone.
    """
    nearest = {(word,) for word in (*SPOUSES, *PARENTS)}
    relations = {m.words for m in by_age} - nearest
    roots = [words for words in relations if not any(_is_below(words, other) for other in relations)]
    return [family for words in roots for family in _families(by_age, words)]


def generation(member: Member) -> int:
    """Return how many generations above the head a person stands; below is negative."""
    return sum((word in PARENTS) - (word == CHILD) for word in member.words)


def _is_below(words: tuple[str, ...], root: tuple[str, ...]) -> bool:
    """Tell whether a relationship is that of a spouse or descendant of another: 兄の妻 below 兄."""
    rest = words[len(root) :]
    return words[: len(root)] == root and bool(rest) and all(w in SPOUSES or w == CHILD for w in rest)


def _families(by_age: Sequence[Member], root: tuple[str, ...]) -> list[Family]:
    """Share spouses and descendants out among those of one relationship."""
    families = [[m] for m in by_age if m.words == root]
    below = [m for m in by_age if _is_below(m.words, root)]
    for member in sorted(below, key=lambda m: (len(m.words), m.words[-1] == CHILD)):
        _best(member, families).append(member)
    return families


def _best(member: Member, families: list[Family]) -> Family:
    """Return the family that a spouse or descendant belongs to; the eldest's when nothing tells."""
    *others, word = member.words
    if word == CHILD or tuple(others) != families[0][0].words:
        return min(families, key=lambda family: _apart(member, family))
    sex = MALE if word.startswith("夫") else FEMALE
    return min(families, key=lambda family: (family[0].sex == sex, _apart(member, family), len(family)))


def _apart(member: Member, family: Family) -> bool:
    """Tell whether nobody of a family is in the koseki of a person."""
    return all(member.koseki != other.koseki for other in family)
