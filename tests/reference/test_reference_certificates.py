"""証明書交付: what is printed and what not, for whom, each copy numbered and logged (1.3.8, 3.4, 5.1, 5.4, 5.5)."""

from __future__ import annotations

import pytest

from tests.reference.desk import Desk

COPY, OF_REMOVED = "住民票の写し", "住民票の除票の写し"


@pytest.mark.parametrize(
    ("flag", "items"),
    [
        ("記載_世帯主・続柄", {"続柄", "世帯主氏名"}),
        ("記載_本籍・筆頭者", {"本籍", "筆頭者"}),
        ("記載_住民票コード", {"住民票コード"}),
        ("記載_個人番号", {"個人番号"}),
        ("記載_履歴", {"備考内容"}),
    ],
)
def test_items_are_omitted_unless_asked_for(desk: Desk, flag: str, items: set[str]) -> None:
    person = desk.resident(個人番号="123456789018")["宛名番号"]
    usual = desk.do("証明書交付", 宛名番号=person).one
    asked = desk.do("証明書交付", 宛名番号=person, **{flag: "1"}).one
    assert not items & set(usual)
    assert set(asked) - set(usual) == items


def test_foreigners_items_follow_the_flag_of_honseki(desk: Desk) -> None:
    person = desk.do("外国人転入届").one["宛名番号"]
    usual = desk.do("証明書交付", 宛名番号=person).one
    asked = desk.do("証明書交付", 宛名番号=person, **{"記載_本籍・筆頭者": "1"}).one
    assert set(asked) - set(usual) == {"国籍・地域", "在留資格", "在留期間満了年月日", "在留カード等番号"}
    assert usual["生年月日_表記"] == "１９８５年７月１５日"


def test_what_a_certificate_always_says(desk: Desk) -> None:
    person = desk.resident(住所_方書="試験荘１０１号")["宛名番号"]
    printed = desk.do("証明書交付", 宛名番号=person, 公用フラグ="1").one
    assert printed["住所_方書"] == "試験荘１０１号"
    assert printed["届出年月日"] == desk.day()
    assert printed["認証者氏名"] == "適合　首長"
    assert (printed["交付年月日"], printed["公用フラグ"]) == (desk.day(), "1")


def test_move_out_facts_are_printed_only_from_the_planned_day_on(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    notified = desk.day()
    desk.tomorrow()
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(2))
    printed = desk.do("証明書交付", 宛名番号=person, 記載_履歴="1").one
    facts = {"転出先住所_予定", "転出予定年月日", "消除事由", "消除年月日"}
    assert not facts & set(printed)
    assert printed["届出年月日"] == notified
    assert "転出" not in printed["備考内容"]
    assert desk.do("証明書交付", 宛名番号=person, 証明書種別=OF_REMOVED).codes == ["T1401"]
    desk.tomorrow(2)
    assert desk.do("証明書交付", 宛名番号=person).codes == ["T1401"]
    sheet = desk.do("証明書交付", 宛名番号=person, 証明書種別=OF_REMOVED, 記載_履歴="1").one
    assert facts <= set(sheet)
    assert "国内転出" in sheet["備考内容"]


def test_joined_certificates_carry_the_present_household_in_order(desk: Desk) -> None:
    head = desk.resident()
    others = [
        desk.resident(世帯番号=head["世帯番号"], 続柄=relation)["宛名番号"] for relation in ("妻", "子", "子")
    ]
    desk.do("死亡", 宛名番号=others[1])
    answer = desk.do("証明書交付", 宛名番号=others[0], 様式区分="世帯連記式")
    assert [entry["宛名番号"] for entry in answer.results] == [head["宛名番号"], others[0], others[2]]
    assert len({entry["発行番号"] for entry in answer.results}) == 1
    dead = desk.do("証明書交付", 宛名番号=others[1], 証明書種別=OF_REMOVED, 様式区分="世帯連記式")
    assert dead.codes == ["T1102"]


def test_more_than_four_members_take_a_second_sheet(desk: Desk) -> None:
    head = desk.resident()
    for _ in range(4):
        desk.resident(世帯番号=head["世帯番号"], 続柄="子")
    answer = desk.do("証明書交付", 宛名番号=head["宛名番号"], 様式区分="世帯連記式", 入力端末="端末９")
    assert (
        answer.results[0]["発行番号"] == "２０２６０５２０　千代田区　端末９　プリンタ００１　００１　１／２"
    )


def test_every_copy_has_its_own_number_and_row_in_the_log(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    first = desk.do("証明書交付", 宛名番号=person, 部数=2, 交付場所="試験出張所").one
    desk.do("証明書交付", "clerk_a", 宛名番号=person, 証明書種別="住民票記載事項証明書", 記載_個人番号="1")
    log = desk.ask("交付履歴照会", 宛名番号=person).results
    assert len({row["発行番号"] for row in log}) == 3
    assert log[0]["発行番号"] == first["発行番号"]
    assert [row["証明書種別"] for row in log] == [COPY, COPY, "住民票記載事項証明書"]
    assert [row["操作者ID"] for row in log] == ["default", "default", "clerka"]
    assert (log[0]["交付年月日"], log[0]["交付時刻"]) == (desk.day(), "12:00:00")
    assert log[0]["交付場所"] == "試験出張所"
    assert "氏名" in log[0]["記載事項"]
    assert not any("試験出張所" in str(value) for value in first.values())


def test_the_log_of_a_joined_certificate_is_found_for_every_member(desk: Desk) -> None:
    head = desk.resident()
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
    desk.do("証明書交付", 宛名番号=head["宛名番号"], 様式区分="世帯連記式")
    row = desk.ask("交付履歴照会", 宛名番号=wife).one
    assert row["宛名番号"] == wife


def test_nothing_is_logged_when_nothing_is_issued(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    assert desk.do("証明書交付", 宛名番号=person, 部数=0).codes == ["T1102"]
    assert desk.ask("交付履歴照会", 宛名番号=person).results == []


def test_drafts_are_in_no_certificate_and_memos_neither(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転居届", 対象者宛名番号=[person], 住所_町字="仮の町", 登録区分="仮登録")
    desk.do("メモ登録", 宛名番号=person, メモ内容="秘密のメモ")
    desk.do("備考登録", 宛名番号=person, 備考種別="C", 備考内容="書いた備考")
    printed = desk.do("証明書交付", 宛名番号=person, 記載_履歴="1").one
    assert printed["住所_町字"] == "試験町一丁目"
    assert printed["備考内容"] == "令和８年５月１０日　国内転入／書いた備考"


def test_restrictions_on_issue_stop_or_warn(desk: Desk) -> None:
    head = desk.resident()
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
    number = desk.do("抑止設定", 宛名番号=wife).one["抑止番号"]
    assert desk.do("証明書交付", 宛名番号=head["宛名番号"]).status == 200
    joined = {"宛名番号": head["宛名番号"], "様式区分": "世帯連記式"}
    assert desk.do("証明書交付", **joined).codes == ["T1403"]
    desk.ask("抑止解除", 抑止番号=number)
    desk.do("抑止設定", 宛名番号=wife, 抑止水準="アラート")
    assert desk.do("証明書交付", **joined).codes == ["T2004"]
    assert desk.do("証明書交付", **joined, 確認済アラート=["T2004"]).status == 200
    desk.do("抑止設定", 宛名番号=head["宛名番号"], 抑止処理種別="照会")
    assert desk.do("証明書交付", 宛名番号=head["宛名番号"]).status == 200
