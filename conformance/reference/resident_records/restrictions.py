"""抑止 (3.1, 3.2): set, lifted for good, or lifted for a while. Only the first two are told to other businesses."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.links_out import record_delta
from conformance.reference.resident_records.protection_state import is_restricted, restriction_state
from conformance.reference.store import Row

NUMBER = "抑止番号"


@operation("yokushisettei")
def restrict(call: Call) -> Results:
    """抑止設定."""
    starts, ends = call["抑止開始年月日"], call.get("抑止終了年月日")
    if ends is not None and ends < starts:
        raise Refused(
            "T1102", "抑止終了年月日", "抑止終了年月日が抑止開始年月日より前です。日付を確かめてください。"
        )
    cursor = call.store.run(
        "INSERT INTO restrictions (person, process, level, starts, ends) VALUES (?, ?, ?, ?, ?)",
        call["宛名番号"],
        call["抑止処理種別"],
        call["抑止水準"],
        starts,
        ends,
    )
    made = _find(call, str(cursor.lastrowid))
    _tell(call, made)
    return [restriction_shown(call, made)]


@operation("yokushikaijo")
def lift(call: Call) -> Results:
    """抑止解除."""
    found = _find(call, call[NUMBER])
    call.store.run("UPDATE restrictions SET lifted = 1, lifted_until = NULL WHERE no = ?", found["no"])
    lifted = _find(call, call[NUMBER])
    if not fault_active("F-LIFT-UNTOLD"):
        _tell(call, lifted)
    return [restriction_shown(call, lifted)]


@operation("yokushiichijikaijo")
def lift_for_a_while(call: Call) -> Results:
    """抑止一時解除: it comes back by itself and nobody else is told."""
    found = _find(call, call[NUMBER])
    until = call.now.timestamp() + call["一時解除秒数"]
    call.store.run("UPDATE restrictions SET lifted_until = ? WHERE no = ?", until, found["no"])
    if fault_active("F-WHILE-TOLD"):
        _tell(call, _find(call, call[NUMBER]))
    return [restriction_shown(call, _find(call, call[NUMBER]))]


@operation("yokushishokai")
def restrictions(call: Call) -> Results:
    """抑止照会: in the order they were set."""
    found = call.store.all("SELECT * FROM restrictions WHERE person = ? ORDER BY no", call["宛名番号"])
    return [restriction_shown(call, row) for row in found]


def _find(call: Call, number: str) -> Row:
    return call.row(NUMBER, "SELECT * FROM restrictions WHERE CAST(no AS TEXT) = ?", number)


def _tell(call: Call, row: Row) -> None:
    known = guards.person(call, row["person"])
    named = {name: known.get(name) for name in ("世帯番号", "氏名")}
    flag = YES if is_restricted(call.store, row["person"]) else NO
    told = {**named, **restriction_shown(call, row), "抑止フラグ": flag}
    if fault_active("F-RESTRICTION-UNNUMBERED"):
        del told[NUMBER]
    record_delta(call, "抑止", told)


def restriction_shown(call: Call, row: Row) -> dict[str, object]:
    """Return a restriction as it is told at this moment."""
    return {
        NUMBER: str(row["no"]),
        "宛名番号": row["person"],
        "抑止処理種別": row["process"],
        "抑止水準": row["level"],
        "抑止開始年月日": row["starts"],
        "抑止終了年月日": row["ends"],
        "抑止状態": restriction_state(row, call.now.timestamp()),
    }
