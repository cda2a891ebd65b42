"""照会 (first slice)."""

from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import seen


@operation("juminshokai")
def resident(call: Call) -> Results:
    """住民照会."""
    found = guards.person(call, call["宛名番号"])
    guards.unrestricted(call, call["宛名番号"], guards.INQUIRY)
    return [seen(call, found)]
