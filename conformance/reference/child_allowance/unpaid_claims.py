"""未支払: what a recipient who died had not been paid yet goes to a child."""

from conformance.reference.child_allowance.addressees import known, not_after_today
from conformance.reference.child_allowance.arrears import unpaid
from conformance.reference.child_allowance.claims import UNPAID, claim_in_state
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    DECIDED,
    PAYABLE,
    RECEIVED,
    REVIEWED,
    Claim,
    children_of,
    keep_claim,
)
from conformance.reference.child_allowance.months import this_month
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.pay_runs import DEATH
from conformance.reference.child_allowance.payments import UNPAID as UNPAID_PAYMENT
from conformance.reference.child_allowance.payments import make
from conformance.reference.child_allowance.register import recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results


@operation("mishiharaiseikyu")
def claim(call: Call) -> Results:
    """未支払請求."""
    not_after_today(call, "請求年月日")
    entitlement = recipient(call)
    child = known(call, call["未支払請求者_宛名番号"], "未支払請求者_宛名番号")["宛名番号"]
    call.settle()
    children = [each.person for each in children_of(call.store, entitlement.no) if each.kind == PAYABLE]
    left = unpaid(call.store, entitlement.person, entitlement.last) if entitlement.last else {}
    if entitlement.ended_for != DEATH or not left:
        raise Refused("T1401", "宛名番号", "死亡による消滅でないか、未払がありません。")
    if child not in children and not fault_active("F-CA-ANYBODY-CLAIMS"):
        raise Refused("T1102", "未支払請求者_宛名番号", "請求者は受給者の支給対象児童ではありません。")
    made = Claim(
        no=call.store.next("claim"),
        person=entitlement.person,
        kind=UNPAID,
        state=RECEIVED,
        claimed_on=call["請求年月日"],
        applicant=child,
    )
    keep_claim(call.store, made)
    return [_shown(made) | {"未払額": sum(left.values())}]


@operation("mishiharaikettei")
def decide(call: Call) -> Results:
    """未支払決定: one payment to the child for all months that were not paid."""
    not_after_today(call, "決定年月日")
    made = claim_in_state(call, REVIEWED, *((RECEIVED,) if fault_active("F-CA-UNREVIEWED-PAID") else ()))
    call.settle()
    if made.kind != UNPAID:
        raise Refused("T1401", "受付番号", f"{made.kind}は{UNPAID}として決定できません。")
    left = unpaid(call.store, made.person, this_month(call))
    if not left:
        raise Refused("T1401", "受付番号", "未払がありません。")
    made.state, made.decided_on = DECIDED, call.get("決定年月日", call.day)
    keep_claim(call.store, made)
    months = sorted(left)
    content = {"支払対象年月_開始": months[0], "支払対象年月_終了": months[-1], "支払額": sum(left.values())}
    payee = made.person if fault_active("F-CA-PAID-TO-THE-DEAD") else made.applicant
    due = call["支払予定年月日"]
    payment = make(call, made.person, UNPAID_PAYMENT, content, left, when=due, due=due, payee=payee)
    note(call, made.person, "未支払児童手当支給決定通知書", {"決定年月日": made.decided_on, **content})
    return [payment | _shown(made)]


def _shown(made: Claim) -> dict[str, str]:
    return {
        "受付番号": made.number,
        "宛名番号": made.person,
        "未支払請求者_宛名番号": made.applicant,
        "請求区分": made.kind,
        "請求状態": made.state,
        "請求年月日": made.claimed_on,
        "決定年月日": made.decided_on,
    }
