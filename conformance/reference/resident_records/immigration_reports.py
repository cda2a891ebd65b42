"""市町村通知: what the immigration authority is told of foreign residents' events (4.5.7)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.messages_out import IMMIGRATION
from conformance.reference.resident_records.outbox import SENT, answered, listed, marked, named, repeated


@operation("shichosontsuchishokai")
def reports(call: Call) -> Results:
    """市町村通知照会: in the order of events."""
    found = listed(call, IMMIGRATION)
    return found[::-1] if fault_active("F-IMMIGRATION-NEWEST-FIRST") else found


@operation("shichosontsuchisaisoshin")
def send_again(call: Call) -> Results:
    """市町村通知再送信."""
    return repeated(call, IMMIGRATION, "")


@operation("shichosontsuchikekkatorikomi")
def take_result(call: Call) -> Results:
    """市町村通知結果取込."""
    found = answered(call, IMMIGRATION)
    if fault_active("F-IMMIGRATION-RESULT-LOST"):
        marked(call, named(call, IMMIGRATION), SENT)
    return found
