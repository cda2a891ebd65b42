"""What goes to others: 調定 to collection (LV-040.M), payments to 軽JNKS (LV-032.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import levies, rules
from conformance.reference.light_vehicle_tax.certificates import VALID_UNTIL, valid_until
from conformance.reference.light_vehicle_tax.collection import OPEN, SETTLED
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State, latest
from conformance.reference.light_vehicle_tax.words import (
    CANCELLED,
    CLASS,
    DEFERRED,
    FRAME,
    LEVY_STATE,
    LEVY_YEAR,
    OWNER,
    PAID_ON,
    PERSON,
    PLATE,
    TAX,
    TAX_BEFORE,
    TAX_YEAR,
    TAXPAYER,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of
from conformance.reference.registry import NO, YES, Call, Results


@operation("choteirenkeishokai")
def assessments(call: Call) -> Results:
    """調定連携照会: one entry per vehicle and year, as it stands after corrections. 科目コード is not known."""
    rows = call.store.all(
        "SELECT snapshot FROM lv_levies WHERE newest = 1 AND (?1 IS NULL OR vehicle = ?1)"
        " AND (?2 IS NULL OR taxpayer = ?2) AND (?3 IS NULL OR year = ?3) ORDER BY year DESC, vehicle",
        call.get(VEHICLE),
        call.get(PERSON),
        int(call[TAX_YEAR]) if TAX_YEAR in call else None,
    )
    found = [json.decode(row[0]) for row in rows]
    return [_told(call, row) for row in found if call.get(LEVY_YEAR) in {None, row[LEVY_YEAR]}]


def _told(call: Call, row: State) -> State:
    vehicle = latest(call.store, row[VEHICLE]) or {}
    unmarked = fault_active("F-LV-DELETION-UNMARKED")
    plate = PLATE[1:] if fault_active("F-LV-AREA-UNTOLD") else PLATE
    stale = fault_active("F-LV-LINK-STALE") and row[LEVY_STATE] != CANCELLED
    return {
        **row,
        TAX: row.get(TAX_BEFORE, row[TAX]) if stale else row[TAX],
        **{name: vehicle.get(name) for name in (FRAME, *plate)},
        PERSON: row[TAXPAYER],
        VALID_UNTIL: valid_until(call.store, row[VEHICLE], call.day),
        "削除フラグ": YES if row[LEVY_STATE] == CANCELLED and not unmarked else NO,
    }


@operation("jnksshokai")
def payments(call: Call) -> Results:
    """軽JNKS提供照会: one entry per vehicle in use of a class that is told on the day."""
    day = call.get("基準年月日", call.day)
    rows = call.store.all(
        "SELECT vehicle, class FROM lv_vehicles WHERE active = 1 AND (?1 IS NULL OR vehicle = ?1)"
        " AND (?2 IS NULL OR owner = ?2) ORDER BY vehicle",
        call.get(VEHICLE),
        call.get(OWNER),
    )
    told = [row["vehicle"] for row in rows if rules.told_to_jnks(day_of(day), row["class"])]
    return [_payment(call, number, day) for number in told]


def _payment(call: Call, number: str, day: str) -> State:
    vehicle = latest(call.store, number) or {}
    owed = levies.owing(call.store, number, day) and not fault_active("F-LV-JNKS-ALL-PAID")
    if fault_active("F-LV-DEFERRED-UNPAID"):
        owed |= any(row.get(DEFERRED) == YES for row in levies.standing(call.store, number))
    days = [row[PAID_ON] for row in levies.standing(call.store, number) if row[TAX] and PAID_ON in row]
    return {
        **{name: vehicle.get(name) for name in (VEHICLE, FRAME, *PLATE, CLASS)},
        "納付区分": OPEN if owed else SETTLED,
        PAID_ON: max(days, default=None),
        VALID_UNTIL: valid_until(call.store, number, day),
    }
