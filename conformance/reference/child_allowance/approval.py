"""認定決定 and 額改定決定: from which month, for whom, and what it comes to."""

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.addressees import is_protected, known, not_after_today
from conformance.reference.child_allowance.amounts import monthly
from conformance.reference.child_allowance.claims import ENTITLE, RAISE, claim_in_state, claim_shown
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    CERTIFIED,
    DECIDED,
    ON_HOLD,
    PAYABLE,
    REVIEWED,
    SUSPENDED,
    Child,
    Claim,
    children_of_claim,
    entitlements,
    keep_claim,
    keep_period,
    reviewed,
)
from conformance.reference.child_allowance.months import later, month_of
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import keep
from conformance.reference.child_allowance.twice import first_free_month
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results


@operation("ninteikettei")
def certify(call: Call) -> Results:
    """認定決定."""
    claim = _under_review(call, ENTITLE)
    children = children_of_claim(call.store, claim.no)
    payable = [child for child in children if child.kind == PAYABLE]
    if fault_active("F-CA-COUNTED-ONLY"):
        payable = children
    if not payable and not fault_active("F-CA-NO-CHILD"):
        raise Refused("T1102", "受付番号", "支給対象児童が登録されていません。")
    entitlement = reviewed(call.store, claim)
    _decide(call, claim, children)
    entitlement.state = CERTIFIED
    entitlement.number = f"{call.store.next('certificate'):010d}"
    entitlement.decided_on, entitlement.start = claim.decided_on, claim.start
    keep(call, entitlement)
    told = claim_shown(call, claim) | {"認定番号": entitlement.number}
    told["手当月額"] = monthly(call.store, claim.person, claim.start)
    items = ("認定番号", "決定年月日", "支給開始年月", "手当月額")
    note(call, claim.person, "認定通知書", {item: told[item] for item in items})
    return [told]


@operation("gakukaiteikettei")
def raise_amount(call: Call) -> Results:
    """額改定決定: months before the change stay as they are."""
    claim = _under_review(call, RAISE)
    children = children_of_claim(call.store, claim.no)
    if not children:
        raise Refused("T1102", "受付番号", "増える児童が登録されていません。")
    entitlement = next(iter(entitlements(call.store, claim.person, CERTIFIED, SUSPENDED)), None)
    if entitlement is None:
        raise Refused("T1401", "受付番号", "受給者の資格状態が認定又は差止ではありません。")
    _decide(call, claim, children)
    told = claim_shown(call, claim) | {"認定番号": entitlement.number}
    told["改定前月額"] = monthly(call.store, claim.person, later(claim.start, -1))
    told["手当月額"] = monthly(call.store, claim.person, claim.start)
    items = ("認定番号", "決定年月日", "改定年月", "改定前月額", "手当月額")
    note(call, claim.person, "額改定通知書", {item: told[item] for item in items})
    return [told]


def _under_review(call: Call, kind: str) -> Claim:
    """Find the claim to decide. Raises Refused T1101, T1201, T1401."""
    not_after_today(call, "決定年月日")
    on_hold_too = (ON_HOLD,) if fault_active("F-CA-HOLD-IGNORED") else ()
    claim = claim_in_state(call, REVIEWED, *on_hold_too)
    call.settle()
    if claim.kind != kind:
        raise Refused("T1401", "受付番号", f"{claim.kind}は{kind}として決定できません。")
    return claim


def _first_month(claim: Claim, payable: list[Child]) -> str:
    """Return the month from which a claim is paid for, whoever else is paid for the children."""
    start = law.reform_month(claim.claimed_on, [child.birth for child in payable])
    missed = fault_active("F-CA-RAISE-NO-REFORM") and claim.kind == RAISE
    if start is not None and not missed and not (fault_active("F-CA-NO-REFORM") and claim.kind != RAISE):
        return start
    days = 1 if fault_active("F-CA-DAY-ZERO") and claim.kind != RAISE else 0
    if fault_active("F-CA-RAISE-SIXTEENTH") and claim.kind == RAISE:
        days = -1
    start = law.start_month(claim.event_on, claim.claimed_on, days)
    if fault_active("F-CA-BEFORE-EVENT") and claim.kind != RAISE and claim.claimed_on < claim.event_on:
        start = later(month_of(claim.claimed_on))
    at_once = fault_active("F-CA-RAISE-AT-ONCE") and claim.kind == RAISE
    if at_once and start == month_of(claim.claimed_on):
        start = later(start, -1)
    return start


def _decide(call: Call, claim: Claim, children: list[Child]) -> None:
    """Fix the first month of a claim and of its children. Raises Refused T1401 when a child would be paid twice."""
    payable = [child for child in children if child.kind == PAYABLE]
    start = _first_month(claim, payable)
    protected = is_protected(known(call, claim.person))
    claim.start = first_free_month(call.store, claim.person, payable, start, protected=protected)
    claim.state = DECIDED
    claim.decided_on = call.get("決定年月日", call.day)
    keep_claim(call.store, claim)
    for child in children:
        child.start = claim.start
        keep_period(call.store, child)
