"""Who is taxed for which vehicle on a levy date, and how much. Nothing is decided here; levy.py does.

Ownership follows from the dates of acquisition and disposal, whenever they were processed (LV-020.M). The sources do
not say whether a vehicle disposed of on the levy date itself is taxed: here it is, unless it changed hands that day.
"""

from datetime import timedelta

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import rules, tariff
from conformance.reference.light_vehicle_tax.records import State, latest, rows, state_on
from conformance.reference.light_vehicle_tax.reliefs import relief
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    BUSINESS_USE,
    CLASS,
    EVENT,
    EVENT_ON,
    GOODS,
    LEVIED,
    LEVY_STATE,
    NOT_TAXED,
    PERIOD,
    REDUCED,
    SCRAPPED_ON,
    TAX,
    TAX_KIND,
    TAX_YEAR,
    TAXABLE,
    TAXED_BY,
    TAXPAYER,
    USAGE,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import year_text
from conformance.reference.municipality import MUNICIPALITY
from conformance.reference.registry import Call
from conformance.reference.store import Store

GROSS = "年額"


def taxable(store: Store, number: str, year: int) -> bool:
    """Tell whether a vehicle is to be taxed here for a year."""
    vehicle = latest(store, number)
    assert vehicle is not None  # noqa: S101 - who asks has found it
    day = rules.levy_date(year)
    late = timedelta(days=fault_active("F-LV-NEXT-DAY"))
    if vehicle[ACQUIRED] > (day + late).isoformat() or _gone(vehicle, day.isoformat()):
        return False
    here = state_on(store, number, day.isoformat())[TAXED_BY] == MUNICIPALITY
    here |= fault_active("F-LV-MOVED-STILL-TAXED")
    if fault_active("F-LV-MOVED-FOR-GOOD"):
        till = [row for row in rows(store, number) if row[EVENT_ON] <= day.isoformat()]
        here &= all(row[TAXED_BY] == MUNICIPALITY for row in till)
    return here and not _withheld(store, number, day.isoformat())


def _gone(vehicle: State, day: str) -> bool:
    """Tell whether a vehicle was disposed of before a day, or changed hands on it."""
    scrapped = vehicle.get(SCRAPPED_ON, "9999-99-99")
    if fault_active("F-LV-GONE-BY-NOW") and SCRAPPED_ON in vehicle and "税止年月日" not in vehicle:
        return True
    return bool(scrapped < day or (scrapped == day and vehicle[EVENT] == "名義変更"))


def _withheld(store: Store, number: str, day: str) -> bool:
    """Tell whether a withholding covers a levy date, both of its ends included (LV-007.M)."""
    if fault_active("F-LV-HELD-TAXED"):
        return False
    terms = store.all(
        "SELECT starts FROM lv_holds WHERE vehicle = ?1 AND starts <= ?2 AND coalesce(ends, ?2) >= ?2",
        number,
        day,
    )
    if fault_active("F-LV-HELD-FROM-NEXT-DAY"):
        return any(term["starts"] < day for term in terms)
    return bool(terms)


def taxpayer(store: Store, number: str, year: int) -> str:
    """Return who is taxed for a vehicle in a year."""
    return str(state_on(store, number, rules.levy_date(year).isoformat())[TAXPAYER])


def assessed(call: Call, number: str, year: int) -> State:
    """Work out the levy of a vehicle for a year from the register: taxpayer, rate, tax, reduction."""
    day = rules.levy_date(year)
    vehicle = state_on(call.store, number, day.isoformat())
    amount = tariff.yearly(call.store, year, vehicle)
    kind = kind_in(call.store, number, year).get(TAX_KIND, TAXABLE)
    free = kind == NOT_TAXED or (kind == GOODS and not fault_active("F-LV-GOODS-TAXED"))
    gross = 0 if free else amount.tax
    cut = relief(call.store, number, year, gross)
    return {
        VEHICLE: number,
        TAXPAYER: vehicle[TAXPAYER],
        TAX_YEAR: year_text(year),
        "期別": PERIOD,
        **{name: vehicle.get(name) for name in (CLASS, USAGE, BUSINESS_USE)},
        "税率区分": amount.rate,
        GROSS: gross,
        TAX: gross - (cut or 0),
        "減免税額": cut,
        LEVY_STATE: LEVIED if cut is None else REDUCED,
        TAX_KIND: kind if cut is None else REDUCED,
        "賦課期日": day.isoformat(),
    }


def kind_in(store: Store, number: str, year: int) -> State:
    """Return what 課税区分設定 says of a vehicle for a year; empty without one."""
    text = store.value("SELECT snapshot FROM lv_kinds WHERE vehicle = ? AND year = ?", number, year)
    if text is None and fault_active("F-LV-FREE-FOR-EVER"):
        text = store.value("SELECT snapshot FROM lv_kinds WHERE vehicle = ? AND year < ?", number, year)
    return {} if text is None else json.decode(text)
