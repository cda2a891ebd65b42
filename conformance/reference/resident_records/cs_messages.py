"""CSへの自動送信: what became of the messages to CS, and what staff can do about them (7.1.1.1)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.messages_out import CS
from conformance.reference.resident_records.outbox import (
    DONE,
    FAILED,
    NUMBER,
    WAITING,
    answered,
    listed,
    marked,
    named,
    one,
    repeated,
    state_of,
)

BY_HAND = "手動"


@operation("cssoshinshokai")
def messages(call: Call) -> Results:
    """CS送信照会: in the order of events."""
    found = listed(call, CS)
    return found[::-1] if fault_active("F-CS-NEWEST-FIRST") else found


@operation("cssaisoshin")
def send_again(call: Call) -> Results:
    """CS再送信, with another 更新事由 where one is sent."""
    reason = "" if fault_active("F-CS-REASON-KEPT") else call.get("更新事由", "")
    return repeated(call, CS, reason)


@operation("cssoshinkanryo")
def complete(call: Call) -> Results:
    """CS送信完了: staff settle a message by hand."""
    row = named(call, CS)
    if state_of(call, row) == DONE and not fault_active("F-CS-DONE-TWICE"):
        raise Refused("T1401", NUMBER)
    return marked(call, row, DONE)


@operation("cssoshinhoshikisettei")
def set_mode(call: Call) -> Results:
    """CS送信方式設定."""
    person = guards.person(call, call["宛名番号"])["宛名番号"]
    if call["送信方式"] == BY_HAND:
        call.store.run("INSERT OR IGNORE INTO sent_by_hand VALUES (?)", person)
    else:
        call.store.run("DELETE FROM sent_by_hand WHERE person = ?", person)
    return [{"宛名番号": person, "送信方式": call["送信方式"]}]


@operation("csshudososhin")
def send(call: Call) -> Results:
    """CS手動送信: everything of a person that waits goes out, in the order of events."""
    rows = call.store.all(
        "SELECT * FROM messages WHERE channel = ? AND person = ? AND held = 1 AND state = ? ORDER BY no",
        CS,
        guards.person(call, call["宛名番号"])["宛名番号"],
        WAITING,
    )
    if not rows:
        raise Refused("T1401", "宛名番号")
    if fault_active("F-CS-FIRST-ONLY"):
        rows = rows[:1]
    call.store.many("UPDATE messages SET held = 0 WHERE no = ?", [(row["no"],) for row in rows])
    return [entry for row in rows for entry in one(call, row["no"])]


@operation("cssoshinkekkatorikomi")
def take_result(call: Call) -> Results:
    """CS送信結果取込: done, or an error that staff can see."""
    found = answered(call, CS)
    if found[0]["送信状態"] == FAILED and fault_active("F-CS-ERROR-UNTOLD"):
        return marked(call, named(call, CS), FAILED)
    return found
