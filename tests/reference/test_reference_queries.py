"""照会 answers the newest state, the whole history, households in order, and every removed sheet."""

from __future__ import annotations

from conformance.spec.check_digits import complete
from tests.reference.desk import Desk


def test_birth_dates_are_shown_in_the_calendar_of_the_kind_of_resident(desk: Desk) -> None:
    japanese = desk.resident(生年月日="1990-04-01")["宛名番号"]
    foreign = desk.do("外国人転入届", 生年月日="1985-07-15").one["宛名番号"]
    assert desk.state(japanese)["生年月日_表記"] == "平成２年４月１日"
    assert desk.state(foreign)["生年月日_表記"] == "１９８５年７月１５日"


def test_birth_dates_that_no_calendar_has_or_nobody_knows_are_shown(desk: Desk) -> None:
    impossible = desk.resident(生年月日="1985-02-29")["宛名番号"]
    unknown = desk.resident(
        生年月日="1950-00-00", 生年月日_不詳フラグ="1", 生年月日_不詳表記="昭和２５年　月日不詳"
    )["宛名番号"]
    assert desk.state(impossible)["生年月日_表記"] == "昭和６０年２月２９日"
    assert desk.state(unknown)["生年月日_表記"] == "昭和２５年　月日不詳"
    assert desk.state(unknown)["生年月日"] == "1950-00-00"


def test_nobody_is_not_found(desk: Desk) -> None:
    nobody = complete("modulus11", "99999999999999")
    for operation in ("住民照会", "異動履歴照会", "除票照会", "他業務照会"):
        answer = desk.ask(operation, 宛名番号=nobody)
        assert (answer.status, answer.codes) == (404, ["T1201"]), operation


def test_inquiry_stops_at_a_restriction(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    household = desk.state(person)["世帯番号"]
    restriction = desk.do("抑止設定", 宛名番号=person, 抑止処理種別="照会").one["抑止番号"]
    for operation, items in (
        ("住民照会", {"宛名番号": person}),
        ("異動履歴照会", {"宛名番号": person}),
        ("世帯照会", {"世帯番号": household}),
    ):
        assert desk.ask(operation, **items).codes == ["T1403"], operation
    desk.ask("抑止解除", 抑止番号=restriction)
    desk.do("抑止設定", 宛名番号=person, 抑止処理種別="照会", 抑止水準="アラート")
    assert desk.ask("住民照会", 宛名番号=person).codes == ["T2004"]
    assert desk.ask("住民照会", 宛名番号=person, 確認済アラート=["T2004"]).status == 200


def test_the_history_has_every_row_and_one_newest(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転居届", 対象者宛名番号=[person])
    desk.do("職権修正", 宛名番号=person)
    rows = desk.ask("異動履歴照会", 宛名番号=person).results
    assert [row["履歴番号"] for row in rows] == [1, 2, 3]
    assert [row["最新フラグ"] for row in rows] == ["0", "0", "1"]
    assert [row["異動事由"] for row in rows] == ["国内転入", "転居", "職権修正"]
    assert "住所_方書" not in rows[1]
    assert rows[2]["住所_方書"] == "試験荘１０１号"


def test_households_are_listed_by_rank_with_removed_members_on_request(desk: Desk) -> None:
    head = desk.resident(氏名="適合　主")
    household = head["世帯番号"]
    child = desk.resident(世帯番号=household, 続柄="子")["宛名番号"]
    wife = desk.resident(世帯番号=household, 続柄="妻", 性別="2")["宛名番号"]

    def listed(**more: object) -> list[str]:
        return [each["宛名番号"] for each in desk.ask("世帯照会", 世帯番号=household, **more).results]

    assert listed() == [head["宛名番号"], child, wife]
    desk.do("死亡", 宛名番号=child)
    assert listed() == [head["宛名番号"], wife]
    assert listed(消除者を含むフラグ="1") == [head["宛名番号"], wife, child]
    assert {each["世帯主氏名"] for each in desk.ask("世帯照会", 世帯番号=household).results} == {"適合　主"}


def test_a_household_without_a_head_is_answered(desk: Desk) -> None:
    head = desk.resident()
    for relation in ("妻", "子"):
        desk.resident(世帯番号=head["世帯番号"], 続柄=relation)
    desk.do("死亡", 宛名番号=head["宛名番号"], 確認済アラート=["T2001"])
    members = desk.ask("世帯照会", 世帯番号=head["世帯番号"]).results
    assert len(members) == 2
    assert all("世帯主氏名" not in member for member in members)


def test_a_household_that_all_have_left_is_no_more(desk: Desk) -> None:
    person = desk.resident()
    desk.do("死亡", 宛名番号=person["宛名番号"])
    assert desk.ask("世帯照会", 世帯番号=person["世帯番号"]).codes == ["T1201"]


def removed_sheets(desk: Desk, person: str) -> list[tuple[str, str]]:
    answer = desk.ask("除票照会", 宛名番号=person)
    assert answer.status == 200
    return [(row["消除事由"], row["消除年月日"]) for row in answer.results]


def test_removals_and_rewriting_leave_sheets(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    assert removed_sheets(desk, person) == []
    desk.do("改製", 宛名番号=person)
    assert removed_sheets(desk, person) == [("改製", desk.day())]
    desk.do("死亡", 宛名番号=person)
    assert removed_sheets(desk, person) == [("改製", desk.day()), ("死亡", desk.day(-1))]


def test_a_planned_move_out_leaves_a_sheet_when_its_day_has_come(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(3))
    assert removed_sheets(desk, person) == []
    desk.tomorrow(3)
    assert removed_sheets(desk, person) == [("転出", desk.day())]


def test_an_arrival_notice_belongs_to_the_sheet_of_the_move_out(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(30))
    desk.do("転入通知受理", 宛名番号=person)
    assert removed_sheets(desk, person) == [("転出", desk.day(-1))]
    sheet = desk.ask("除票照会", 宛名番号=person).one
    assert (sheet["転出先住所_予定"], sheet["転出先住所_確定"]) == (
        "神奈川県横浜市西区",
        "神奈川県横浜市西区試験町１番",
    )


def test_a_notice_after_the_move_out_is_no_second_sheet(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day())
    desk.do("転入通知受理", 宛名番号=person)
    assert removed_sheets(desk, person) == [("転出", desk.day(-1))]


def test_rewriting_before_a_planned_move_out_leaves_two_sheets(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(3))
    desk.do("改製", 宛名番号=person)
    desk.tomorrow(3)
    assert removed_sheets(desk, person) == [("改製", desk.day(-3)), ("転出", desk.day())]


def test_cancelled_removals_leave_no_sheet_and_cancelled_returns_no_second_one(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("職権消除", 対象者宛名番号=[person])
    desk.do("異動の取消し", 宛名番号=person)
    assert removed_sheets(desk, person) == []
    desk.do("職権消除", 対象者宛名番号=[person])
    desk.do("再転入", 宛名番号=person)
    desk.do("異動の取消し", 宛名番号=person)
    assert removed_sheets(desk, person) == [("職権消除", desk.day(-1))]


def test_a_cancelled_first_entry_is_a_removed_sheet(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("異動の取消し", 宛名番号=person)
    assert removed_sheets(desk, person) == [("異動の取消し", desk.day())]
