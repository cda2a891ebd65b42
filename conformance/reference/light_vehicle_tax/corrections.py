"""賦課更正, 賦課取消 and 賦課照会 (LV-026.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import assessment, guards, levies
from conformance.reference.light_vehicle_tax.assessment import GROSS
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.levy import DECISION, must_be_in_time
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.rules import levy_date
from conformance.reference.light_vehicle_tax.words import (
    BUSINESS_USE,
    CANCELLED,
    CLASS,
    DECIDED_ON,
    DUE,
    LEVY_STATE,
    LEVY_YEAR,
    NOTICE,
    SCRAPPED_ON,
    TAX,
    TAX_YEAR,
    TAXPAYER,
    USAGE,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of, year_of
from conformance.reference.registry import NO, Call, Refused, Results

REASON, BEFORE_LEVY_DATE = "取消事由", "賦課期日前の廃車"
_REVISED = (TAXPAYER, CLASS, USAGE, BUSINESS_USE, "税率区分", GROSS, "減免税額")


def _levied(call: Call) -> State:
    """Find the levy that the request is about. Raises T1201, T1401."""
    row = levies.current(call.store, call[VEHICLE], year_of(call[TAX_YEAR], TAX_YEAR))
    if row is None:
        raise Refused("T1201", TAX_YEAR)
    if row[LEVY_STATE] == CANCELLED:
        raise Refused("T1401", TAX_YEAR, "取消済みの課税です。賦課照会で確かめてください。")
    return row


@operation("fukakosei")
def correct(call: Call) -> Results:
    """賦課更正: the tax by the register as it is now, for the levy date of the year."""
    row, year = _levied(call), int(call[TAX_YEAR])
    decided = call.get(DECISION, call.day)
    guards.not_after_today(call, DECISION)
    guards.not_before(call, DUE, decided, DECISION)
    call.settle()
    revised = assessment.assessed(call, call[VEHICLE], year)
    if revised[TAX] == row[TAX]:
        raise Refused("T1401", TAX_YEAR, "税額が変わりません。車両照会で内容を確かめてください。")
    must_be_in_time(call, year, day_of(decided), "増額" if revised[TAX] > row[TAX] else "減額")
    changes = {name: revised.get(name) for name in _REVISED}
    changes |= call.chosen((DUE, "更正事由コード")) | {DECIDED_ON: decided}
    return [levies.seen(levies.amend(call, row, revised[TAX], changes))]


@operation("fukatorikeshi")
def cancel(call: Call) -> Results:
    """賦課取消: a levy that should not have been. Never by months for a later disposal (LV-020.M)."""
    row = _levied(call)
    guards.not_after_today(call, DECISION)
    if call[REASON] == BEFORE_LEVY_DATE:
        never = "" if fault_active("F-LV-UNSCRAPPED-CANCELLED") else "9999-99-99"
        scrapped = guards.vehicle(call, call[VEHICLE]).get(SCRAPPED_ON, never)
        if scrapped >= levy_date(int(call[TAX_YEAR])).isoformat():
            call.refuse(
                "T1102", REASON, "賦課期日より前に廃車した車両ではありません。取消事由を確かめてください。"
            )
    call.settle()
    return [levies.seen(levies.cancel(call, row, call[REASON], call.get(DECISION, call.day)))]


@operation("fukashokai")
def show(call: Call) -> Results:
    """賦課照会: the present rows, or with 最新フラグ いいえ all of them in the order they were made."""
    every = call.get("最新フラグ") == NO
    rows = call.store.all(
        "SELECT newest, snapshot FROM lv_levies WHERE (newest = 1 OR ?1) AND (?2 IS NULL OR vehicle = ?2)"
        " AND (?3 IS NULL OR taxpayer = ?3) AND (?4 IS NULL OR notice = ?4) AND (?5 IS NULL OR year = ?5)"
        " ORDER BY year DESC, vehicle, no",
        every,
        *(call.get(name) for name in (VEHICLE, TAXPAYER, NOTICE)),
        int(call[TAX_YEAR]) if TAX_YEAR in call else None,
    )
    found = [levies.read(row) for row in rows]
    return [row for row in found if call.get(LEVY_YEAR) in {None, row[LEVY_YEAR]}]


def cancelled_by_disposal(call: Call, number: str, on: str, reason: str) -> list[State]:
    """Cancel the levies of all years whose levy date a disposal precedes; oldest first (LV-015.M).

    Without any the levy of the year of the disposal stands as it is: no refund by months (LV-020.M).
    """
    rows = levies.standing(call.store, number)[::-1]
    late = [row for row in rows if on < row["賦課期日"]]
    scrapped = reason == BEFORE_LEVY_DATE
    if fault_active("F-LV-LATE-DISPOSAL-KEPT") and scrapped:
        late = []
    if fault_active("F-LV-STOP-CANCELS-NOT") and not scrapped:
        late = []
    if fault_active("F-LV-LAST-YEAR-CANCELLED"):
        late = late[-1:]
    return [levies.cancel(call, row, reason, call.day) for row in late]
