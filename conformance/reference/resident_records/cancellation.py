"""異動の取消し: the values before an event return in a new row; the event and its cancellation both stay (4.6)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.entries import join
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.heads import after_leaving
from conformance.reference.resident_records.households import (
    head_of,
    is_inhabited,
    set_head,
    tell_members,
)
from conformance.reference.resident_records.records import Snapshot, is_resident, rows, seen, write
from conformance.reference.resident_records.words import HEAD, STRUCK_OFF

CANCELLATION = "異動の取消し"
MORE, FEWER, OTHER = (f"{CANCELLATION}（{kind}）" for kind in ("増", "減", "修正"))


@operation("idotorikeshi")
def cancel(call: Call) -> Results:
    """異動の取消し of the newest event of a person, with all the rows that it wrote."""
    guards.not_after_today(call, "異動年月日")
    number = call["宛名番号"]
    now = guards.person(call, number)
    guards.unlocked(call, number)
    guards.unrestricted(call, number, guards.ENTRY)
    newest = call.get("取消対象履歴番号", now["履歴番号"]) == now["履歴番号"]
    if not newest and not fault_active("F-CANCEL-OLDER"):
        raise Refused("T1401", "取消対象履歴番号")
    if now["異動事由"].startswith(CANCELLATION) and not fault_active("F-CANCEL-AGAIN"):
        raise Refused("T1401", "取消対象履歴番号")
    before = _before(call, now)
    row = _removed(call, now) if before is None else _restored(call, now, before)
    return [seen(call, row)]


def _before(call: Call, now: Snapshot) -> Snapshot | None:
    """Return the newest row that the event did not write; None when the event was the first."""
    event = now["異動番号"]
    earlier = (row for row in reversed(rows(call.store, now["宛名番号"])) if row["異動番号"] != event)
    return next(earlier, None)


def _removed(call: Call, now: Snapshot) -> Snapshot:
    """Undo the first entry: the person is no resident and has never been one."""
    day = call.get("異動年月日", call.day)
    removal = {"住民状態": STRUCK_OFF, "消除事由": CANCELLATION, "消除年月日": day}
    row = write(call, FEWER, now, {"異動年月日": day} | removal)
    after_leaving(call, [now])
    return row


def _restored(call: Call, now: Snapshot, before: Snapshot) -> Snapshot:
    """Bring the former values back, and the person into the former household."""
    was, will_be = is_resident(now, call.day), is_resident(before, call.day)
    reason = OTHER if was == will_be else MORE if will_be else FEWER
    changes: Snapshot = {"異動年月日": call.get("異動年月日", call.day)}
    if reason == FEWER and fault_active("F-CANCELLED-REASON"):
        reason = MORE
    if "申出年月日" not in call and fault_active("F-CANCEL-UNDATED"):
        changes["申出年月日"] = None
    if will_be:
        changes |= _home(call, now, before)
    row = write(call, reason, before, changes)
    if not will_be or row["世帯番号"] != now["世帯番号"]:
        after_leaving(call, [now])
    tell_members(call, row["世帯番号"])
    return row


def _home(call: Call, now: Snapshot, before: Snapshot) -> Snapshot:
    """Return the household to go back to: the former one, or a new one at the old address when nobody is left."""
    number, household = before["宛名番号"], before["世帯番号"]
    if not is_inhabited(call, household) and not fault_active("F-CANCEL-EMPTY-HOME"):
        return join(call, number, None, None)
    head = head_of(call, household)
    if before.get("続柄") == HEAD and head != number:
        if head is not None:
            _step_down(call, head, now["異動番号"])
        set_head(call, household, number)
    elif before.get("続柄") != HEAD and head == number:
        set_head(call, household, None)
    return {}


def _step_down(call: Call, head: str, event: str) -> None:
    """Undo the appointment of a successor that came with the cancelled event. Raises T1102 for any other head."""
    *earlier, successor = rows(call.store, head)
    if successor["異動番号"] != event:
        raise Refused("T1102", "宛名番号", "取り消すと世帯主が二人になります。先に世帯主を変更してください。")
    guards.subject(call, head)
    write(call, OTHER, earlier[-1], {"異動年月日": call.day, "職権フラグ": YES})
