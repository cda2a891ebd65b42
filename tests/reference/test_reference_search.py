"""住民検索 finds by all conditions together, by sound, by past names and addresses (2.1.2, 2.1.3)."""

from __future__ import annotations

import pytest

from tests.reference.desk import Desk

# Worked examples of R19 and the standard: what is stored, what is asked for.
ALIKE = [
    ("サトウ", "サトオ"),
    ("フジタ", "フヂタ"),
    ("ミズノ", "ミヅノ"),
    ("キャット", "キヤツト"),
    ("サトー", "サト"),
]


def found(desk: Desk, **conditions: object) -> list[str]:
    answer = desk.ask("住民検索", **conditions)
    assert answer.status == 200, answer.body
    return [entry["宛名番号"] for entry in answer.results]


@pytest.mark.parametrize(("stored", "asked"), [*ALIKE, *(pair[::-1] for pair in ALIKE)])
def test_readings_are_found_by_sound(desk: Desk, stored: str, asked: str) -> None:
    person = desk.resident(氏名_フリガナ=f"{stored}　ハナ")["宛名番号"]
    desk.resident(氏名_フリガナ="ベツ　ジン")
    assert found(desk, 検索フリガナ=f"{asked}ハナ") == [person]


def test_readings_of_former_names_and_aliases_are_found(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("旧氏の記載", 宛名番号=person, 旧氏="旧試", 旧氏_フリガナ="キュウシ")
    assert found(desk, 検索フリガナ="キユウシ") == [person]
    assert found(desk, 旧氏="旧") == [person]
    desk.do("旧氏の削除", 宛名番号=person)
    assert found(desk, 旧氏="旧") == []


def test_names_are_found_in_part_without_blanks_and_by_variants(desk: Desk) -> None:
    person = desk.resident(氏名="渡邊　試花")["宛名番号"]
    desk.resident(氏名="渡部　試花")
    assert found(desk, 氏名="渡辺試") == [person]
    assert len(found(desk, 氏名="試花")) == 2


def test_marks_of_companies_find_nobody(desk: Desk) -> None:
    desk.resident(氏名="（株）適合")
    assert found(desk, 氏名="（株）") == []


def test_all_conditions_have_to_be_met(desk: Desk) -> None:
    person = desk.resident(性別="1", 生年月日="1980-02-03")["宛名番号"]
    desk.resident(性別="2", 生年月日="1980-02-03")
    assert found(desk, 生年月日="1980-02-03", 性別="1") == [person]
    assert found(desk, 生年月日="1980-02-03", 性別="1", 住民票コード="00000000000") == []


def test_without_conditions_the_first_item_is_asked_for(desk: Desk) -> None:
    answer = desk.ask("住民検索", 消除者を含むフラグ="1")
    assert (answer.status, answer.codes) == (400, ["E0001"])
    assert answer.messages[0].startswith("氏名")


def test_past_names_and_addresses_are_found(desk: Desk) -> None:
    person = desk.resident(氏名="試験　旧姓", 住所_町字="昔町", 住所_番地号表記="３番")["宛名番号"]
    desk.do("職権修正", 宛名番号=person, 氏名="試験　新姓", 住所_方書=None)
    desk.do("転居届", 対象者宛名番号=[person], 住所_町字="今町")
    assert found(desk, 氏名="旧姓") == found(desk, 氏名="新姓") == [person]
    assert found(desk, 住所="昔町３番") == found(desk, 住所="千代田区今町") == [person]


def test_buildings_are_equal_and_current(desk: Desk) -> None:
    person = desk.resident(住所_方書="試験荘１０１号")["宛名番号"]
    assert found(desk, 住所_方書="試験荘１０１号") == [person]
    assert found(desk, 住所_方書="試験荘") == []
    desk.do("転居届", 対象者宛名番号=[person])
    assert found(desk, 住所_方書="試験荘１０１号") == []


def test_removed_persons_are_found_on_request_only(desk: Desk) -> None:
    person = desk.resident(氏名="適合　消除")["宛名番号"]
    desk.do("死亡", 宛名番号=person)
    assert found(desk, 氏名="適合　消除") == []
    assert found(desk, 氏名="適合　消除", 消除者を含むフラグ="1") == [person]
    assert found(desk, 消除事由="死亡", 消除者を含むフラグ="1") == [person]


def test_restricted_and_protected_persons_are_flagged(desk: Desk) -> None:
    person = desk.resident(生年月日="1971-01-01")["宛名番号"]
    entry = desk.ask("住民検索", 宛名番号=person).one
    assert "1" not in (entry.get("抑止フラグ"), entry.get("支援措置フラグ"))
    desk.do("抑止設定", 宛名番号=person)
    desk.do("支援措置登録", 宛名番号=person)
    entry = desk.ask("住民検索", 宛名番号=person).one
    assert (entry["抑止フラグ"], entry["支援措置フラグ"]) == ("1", "1")


def test_results_come_in_pages(desk: Desk) -> None:
    people = [desk.resident(生年月日="1972-02-02")["宛名番号"] for _ in range(5)]
    assert found(desk, 生年月日="1972-02-02", 取得件数=2) == people[:2]
    assert found(desk, 生年月日="1972-02-02", 取得件数=2, 取得開始位置=4) == people[4:]
    assert found(desk, 生年月日="1972-02-02", 取得開始位置=2**60) == []
