"""支援措置 and 抑止: periods, what they block, what ends by itself and what does not (1.1.16, 3.1, 3.2, 3.4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.reference.desk import Desk


def issued(desk: Desk, person: str, **more: object) -> list[str]:
    return desk.do("証明書交付", 宛名番号=person, **more).codes


def test_a_measure_lasts_a_year_unless_an_end_is_sent(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    usual = desk.do("支援措置登録", 宛名番号=person, 支援措置開始年月日="2020-04-01").one
    assert usual["支援措置終了年月日"] == "2021-03-31"
    assert usual["支援措置区分"] == "支援措置"
    other = desk.do(
        "支援措置登録", 宛名番号=person, 支援措置終了年月日="2026-12-31", 支援措置区分="仮支援措置"
    ).one
    assert (other["支援措置終了年月日"], other["支援措置区分"]) == ("2026-12-31", "仮支援措置")
    wrong = desk.do("支援措置登録", 宛名番号=person, 支援措置終了年月日=desk.day(-1))
    assert wrong.codes == ["T1102"]
    starts = [row["支援措置開始年月日"] for row in desk.ask("支援措置照会", 宛名番号=person).results]
    assert starts == ["2020-04-01", desk.day()]


@pytest.mark.parametrize("kind", ["支援措置", "仮支援措置"])
def test_issue_is_blocked_until_the_measure_is_ended(desk: Desk, kind: str) -> None:
    person = desk.resident()["宛名番号"]
    number = desk.do("支援措置登録", 宛名番号=person, 支援措置区分=kind).one["支援措置番号"]
    assert issued(desk, person) == ["T1404"]
    state = desk.state(person)
    assert (state["支援措置フラグ"], state["支援措置番号"], state["支援措置区分"]) == ("1", number, kind)
    ended = desk.ask("支援措置終了", 支援措置番号=number).one
    assert ended["支援措置区分"] == "終了"
    assert issued(desk, person) == []
    assert "支援措置フラグ" not in desk.state(person)


def test_co_protected_persons_and_joined_certificates_are_blocked(desk: Desk) -> None:
    applicant = desk.resident()
    home = applicant["世帯番号"]
    child = desk.resident()["宛名番号"]
    mother = desk.resident(世帯番号=home, 続柄="母", 氏名="適合　母")["宛名番号"]
    housemate = desk.resident(世帯番号=home, 続柄="同居人")["宛名番号"]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in child)
    protected = [wide, "適合　母", "適合　友"]
    desk.do("支援措置登録", 宛名番号=applicant["宛名番号"], 併せて支援を求める者=protected)
    assert issued(desk, child) == issued(desk, mother) == ["T1404"]
    assert desk.state(child)["支援措置フラグ"] == "1"
    assert issued(desk, housemate) == []
    assert issued(desk, housemate, 様式区分="世帯連記式") == ["T1404"]


def test_a_measure_that_ran_out_warns_until_it_is_extended_or_ended(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = desk.do("支援措置登録", 宛名番号=person, 支援措置終了年月日=desk.day()).one["支援措置番号"]
    assert issued(desk, person) == ["T1404"]
    desk.tomorrow()
    assert issued(desk, person) == ["T2003"]
    assert issued(desk, person, 確認済アラート=["T2003"]) == []
    desk.ask("支援措置延長", 支援措置番号=number)
    assert issued(desk, person) == ["T1404"]


def test_extension_opens_a_month_before_the_end(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = desk.do("支援措置登録", 宛名番号=person).one["支援措置番号"]  # ends 2027-05-19
    desk.now += timedelta(days=333)  # 2027-04-18
    assert desk.ask("支援措置延長", 支援措置番号=number).codes == ["T1401"]
    desk.tomorrow()
    extended = desk.ask("支援措置延長", 支援措置番号=number).one
    assert (extended["支援措置開始年月日"], extended["支援措置終了年月日"]) == ("2027-05-20", "2028-05-19")
    rows = desk.ask("支援措置照会", 宛名番号=person).results
    assert [row["支援措置終了年月日"] for row in rows] == ["2027-05-19", "2028-05-19"]
    assert desk.ask("支援措置延長", 支援措置番号=number).codes == ["T1401"]
    desk.now += timedelta(days=60)
    assert issued(desk, person) == ["T1404"]


def test_an_extended_term_that_is_over_warns_of_nothing_when_its_successor_was_ended(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = desk.do("支援措置登録", 宛名番号=person, 支援措置終了年月日=desk.day()).one["支援措置番号"]
    successor = desk.ask("支援措置延長", 支援措置番号=number).one["支援措置番号"]
    desk.tomorrow()
    desk.ask("支援措置終了", 支援措置番号=successor)
    assert issued(desk, person) == []


def test_moving_out_goes_on_provisionally(desk: Desk) -> None:
    """Also where it began after the notification; a measure registered once one is gone stays what it is."""
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(1))
    desk.do("支援措置登録", 宛名番号=person)
    assert desk.ask("支援措置照会", 宛名番号=person).one["支援措置区分"] == "支援措置"
    desk.tomorrow()
    assert desk.ask("支援措置照会", 宛名番号=person).one["支援措置区分"] == "仮支援措置"
    desk.do("支援措置登録", 宛名番号=person, 支援措置開始年月日=desk.day())
    kinds = [each["支援措置区分"] for each in desk.ask("支援措置照会", 宛名番号=person).results]
    assert kinds == ["仮支援措置", "支援措置"]


def test_unknown_numbers_are_not_found(desk: Desk) -> None:
    for operation in ("支援措置延長", "支援措置終了"):
        assert desk.ask(operation, 支援措置番号="999").codes == ["T1201"]
    assert desk.ask("抑止解除", 抑止番号="999").codes == ["T1201"]
    assert desk.ask("抑止一時解除", 抑止番号="9" * 30, 一時解除秒数=1).codes == ["T1201"]


def test_restrictions_are_many_and_do_not_end_by_their_date(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("抑止設定", 宛名番号=person, 抑止終了年月日=desk.day())
    desk.do("抑止設定", 宛名番号=person, 抑止処理種別="照会", 抑止水準="処理可")
    desk.tomorrow(30)
    rows = desk.ask("抑止照会", 宛名番号=person).results
    assert [(row["抑止処理種別"], row["抑止状態"]) for row in rows] == [
        ("証明書発行", "設定中"),
        ("照会", "設定中"),
    ]
    assert issued(desk, person) == ["T1403"]
    assert desk.state(person)["抑止フラグ"] == "1"
    assert desk.do("抑止設定", 宛名番号=person, 抑止終了年月日=desk.day(-1)).codes == ["T1102"]


def test_a_temporary_lift_ends_by_itself(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = desk.do("抑止設定", 宛名番号=person).one["抑止番号"]
    lifted = desk.ask("抑止一時解除", 抑止番号=number, 一時解除秒数=60).one
    assert lifted["抑止状態"] == "一時解除中"
    assert issued(desk, person) == []
    desk.now += timedelta(seconds=61)
    assert desk.ask("抑止照会", 宛名番号=person).one["抑止状態"] == "設定中"
    assert issued(desk, person) == ["T1403"]
    desk.ask("抑止解除", 抑止番号=number)
    assert desk.ask("抑止一時解除", 抑止番号=number, 一時解除秒数=60).one["抑止状態"] == "解除済"
    assert issued(desk, person) == []
    assert "抑止フラグ" not in desk.state(person)


def test_setting_and_lifting_are_told_to_others_but_not_a_temporary_lift(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = desk.do("抑止設定", 宛名番号=person).one["抑止番号"]
    desk.ask("抑止一時解除", 抑止番号=number, 一時解除秒数=60)
    desk.ask("抑止解除", 抑止番号=number)
    desk.do("支援措置登録", 宛名番号=person)
    rows = desk.ask("宛名差分照会", 宛名番号=person).results
    assert [row["差分区分"] for row in rows] == ["住民", "抑止", "抑止", "支援措置"]
    assert [row.get("抑止状態") for row in rows] == [None, "設定中", "解除済", None]
    assert [row["抑止フラグ"] for row in rows[1:3]] == ["1", "0"]
    assert rows[3]["支援措置フラグ"] == "1"
