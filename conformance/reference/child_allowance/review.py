"""審査開始, 請求保留, 保留解除, 却下決定. The entitlement follows the state of its 認定請求."""

from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.claims import (
    ENTITLE,
    RAISE,
    UNPAID,
    claim_in_state,
    claim_shown,
)
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    ON_HOLD,
    RECEIVED,
    REJECTED,
    REVIEWED,
    Claim,
    entitlement_of,
    keep_claim,
)
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import keep
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results

HOLD_NOTICE = "関係書類返戻・保留通知書"
REJECTION_NOTICES = {
    ENTITLE: "認定請求却下通知書",
    RAISE: "額改定請求却下通知書",
    UNPAID: "未支払児童手当却下通知書",
}


@operation("shinsakaishi")
def begin(call: Call) -> Results:
    """審査開始."""
    return _moved(call, claim_in_state(call, RECEIVED), REVIEWED)


@operation("seikyuhoryu")
def hold(call: Call) -> Results:
    """請求保留."""
    made = claim_in_state(call, REVIEWED)
    missing = call["不備書類"]
    made.missing = tuple(missing[:1] if fault_active("F-CA-FIRST-PAPER") else missing)
    told = _moved(call, made, ON_HOLD)
    note(call, made.person, HOLD_NOTICE, {"不備書類": missing})
    return told


@operation("horyukaijo")
def resume(call: Call) -> Results:
    """保留解除: the day of the claim stays."""
    made = claim_in_state(call, ON_HOLD)
    if fault_active("F-CA-RESUMED-TODAY"):
        made.claimed_on = call.day
    return _moved(call, made, REVIEWED)


@operation("kyakkakettei")
def reject(call: Call) -> Results:
    """却下決定."""
    not_after_today(call, "決定年月日")
    made = claim_in_state(call, REVIEWED)
    call.settle()
    made.rejected_for = "" if fault_active("F-CA-NO-REASON") else call["却下理由"]
    made.decided_on = call.day if fault_active("F-CA-REJECTED-TODAY") else call.get("決定年月日", call.day)
    told = _moved(call, made, REJECTED)
    content = {"却下理由": call["却下理由"], "決定年月日": made.decided_on}
    note(call, made.person, REJECTION_NOTICES[made.kind], content)
    return told


def _moved(call: Call, made: Claim, state: str) -> Results:
    """Bring a claim, and the entitlement that hangs on it, into another state."""
    made.state = state
    keep_claim(call.store, made)
    entitlement = entitlement_of(call.store, made)
    if entitlement is not None:
        entitlement.state, entitlement.decided_on = state, made.decided_on
        keep(call, entitlement)
    return [claim_shown(call, made)]
