"""税額試算: the yearly amount of a vehicle in a fiscal year (LV-021.M to LV-024.M, LV-044.M).

In this order: 軽課 in the year after new registration, 重課 from the statutory age on, else the standard or the old
rate by first inspection. A rate of the municipality stands in for the amount of the table, 税率区分 by 税率区分.
The amounts are those of the tables: nothing is rounded and nothing is charged by months.
"""

from datetime import date

from msgspec import Struct

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, rules
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import (
    BUSINESS_USE,
    CLASS,
    FIRST_INSPECTION,
    FUEL,
    LEVY_YEAR,
    NEW_STANDARD,
    TAX,
    THREE_OR_MORE,
    USAGE,
    USAGE_OF,
)
from conformance.reference.light_vehicle_tax.years import day_of, fiscal_year, year_of
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.store import Row, Store
from conformance.spec.rules import FoundRow

DEEMED, RATE, GREEN, NEW_ON, AMOUNT = "みなし初度検査年月", "税率区分", "軽課区分", "新規登録年月日", "年額"
_KEYS = (CLASS, USAGE, BUSINESS_USE)
_JANUARY, _DECEMBER = 1, 12


class Amount(Struct, frozen=True):
    """What a vehicle is charged in a year: 円, by which 税率区分, and the first inspection that was used."""

    tax: int
    rate: str
    inspected: str | None


@operation("zeigakushisan")
def estimate(call: Call) -> Results:
    """税額試算."""
    vehicle = dict(call.values)
    if call[CLASS] in USAGE_OF:
        vehicle.setdefault(USAGE, USAGE_OF[call[CLASS]])
    amount = yearly(call.store, year_of(call[LEVY_YEAR], LEVY_YEAR), vehicle)
    shown = {name: vehicle.get(name) for name in (LEVY_YEAR, *_KEYS)}
    return [{**shown, DEEMED: amount.inspected, RATE: amount.rate, TAX: amount.tax}]


def yearly(store: Store, year: int, vehicle: State) -> Amount:
    """Return the amount of a vehicle for a year. Raises Refused T1102 where no rule covers it."""
    day = rules.levy_date(year)
    month = vehicle.get(FIRST_INSPECTION) if vehicle[CLASS] in THREE_OR_MORE else None
    inspected = _inspected(day, month)
    aged = month if fault_active("F-LV-DEEMED-UNUSED") else inspected
    row = _row(day, vehicle, aged and aged.replace("-00", f"-{_JANUARY:02d}"))
    if row is None:
        raise rules.no_rule(LEVY_YEAR)
    rate = row.text(RATE)
    own = own_rate(store, year, rate, vehicle)
    return Amount(own["amount"] if own else row.figure(AMOUNT), rate, inspected)


def _inspected(day: date, month: str | None) -> str | None:
    """Return the first inspection to reckon with: December where the month was not recorded (LV-024.M)."""
    if month is None:
        return None
    if guards.month_unknown(month):
        deemed = rules.deemed_month(day, int(month[:4]))
        if fault_active("F-LV-UNKNOWN-ALWAYS"):
            deemed = deemed or _DECEMBER
        if deemed is None:
            text = f"{FIRST_INSPECTION}の月が不明とは認められない年です。月を確かめてください。"
            raise Refused("T1102", FIRST_INSPECTION, text)
        month = f"{month[:4]}-{_JANUARY if fault_active('F-LV-UNKNOWN-IS-JANUARY') else deemed:02d}"
    if month > f"{day:%Y-%m}":
        raise Refused(
            "T1102", FIRST_INSPECTION, f"{FIRST_INSPECTION}が賦課期日より後です。月を確かめてください。"
        )
    return month


def _row(day: date, vehicle: State, inspected: str | None) -> FoundRow | None:
    keys = {name: vehicle[name] for name in _KEYS if vehicle.get(name)}
    return (
        _green(day, vehicle, keys) or _heavy(day, vehicle, keys, inspected) or _standard(day, keys, inspected)
    )


def _green(day: date, vehicle: State, keys: dict[str, str]) -> FoundRow | None:
    """Return the row of 軽課, in the fiscal year after that of the new registration only (LV-023.M)."""
    registered, kind = vehicle.get(NEW_ON), vehicle.get(GREEN, "")
    if not registered:
        return None
    if not rules.green_term(registered, kind) and not fault_active("F-LV-GREEN-BEYOND-TERM"):
        return None
    new = day_of(registered)
    since = fiscal_year(day) - (new.year if fault_active("F-LV-GREEN-CALENDAR") else fiscal_year(new))
    again = since > 1 and fault_active("F-LV-GREEN-AGAIN")
    return rules.green(day, kind, keys) if since == 1 or again else None


def _heavy(day: date, vehicle: State, keys: dict[str, str], inspected: str | None) -> FoundRow | None:
    """Return the row of 重課 (LV-022.M)."""
    if inspected is None:
        return None
    early = fault_active("F-LV-HEAVY-EARLY")
    if not rules.is_old(day.replace(year=day.year + early), inspected):
        return None
    if rules.spared(day, vehicle.get(FUEL) or "") and not fault_active("F-LV-HEAVY-ELECTRIC"):
        return None
    return rules.heavy(day, keys)


def _standard(day: date, keys: dict[str, str], inspected: str | None) -> FoundRow | None:
    if fault_active("F-LV-NEW-STANDARD-DEARER") and keys[CLASS] == NEW_STANDARD:
        keys = {**keys, CLASS: "原付二種甲"}
    if inspected is None:
        return rules.standard(day, keys)
    if fault_active("F-LV-OLD-RATE-LONGER"):
        year, month = (int(part) for part in inspected.split("-"))
        inspected = f"{year - (month == 1):04d}-{(month - 2) % 12 + 1:02d}"
    return rules.standard(day, {**keys, FIRST_INSPECTION: inspected})


def own_rate(store: Store, year: int, rate: str, vehicle: State) -> Row | None:
    """Return the rate that the municipality registered for a year, the most special first; None without one."""
    return store.one(
        "SELECT * FROM lv_rates WHERE class = :class AND rate = :rate AND usage IN ('', :usage)"
        " AND business_use IN ('', :business_use) AND starts <= :year"
        " AND (coalesce(ends, 9999) >= :year OR :endless) ORDER BY usage = '', business_use = '' LIMIT 1",
        **{
            "class": vehicle[CLASS],
            "rate": rate,
            "usage": vehicle.get(USAGE) or "",
            "business_use": vehicle.get(BUSINESS_USE) or "",
            "year": year,
            "endless": fault_active("F-LV-RATE-ENDLESS"),
        },
    )
