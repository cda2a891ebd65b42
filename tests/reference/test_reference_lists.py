"""一覧照会: missing arrival notices, requests to name a head, restricted persons."""

from __future__ import annotations

from tests.reference.desk import Desk

MISSING, HEADLESS, RESTRICTED = "転入通知未着者一覧", "世帯主変更依頼対象者リスト", "抑止対象者一覧"


def listed(desk: Desk, name: str, **more: object) -> list[str]:
    answer = desk.ask("一覧照会", 一覧名=name, **more)
    assert answer.status == 200
    return [entry["宛名番号"] for entry in answer.results]


def moved_out(desk: Desk, **items: object) -> str:
    person = str(desk.resident()["宛名番号"])
    assert desk.do("転出届", 対象者宛名番号=[person], **items).status == 200
    return person


def test_arrivals_are_missed_after_the_planned_day_within_japan(desk: Desk) -> None:
    today = moved_out(desk, 異動年月日=desk.day())
    ahead = moved_out(desk, 異動年月日=desk.day(2))
    moved_out(desk, 異動年月日=desk.day(), 異動事由="国外転出")
    assert listed(desk, MISSING) == [today]
    entry = desk.ask("一覧照会", 一覧名=MISSING).one
    assert (entry["異動事由"], entry["転出予定年月日"], entry["転出先住所_予定"]) == (
        *("国内転出", desk.day(), "神奈川県横浜市西区"),
    )
    desk.tomorrow(2)
    assert listed(desk, MISSING) == [today, ahead]
    desk.do("転入通知受理", 宛名番号=today)
    assert listed(desk, MISSING) == [ahead]


def test_those_struck_off_ex_officio_are_listed_but_not_the_dead_or_lost(desk: Desk) -> None:
    struck, dead, lost = (desk.resident()["宛名番号"] for _ in range(3))
    desk.do("職権消除", 対象者宛名番号=[struck])
    desk.do("死亡", 宛名番号=dead)
    desk.do("失踪", 宛名番号=lost)
    assert listed(desk, MISSING) == [struck]
    assert listed(desk, MISSING, 宛名番号=dead) == []


def test_the_highest_ranked_member_of_a_headless_household_is_listed(desk: Desk) -> None:
    head = desk.resident()
    desk.resident(世帯番号=head["世帯番号"], 続柄="母", 生年月日="1940-01-01")
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
    assert listed(desk, HEADLESS) == []
    desk.do("死亡", 宛名番号=head["宛名番号"], 確認済アラート=["T2001"])
    assert listed(desk, HEADLESS) == [wife]
    assert listed(desk, HEADLESS, 宛名番号=wife) == [wife]
    assert listed(desk, HEADLESS, 宛名番号=head["宛名番号"]) == []
    desk.do("世帯主変更", 新世帯主宛名番号=wife, 対象者続柄=None)
    assert listed(desk, HEADLESS) == []


def test_restricted_persons_are_listed_once_while_it_is_in_force(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    numbers = [
        desk.do("抑止設定", 宛名番号=person, 抑止処理種別=kind).one["抑止番号"]
        for kind in ("照会", "異動入力")
    ]
    assert listed(desk, RESTRICTED) == [person]
    for number in numbers:
        desk.ask("抑止一時解除", 抑止番号=number, 一時解除秒数=60)
    assert listed(desk, RESTRICTED) == []
    desk.tomorrow()
    assert listed(desk, RESTRICTED) == [person]
    for number in numbers:
        desk.ask("抑止解除", 抑止番号=number)
    assert listed(desk, RESTRICTED) == []
