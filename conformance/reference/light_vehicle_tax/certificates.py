"""納税証明書交付, and until when a certificate is good (LV-031.M, LV-033.M, LV-034.O)."""

from datetime import date, timedelta

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, levies, papers
from conformance.reference.light_vehicle_tax.addressees import NAME, contact
from conformance.reference.light_vehicle_tax.due_dates import ordinance_due
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State, in_use, plate_of
from conformance.reference.light_vehicle_tax.words import (
    FRAME,
    PLATE,
    SCRAPPED,
    STATE,
    TAX,
    TAX_YEAR,
    TAXPAYER,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import FIRST, day_of, fiscal_year
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.store import Store

KIND, INSPECTION, NO_TAX, VALID_UNTIL = "証明区分", "継続検査用", "課税なし", "証明書有効期限"


@operation("nozeishomeikofu")
def certify(call: Call) -> Results:
    """納税証明書交付."""
    vehicle = _vehicle(call)
    day = call.get(papers.ISSUED_ON, call.day)
    if day > call.day:
        raise Refused("T1101", papers.ISSUED_ON)
    if vehicle[STATE] == SCRAPPED and not fault_active("F-LV-SCRAPPED-CERTIFIED"):
        raise Refused("T1401", VEHICLE, "廃車済みの車両です。車両照会で今の状態を確かめてください。")
    kind = call.get(KIND, INSPECTION)
    said = _without_tax(call, vehicle, day) if kind == NO_TAX else _of_tax(call, vehicle, day)
    content = {papers.ISSUED_ON: day, KIND: kind}
    issued = papers.log(call, papers.TAX_CERTIFICATE, vehicle[VEHICLE], content)
    shown = {name: vehicle.get(name) for name in (VEHICLE, *PLATE, FRAME, TAXPAYER)}
    return [{**shown, NAME: contact(call, vehicle[TAXPAYER]).get(NAME), **said, **issued}]


def valid_until(store: Store, vehicle: str, day: str) -> str | None:
    """Return the last day of a certificate issued on a day; None while a year is owed or none is settled.

    The eve of 条例納期限 of the year after the newest one that is paid, deferred or without tax.
    """
    if levies.owing(store, vehicle, day):
        return None
    year = _settled(store, vehicle)
    return None if year is None else _eve(ordinance_due(store, int(year[TAX_YEAR]) + 1)).isoformat()


def _settled(store: Store, vehicle: str) -> State | None:
    """Return the newest levy that is paid, deferred or without tax."""
    settled = [row for row in levies.standing(store, vehicle) if not levies.is_open(row)]
    return settled[0] if settled else None


def _eve(due: date) -> date:
    return due - timedelta(days=1)


def _of_tax(call: Call, vehicle: State, day: str) -> State:
    """Say until when a vehicle with nothing owing is certified. Raises T1401."""
    if levies.owing(call.store, vehicle[VEHICLE], day):
        raise Refused("T1401", VEHICLE, "未納の年度があります。賦課照会で確かめてください。")
    settled = _settled(call.store, vehicle[VEHICLE])
    refused = settled is not None and not settled[TAX] and fault_active("F-LV-ZERO-UNCERTIFIED")
    if fault_active("F-LV-REDUCED-UNCERTIFIED"):
        refused |= settled is not None and not settled[TAX] and levies.reduced(settled)
    if settled is None or refused:
        raise Refused("T1401", KIND, "納付済みの年度がありません。賦課照会で確かめてください。")
    due = ordinance_due(call.store, int(settled[TAX_YEAR]) + 1)
    until = due if fault_active("F-LV-VALID-ON-DUE-DATE") else _eve(due)
    ends = None if not settled[TAX] and fault_active("F-LV-ZERO-UNDATED") else until.isoformat()
    return {VALID_UNTIL: ends, TAX_YEAR: settled[TAX_YEAR], TAX: settled[TAX]}


def _without_tax(call: Call, vehicle: State, day: str) -> State:
    """Say that nothing was levied yet, until the eve of the next due date (LV-034.O). Raises T1401."""
    if levies.standing(call.store, vehicle[VEHICLE]) and not fault_active("F-LV-NO-TAX-ANYWAY"):
        raise Refused("T1401", KIND, "課税のある車両です。継続検査用を求めてください。")
    year = max(fiscal_year(day_of(day)), FIRST)
    due = ordinance_due(call.store, year)
    if due.isoformat() <= day:
        due = ordinance_due(call.store, year + 1)
    until = due if fault_active("F-LV-NO-TAX-ON-DUE-DATE") else _eve(due)
    return {VALID_UNTIL: until.isoformat()}


def _vehicle(call: Call) -> State:
    """Find the vehicle by number, or by the plate it has now. Raises T1201."""
    return guards.vehicle(call, call.get(VEHICLE) or in_use(call.store, plate_of(dict(call.values))))
