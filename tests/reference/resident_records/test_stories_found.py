"""Stories that a random walk found and that the reference system told wrong. Each stays as it was shrunk."""

import pytest

from tests.reference.desk import Answer, Desk


def _planned(desk: Desk) -> str:
    person = str(desk.resident()["宛名番号"])
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(3))
    return person


def _states(desk: Desk, person: str) -> list[tuple[str, str | None]]:
    rows = desk.ask("異動履歴照会", 宛名番号=person).results
    return [(row["住民状態"], row.get("消除年月日")) for row in rows]


def test_a_move_out_that_was_taken_back_never_shows_as_a_removal(desk: Desk) -> None:
    """転入、先の日の転出、その取消し、予定の日が過ぎる: the row of the plan turned into a removal afterwards."""
    person = _planned(desk)
    desk.ask("異動の取消し", 宛名番号=person)
    before = _states(desk, person)
    desk.tomorrow(4)
    assert _states(desk, person) == before == [("住民", None)] * 3


def test_who_dies_before_a_planned_move_out_has_not_moved_out(desk: Desk) -> None:
    person = _planned(desk)
    desk.do("死亡", 宛名番号=person, 異動年月日=desk.day())
    died = desk.day()
    desk.tomorrow(4)
    assert _states(desk, person) == [("住民", None), ("住民", None), ("死亡", died)]


def test_a_row_of_a_move_out_whose_day_came_stays_a_removal(desk: Desk) -> None:
    person, planned = _planned(desk), desk.day(3)
    desk.tomorrow(4)
    desk.do("再転入", 宛名番号=person, 異動年月日=desk.day())
    assert _states(desk, person) == [("住民", None), ("転出", planned), ("住民", None)]


@pytest.mark.parametrize("operation", ["死亡", "世帯分離", "転出届"])
def test_nobody_becomes_head_while_another_user_edits_them(desk: Desk, operation: str) -> None:
    """転入、出生、子の編集開始、世帯主の世帯分離: the child became the head while somebody else was editing it."""
    head, child = _head_and_child(desk)
    desk.ask("編集開始", "clerk_b", 宛名番号=child)
    assert _leave(desk, operation, head).codes == ["T1402"]
    assert [desk.state(each)["履歴番号"] for each in (head, child)] == [1, 1]
    desk.ask("編集終了", "clerk_b", 宛名番号=child)
    assert _leave(desk, operation, head).status == 200
    assert desk.state(child)["続柄"] == "世帯主"


@pytest.mark.parametrize(("level", "code"), [("エラー", "T1403"), ("アラート", "T2004")])
def test_nobody_becomes_head_against_a_restriction(desk: Desk, level: str, code: str) -> None:
    head, child = _head_and_child(desk)
    desk.do("抑止設定", 宛名番号=child, 抑止処理種別="異動入力", 抑止水準=level)
    assert _leave(desk, "死亡", head).codes == [code]
    assert [desk.state(each)["履歴番号"] for each in (head, child)] == [1, 1]


def test_no_successor_steps_down_while_another_user_edits_them(desk: Desk) -> None:
    head, child = _head_and_child(desk)
    _leave(desk, "死亡", head)
    desk.ask("編集開始", "clerk_b", 宛名番号=child)
    assert desk.ask("異動の取消し", 宛名番号=head).codes == ["T1402"]
    assert desk.state(child)["続柄"] == "世帯主"


@pytest.mark.parametrize("channel", ["戸籍附票連携照会", "カード送付先照会"])
def test_the_old_address_is_told_again_when_a_move_is_cancelled(desk: Desk, channel: str) -> None:
    """転入、転居、その取消し: nobody was told that the person lives at the first address after all."""
    person = str(desk.resident()["宛名番号"])
    desk.do("転居届", 対象者宛名番号=[person])
    desk.ask("異動の取消し", 宛名番号=person)
    told = [(row["異動事由"], row["住所_番地号表記"]) for row in desk.ask(channel, 宛名番号=person).results]
    assert told == [("国内転入", "１番１号"), ("転居", "７番８号"), ("異動の取消し（修正）", "１番１号")]


def test_the_last_that_is_told_of_a_former_successor_names_the_head_who_came_back(desk: Desk) -> None:
    """死亡、その取消し: the child who steps down was told of while it still headed the household."""
    head, child = _head_and_child(desk)
    _leave(desk, "死亡", head)
    desk.ask("異動の取消し", 宛名番号=head)
    assert _head_told(desk, child) == desk.state(head)["氏名"]


