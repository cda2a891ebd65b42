"""廃車 and 税止め: a vehicle leaves the register (LV-011.M, LV-015.M, LV-016.M, LV-020.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, levies, rules, stock
from conformance.reference.light_vehicle_tax.corrections import BEFORE_LEVY_DATE, cancelled_by_disposal
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.plates import series_of
from conformance.reference.light_vehicle_tax.records import State, seen, write
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    DEADLINE,
    DECIDED_ON,
    LEVY_STATE,
    NOTIFIED,
    OVERPAID,
    SCRAPPED,
    SCRAPPED_ON,
    SERIAL,
    STATE,
    TAX,
    TAX_YEAR,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of, fiscal_year
from conformance.reference.registry import YES, Call, Results

CAUSE, RETURNED, LOSS = "廃車事由", "標識返納区分", "紛失届"
STOPPED_ON = "税止年月日"
MONTHS = 12
SCRAPPING = "haisha"


@operation(SCRAPPING)
def scrap(call: Call) -> Results:
    """廃車."""
    before = _leaving(call, SCRAPPED_ON)
    changes = {CAUSE: call[CAUSE]}
    row = leave(call, before, call[SCRAPPED_ON], call[CAUSE], changes)
    due = rules.declaration_due("廃車", day_of(call[SCRAPPED_ON]))
    return _told(call, row, BEFORE_LEVY_DATE, {DEADLINE: due.isoformat()})


@operation("zeidome")
def stop_tax(call: Call) -> Results:
    """税止め登録: registered in another prefecture, hence disposed of here."""
    before = _leaving(call, STOPPED_ON)
    changes = {
        CAUSE: "廃棄" if fault_active("F-LV-STOPPED-AS-SCRAP") else "転出",
        "税止めフラグ": None if fault_active("F-LV-STOP-UNMARKED") else YES,
        STOPPED_ON: call[STOPPED_ON],
        "転出先都道府県": call["転出先都道府県"],
    }
    row = leave(call, before, call[STOPPED_ON], "税止め", changes)
    return _told(call, row, "税止め", {})


def leave(call: Call, before: State, on: str, event: str, changes: State) -> State:
    """Take a vehicle off the register; its plate goes back to the stock unless it was lost."""
    stock.take_back(call, series_of(before), before[SERIAL], lost=call.get(RETURNED) == LOSS)
    return write(call, event, on, before, {STATE: SCRAPPED, SCRAPPED_ON: on, **changes})


def _leaving(call: Call, item: str) -> State:
    """Find the vehicle, in use and acquired by the day. Raises T1101, T1102, T1201, T1401."""
    found = guards.vehicle(call, call[VEHICLE])
    if found[STATE] != SCRAPPED or not fault_active("F-LV-SCRAPPED-TWICE"):
        found = guards.usable(call)
    guards.not_after_today(call, item, NOTIFIED)
    if not fault_active("F-LV-BEFORE-ACQUISITION"):
        guards.not_before(call, item, found[ACQUIRED])
    call.settle()
    return found


def _told(call: Call, row: State, reason: str, more: State) -> Results:
    """Answer with the oldest levy that was cancelled, else with the one of the year, which stands."""
    on = row[SCRAPPED_ON]
    changed = cancelled_by_disposal(call, row[VEHICLE], on, reason)
    if not changed:
        standing = levies.current(call.store, row[VEHICLE], fiscal_year(day_of(on)))
        changed = [_prorated(call, standing)] if standing else []
    answer = {**seen(call, row), **more}
    if not changed:
        return [answer]
    wanted = (TAX_YEAR, LEVY_STATE, TAX, OVERPAID)
    return [{**answer, **{name: levies.seen(changed[0])[name] for name in wanted}}]


def _prorated(call: Call, levied: State) -> State:
    """Return a levy as it is; only a seeded fault lowers it by the months that are left."""
    if not fault_active("F-LV-BY-MONTHS") or not levied[TAX] or call.operation.id != SCRAPPING:
        return levied
    return levies.amend(call, levied, levied[TAX] // MONTHS, {DECIDED_ON: call.day})
