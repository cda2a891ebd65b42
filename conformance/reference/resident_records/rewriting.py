"""改製: by hand only, never by itself (1.1.4)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import seen, write
from conformance.reference.resident_records.words import STRUCK_OFF


@operation("kaisei")
def rewrite(call: Call) -> Results:
    """改製: the old sheet becomes a 除票, the person stays a resident."""
    guards.not_after_today(call, "異動年月日")
    before = guards.subject(call, call["宛名番号"])
    day = call.get("異動年月日", call.day)
    if fault_active("F-REWRITING-REMOVES"):
        dated = {"異動年月日": day, "住民状態": STRUCK_OFF, "消除事由": "改製", "消除年月日": day}
        return [seen(call, write(call, "改製（消除）", before, dated))]
    dated = (
        {"異動年月日": day} if fault_active("F-REWRITTEN-UNDATED") else {"異動年月日": day, "改製年月日": day}
    )
    write(
        call, "改製（消除）", before, dated | {"住民状態": STRUCK_OFF, "消除事由": "改製", "消除年月日": day}
    )
    return [seen(call, write(call, "改製（記載）", before, dated))]