def test_who_leaves_with_the_head_is_told_when_only_the_head_is_gone(desk: Desk) -> None:
    """二人の先の転出、世帯主だけの転入通知: the child was never told to have no head any more."""
    head, child = _head_and_child(desk)
    desk.do("転出届", 対象者宛名番号=[head, child], 異動年月日=desk.day(3))
    desk.do("転入通知受理", 宛名番号=head)
    assert desk.state(child).get("世帯主氏名") is None
    assert _head_told(desk, child) is None


@pytest.mark.parametrize("noticed", [True, False])
def test_a_measure_that_begins_before_a_planned_move_out_turns_provisional_with_it(
    desk: Desk, noticed: bool
) -> None:
    """先の転出、支援措置、予定の日又は転入通知: the measure stayed as if the person still lived here."""
    person = _planned(desk)
    desk.do("支援措置登録", 宛名番号=person, 支援措置開始年月日=desk.day())
    if noticed:
        desk.do("転入通知受理", 宛名番号=person, 転入年月日_通知=desk.day(-2))
    else:
        desk.tomorrow(4)
    assert desk.ask("支援措置照会", 宛名番号=person).one["支援措置区分"] == "仮支援措置"


@pytest.mark.parametrize("operation", ["世帯合併", "世帯変更"])
def test_nobody_joins_a_household_of_which_somebody_lives_elsewhere(desk: Desk, operation: str) -> None:
    """方書の違う世帯員のいる世帯への世帯変更: only the address of whoever is listed first was looked at."""
    mover = str(desk.resident()["宛名番号"])
    head, child = _head_and_child(desk)
    asked = {"対象者宛名番号": [mover], "対象者続柄": ["子"], "世帯番号": desk.state(head)["世帯番号"]}
    assert desk.do("職権修正", 宛名番号=child, 住所_方書="試験荘２０２号").status == 200
    assert desk.do(operation, **asked).codes == ["T1102"]
    assert desk.do("職権修正", 宛名番号=child, 住所_方書=desk.state(head).get("住所_方書", "")).status == 200
    assert desk.do(operation, **asked).status == 200


def test_a_child_is_born_at_the_address_of_the_head_wherever_another_is_listed(desk: Desk) -> None:
    """世帯主変更、前の世帯主の方書の修正、出生: the child lived where the former head does, who is listed first."""
    former, heir = _head_and_child(desk)
    asked = {"新世帯主宛名番号": heir, "異動年月日": desk.day()}
    assert desk.ask("世帯主変更", **asked).status == 200
    desk.do("職権修正", 宛名番号=former, 住所_方書="試験荘２０２号")
    child = desk.do("出生", 世帯番号=desk.state(heir)["世帯番号"]).one
    assert desk.state(str(child["宛名番号"])).get("住所_方書") is None


def test_what_an_arrival_notice_says_of_a_planned_move_out_is_not_sent_before_it(desk: Desk) -> None:
    """外国人住民の先の転出、予定の日の前の転入通知: the model had it sent at once, the system was right to wait."""
    person = str(desk.do("外国人転入届").one["宛名番号"])
    planned = desk.day(3)
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=planned)
    desk.do("転入通知受理", 宛名番号=person)
    told = desk.ask("市町村通知照会", 宛名番号=person).results[1:]
    assert [(row["送信予定年月日"], row["送信状態"]) for row in told] == [(planned, "送信待ち")] * 2


def _head_told(desk: Desk, person: str) -> str | None:
    given = desk.ask("宛名差分照会", 宛名番号=person).results
    return [row.get("世帯主氏名") for row in given if row["差分区分"] == "住民"][-1]


def _head_and_child(desk: Desk) -> tuple[str, str]:
    made = desk.resident()
    child = desk.do("出生", 世帯番号=made["世帯番号"]).one
    return str(made["宛名番号"]), str(child["宛名番号"])


def _leave(desk: Desk, operation: str, head: str) -> Answer:
    whom: object = head if operation == "死亡" else [head]
    item = "宛名番号" if operation == "死亡" else "対象者宛名番号"
    return desk.do(operation, 異動年月日=desk.day(), 職権世帯主変更フラグ="1", **{item: whom})
