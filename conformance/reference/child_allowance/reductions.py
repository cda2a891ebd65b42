"""額改定届 and 算定児童変更届: children who leave, and children who count or no longer count."""

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.amounts import Months, counts, monthly
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
from conformance.reference.child_allowance.months import later, month_of, reckonable
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
    reckonable(call, "事由発生年月日")
    entitlement = in_state(call, CERTIFIED)
    child = child_of(call)
    call.settle()
    if child.kind != COUNTED_ONLY and not fault_active("F-CA-PAYABLE-CHANGED"):
        raise Refused("T1102", "児童_宛名番号", f"児童区分が{COUNTED_ONLY}の者について行ってください。")
    document = _document(call, child)
    month = _month_of_change(call)
    call.store.run(
        "INSERT OR REPLACE INTO burdens VALUES (?, ?, ?, ?)",
        child.no,
        month,
        call.flag("経済的負担フラグ"),
        document,
    )
    call.store.run("DELETE FROM burdens WHERE child = ? AND from_month > ?", child.no, month)
    told = _changed(call, entitlement.person, entitlement.number, month)
    look_for_overpayments(call, entitlement.person)
    return [told | _burden_shown(call, entitlement.person, child, month)]


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


def _document(call: Call, child: Child) -> str | None:
    """Return the day of 確認書: the one that is sent, else the one that is known, unless it is sent empty."""
    if "確認書提出年月日" in call.blank:
        return None
    known = child.burdens[-1].document if child.burdens else None
    sent: str | None = call.get("確認書提出年月日", known)
    return sent


def _burden_shown(call: Call, person: str, child: Child, month: str) -> dict[str, Value]:
    lines = Months(call.store, person).lines(month)
    children = [line.child for line in lines]
    now = next((each for each in children if each.no == child.no), None)
    burden = now.burden(month) if now else None
    return {
        "宛名番号": person,
        "児童_宛名番号": child.person,
        "経済的負担フラグ": YES if call.flag("経済的負担フラグ") else NO,
        "確認書提出年月日": burden.document if burden else None,
        "算定対象フラグ": YES if now and counts(now, children, month) else NO,
    }
