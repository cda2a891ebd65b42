"""メモ keep every change; the combined remarks join history, notes and free remarks (1.1.14, 1.1.15)."""

from __future__ import annotations

from conformance.spec.check_digits import complete
from tests.reference.desk import Desk


def test_memos_keep_who_when_and_every_change(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    number = desk.do("メモ登録", "clerk_a", 宛名番号=person, メモ内容="初めの文").one["メモ番号"]
    desk.ask("メモ修正", "clerk_b", メモ番号=number, メモ内容="次の文")
    desk.ask("メモ削除", メモ番号=number)
    rows = desk.ask("メモ照会", 宛名番号=person).results
    told = [(row["メモ変更区分"], row["メモ内容"], row["登録者ID"]) for row in rows]
    assert told == [
        ("登録", "初めの文", "clerka"),
        ("修正", "次の文", "clerkb"),
        ("削除", "次の文", "default"),
    ]
    assert {(row["登録年月日"], row["登録時刻"]) for row in rows} == {(desk.day(), "12:00:00")}
    for operation, items in (("メモ修正", {"メモ内容": "後の文"}), ("メモ削除", {})):
        assert desk.ask(operation, メモ番号=number, **items).codes == ["T1201"]


def test_remarks_join_events_notes_and_free_text(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("転居届", 対象者宛名番号=[person])
    assert desk.do("備考登録", 宛名番号=person, 備考内容="自由な文").status == 200
    assert (
        desk.do("備考登録", 宛名番号=person, 備考種別="B", 対象履歴番号=1, 備考内容="転入の注記").status
        == 200
    )
    rows = desk.ask("備考照会", 宛名番号=person).results
    assert [(row["備考種別"], row["備考内容"], row.get("対象履歴番号")) for row in rows] == [
        ("A", "令和８年５月１０日　国内転入", 1),
        ("B", "転入の注記", 1),
        ("A", "令和８年５月２０日　転居", 2),
        ("C", "自由な文", None),
    ]
    assert [row.get("異動事由") for row in rows] == ["国内転入", "国内転入", "転居", None]


def test_history_cannot_be_written_by_hand_and_notes_need_their_row(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    assert desk.do("備考登録", 宛名番号=person, 備考種別="A").codes == ["T1102"]
    assert desk.do("備考登録", 宛名番号=person, 備考種別="B").codes == ["E0004"]
    assert desk.do("備考登録", 宛名番号=person, 備考種別="B", 対象履歴番号=2).codes == ["T1201"]


def test_corrections_of_a_removed_record_are_notes(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("死亡", 宛名番号=person)
    desk.do("誤記修正", 宛名番号=person)
    kinds = [row["備考種別"] for row in desk.ask("備考照会", 宛名番号=person).results]
    assert kinds == ["A", "A", "B"]
    assert "住所_方書" not in desk.state(person)


def test_a_removed_record_takes_memos(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    desk.do("死亡", 宛名番号=person)
    assert desk.do("メモ登録", 宛名番号=person).status == 200
    assert desk.ask("メモ照会", 宛名番号=complete("modulus11", "99999999999999")).results == []
