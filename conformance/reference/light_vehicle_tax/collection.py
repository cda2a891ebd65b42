"""収納情報取込: payments and deferments that collection tells of (LV-031.M, LV-032.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, levies
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.words import (
    DEFERRED,
    PAID,
    PAID_ON,
    TAX_YEAR,
    UNPAID,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import year_of
from conformance.reference.registry import Call, Refused, Results

SETTLED, OPEN = "納付済", "未納"


@operation("shunojohotorikomi")
def take_payment(call: Call) -> Results:
    """収納情報取込: payments add up; the day is that of the last."""
    row = levies.current(call.store, call[VEHICLE], year_of(call[TAX_YEAR], TAX_YEAR))
    if row is None:
        raise Refused("T1201", TAX_YEAR)
    guards.not_after_today(call, PAID_ON)
    changes = call.chosen((DEFERRED,))
    if PAID in call:
        if not call[PAID]:
            call.refuse("T1102", PAID, f"{PAID}が0です。額を確かめてください。")
        day = max(row.get(PAID_ON, ""), call.get(PAID_ON, ""))
        if fault_active("F-LV-FIRST-PAYMENT-DAY"):
            day = row.get(PAID_ON, day)
        changes |= {PAID: row.get(PAID, 0) + call[PAID], PAID_ON: day}
    call.settle()
    paid = levies.seen(levies.pay(call, row, changes))
    return [{**paid, "納付区分": OPEN if paid[UNPAID] else SETTLED}]
