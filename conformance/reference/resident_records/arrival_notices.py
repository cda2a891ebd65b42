"""転入通知: the municipality that somebody moved to tells of the arrival (1.1.5, 4.1.3.1)."""

from datetime import timedelta

from conformance.reference.clock import internal_date
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.heads import settle_due
from conformance.reference.resident_records.records import Snapshot, rows, seen, write
from conformance.reference.resident_records.words import DESTINATION

DEPARTURES = ("国内転出", "国外転出", "職権消除")
OF_THE_DEPARTURE = ("異動年月日", "届出年月日", "職権フラグ", "届出人氏名")


@operation("tennyutsuchi")
def accept_arrival_notice(call: Call) -> Results:
    """転入通知受理: the confirmed facts go beside the planned ones; a second notice corrects the first."""
    guards.not_after_today(call, *_not_ahead())
    call.settle()
    person = guards.person(call, call["宛名番号"])
    guards.unlocked(call, person["宛名番号"])
    guards.unrestricted(call, person["宛名番号"], guards.ENTRY)
    if fault_active("F-NOTICE-LATE-REFUSED") and (
        internal_date(call["転入通知年月日"]) < call.today - timedelta(days=1)
    ):
        raise Refused("E0002", "転入通知年月日")
    origin = _origin(call, person)
    arrived = call["転入年月日_通知"]
    changes = call.chosen(DESTINATION) | {"転出年月日_確定": arrived}
    changes |= {name: origin.get(name) for name in OF_THE_DEPARTURE}
    if call["転入通知年月日"] < call.day and fault_active("F-NOTICE-DATED-TODAY"):
        changes["転入通知年月日"] = call.day
    if "転入通知年月日" in person and fault_active("F-NOTICE-OVERWRITES"):
        changes["転出先住所_予定"] = call["転出先住所_確定"]
    if fault_active("F-PLANNED-POSTCODE"):
        changes["転出先住所_予定_郵便番号"] = call.get("転出先住所_確定_郵便番号")
    planned = person.get("転出予定年月日")
    if planned:
        earlier = max if planned > call.day and fault_active("F-LATER-REMOVAL") else min
        changes["消除年月日"] = earlier(planned, arrived)
    row = write(call, origin["異動事由"], person, changes)
    settle_due(call)
    return [seen(call, row)]


def _not_ahead() -> tuple[str, ...]:
    """Return the items that may not lie ahead."""
    return ("転入年月日_通知",) if fault_active("F-NOTICE-AHEAD") else ("転入通知年月日", "転入年月日_通知")


def _origin(call: Call, person: Snapshot) -> Snapshot:
    """Return the row of the departure that a notice is about. Raises T1401 when there was none."""
    if person.get("消除事由") == "職権消除" and fault_active("F-NOTICE-OF-STRUCK"):
        raise Refused("T1401", "宛名番号")
    if person.get("消除事由") in ("転出", "職権消除"):
        for row in reversed(rows(call.store, person["宛名番号"])):
            if row["異動事由"] in DEPARTURES:
                return row
    raise Refused("T1401", "宛名番号")
