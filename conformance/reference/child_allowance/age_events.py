"""年齢到達処理: what comes with age needs no claim."""

from collections.abc import Iterator

from msgspec import Struct

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.amounts import monthly
from conformance.reference.child_allowance.debts import look_for_overpayments
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    CERTIFIED,
    COUNTED_ONLY,
    ENDED,
    PAYABLE,
    SUSPENDED,
    Child,
    Entitlement,
    children_of,
    entitlements,
    keep_period,
)
from conformance.reference.child_allowance.months import later
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import close
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results, Value

THREE, EIGHTEEN, TWENTY_TWO = "3歳到達", "18歳年度末到達", "22歳年度末到達"
BY_AGE = "年度末到達"
_LIMITS = {  # by 児童区分, and by the 年齢区分 that ends
    (PAYABLE, "3歳未満"): THREE,
    (PAYABLE, "高校生年代"): EIGHTEEN,
    (COUNTED_ONLY, "算定基礎"): TWENTY_TWO,
}


class Event(Struct, frozen=True):
    """A limit of age that a child reaches in a month."""

    child: Child
    kind: str


@operation("nenreitotatsushori")
def process(call: Call) -> Results:
    """年齢到達処理, of one recipient or of all; done again it changes nothing."""
    found: Results = []
    for entitlement in entitlements(call.store, call.get("宛名番号"), CERTIFIED, SUSPENDED):
        found += _processed(call, entitlement, call["処理年月"])
    return found


def events(children: list[Child], month: str) -> Iterator[Event]:
    """Yield the limits that children reach in a month that is in their time."""
    for child in children:
        kind = _limit(child, month)
        if kind is not None and child.covers(month):
            yield Event(child, kind)


def _limit(child: Child, month: str) -> str | None:
    """Return the limit between the age in a month and that in the next (規則表「年齢区分」)."""
    now = law.age_class(child.birth, month).name
    then = law.age_class(child.birth, later(month)).name
    return _LIMITS.get((child.kind, now)) if now != then else None


def _processed(call: Call, entitlement: Entitlement, month: str) -> Results:
    children = children_of(call.store, entitlement.no)
    found = list(events(children, month))
    if fault_active("F-CA-FIRST-OF-APRIL"):
        found = [each for each in found if each.kind != EIGHTEEN or not each.child.birth.endswith("-04-01")]
    if not found:
        return []
    for event in found:
        if event.kind == EIGHTEEN:
            event.child.last = month
            keep_period(call.store, event.child)
    if not fault_active("F-CA-EIGHTEEN-GOES-ON"):
        _end_without_children(call, entitlement, children, month)
    look_for_overpayments(call, entitlement.person)
    return _told(call, entitlement, found, month)


def _end_without_children(call: Call, entitlement: Entitlement, children: list[Child], month: str) -> None:
    """End an entitlement that has no child left to be paid for."""
    left = [child for child in children if child.kind == PAYABLE and (not child.last or child.last > month)]
    if any(law.age_class(child.birth, month).kind == PAYABLE for child in left):
        return
    close(call, entitlement, BY_AGE, month)
    content = {"消滅事由": BY_AGE, "最終支給年月": month, "認定番号": entitlement.number}
    note(call, entitlement.person, "支給事由消滅通知書", content)


def _told(call: Call, entitlement: Entitlement, found: list[Event], month: str) -> Results:
    change: dict[str, Value] = {
        "改定年月": later(month),
        "改定前月額": monthly(call.store, entitlement.person, month),
        "手当月額": monthly(call.store, entitlement.person, later(month)),
    }
    if entitlement.state != ENDED:
        note(
            call,
            entitlement.person,
            "額改定通知書",
            change | {"認定番号": entitlement.number, "決定年月日": call.day},
        )
    state = {"宛名番号": entitlement.person, "資格状態": entitlement.state, "最終支給年月": entitlement.last}
    return [
        {
            **change,
            **_change_at_three(event, change, month),
            **state,
            "児童_宛名番号": event.child.person,
            "年齢到達区分": event.kind,
            "児童_最終支給年月": event.child.last,
        }
        for event in found
    ]


def _change_at_three(event: Event, change: dict[str, Value], month: str) -> dict[str, Value]:
    """Return what is told otherwise of a child that becomes three: nothing, on a sound system."""
    told: dict[str, Value] = {}
    if fault_active("F-CA-THREE-EARLY") and event.kind == THREE:
        told["改定年月"] = month
    if fault_active("F-CA-THREE-UNCHANGED") and event.kind == THREE:
        told["手当月額"] = change["改定前月額"]
    return told
