"""帳票作成: every paper shows its event as it was then, and goes to whom the standard says."""

from __future__ import annotations

import pytest

from tests.reference.desk import Answer, Desk


def paper(desk: Desk, person: str, name: str, **more: object) -> Answer:
    return desk.ask("帳票作成", 宛名番号=person, 帳票名=name, **more)


def test_a_reissued_move_out_certificate_shows_the_state_of_the_notification(desk: Desk) -> None:
    person = desk.resident(氏名="適合　当初")["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person])
    first = paper(desk, person, "転出証明書").one
    desk.do("職権修正", 宛名番号=person, 氏名="適合　改名", 住所_番地号表記="９９番")
    desk.do("転入通知受理", 宛名番号=person)
    again = paper(desk, person, "転出証明書", 再交付フラグ="1").one
    assert again.pop("帳票注記") == "再交付"
    assert again == first
    assert (first["氏名"], first["転出予定年月日"]) == ("適合　当初", desk.day(7))
    assert first["転出先住所_予定"] == "神奈川県横浜市西区"


def test_a_late_move_out_gives_the_substitute(desk: Desk) -> None:
    on_time, late = (desk.resident(異動年月日="2026-01-01")["宛名番号"] for _ in range(2))
    desk.do("転出届", 対象者宛名番号=[on_time], 異動年月日=desk.day(-14))
    desk.do("転出届", 対象者宛名番号=[late], 異動年月日=desk.day(-15))
    assert paper(desk, on_time, "転出証明書").status == 200
    assert paper(desk, on_time, "転出証明書に準ずる証明書").codes == ["T1401"]
    assert paper(desk, late, "転出証明書").codes == ["T1401"]
    assert "添付すべき書類" in paper(desk, late, "転出証明書に準ずる証明書").one["帳票注記"]


def test_there_is_no_move_out_certificate_without_a_domestic_move_out(desk: Desk) -> None:
    stays, goes_abroad, cancels, returns = (desk.resident()["宛名番号"] for _ in range(4))
    desk.do("転出届", 対象者宛名番号=[goes_abroad], 異動事由="国外転出")
    desk.do("転出届", 対象者宛名番号=[cancels])
    desk.do("異動の取消し", 宛名番号=cancels)
    desk.do("転出届", 対象者宛名番号=[returns], 異動年月日=desk.day())
    desk.do("再転入", 宛名番号=returns)
    for person in (stays, goes_abroad, cancels, returns):
        assert paper(desk, person, "転出証明書").codes == ["T1401"]


def test_a_special_move_out_is_marked(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 特例転出フラグ="1")
    printed = paper(desk, person, "転出証明書", 再交付フラグ="1").one
    assert printed["帳票注記"] == "再交付、特例による転出処理済"


def test_the_acceptance_notice_goes_to_the_notifier_at_the_address_before(desk: Desk) -> None:
    person = desk.resident(届出人氏名="適合　届出")["宛名番号"]
    told = paper(desk, person, "住民異動届受理通知").one
    assert (told["宛先氏名"], told["宛先住所"]) == ("適合　届出", "大阪府大阪市北区試験町２番")
    assert (told["届出年月日"], told["異動事由"], told["届出人氏名"]) == (
        desk.day(),
        "国内転入",
        "適合　届出",
    )
    desk.do("転居届", 対象者宛名番号=[person], 届出人氏名="適合　代理")
    moved = paper(desk, person, "住民異動届受理通知").one
    assert (moved["宛先氏名"], moved["宛先住所"]) == ("適合　代理", "東京都千代田区試験町一丁目１番１号")


def test_the_acceptance_notice_goes_to_the_subject_when_there_is_no_address_before(desk: Desk) -> None:
    person = desk.resident(
        転入前住所=None, 転入前住所_郵便番号=None, 届出人氏名="適合　届出", 氏名="適合　本人"
    )["宛名番号"]
    told = paper(desk, person, "住民異動届受理通知").one
    assert (told["宛先氏名"], told["宛先住所"]) == ("適合　本人", "東京都千代田区試験町一丁目１番１号")
    born = desk.do("出生", 世帯番号=desk.state(person)["世帯番号"], 続柄="子").one["宛名番号"]
    assert paper(desk, born, "住民異動届受理通知").codes == ["T1401"]


def headless(desk: Desk, **more: object) -> tuple[str, str, str]:
    """A household whose head dies; mother, wife stay."""
    head = desk.resident()
    mother = desk.resident(世帯番号=head["世帯番号"], 続柄="母", 氏名="適合　母")["宛名番号"]
    wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻", 氏名="適合　妻")["宛名番号"]
    done = desk.do("死亡", 宛名番号=head["宛名番号"], 確認済アラート=["T2001"], **more)
    assert done.status == 200
    return head["宛名番号"], mother, wife


def test_the_request_for_a_head_goes_to_the_highest_ranked_member(desk: Desk) -> None:
    head, mother, wife = headless(desk)
    for person in (head, mother, wife):
        asked = paper(desk, person, "世帯主変更依頼通知書").one
        assert asked["宛先氏名"] == "適合　妻"
        assert paper(desk, person, "世帯主変更通知書").codes == ["T1401"]


def test_the_notice_of_an_appointed_head_goes_to_the_highest_ranked_member(desk: Desk) -> None:
    _, mother, _ = headless(desk, 職権世帯主変更フラグ="1")
    told = paper(desk, mother, "世帯主変更通知書").one
    assert (told["宛先氏名"], told["宛先住所"]) == ("適合　妻", "東京都千代田区試験町一丁目１番１号")
    assert paper(desk, mother, "世帯主変更依頼通知書").codes == ["T1401"]


@pytest.mark.parametrize("name", ["職権記録書", "職権記載等通知書"])
def test_ex_officio_papers_are_about_the_last_act_ex_officio(desk: Desk, name: str) -> None:
    person = desk.resident()["宛名番号"]
    assert paper(desk, person, name).codes == ["T1401"]
    desk.do("職権修正", 宛名番号=person)
    desk.do("転居届", 対象者宛名番号=[person])
    made = paper(desk, person, name).one
    assert (made["異動事由"], made["住所_方書"]) == ("職権修正", "試験荘１０１号")
    assert ("宛先氏名" in made) is (name == "職権記載等通知書")


def test_the_query_for_an_arrival_goes_to_the_destination(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(1))
    assert paper(desk, person, "転入通知未着照会書").codes == ["T1401"]
    desk.tomorrow()
    assert paper(desk, person, "転入通知未着照会書").one["宛先住所"] == "神奈川県横浜市西区"
    desk.do("転入通知受理", 宛名番号=person)
    assert paper(desk, person, "転入通知未着照会書").codes == ["T1401"]


def test_code_notices_show_the_code_of_their_event(desk: Desk) -> None:
    made = desk.resident()
    person, code = made["宛名番号"], made["住民票コード"]
    assert paper(desk, person, "住民票コード変更通知票").codes == ["T1401"]
    changed = desk.do("住民票コードの変更請求", 宛名番号=person).one["住民票コード"]
    assert paper(desk, person, "住民票コード通知票").one["住民票コード"] == code
    assert paper(desk, person, "住民票コード変更通知票").one["住民票コード"] == changed
    assert paper(desk, person, "住民票コード修正通知票").codes == ["T1401"]
