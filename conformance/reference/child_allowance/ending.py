"""受給事由消滅届."""

from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.arrears import unpaid
from conformance.reference.child_allowance.debts import debt_made, look_for_overpayments
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import CERTIFIED, SUSPENDED
from conformance.reference.child_allowance.months import later, month_of
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import close, in_state
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results

MOVED_OUT = "転出"


@operation("jukyujiyushometsutodoke")
def end(call: Call) -> Results:
    """受給事由消滅届: the month of the event is the last; for a move that is the planned day, which may lie ahead."""
    not_after_today(call, "届出年月日")
    if call["消滅事由"] != MOVED_OUT or fault_active("F-CA-MOVE-AHEAD"):
        not_after_today(call, "事由発生年月日")
    entitlement = in_state(call, CERTIFIED, SUSPENDED)
    call.settle()
    close(call, entitlement, call["消滅事由"], _last_month(call))
    unseen = call["消滅事由"] != MOVED_OUT and fault_active("F-CA-NO-DEBT")
    owed = 0 if unseen else look_for_overpayments(call, entitlement.person)
    left = sum(unpaid(call.store, entitlement.person, entitlement.last).values())
    told = {
        "宛名番号": entitlement.person,
        "認定番号": entitlement.number,
        "資格状態": entitlement.state,
        "消滅事由": entitlement.ended_for,
        "事由発生年月日": call["事由発生年月日"],
        "最終支給年月": entitlement.last,
        "未払額": left,
    } | debt_made(call.store, entitlement.person, owed)
    note(call, entitlement.person, "支給事由消滅通知書", told | {"決定年月日": call.day})
    return [told]


def _last_month(call: Call) -> str:
    if call["消滅事由"] == MOVED_OUT and fault_active("F-CA-MOVE-NOTICED"):
        return month_of(call.get("届出年月日", call.day))
    month = month_of(call["事由発生年月日"])
    return later(month) if call.flag("職権フラグ") and fault_active("F-CA-ENDS-LATER") else month
