"""Users' rights (10.3, 10.4) and who edits whom (10.3)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation

ALLOWED, HIDDEN = "許可操作", "非表示項目"


@operation("sosakengensettei")
def set_rights(call: Call) -> Results:
    """操作権限設定: all operations unless some are named; an empty list allows none."""
    if not call.user.admin:
        raise Refused("T1301")
    starts, ends = call.get("適用開始年月日"), call.get("適用終了年月日")
    if starts and ends and ends < starts:
        raise Refused(
            "T1102", "適用終了年月日", "適用終了年月日が適用開始年月日より前です。日付を確かめてください。"
        )
    allowed = [] if ALLOWED in call.blank else call.get(ALLOWED)
    if fault_active("F-RIGHTS-ADDED"):
        kept = call.store.value("SELECT allowed FROM users WHERE id = ?", call["利用者ID"])
        allowed = [*json.decode(kept or "[]"), *(allowed or [])]
    hidden = call.get(HIDDEN, [])
    if fault_active("F-STATUS-SHOWN"):
        hidden = [name for name in hidden if name != "在留資格"]
    call.store.run(
        "INSERT INTO users (id, name, department, allowed, hidden, valid_from, valid_to)"
        " VALUES (?, ?, ?, nullif(?, 'null'), ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " department = excluded.department, allowed = excluded.allowed, hidden = excluded.hidden,"
        " valid_from = excluded.valid_from, valid_to = excluded.valid_to",
        call["利用者ID"],
        call.get("利用者氏名"),
        call.get("所属"),
        json.encode(allowed).decode(),
        json.encode(hidden).decode(),
        starts,
        ends,
    )
    return _rights(call)


@operation("sosakengenshokai")
def rights(call: Call) -> Results:
    """操作権限照会."""
    return _rights(call)


@operation("henshukaishi")
def begin_editing(call: Call) -> Results:
    """編集開始: until it ends nobody else can change the person."""
    guards.person(call, call["宛名番号"])
    guards.unlocked(call, call["宛名番号"])
    call.store.run("INSERT OR REPLACE INTO edit_locks VALUES (?, ?)", call["宛名番号"], call.user.id)
    return [{"宛名番号": call["宛名番号"], "操作者ID": call.user.id}]


@operation("henshushuryo")
def end_editing(call: Call) -> Results:
    """編集終了: only by the user who began it."""
    cursor = call.store.run(
        "DELETE FROM edit_locks WHERE person = ? AND ? IN (user, ?)",
        call["宛名番号"],
        call.user.id,
        call.user.id if fault_active("F-LOCK-OPENED") else "",
    )
    if not cursor.rowcount:
        raise Refused("T1401", "宛名番号")
    return [{"宛名番号": call["宛名番号"]}]


def _rights(call: Call) -> Results:
    row = call.row("利用者ID", "SELECT * FROM users WHERE id = ?", call["利用者ID"])
    return [
        {
            "利用者ID": row["id"],
            "利用者氏名": row["name"],
            "所属": row["department"],
            ALLOWED: json.decode(row["allowed"] or "null"),
            HIDDEN: [] if fault_active("F-HIDDEN-UNTOLD") else json.decode(row["hidden"]),
            "適用開始年月日": row["valid_from"],
            "適用終了年月日": row["valid_to"],
        }
    ]
