"""額改定届 and 算定児童変更届: children who leave, and children who count or no longer count."""

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.amounts import Months, monthly
from conformance.reference.child_allowance.children import child_of
from conformance.reference.child_allowance.debts import debt_made, look_for_overpayments
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    CERTIFIED,
    COUNTED_ONLY,
    PAYABLE,
    Child,
    children_of,
    keep_period,
)
from conformance.reference.child_allowance.months import later, month_of
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import in_state
from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Refused, Results, Value


@operation("gakukaiteitodoke")
def reduce(call: Call) -> Results:
    """額改定届: the month of the event is the child's last."""
    not_after_today(call, "事由発生年月日", "届出年月日")
    entitlement = in_state(call, CERTIFIED)
    child = child_of(call)
    call.settle()
    if not _others_left(call, entitlement.no, child) and not fault_active("F-CA-LAST-LEAVES"):
        raise Refused(
            "T1102", "児童_宛名番号", "支給対象児童が残りません。受給事由消滅届で受け付けてください。"
        )
    last = month_of(call["事由発生年月日"])
    child.last = later(last) if call.flag("職権フラグ") and fault_active("F-CA-REDUCED-LATE") else last
    keep_period(call.store, child)
    told = _changed(call, entitlement.person, entitlement.number, later(last))
    owed = look_for_overpayments(call, entitlement.person)
    identity = {"宛名番号": entitlement.person, "児童_宛名番号": child.person, "資格状態": entitlement.state}
    return [
        told | identity | {"児童_最終支給年月": child.last} | debt_made(call.store, entitlement.person, owed)
    ]


@operation("santeijidohenko")
def change_burden(call: Call) -> Results:
    """算定児童変更届."""
    not_after_today(call, "届出年月日")
    entitlement = in_state(call, CERTIFIED)
    child = child_of(call)
    call.settle()
    if child.kind != COUNTED_ONLY and not fault_active("F-CA-PAYABLE-CHANGED"):
        raise Refused("T1102", "児童_宛名番号", f"児童区分が{COUNTED_ONLY}の者について行ってください。")
    month = _month_of_change(call)
    document = call.get("確認書提出年月日", child.burden(month).document)
    call.store.run(
        "INSERT OR REPLACE INTO burdens VALUES (?, ?, ?, ?)",
        child.no,
        month,
        call.flag("経済的負担フラグ"),
        document,
    )
    told = _changed(call, entitlement.person, entitlement.number, month)
    look_for_overpayments(call, entitlement.person)
    counted = any(
        line.child.no == child.no and line.rank
        for line in Months(call.store, entitlement.person).lines(month)
    )
    return [
        told
        | {
            "宛名番号": entitlement.person,
            "児童_宛名番号": child.person,
            "経済的負担フラグ": call["経済的負担フラグ"],
            "確認書提出年月日": document,
            "算定対象フラグ": YES if counted else NO,
        }
    ]


def _others_left(call: Call, entitlement: int, child: Child) -> bool:
    """Tell whether a child to be paid for remains beside one that leaves."""
    return any(
        each.kind == PAYABLE and each.start and not each.last
        for each in children_of(call.store, entitlement)
        if each.no != child.no
    )


def _changed(call: Call, person: str, number: str, month: str) -> dict[str, Value]:
    """Tell what a change comes to, and note it for 額改定通知書."""
    told: dict[str, Value] = {
        "改定年月": month,
        "改定前月額": monthly(call.store, person, later(month, -1)),
        "手当月額": monthly(call.store, person, month),
    }
    note(call, person, "額改定通知書", told | {"認定番号": number, "決定年月日": call.day})
    return told


def _month_of_change(call: Call) -> str:
    """Return the month from which a child counts, or no longer counts."""
    if call.flag("経済的負担フラグ"):
        return law.start_month(call["事由発生年月日"], call["届出年月日"])
    return later(month_of(call["事由発生年月日"]))
