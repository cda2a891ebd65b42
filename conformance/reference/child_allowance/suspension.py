"""支払差止 and 差止解除: nothing is paid, the entitlement stays."""

from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.amounts import monthly
from conformance.reference.child_allowance.arrears import unpaid
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import CERTIFIED, SUSPENDED, Entitlement
from conformance.reference.child_allowance.months import later, month_of, this_month
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import in_state, keep
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results, Value


@operation("shiharaisashitome")
def suspend(call: Call) -> Results:
    """支払差止."""
    from_month = call["差止開始年月"]
    entitlement = in_state(
        call, *((CERTIFIED, SUSPENDED) if fault_active("F-CA-HELD-AGAIN") else (CERTIFIED,))
    )
    held(call, entitlement, call["差止事由"], from_month)
    return [_told(entitlement) | {"手当月額": monthly(call.store, entitlement.person, this_month(call))}]


@operation("sashitomekaijo")
def release(call: Call) -> Results:
    """差止解除: what was withheld can be paid with the next payment."""
    not_after_today(call, "解除年月日")
    entitlement = in_state(call, SUSPENDED)
    call.settle()
    day = call["解除年月日"]
    call.store.run(
        "UPDATE suspensions SET released = ? WHERE person = ? AND released IS NULL", day, entitlement.person
    )
    entitlement.state, entitlement.held_for, entitlement.held_from = CERTIFIED, "", ""
    keep(call, entitlement)
    note(call, entitlement.person, "支払差止解除通知書", {"認定番号": entitlement.number})
    left = sum(unpaid(call.store, entitlement.person, later(month_of(day), -1)).values())
    return [_told(entitlement) | {"解除年月日": day, "未払額": left}]


def held(call: Call, entitlement: Entitlement, reason: str, from_month: str) -> dict[str, Value]:
    """Suspend the payments of an entitlement from a month on."""
    entitlement.state, entitlement.held_for, entitlement.held_from = SUSPENDED, reason, from_month
    keep(call, entitlement)
    call.store.run(
        "INSERT INTO suspensions (person, from_month) VALUES (?, ?)", entitlement.person, from_month
    )
    told = _told(entitlement)
    note(call, entitlement.person, "支払差止通知書", told | {"決定年月日": call.day})
    return told


def _told(entitlement: Entitlement) -> dict[str, Value]:
    return {
        "宛名番号": entitlement.person,
        "認定番号": entitlement.number,
        "資格状態": entitlement.state,
        "差止事由": entitlement.held_for,
        "差止開始年月": entitlement.held_from,
    }
