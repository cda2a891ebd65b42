"""Reductions as they bear on a levy: which one applies in a year, and what it takes off."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.store import Store

APPLIED, GRANTED, DENIED, REVOKED = "申請", "承認", "却下", "取消"
FIXED = "定額"  # the amount of a reduction that was granted for part of the tax; absent: all of it
AGAIN = "再課税年度"
CONTINUED = "継続"


def find(store: Store, number: str) -> State | None:
    """Read a reduction by its number."""
    text = store.value("SELECT snapshot FROM lv_reductions WHERE CAST(no AS TEXT) = ?", number)
    return None if text is None else json.decode(text)


def of_vehicle(store: Store, vehicle: str) -> list[State]:
    """Read all reductions of a vehicle, newest application first."""
    rows = store.all("SELECT snapshot FROM lv_reductions WHERE vehicle = ? ORDER BY no DESC", vehicle)
    return [json.decode(row[0]) for row in rows]


def covers(store: Store, reduction: State, year: int) -> bool:
    """Tell whether a granted reduction holds in a year: its own, or one in which it was found to go on."""
    state = reduction["減免状態"]
    if state not in {GRANTED, REVOKED}:
        return False
    if int(reduction.get(AGAIN, "9999")) <= year and not fault_active("F-LV-REVOKED-GOES-ON"):
        return False
    if int(reduction["相当年度"]) == year:
        return True
    outcome = store.value(
        "SELECT outcome FROM lv_continued WHERE reduction = ? AND year = ?", int(reduction["減免番号"]), year
    )
    if outcome is None and fault_active("F-LV-UNCONFIRMED-GOES-ON"):
        return int(reduction["相当年度"]) < year
    return bool(outcome == CONTINUED)


def amount(reduction: State, tax: int) -> int:
    """Return what a reduction takes off a tax of so many yen."""
    fixed = None if fault_active("F-LV-CONTINUED-WHOLE") else reduction.get(FIXED)
    return tax if fixed is None else min(int(fixed), tax)


def relief(store: Store, vehicle: str, year: int, tax: int) -> int | None:
    """Return what the reduction of a vehicle takes off its tax of a year; None without one."""
    if not tax:
        return None
    holding = [each for each in of_vehicle(store, vehicle) if covers(store, each, year)]
    return amount(holding[0], tax) if holding else None
