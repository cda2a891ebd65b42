"""Long random walks through the transactions: whatever happens, the records stay sound."""

import random

import msgspec
import pytest

from tests.reference.desk import Answer, Desk

STEPS = 250
ENTRIES = ("転入届", "外国人転入届", "職権記載")
SINGLE = (
    "死亡", "失踪", "職権修正", "誤記修正", "旧氏の記載", "旧氏の削除", "通称の記載", "通称の削除", "帰化", "国籍喪失",
    "改製", "住民票コードの変更請求", "異動の取消し", "異動の取消し", "再転入", "転入通知受理",
)  # fmt: skip
SEVERAL = ("転居届", "転出届", "職権消除", "世帯分離", "世帯合併", "世帯変更")
RELATIONS = ("妻", "子", "母", "同居人", "世帯主", "子の子")


class Walk:
    """Draws transactions on a few people, so that their fates meet."""

    def __init__(self, seed: int) -> None:
        self.desk = Desk()
        self.draw = random.Random(seed)  # noqa: S311 - a walk is no secret
        self.people: list[str] = []
        self.answered: dict[int, int] = {}

    def step(self) -> None:
        kind = self.draw.random()
        if kind < 0.25 or not self.people:
            answer = self._entry()
        elif kind < 0.55:
            operation = self.draw.choice(SINGLE)
            answer = self.desk.do(operation, 宛名番号=self.draw.choice(self.people), **self._flags(operation))
        elif kind < 0.85:
            answer = self._several()
        elif kind < 0.95:
            items = {"対象者宛名番号": None, "対象者続柄": None}
            answer = self.desk.do("世帯主変更", 新世帯主宛名番号=self.draw.choice(self.people), **items)
        else:
            self.desk.tomorrow(self.draw.randint(1, 9))
            return
        self.answered[answer.status] = self.answered.get(answer.status, 0) + 1
        assert answer.status != 503, answer.body

    def _entry(self) -> Answer:
        items: dict[str, object] = {}
        if self.people and self.draw.random() < 0.6:
            state = self.desk.state(self.draw.choice(self.people))
            items = {"世帯番号": state["世帯番号"], "続柄": self.draw.choice(RELATIONS)}
        answer = self.desk.do(self.draw.choice(ENTRIES), **items)
        if answer.status == 200:
            self.people.append(answer.one["宛名番号"])
        return answer

    def _several(self) -> Answer:
        operation = self.draw.choice(SEVERAL)
        movers = self.draw.sample(self.people, min(len(self.people), self.draw.randint(1, 3)))
        if self.draw.random() < 0.5:
            movers = movers[:1]
        items: dict[str, object] = {"対象者宛名番号": movers}
        if operation in ("世帯合併", "世帯変更") or (operation == "転居届" and self.draw.random() < 0.4):
            items["世帯番号"] = self.desk.state(self.draw.choice(self.people))["世帯番号"]
            items["対象者続柄"] = [self.draw.choice(RELATIONS) for _ in movers]
        if operation == "転出届":
            items["異動年月日"] = self.desk.day(self.draw.randint(-20, 9))
        return self.desk.do(operation, **items, **self._flags(operation))

    def _flags(self, operation: str) -> dict[str, object]:
        offered = {item.name for item in self.desk.catalog.inputs(self.desk.catalog.operation(operation))}
        flags: dict[str, object] = {}
        if "確認済アラート" in offered and self.draw.random() < 0.8:
            flags["確認済アラート"] = ["T2001"]
        if "職権世帯主変更フラグ" in offered and self.draw.random() < 0.5:
            flags["職権世帯主変更フラグ"] = "1"
        return flags


@pytest.mark.parametrize("seed", range(6))
def test_records_stay_sound_whatever_happens(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(STEPS):
        walk.step()
    assert walk.answered[200] > STEPS / 5, walk.answered
    _histories_are_whole(walk.desk)
    _households_are_sound(walk)


def _histories_are_whole(desk: Desk) -> None:
    """Rows are numbered 1, 2, 3 …; what people are found by is what their newest row says."""
    store = desk.system.store
    for person in store.all("SELECT * FROM people"):
        rows = store.all("SELECT * FROM history WHERE person = ? ORDER BY no", person["person"])
        assert [row["no"] for row in rows] == list(range(1, len(rows) + 1))
        newest = msgspec.json.decode(rows[-1]["snapshot"])
        assert newest["履歴番号"] == person["no"] == len(rows)
        columns = {"household": "世帯番号", "kind": "住民種別", "name": "氏名", "removed_on": "消除年月日"}
        assert all(person[column] == newest.get(name) for column, name in columns.items())
        assert newest["異動年月日"]
        assert newest["処理年月日"]
    codes = [row[0] for row in store.all("SELECT resident_code FROM people")]
    assert len(codes) == len(set(codes))


def _households_are_sound(walk: Walk) -> None:
    """Of the residents of a household at most one is its head, and all name that one."""
    found: dict[str, list[dict[str, object]]] = {}
    for number in walk.people:
        state = walk.desk.state(number)
        if state["住民状態"] == "住民":
            found.setdefault(str(state["世帯番号"]), []).append(state)
    for members in found.values():
        heads = [each["氏名"] for each in members if each["続柄"] == "世帯主"]
        named = {each.get("世帯主氏名") for each in members}
        assert len(heads) <= 1, members
        assert named == set(heads or [None]), members
