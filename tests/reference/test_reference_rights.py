"""Rights by user and operation, hidden items, one editor at a time, links and statistics (6.1, 7.2, 10.3, 10.4)."""

from __future__ import annotations

import pytest

from tests.reference.desk import Desk


def test_rights_hold_from_the_next_request_on(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    assert desk.ask("操作権限設定", 利用者ID="clerka", 許可操作=["juminshokai"]).status == 200
    assert desk.ask("住民照会", "clerk_a", 宛名番号=person).status == 200
    refused = desk.ask("異動履歴照会", "clerk_a", 宛名番号=person)
    assert (refused.status, refused.codes) == (403, ["T1301"])
    desk.ask("操作権限設定", 利用者ID="clerka", 許可操作=[])
    assert desk.ask("住民照会", "clerk_a", 宛名番号=person).codes == ["T1301"]
    desk.ask("操作権限設定", 利用者ID="clerka")
    assert desk.ask("異動履歴照会", "clerk_a", 宛名番号=person).status == 200


def test_only_the_administrator_sets_rights(desk: Desk) -> None:
    assert desk.ask("操作権限設定", "clerk_a", 利用者ID="clerka").codes == ["T1301"]
    assert desk.ask("操作権限照会", "clerk_a", 利用者ID="nobody").codes == ["T1201"]


def test_rights_have_a_time(desk: Desk) -> None:
    period = {"適用開始年月日": desk.day(1), "適用終了年月日": desk.day(1)}
    made = desk.ask("操作権限設定", 利用者ID="clerkb", 利用者氏名="適合　職員", 所属="試験課", **period).one
    assert made == {"利用者ID": "clerkb", "利用者氏名": "適合　職員", "所属": "試験課", **period}
    statuses = []
    for _ in range(3):
        statuses.append(desk.ask("入力場所照会", "clerk_b").status)
        desk.tomorrow()
    assert statuses == [403, 200, 403]
    wrong = desk.ask(
        "操作権限設定", 利用者ID="clerkb", 適用開始年月日="2026-02-02", 適用終了年月日="2026-02-01"
    )
    assert wrong.codes == ["T1102"]


@pytest.mark.parametrize("item", ["本籍", "個人番号", "住民票コード", "在留資格"])
def test_hidden_items_are_in_no_answer_to_that_user(desk: Desk, item: str) -> None:
    japanese = desk.resident(個人番号="123456789018")["宛名番号"]
    foreign = desk.do("外国人転入届").one["宛名番号"]
    person = foreign if item == "在留資格" else japanese
    desk.ask("操作権限設定", 利用者ID="clerka", 非表示項目=[item])
    flags = {f"記載_{name}": "1" for name in ("本籍・筆頭者", "住民票コード", "個人番号")}
    for operation, more in (
        ("住民照会", {}),
        ("異動履歴照会", {}),
        ("証明書交付", {"証明書種別": "住民票の写し", **flags}),
    ):
        hidden = desk.ask(operation, "clerk_a", 宛名番号=person, **more).one
        shown = desk.ask(operation, "clerk_b", 宛名番号=person, **more).one
        assert item in shown
        assert item not in hidden


def test_the_relationship_cannot_be_hidden(desk: Desk) -> None:
    assert desk.ask("操作権限設定", 利用者ID="clerka", 非表示項目=["続柄"]).codes == ["E0002"]


def test_one_user_edits_a_person_at_a_time(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    begun = desk.ask("編集開始", "clerk_a", 宛名番号=person).one
    assert begun == {"宛名番号": person, "操作者ID": "clerka"}
    assert desk.ask("編集開始", "clerk_a", 宛名番号=person).status == 200
    assert desk.ask("編集開始", "clerk_b", 宛名番号=person).codes == ["T1402"]
    assert desk.ask("編集終了", "clerk_b", 宛名番号=person).codes == ["T1401"]
    assert desk.do("職権修正", "clerk_b", 宛名番号=person).codes == ["T1402"]
    assert desk.do("職権修正", "clerk_a", 宛名番号=person).status == 200
    assert desk.ask("編集終了", "clerk_a", 宛名番号=person).status == 200
    assert desk.do("職権修正", "clerk_b", 宛名番号=person).status == 200
    assert desk.ask("編集終了", "clerk_a", 宛名番号=person).codes == ["T1401"]


def test_differences_come_in_order_after_a_number_without_drafts(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転居届", 対象者宛名番号=[person], 登録区分="仮登録")
    desk.do("転居届", 対象者宛名番号=[person])
    desk.resident()
    rows = desk.ask("宛名差分照会", 宛名番号=person).results
    assert [row["異動事由"] for row in rows] == ["国内転入", "転居"]
    after = desk.ask("宛名差分照会", 差分番号=rows[0]["差分番号"]).results
    assert [row["差分番号"] for row in after] == sorted(row["差分番号"] for row in after)
    assert after[0] == rows[1]
    assert len(after) == 2
    assert desk.ask("宛名差分照会", 差分番号=rows[0]["差分番号"], 取得件数=1).results == after[:1]


def test_unknown_dates_travel_as_unknown(desk: Desk) -> None:
    unknown = {"生年月日_不詳フラグ": "1", "生年月日_不詳表記": "昭和２５年頃"}
    person = desk.resident(生年月日="1950-01-01", **unknown)["宛名番号"]
    row = desk.ask("宛名差分照会", 宛名番号=person).one
    assert {name: row[name] for name in unknown} == unknown


def test_other_services_are_told_as_recorded(desk: Desk) -> None:
    person = desk.resident(国民健康保険資格フラグ="1", 選挙人名簿登録フラグ="0")["宛名番号"]
    told = desk.ask("他業務照会", 宛名番号=person).one
    assert told == {"宛名番号": person, "国民健康保険資格フラグ": "1", "選挙人名簿登録フラグ": "0"}


def test_statistics_count_those_who_have_not_left_yet(desk: Desk) -> None:
    def counted(kind: str) -> tuple[int, int]:
        row = desk.ask("統計照会", 統計区分=kind).one
        return row["人数"], row["世帯数"]

    head = desk.resident()
    desk.resident(世帯番号=head["世帯番号"], 続柄="妻")
    foreigner = desk.do("外国人転入届").one["宛名番号"]
    assert [counted(kind) for kind in ("現住者", "日本人住民", "外国人住民")] == [(3, 2), (2, 1), (1, 1)]
    desk.do("転出届", 対象者宛名番号=[foreigner], 異動年月日=desk.day(1))
    assert counted("現住者") == (3, 2)
    desk.tomorrow()
    assert counted("現住者") == (2, 1)
    assert counted("外国人住民") == (0, 0)
