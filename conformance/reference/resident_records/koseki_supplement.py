"""戸籍附票システム連携: the addresses of those whose 本籍 is here (7.2.4)."""

from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.messages_out import SUPPLEMENT
from conformance.reference.resident_records.outbox import listed


@operation("kosekifuhyorenkeishokai")
def addresses(call: Call) -> Results:
    """戸籍附票連携照会: in the order of events."""
    return listed(call, SUPPLEMENT)
