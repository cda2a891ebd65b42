"""Households: moves, splits, merges, heads."""

import pytest

from tests.reference.desk import Desk


class Family:
    """A head, a wife and a child."""

    def __init__(self, desk: Desk, size: int = 3) -> None:
        self.desk = desk
        self.head = desk.resident()
        self.household = self.head["世帯番号"]
        relations = (("妻", "2"), ("子", "1"))[: size - 1]
        others = [desk.resident(世帯番号=self.household, 続柄=word, 性別=sex) for word, sex in relations]
        self.people = [each["宛名番号"] for each in (self.head, *others)]

    def states(self) -> list[tuple[str, str | None, str | None]]:
        """世帯番号, 続柄 and 世帯主氏名 of each."""
        found = (self.desk.state(person) for person in self.people)
        return [(each["世帯番号"], each.get("続柄"), each.get("世帯主氏名")) for each in found]

    def name(self, position: int) -> str:
        return str(self.desk.state(self.people[position])["氏名"])


@pytest.fixture
def family(desk: Desk) -> Family:
    return Family(desk)


@pytest.fixture
def couple(desk: Desk) -> Family:
    return Family(desk, 2)


LEAVING = ["転出届", "死亡", "失踪", "職権消除", "転居届"]


def leaving(desk: Desk, operation: str, person: str, **items: object) -> dict[str, object]:
    several = "対象者宛名番号" in desk.catalog.operation(operation).required
    subject: dict[str, object] = {"対象者宛名番号": [person]} if several else {"宛名番号": person}
    return subject | {"異動年月日": desk.day()} | items


class TestHeadLeaves:
    """R17, 4.0.4, 4.0.5."""

    @pytest.mark.parametrize("operation", LEAVING)
    def test_the_last_one_becomes_head_on_request(self, desk: Desk, couple: Family, operation: str) -> None:
        items = leaving(desk, operation, couple.people[0], 職権世帯主変更フラグ="1")
        assert desk.do(operation, **items).status == 200
        assert couple.states()[1] == (couple.household, "世帯主", couple.name(1))
        row = desk.ask("異動履歴照会", 宛名番号=couple.people[1]).results[-1]
        assert (row["異動事由"], row["職権フラグ"]) == ("世帯主変更", "1")
        assert "届出年月日" not in row

    @pytest.mark.parametrize("operation", LEAVING)
    def test_without_request_the_household_has_no_head(
        self, desk: Desk, couple: Family, operation: str
    ) -> None:
        assert desk.do(operation, **leaving(desk, operation, couple.people[0])).status == 200
        assert couple.states()[1] == (couple.household, "妻", None)
        assert len(desk.ask("異動履歴照会", 宛名番号=couple.people[1]).results) == 1

    @pytest.mark.parametrize("operation", LEAVING)
    def test_two_left_behind_raise_an_alert_and_nothing_is_done(
        self, desk: Desk, family: Family, operation: str
    ) -> None:
        items = leaving(desk, operation, family.people[0])
        answer = desk.do(operation, **items)
        assert (answer.status, answer.codes) == (409, ["T2001"])
        assert desk.state(family.people[0])["履歴番号"] == 1
        assert desk.do(operation, **items, 確認済アラート=["T2001"]).status == 200
        assert family.states()[1] == (family.household, "妻", None)

    def test_a_named_successor_takes_over(self, desk: Desk, family: Family) -> None:
        items = leaving(desk, "職権消除", family.people[0], 新世帯主宛名番号=family.people[2])
        assert desk.do("職権消除", **items, 確認済アラート=["T2001"]).status == 200
        assert family.states()[1] == (family.household, "妻", family.name(2))

    def test_a_successor_from_elsewhere_is_refused(self, desk: Desk, family: Family) -> None:
        stranger = desk.resident()["宛名番号"]
        items = leaving(desk, "職権消除", family.people[0], 新世帯主宛名番号=stranger)
        assert desk.do("職権消除", **items).codes == ["T1102"]

    def test_others_leave_freely_and_so_does_everybody_together(self, desk: Desk, family: Family) -> None:
        assert desk.do("死亡", 宛名番号=family.people[1]).status == 200
        answer = desk.do("転出届", 対象者宛名番号=[family.people[0], family.people[2]])
        assert [each["宛名番号"] for each in answer.results] == [family.people[0], family.people[2]]

    def test_a_planned_departure_takes_the_head_on_its_day(self, desk: Desk, couple: Family) -> None:
        items = leaving(desk, "転出届", couple.people[0], 異動年月日=desk.day(2), 職権世帯主変更フラグ="1")
        assert desk.do("転出届", **items).status == 200
        assert couple.states()[1] == (couple.household, "妻", couple.name(0))
        desk.tomorrow(2)
        assert couple.states()[1] == (couple.household, "世帯主", couple.name(1))

    def test_an_early_arrival_takes_the_head_at_once(self, desk: Desk, couple: Family) -> None:
        items = leaving(desk, "転出届", couple.people[0], 異動年月日=desk.day(9), 職権世帯主変更フラグ="1")
        desk.do("転出届", **items)
        desk.do("転入通知受理", 宛名番号=couple.people[0])
        assert couple.states()[1] == (couple.household, "世帯主", couple.name(1))


