"""Random stories of people who come, move, join households, and go."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.reference.resident_records.model.common import address_of
from tests.reference.resident_records.model.words import HEAD
from tests.reference.resident_records.requests import NAMES, PLACES, arrival, my_number, resident_code
from tests.reference.resident_records.walker import (
    MOST,
    Walker,
    few,
    peopled,
    relation,
    relations,
    seldom,
    who,
    yes,
)


class Moving(Walker):
    """Rules by which people and households change."""

    @initialize(
        family=st.lists(st.sampled_from(["妻", "子", "母", "同居人"]), max_size=3), others=st.integers(0, 2)
    )
    def begin(self, family: list[str], others: int) -> None:
        """A family, and people who live next door at the same address."""
        first = arrival(0, 0, foreign=False) | {"異動事由": "国内転入", "異動年月日": self.desk.day(-3)}
        self.counter.tell("転入届", **first)
        home = self.town.households[0]
        for number, each in enumerate(family):
            member = first | {"氏名": f"適合　族{'一二三'[number]}", "世帯番号": home, "続柄": each}
            self.counter.tell("転入届", **(member | {"生年月日": f"199{number}-05-05"}))
        for number in range(others):
            neighbour = arrival(number + 1, 0, foreign=number == 0)
            self.counter.tell("転入届", **(first | neighbour))

    @precondition(lambda self: len(self.counter.people) < MOST)
    @rule(
        name=few, ago=few, place=few, number=st.integers(0, 9), foreign=yes, office=seldom, seen=yes, draft=seldom,
        join=yes, host=who, relation=relation,
    )  # fmt: skip
    def arrive(
        self, name: int, ago: int, place: int, number: int, host: int, relation: str,
        *, foreign: bool, office: bool, seen: bool, draft: bool, join: bool,
    ) -> None:  # fmt: skip
        asked = arrival(name, place, foreign=foreign) | {"異動年月日": self.desk.day(-ago)}
        asked |= {"個人番号": my_number(number)} if number < 5 else {}
        if join and self.counter.people:
            asked |= self.into(host, relation)
        asked |= {"確認済アラート": ["T2002"]} if seen else {}
        if not office:
            asked |= {"異動事由": "国外転入等" if foreign else "国内転入"}
        if draft and not office:
            asked["届出年月日"] = self.desk.day()
        self.counter.tell("職権記載" if office else "転入届", draft=draft, **asked)

    @precondition(lambda self: len(self.counter.people) < MOST)
    @rule(
        name=few,
        ago=few,
        place=few,
        foreign=seldom,
        again=seldom,
        seen=yes,
        join=yes,
        host=who,
        relation=relation,
    )
    def arrive_announced(
        self, name: int, ago: int, place: int, host: int, relation: str,
        *, foreign: bool, again: bool, seen: bool, join: bool,
    ) -> None:  # fmt: skip
        received = {
            item: value
            for item, value in arrival(name, place, foreign=foreign).items()
            if not item.startswith("住所_")
        }
        if not (again and self.town.announced):
            self.counter.announce(**received, 住民票コード=resident_code(len(self.town.announced)))
        asked: dict[str, Any] = {**PLACES[place], "異動年月日": self.desk.day(-ago)}
        asked |= self.into(host, relation) if join and self.counter.people else {}
        asked |= {"確認済アラート": ["T2002"]} if seen else {}
        self.counter.tell("特例転入", 受信番号=list(self.town.announced)[-1], **asked)

    @precondition(lambda self: self.counter.people and len(self.counter.people) < MOST)
    @rule(host=who, name=few, ago=st.integers(-1, 5))
    def be_born(self, host: int, name: int, ago: int) -> None:
        home = self.town.now(self.person(host))["世帯番号"]
        members = [self.town.now(each) for each in self.town.members(home)]
        if not self.town.head(home) and any(address_of(each) != address_of(members[0]) for each in members):
            return  # which address is that of such a household is not said
        self.counter.tell(
            "出生",
            世帯番号=home,
            続柄="子",
            氏名=NAMES[name],
            生年月日=self.desk.day(-ago),
            本籍="なし",
            筆頭者="なし",
        )

    @peopled
    @rule(index=who, ago=few, place=few, abroad=yes, join=yes, host=who, relation=relation)
    def come_back(
        self, index: int, ago: int, place: int, host: int, relation: str, *, abroad: bool, join: bool
    ) -> None:
        asked: dict[str, Any] = {**PLACES[place], "異動年月日": self.desk.day(-ago)}
        asked |= self.into(host, relation) if join and self.person(host) != self.person(index) else {}
        reason = "国外転入等" if abroad else "国内転入"
        self.counter.tell("再転入", 宛名番号=self.person(index), 異動事由=reason, **asked)

    @peopled
    @rule(
        index=who, others=few, place=few, ago=st.integers(-1, 2), relations=relations, join=seldom, host=who,
        seen=yes, appoint=yes, draft=seldom,
    )  # fmt: skip
    def move(
        self, index: int, others: int, place: int, ago: int, relations: list[str], host: int,
        *, join: bool, seen: bool, appoint: bool, draft: bool,
    ) -> None:  # fmt: skip
        people = self.group(index, others)
        target = self.into(host, "")
        if join and target["世帯番号"] != self.town.now(people[0])["世帯番号"]:
            where = {name: value for name, value in target.items() if name != "続柄"}
            where["対象者続柄"] = relations[: len(people)]
        else:
            where = {**PLACES[place], "対象者続柄": [HEAD, *("子" for _ in people[1:])]}
        asked = where | self.flags(seen=seen, appoint=appoint) | {"届出年月日": self.desk.day()}
        self.counter.tell(
            "転居届", draft=draft, 対象者宛名番号=people, 異動年月日=self.desk.day(-ago), **asked
        )

    @peopled
    @rule(index=who, others=few, last=yes, ago=few, seen=yes, appoint=yes)
    def split(self, index: int, others: int, ago: int, *, last: bool, seen: bool, appoint: bool) -> None:
        people = self.group(index, others)
        asked = self.flags(seen=seen, appoint=appoint) | {"対象者続柄": [HEAD, *("子" for _ in people[1:])]}
        if last:
            asked |= {"新世帯主宛名番号": people[-1], "対象者続柄": [*("母" for _ in people[1:]), HEAD]}
        self.counter.tell("世帯分離", 対象者宛名番号=people, 異動年月日=self.desk.day(-ago), **asked)

    @peopled
    @rule(
        index=who, others=few, host=who, relations=relations, merger=yes, seen=yes, appoint=yes, draft=seldom
    )
    def join(
        self, index: int, others: int, host: int, relations: list[str],
        *, merger: bool, seen: bool, appoint: bool, draft: bool,
    ) -> None:  # fmt: skip
        people, target = self.group(index, others), self.town.now(self.person(host))["世帯番号"]
        if target == self.town.now(people[0])["世帯番号"]:
            return
        asked = self.flags(seen=seen, appoint=appoint) | {"対象者続柄": relations[: len(people)]}
        asked |= {"異動年月日": self.desk.day(), "届出年月日": self.desk.day(), "世帯番号": target}
        operation = "世帯合併" if merger else "世帯変更"
        self.counter.tell(operation, draft=draft, 対象者宛名番号=people, **asked)

    @peopled
    @rule(index=who, relation=st.sampled_from(["夫", "母", None]))
    def change_head(self, index: int, relation: str | None) -> None:
        new = self.person(index)
        head = self.town.head(self.town.now(new)["世帯番号"])
        if head == new:
            return
        asked: dict[str, Any] = (
            {"対象者宛名番号": [head], "対象者続柄": [relation]} if head and relation else {}
        )
        self.counter.tell("世帯主変更", 新世帯主宛名番号=new, 異動年月日=self.desk.day(), **asked)

    @peopled
    @rule(
        index=who, others=few, shift=st.sampled_from([-20, -15, -14, -1, 0, 1, 2, 5]), successor=seldom, abroad=yes,
        seen=yes, appoint=yes, draft=seldom,
    )  # fmt: skip
    def move_out(
        self, index: int, others: int, shift: int,
        *, successor: bool, abroad: bool, seen: bool, appoint: bool, draft: bool,
    ) -> None:  # fmt: skip
        people = self.group(index, others)
        asked = self.flags(seen=seen, appoint=appoint) | {"届出年月日": self.desk.day()}
        stay = [
            each for each in self.town.members(self.town.now(people[0])["世帯番号"]) if each not in people
        ]
        asked |= {"新世帯主宛名番号": stay[-1]} if successor and stay else {}
        reason, place = ("国外転出", "試験国") if abroad else ("国内転出", "神奈川県横浜市西区")
        self.counter.tell(
            "転出届", draft=draft, 対象者宛名番号=people, 異動事由=reason, 転出先住所_予定=place,
            異動年月日=self.desk.day(shift), **asked,
        )  # fmt: skip

    @peopled
    @rule(index=who, ago=st.integers(-1, 4))
    def be_noticed(self, index: int, ago: int) -> None:
        person = self.person(index)
        now = self.town.now(person)
        if self.town.lives_here(now) or now.get("消除事由") in ("転出", "職権消除"):
            self.counter.tell(
                "転入通知受理", 宛名番号=person, 転入通知年月日=self.desk.day(), 転入年月日_通知=self.desk.day(-ago),
                転出先住所_確定="神奈川県横浜市西区試験町１番",
            )  # fmt: skip

    @peopled
    @rule(
        index=who,
        others=few,
        ago=st.integers(-1, 3),
        how=st.integers(0, 3),
        seen=yes,
        appoint=yes,
        draft=seldom,
    )
    def be_removed(
        self, index: int, others: int, ago: int, how: int, *, seen: bool, appoint: bool, draft: bool
    ) -> None:
        asked = self.flags(seen=seen, appoint=appoint) | {"異動年月日": self.desk.day(-ago)}
        if how < 3:
            asked |= {"宛名番号": self.person(index), "通知年月日": self.desk.day()}
            self.counter.tell("失踪" if how == 2 else "死亡", draft=draft, **asked)
        else:
            self.counter.tell("職権消除", draft=draft, 対象者宛名番号=self.group(index, others), **asked)
