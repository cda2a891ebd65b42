"""再転入: somebody who was removed is a resident again, under the old 宛名番号 (4.1.1.2)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.entries import arrival, join
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import tell_members
from conformance.reference.resident_records.records import Snapshot, is_resident, seen, write
from conformance.reference.resident_records.words import (
    ADDRESS,
    ADDRESS_SINCE,
    BEFORE,
    DEAD,
    DESTINATION,
    FOREIGN_SINCE,
    HEAD_NAMES,
    REMOVAL,
    RESIDENT,
    RESIDENT_SINCE,
)

# Of the former life here; everything else (names, birth, 本籍, 旧氏, 通称, numbers …) is taken over.
LEFT_BEHIND = (
    *ADDRESS, *ADDRESS_SINCE, *BEFORE, *DESTINATION, *FOREIGN_SINCE, *RESIDENT_SINCE, *REMOVAL, *HEAD_NAMES,
)  # fmt: skip


def _from_abroad(call: Call) -> bool:
    return bool(call["異動事由"] == "国外転入等")


@operation("saitennyu")
def return_here(call: Call) -> Results:
    """再転入. The history goes on; the dead do not return."""
    guards.not_after_today(call, "異動年月日", "届出年月日")
    number = call["宛名番号"]
    before = guards.person(call, number)
    if is_resident(before, call.day) or before["住民状態"] == DEAD:
        raise Refused("T1401", "宛名番号")
    guards.unlocked(call, number)
    guards.unrestricted(call, number, guards.ENTRY)
    place = join(call, number, call.get("世帯番号"), call.get("続柄"))
    forgotten = ("旧氏", "通称") if _from_abroad(call) and fault_active("F-NAMES-FORGOTTEN") else ()
    if fault_active("F-KOSEKI-FORGOTTEN"):
        forgotten = (*forgotten, "本籍", "筆頭者")
    changes: Snapshot = {
        **dict.fromkeys((*LEFT_BEHIND, *forgotten)),
        **call.chosen((*ADDRESS, *BEFORE)),
        **arrival(call, before["住民種別"]),
        **place,
        "住民状態": RESIDENT,
    }
    reason = "国内転入" if _from_abroad(call) and fault_active("F-RETURN-DOMESTIC") else call["異動事由"]
    row = write(call, reason, before, changes)
    tell_members(call, place["世帯番号"])
    return [seen(call, row)]
