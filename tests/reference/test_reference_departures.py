"""Ceasing to be a resident: 転出 and its notice, 死亡, 失踪, 職権消除."""

from datetime import date, datetime

import pytest

from conformance.reference.clock import JST
from tests.reference.desk import Desk


def leave(desk: Desk, person: str, **items: object) -> dict[str, object]:
    return desk.do("転出届", 対象者宛名番号=[person], **items).one


def test_until_the_planned_day_one_is_a_resident(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    assert leave(desk, person, 異動年月日=desk.day(2))["住民状態"] == "住民"
    assert "消除年月日" not in desk.state(person)
    desk.tomorrow()
    assert desk.state(person)["住民状態"] == "住民"
    desk.tomorrow()
    state = desk.state(person)
    assert (state["住民状態"], state["消除事由"], state["消除年月日"]) == ("転出", "転出", desk.day())
    assert desk.do("転居届", 対象者宛名番号=[person]).codes == ["T1401"]


@pytest.mark.parametrize(("filed", "late"), [(date(2026, 5, 15), False), (date(2026, 5, 16), True)])
def test_a_late_notification_is_dealt_with_ex_officio(desk: Desk, filed: date, late: bool) -> None:
    """R3."""
    desk.now = datetime(filed.year, filed.month, filed.day, 9, tzinfo=JST)
    person = desk.resident(異動年月日="2026-01-10")["宛名番号"]
    made = leave(desk, person, 異動年月日="2026-05-01")
    assert (made.get("職権フラグ") == "1") is late
    assert made["帳票名"] == ("転出証明書に準ずる証明書" if late else "転出証明書")


@pytest.mark.parametrize("items", [{"特例転出フラグ": "1"}, {"異動事由": "国外転出"}])
def test_no_certificate_for_a_special_move_out_nor_for_abroad(desk: Desk, items: dict[str, object]) -> None:
    assert "帳票名" not in leave(desk, desk.resident()["宛名番号"], **items)


class TestArrivalNotice:
    """R5."""

    def notice(self, desk: Desk, person: str, arrived: str) -> dict[str, object]:
        items = {"転入年月日_通知": arrived, "転出先住所_確定": "神奈川県横浜市西区"}
        return desk.do("転入通知受理", 宛名番号=person, **items).one

    def test_the_earlier_day_removes_and_the_plan_stays(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        leave(desk, person, 異動年月日=desk.day(5), 転出先住所_予定="神奈川県川崎市")
        desk.tomorrow(2)
        made = self.notice(desk, person, desk.day(-1))
        assert made["消除年月日"] == made["転出年月日_確定"] == desk.day(-1)
        assert made["異動事由"] == "国内転出"
        state = desk.state(person)
        assert state["転出先住所_予定"] == "神奈川県川崎市"
        assert state["転出先住所_確定"] == "神奈川県横浜市西区"
        assert state["転出予定年月日"] == desk.day(3)

    def test_a_later_arrival_does_not_move_the_removal(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        leave(desk, person, 異動年月日=desk.day(-3))
        assert self.notice(desk, person, desk.day(-1))["消除年月日"] == desk.day(-3)

    def test_a_second_notice_corrects_the_first(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        leave(desk, person, 異動年月日=desk.day(-1))
        self.notice(desk, person, desk.day(-3))
        assert self.notice(desk, person, desk.day(-2))["消除年月日"] == desk.day(-2)

    def test_those_struck_off_get_one_too_and_residents_do_not(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        assert desk.do("転入通知受理", 宛名番号=person).codes == ["T1401"]
        desk.do("職権消除", 対象者宛名番号=[person], 異動年月日=desk.day(-5))
        made = self.notice(desk, person, desk.day(-2))
        assert (made["異動事由"], made["消除年月日"]) == ("職権消除", desk.day(-5))
        dead = desk.resident()["宛名番号"]
        desk.do("死亡", 宛名番号=dead)
        assert desk.do("転入通知受理", 宛名番号=dead).codes == ["T1401"]


@pytest.mark.parametrize(
    ("operation", "state", "cause"), [("死亡", "死亡", "死亡"), ("失踪", "消除", "失踪")]
)
def test_death_and_disappearance(desk: Desk, operation: str, state: str, cause: str) -> None:
    person = desk.resident()["宛名番号"]
    items = {"異動年月日_不詳フラグ": "1", "異動年月日_不詳表記": "令和８年５月頃"}
    made = desk.do(operation, 宛名番号=person, 異動年月日="2025-02-29", **items).one
    assert (made["住民状態"], made["消除事由"], made["消除年月日"]) == (state, cause, "2025-02-29")
    assert desk.do(operation, 宛名番号=person).codes == ["T1401"]
    assert desk.do(operation, 宛名番号=desk.resident()["宛名番号"], 異動年月日=desk.day(1)).codes == ["T1101"]


def test_a_support_measure_turns_provisional_when_one_moves_out(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("支援措置登録", 宛名番号=person)
    leave(desk, person, 異動年月日=desk.day())
    assert desk.ask("支援措置照会", 宛名番号=person).one["支援措置区分"] == "仮支援措置"