class TestMoves:
    """転居, 4.0.2, 4.1.2.1."""

    def test_a_whole_household_keeps_its_number(self, desk: Desk, family: Family) -> None:
        rows = desk.do("転居届", 対象者宛名番号=family.people).results
        assert {row["世帯番号"] for row in rows} == {family.household}
        assert [state[1] for state in family.states()] == ["世帯主", "妻", "子"]
        state = desk.state(family.people[1])
        assert state["住所_番地号表記"] == "７番８号"
        assert state["住所を定めた年月日"] == desk.day()
        assert state["住民となった年月日"] == desk.day(-10)
        assert "住所_郵便番号" not in state

    def test_part_of_one_forms_a_new_household(self, desk: Desk, family: Family) -> None:
        movers = family.people[1:]
        rows = desk.do("転居届", 対象者宛名番号=movers, 対象者続柄=["世帯主", "子"]).results
        assert rows[0]["世帯番号"] == rows[1]["世帯番号"] != family.household
        assert family.states()[2][1:] == ("子", family.name(1))

    def test_the_named_head_heads_it(self, desk: Desk, family: Family) -> None:
        items = {"対象者続柄": ["母", "世帯主"], "新世帯主宛名番号": family.people[2]}
        desk.do("転居届", 対象者宛名番号=family.people[1:], **items)
        assert [state[1] for state in family.states()[1:]] == ["母", "世帯主"]

    def test_joining_needs_relations_one_for_each(self, desk: Desk, family: Family) -> None:
        host = desk.resident()["世帯番号"]
        movers = family.people[1:]
        assert desk.do("転居届", 対象者宛名番号=movers, 世帯番号=host).codes == ["E0004"]
        assert desk.do("転居届", 対象者宛名番号=movers, 世帯番号=host, 対象者続柄=["妻"]).codes == ["T1102"]
        answer = desk.do("転居届", 対象者宛名番号=movers, 世帯番号=host, 対象者続柄=["妻", "妻の子"])
        assert {row["世帯番号"] for row in answer.results} == {host}


class TestHouseholdChanges:
    """4.1.4."""

    def test_a_split_leaves_the_address_alone(self, desk: Desk, family: Family) -> None:
        before = desk.state(family.people[2])
        made = desk.do("世帯分離", 対象者宛名番号=[family.people[2]]).one
        after = desk.state(family.people[2])
        assert made["世帯番号"] != family.household
        assert after["住所を定めた年月日"] == before["住所を定めた年月日"]
        assert (after["続柄"], after["住所_番地号表記"]) == ("世帯主", before["住所_番地号表記"])
        assert desk.do("世帯分離", 対象者宛名番号=[family.people[2]]).codes == ["T1102"]

    @pytest.mark.parametrize("operation", ["世帯合併", "世帯変更"])
    def test_households_join_at_one_address_only(self, desk: Desk, couple: Family, operation: str) -> None:
        guest = desk.resident()["宛名番号"]
        far = desk.resident(住所_番地号表記="９９番")["宛名番号"]
        items = {"世帯番号": couple.household, "対象者続柄": ["同居人"]}
        made = desk.do(operation, 対象者宛名番号=[guest], **items).one
        assert (made["世帯番号"], made["異動事由"]) == (couple.household, operation)
        assert desk.do(operation, 対象者宛名番号=[far], **items).codes == ["T1102"]
        assert desk.do(operation, 対象者宛名番号=[guest], **items).codes == ["T1102"]

    def test_a_new_head_is_head_of_all(self, desk: Desk, family: Family) -> None:
        items = {"対象者宛名番号": [family.people[0], family.people[2]], "対象者続柄": ["夫", "子"]}
        rows = desk.do("世帯主変更", 新世帯主宛名番号=family.people[1], **items).results
        assert [(row["宛名番号"], row["続柄"]) for row in rows] == [
            (family.people[1], "世帯主"),
            (family.people[0], "夫"),
        ]
        assert {state[2] for state in family.states()} == {family.name(1)}

    def test_the_old_head_is_a_lodger_unless_told(self, desk: Desk, couple: Family) -> None:
        desk.do("世帯主変更", 新世帯主宛名番号=couple.people[1], 対象者続柄=None)
        assert [state[1] for state in couple.states()] == ["同居人", "世帯主"]

    def test_two_heads_and_strangers_are_refused(self, desk: Desk, couple: Family) -> None:
        stranger = desk.resident()["宛名番号"]
        for person, relation in ((couple.people[0], "世帯主"), (stranger, "夫")):
            items = {"対象者宛名番号": [person], "対象者続柄": [relation]}
            assert desk.do("世帯主変更", 新世帯主宛名番号=couple.people[1], **items).codes == ["T1102"]
        assert desk.do("世帯主変更", 新世帯主宛名番号=couple.people[0], 対象者続柄=None).codes == ["T1102"]

    def test_members_hear_of_a_new_head_without_a_row_of_their_own(self, desk: Desk, family: Family) -> None:
        desk.do("世帯主変更", 新世帯主宛名番号=family.people[1], 対象者続柄=None)
        assert len(desk.ask("異動履歴照会", 宛名番号=family.people[2]).results) == 1
        told = desk.ask("宛名差分照会", 宛名番号=family.people[2]).results
        assert told[-1]["世帯主氏名"] == family.name(1)
