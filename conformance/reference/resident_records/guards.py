"""Small conditions that handlers put together. Each raises Refused, notes an error, or notes an alert."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused
from conformance.reference.resident_records.records import Snapshot, is_resident, latest

ENTRY, ISSUE, INQUIRY = "異動入力", "証明書発行", "照会"


def person(call: Call, number: str, item: str = "宛名番号") -> Snapshot:
    """Find the newest row of a person, resident or not. Raises T1201."""
    found = latest(call.store, number)
    if found is None:
        raise Refused("T1201", item)
    return found


def resident(call: Call, number: str, item: str = "宛名番号") -> Snapshot:
    """Find a person who is a resident today. Raises T1201, T1401."""
    found = person(call, number, item)
    struck_off = fault_active("F-REMOVED-MOVES") and found.get("消除事由") == "職権消除"
    if not is_resident(found, call.day) and not (struck_off and call.operation.id == "tenkyo"):
        raise Refused("T1401", item)
    return found


def subject(call: Call, number: str, item: str = "宛名番号") -> Snapshot:
    """Find the subject of a transaction: a resident whom nobody else edits and nothing restricts."""
    found = resident(call, number, item)
    unlocked(call, number)
    unrestricted(call, number, ENTRY)
    return found


def subjects(call: Call, item: str = "対象者宛名番号") -> list[Snapshot]:
    """Find all subjects of a transaction, each once, in the order they were sent."""
    numbers = call[item]
    if call.operation.id == "shokkenshojo" and fault_active("F-FIRST-ONLY"):
        numbers = numbers[:1]
    return [subject(call, number, item) for number in dict.fromkeys(numbers)]


def unlocked(call: Call, number: str) -> None:
    """Raise T1402 when another user edits the person (10.3)."""
    user = call.store.value("SELECT user FROM edit_locks WHERE person = ?", number)
    if user is not None and user != call.user.id and not fault_active("F-TWO-EDITORS"):
        raise Refused("T1402")


def unrestricted(call: Call, number: str, process: str) -> None:
    """Raise T1403 or note T2004 by the restrictions in force (3.1). The end date passing lifts nothing."""
    levels = {
        row["level"]
        for row in call.store.all(
            "SELECT level, ends FROM restrictions WHERE person = ? AND process = ? AND starts <= ? AND lifted = 0"
            " AND coalesce(lifted_until, 0) <= ?",
            number,
            process,
            "9999-99-99" if fault_active("F-RESTRICTION-AT-ONCE") else call.day,
            call.now.timestamp(),
        )
        if not (fault_active("F-RESTRICTION-ENDS") and (row["ends"] or "9999-99-99") < call.day)
    }
    if "エラー" in levels:
        raise Refused("T1403")
    careless = call.get("確認済アラート") and fault_active("F-ANY-ACKNOWLEDGED")
    if "アラート" in levels and not careless:
        call.alert("T2004")


def not_after_today(call: Call, *items: str) -> None:
    """Note T1101 for every date that lies ahead (4.0.3, 4.1.0.2)."""
    for item in items:
        if item == "届出年月日" and call.operation.id == "tenkyo" and fault_active("F-FUTURE-NOTICE"):
            continue
        if item == "異動年月日" and call.operation.id == "shokkenshojo" and fault_active("F-STRIKE-AHEAD"):
            continue
        acknowledged = "T1101" in call.get("確認済アラート", ()) and fault_active("F-ERROR-ACKNOWLEDGED")
        if call.get(item, "") > call.day and not acknowledged:
            call.refuse("T1101", item)
