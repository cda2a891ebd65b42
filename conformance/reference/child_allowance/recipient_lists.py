"""受給者一覧照会 and 統計照会."""

from conformance.reference.child_allowance.addressees import find
from conformance.reference.child_allowance.age_events import events
from conformance.reference.child_allowance.amounts import Months, total
from conformance.reference.child_allowance.arrears import unpaid
from conformance.reference.child_allowance.claims import GENERAL
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    CERTIFIED,
    SUSPENDED,
    Entitlement,
    children_of,
    entitlements,
)
from conformance.reference.child_allowance.months import later, this_month
from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Results, Value

LARGEST = 1000


@operation("jukyushaichiranshokai")
def listed(call: Call) -> Results:
    """受給者一覧照会: everybody whom all conditions fit; one entry per child where a limit of age is asked for."""
    newest = {each.person: each for each in entitlements(call.store, call.get("宛名番号"))}
    state = call.get("資格状態")
    chosen = [each for each in newest.values() if state in (None, each.state)]
    wanted = call.get("未払フラグ")
    if wanted is not None and not fault_active("F-CA-OWED-IGNORED"):
        chosen = [each for each in chosen if (YES if _owed(call, each) else NO) == wanted]
    entries = [entry for each in chosen for entry in _entries(call, each)]
    start = call.get("取得開始位置", 0)
    count = min(call.get("取得件数", LARGEST), LARGEST)
    return [_told(call, each, extra) for each, extra in entries[start : start + count]]


@operation("tokeishokai")
def count(call: Call) -> Results:
    """統計照会: who gets an amount in a month, by 受給者区分."""
    month = call["基準年月"]
    catalog = call.business.catalog
    kinds = catalog.code_list("受給者区分").values
    found = {kind: [0, 0] for kind in kinds}
    states = (CERTIFIED,) if fault_active("F-CA-HELD-UNCOUNTED") else (CERTIFIED, SUSPENDED)
    for entitlement in entitlements(call.store, None, *states):
        lines = Months(call.store, entitlement.person).lines(month)
        if total(lines) or fault_active("F-CA-ZERO-COUNTED"):
            kind = GENERAL if fault_active("F-CA-ALL-GENERAL") else entitlement.kind
            found[kind][0] += 1
            found[kind][1] += sum(1 for line in lines if line.amount)
    return [
        {"基準年月": month, "受給者区分": kind, "受給者数": recipients, "児童数": children}
        for kind, (recipients, children) in found.items()
    ]


def _entries(call: Call, entitlement: Entitlement) -> list[tuple[Entitlement, dict[str, Value]]]:
    if "年齢到達年月" not in call:
        return [(entitlement, {})]
    month = call["年齢到達年月"]
    if fault_active("F-CA-LISTED-LATE"):
        month = later(month)
    children = children_of(call.store, entitlement.no)
    return [
        (
            entitlement,
            {
                "年齢到達年月": month,
                "児童_宛名番号": None if fault_active("F-CA-CHILD-UNNAMED") else event.child.person,
                "年齢到達区分": event.kind,
            },
        )
        for event in events(children, month)
    ]


def _owed(call: Call, entitlement: Entitlement) -> int:
    """Return what was not paid for the months before this one."""
    return sum(unpaid(call.store, entitlement.person, later(this_month(call), -1)).values())


def _told(call: Call, entitlement: Entitlement, extra: dict[str, Value]) -> dict[str, Value]:
    owed = _owed(call, entitlement)
    return {
        "宛名番号": entitlement.person,
        "認定番号": entitlement.number,
        "氏名": (find(call.store, entitlement.person) or {}).get("氏名"),
        "受給者区分": entitlement.kind,
        "資格状態": entitlement.state,
        "未払フラグ": YES if owed else NO,
        "未払額": owed,
        **extra,
    }
