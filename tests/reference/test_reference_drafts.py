"""仮登録 and 本登録 (4.0.8), and what a refused request leaves behind."""

from tests.reference.desk import Desk


def draft(desk: Desk, operation: str = "転入届", **items: object) -> str:
    made = desk.do(operation, 登録区分="仮登録", **items).one
    assert set(made) == {"仮登録番号"}
    return str(made["仮登録番号"])


def test_a_draft_is_listed_and_nothing_else(desk: Desk) -> None:
    number = draft(desk, 氏名="適合　仮")
    listed = desk.ask("仮登録照会", 仮登録番号=number).one
    assert (listed["氏名"], listed["異動事由"], listed["操作者ID"]) == ("適合　仮", "国内転入", "default")
    assert "宛名番号" not in listed
    assert desk.ask("住民検索", 氏名="適合　仮").results == []
    assert desk.ask("宛名差分照会").results == []


def test_the_subject_of_a_draft_is_told(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = draft(desk, "転居届", 対象者宛名番号=[person])
    assert desk.ask("仮登録照会", 仮登録番号=number).one["宛名番号"] == person
    assert desk.state(person)["履歴番号"] == 1


def test_a_draft_is_committed_once(desk: Desk) -> None:
    number = draft(desk)
    desk.tomorrow()
    made = desk.ask("本登録", 仮登録番号=number).one
    assert made["処理年月日"] == desk.day()
    assert desk.state(made["宛名番号"])["履歴番号"] == 1
    assert desk.ask("本登録", 仮登録番号=number).codes == ["T1201"]
    assert desk.ask("仮登録照会", 仮登録番号=number).results == []


def test_a_draft_can_be_changed_or_withdrawn(desk: Desk) -> None:
    number = draft(desk)
    assert desk.ask("仮登録修正", 仮登録番号=number, 住所_方書="試験荘").status == 200
    assert desk.ask("仮登録修正", 仮登録番号=number, 異動年月日=desk.day(1)).codes == ["T1101"]
    made = desk.ask("本登録", 仮登録番号=number).one
    assert desk.state(made["宛名番号"])["住所_方書"] == "試験荘"
    other = draft(desk)
    assert desk.ask("仮登録取下げ", 仮登録番号=other).status == 200
    for operation in ("本登録", "仮登録取下げ", "仮登録修正"):
        assert desk.ask(operation, 仮登録番号=other).codes == ["T1201"]


def test_wrong_requests_make_no_draft(desk: Desk) -> None:
    assert desk.do("転入届", 登録区分="仮登録", 氏名=None).codes == ["E0001"]
    assert desk.do("転入届", 登録区分="仮登録", 異動年月日=desk.day(1)).codes == ["T1101"]
    assert desk.ask("仮登録照会").results == []


def test_a_draft_that_no_longer_holds_stays(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = draft(desk, "転居届", 対象者宛名番号=[person])
    desk.do("死亡", 宛名番号=person)
    assert desk.ask("本登録", 仮登録番号=number).codes == ["T1401"]
    assert len(desk.ask("仮登録照会", 仮登録番号=number).results) == 1


def test_alerts_come_up_again_at_the_commit(desk: Desk) -> None:
    head = desk.resident()
    for relation in ("妻", "子"):
        desk.resident(世帯番号=head["世帯番号"], 続柄=relation)
    assert desk.do("死亡", 宛名番号=head["宛名番号"], 登録区分="仮登録").codes == ["T2001"]
    number = draft(desk, "死亡", 宛名番号=head["宛名番号"], 確認済アラート=["T2001"])
    assert desk.ask("本登録", 仮登録番号=number).status == 200


def test_a_refused_request_leaves_no_trace(desk: Desk) -> None:
    head = desk.resident()
    for relation in ("妻", "子"):
        desk.resident(世帯番号=head["世帯番号"], 続柄=relation)
    before = desk.ask("宛名差分照会").results
    assert desk.do("死亡", 宛名番号=head["宛名番号"]).codes == ["T2001"]
    assert desk.ask("宛名差分照会").results == before
    assert desk.resident()["宛名番号"] == "000000000000043"


def test_the_committer_answers_for_the_event(desk: Desk) -> None:
    number = str(desk.do("転入届", "clerk_a", 登録区分="仮登録").one["仮登録番号"])
    made = desk.ask("本登録", "clerk_b", 仮登録番号=number).one
    assert desk.state(made["宛名番号"])["操作者ID"] == "clerkb"
