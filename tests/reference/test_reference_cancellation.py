"""異動の取消し (4.6)."""

import pytest

from tests.reference.desk import Desk


def cancel(desk: Desk, person: str, **items: object) -> dict[str, object]:
    return desk.ask("異動の取消し", 宛名番号=person, **items).one


def test_a_move_is_undone_in_a_new_row(desk: Desk) -> None:
    person = desk.resident(住所_方書="試験荘")["宛名番号"]
    desk.do("転居届", 対象者宛名番号=[person])
    made = cancel(desk, person, 申出フラグ="1")
    assert (made["異動事由"], made["履歴番号"]) == ("異動の取消し（修正）", 3)
    state = desk.state(person)
    assert (state["住所_方書"], state["申出年月日"]) == ("試験荘", desk.day())
    reasons = [row["異動事由"] for row in desk.ask("異動履歴照会", 宛名番号=person).results]
    assert reasons == ["国内転入", "転居", "異動の取消し（修正）"]


def test_a_removal_is_undone_into_the_former_household(desk: Desk) -> None:
    head = desk.resident()
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
    desk.do("死亡", 宛名番号=wife)
    made = cancel(desk, wife)
    assert (made["異動事由"], made["世帯番号"]) == ("異動の取消し（増）", head["世帯番号"])
    state = desk.state(wife)
    assert (state["続柄"], state["住民状態"]) == ("妻", "住民")
    assert "消除年月日" not in state


def test_when_all_have_left_one_returns_as_head_of_a_new_household(desk: Desk) -> None:
    made = desk.resident()
    desk.do("死亡", 宛名番号=made["宛名番号"])
    back = cancel(desk, made["宛名番号"])
    assert back["世帯番号"] != made["世帯番号"]
    assert desk.state(made["宛名番号"])["続柄"] == "世帯主"


def test_the_first_entry_undone_is_no_resident(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    assert cancel(desk, person)["異動事由"] == "異動の取消し（減）"
    state = desk.state(person)
    assert (state["住民状態"], state["消除事由"]) == ("消除", "異動の取消し")


def test_a_return_undone_is_removed_as_before(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("職権消除", 対象者宛名番号=[person], 異動年月日=desk.day(-4))
    desk.do("再転入", 宛名番号=person)
    assert cancel(desk, person)["異動事由"] == "異動の取消し（減）"
    assert desk.state(person)["消除年月日"] == desk.day(-4)


def test_a_planned_departure_is_undone_with_its_plan(desk: Desk) -> None:
    head = desk.resident()
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[head["宛名番号"]], 異動年月日=desk.day(2), 職権世帯主変更フラグ="1")
    assert cancel(desk, head["宛名番号"])["異動事由"] == "異動の取消し（修正）"
    desk.tomorrow(3)
    assert desk.state(head["宛名番号"])["住民状態"] == "住民"
    assert desk.state(wife)["続柄"] == "妻"


def test_the_successor_that_came_with_a_death_steps_down(desk: Desk) -> None:
    head = desk.resident()
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
    desk.do("死亡", 宛名番号=head["宛名番号"], 職権世帯主変更フラグ="1")
    cancel(desk, head["宛名番号"])
    assert desk.state(wife)["続柄"] == "妻"
    assert desk.state(wife)["世帯主氏名"] == head["氏名"]


def test_but_not_one_who_was_chosen_since(desk: Desk) -> None:
    head = desk.resident()
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
    desk.do("死亡", 宛名番号=head["宛名番号"])
    desk.do("世帯主変更", 新世帯主宛名番号=wife, 対象者続柄=None)
    assert desk.ask("異動の取消し", 宛名番号=head["宛名番号"]).codes == ["T1102"]


@pytest.mark.parametrize("operation", ["帰化", "改製"])
def test_an_event_of_two_rows_is_undone_whole(desk: Desk, operation: str) -> None:
    person = desk.do("外国人転入届").one["宛名番号"]
    before = desk.state(person)
    desk.do(operation, 宛名番号=person)
    assert cancel(desk, person)["履歴番号"] == 4
    state = desk.state(person)
    assert state["住民種別"] == "外国人住民"
    assert state["在留カード等番号"] == before["在留カード等番号"]
    assert "改製年月日" not in state


def test_only_the_newest_event_can_be_undone_and_only_once(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転居届", 対象者宛名番号=[person])
    for number in (1, 9):
        assert desk.ask("異動の取消し", 宛名番号=person, 取消対象履歴番号=number).codes == ["T1401"]
    cancel(desk, person, 取消対象履歴番号=2)
    assert desk.ask("異動の取消し", 宛名番号=person).codes == ["T1401"]
    assert desk.ask("異動の取消し", 宛名番号="000000000099996").status in (400, 404)
