"""メモ (1.1.15) and the combined remarks: A history, B notes about it, C free remarks (1.1.14)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import set_head
from conformance.reference.resident_records.records import rows
from conformance.reference.resident_records.views import event_in_words
from conformance.reference.resident_records.words import HEAD
from conformance.reference.store import Row

ADDED, CHANGED, DELETED = "登録", "修正", "削除"
EVENT, NOTE, REMARK = "A", "B", "C"


@operation("memotoroku")
def add_memo(call: Call) -> Results:
    """メモ登録."""
    guards.person(call, call["宛名番号"])
    number = call.store.next("メモ番号")
    return [memo_shown(_change(call, number, call["宛名番号"], ADDED, call["メモ内容"]))]


@operation("memoshusei")
def change_memo(call: Call) -> Results:
    """メモ修正: the text before stays in the history of the memo."""
    last = _last(call)
    return [memo_shown(_change(call, last["memo"], last["person"], CHANGED, call["メモ内容"]))]


@operation("memosakujo")
def delete_memo(call: Call) -> Results:
    """メモ削除: only a further row; nothing is lost."""
    last = _last(call)
    if fault_active("F-MEMO-PURGED"):
        call.store.run("DELETE FROM memo_changes WHERE memo = ?", last["memo"])
    return [memo_shown(_change(call, last["memo"], last["person"], DELETED, last["text"]))]


@operation("memoshokai")
def memos(call: Call) -> Results:
    """メモ照会: every change in the order it was made."""
    return memos_of(call, call["宛名番号"])


def memos_of(call: Call, person: str) -> Results:
    """Return every change of the memos about a person."""
    found = call.store.all("SELECT * FROM memo_changes WHERE person = ? ORDER BY no", person)
    return [memo_shown(row) for row in found]


@operation("bikotoroku")
def add_remark(call: Call) -> Results:
    """備考登録: notes about a history row (B) and free remarks (C); history (A) appears by itself."""
    kind, person = call["備考種別"], guards.person(call, call["宛名番号"])
    about = call.get("対象履歴番号") if kind == NOTE else None
    if kind == EVENT:
        raise Refused(
            "T1102",
            "備考種別",
            "備考種別の異動履歴は自動で表れるため、登録できません。BかCを選んでください。",
        )
    known = person["履歴番号"]
    if about is not None and not 1 <= about <= known + fault_active("F-NOTE-AHEAD"):
        raise Refused("T1201", "対象履歴番号")
    if about is not None and fault_active("F-NOTE-UNTIED"):
        about = known
    if kind == REMARK and HEAD in call["備考内容"] and fault_active("F-FACTUAL-UNSEATS"):
        set_head(call, person["世帯番号"], None)
    if kind == REMARK and HEAD in call["備考内容"] and fault_active("F-FACTUAL-AS-NOTE"):
        kind, about = NOTE, known
    call.store.run(
        "INSERT INTO remarks (person, kind, text, about) VALUES (?, ?, ?, ?)",
        person["宛名番号"],
        kind,
        call["備考内容"],
        about,
    )
    shown = call.chosen(("宛名番号", "備考種別", "備考内容"))
    return [{**shown, "対象履歴番号": about}]


@operation("bikoshokai")
def remarks(call: Call) -> Results:
    """備考照会: each event followed by its notes, then the free remarks."""
    return combined_remarks(call, call["宛名番号"])


def combined_remarks(call: Call, person: str) -> Results:
    """Return the combined remarks of a person; memos never appear in them."""
    written = call.store.all("SELECT * FROM remarks WHERE person = ? ORDER BY no", person)
    lines: Results = []
    for row in rows(call.store, person):
        event = {"宛名番号": person, "対象履歴番号": row["履歴番号"], "異動事由": row["異動事由"]}
        lines.append({**event, "備考種別": EVENT, "備考内容": event_in_words(call, row)})
        notes = [each for each in written if each["about"] == row["履歴番号"]]
        lines += [{**event, "備考種別": NOTE, "備考内容": note["text"]} for note in notes]
    free = [each for each in written if each["kind"] == REMARK]
    return lines + [{"宛名番号": person, "備考種別": REMARK, "備考内容": each["text"]} for each in free]


def _last(call: Call) -> Row:
    """Find the newest state of a memo. Raises T1201 when there is none or it was deleted."""
    last = call.store.one(
        "SELECT * FROM memo_changes WHERE memo = ? ORDER BY no DESC LIMIT 1", call["メモ番号"]
    )
    if last is None or last["kind"] == DELETED:
        raise Refused("T1201", "メモ番号")
    return last


def _change(call: Call, memo: int, person: str, kind: str, text: str) -> Row:
    row = call.store.one(
        "INSERT INTO memo_changes (memo, person, kind, text, user, day, time) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " RETURNING *",
        memo,
        person,
        kind,
        text,
        call.user.id,
        call.day,
        call.now.strftime("%H:%M:%S"),
    )
    assert row is not None  # noqa: S101 - an INSERT returns what it inserted
    return row


def memo_shown(row: Row) -> dict[str, object]:
    """Return a change of a memo as it is told."""
    return {
        "メモ番号": row["memo"],
        "宛名番号": row["person"],
        "メモ内容": row["text"],
        "メモ変更区分": row["kind"],
        "登録者ID": row["user"],
        "登録年月日": row["day"],
        "登録時刻": row["time"],
    }
