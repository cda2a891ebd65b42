"""成年被後見人の転出通知書 (9.4): tells the new municipality that somebody under guardianship moves there."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call
from conformance.reference.resident_records.events import move_out_of
from conformance.reference.resident_records.records import Snapshot
from conformance.reference.resident_records.views import address_in_one

DOMESTIC = "国内転出"


def ward_notice(_call: Call, person: Snapshot, found: list[Snapshot]) -> Snapshot | None:
    """Return the notice; None unless the person is an adult ward who moved out within Japan."""
    row = move_out_of(found)
    if row is None or (row["異動事由"] != DOMESTIC and not fault_active("F-WARD-NOTICE-ABROAD")):
        return None
    if row.get("成年被後見人フラグ") != YES and not fault_active("F-WARD-NOTICE-ANYONE"):
        return None
    if fault_active("F-WARD-NOTICE-TO-SELF"):
        return row | {"宛先氏名": person["氏名"], "宛先住所": address_in_one(person)}
    return row | {"宛先氏名": "転出先市区町村長", "宛先住所": row["転出先住所_予定"]}
