"""What every random story rests on: a counter, people to choose from, and the comparison after each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition

from tests.reference.resident_records.counter import Counter
from tests.reference.resident_records.model.common import address_of
from tests.reference.resident_records.requests import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 8  # people in a story
ANYBODY = 12  # from here on, somebody who may be gone is meant; below, a resident
who = st.integers(0, 15)
few = st.integers(0, 3)
relation = st.sampled_from(RELATIONS)
relations = st.lists(relation, min_size=3, max_size=3)
yes = st.booleans()
seldom = st.sampled_from([False, False, False, True])
peopled = precondition(lambda self: self.counter.people)


class Walker(RuleBasedStateMachine):
    """Every rule is something that a counter is asked for; after each, all that can be seen is compared."""

    faults: ClassVar[Iterable[str]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.counter = Counter(self.faults)
        self.town = self.counter.town
        self.desk = self.counter.desk

    def teardown(self) -> None:
        self.counter.close()

    @invariant()
    def everything_is_as_it_must_be(self) -> None:
        self.counter.compare()

    def person(self, index: int) -> str:
        people = self.town.residents() if index < ANYBODY else self.counter.people
        people = people or self.counter.people
        return people[index % len(people)]

    def group(self, index: int, others: int) -> list[str]:
        """A person and some of the household, by the bits of a number."""
        first = self.person(index)
        rest = [each for each in self.town.members(self.town.now(first)["世帯番号"]) if each != first]
        return [first, *(each for bit, each in enumerate(rest[:2]) if others >> bit & 1)]

    def flags(self, *, seen: bool, appoint: bool) -> dict[str, Any]:
        return ({"確認済アラート": ["T2001", "T2004"]} if seen else {}) | (
            {"職権世帯主変更フラグ": "1"} if appoint else {}
        )

    def into(self, index: int, relation: str) -> dict[str, Any]:
        """A household to join, at its address."""
        row = self.town.now(self.person(index))
        place = {name: value for name, value in address_of(row).items() if value}
        return {"世帯番号": row["世帯番号"], "続柄": relation} | place
