"""納期限: one period a year, on the day that the municipality set or else the table's (LV-027.M)."""

from datetime import date

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import rules
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import DUE, LEVY_YEAR, PERIOD
from conformance.reference.light_vehicle_tax.years import day_of, fiscal_year, year_of, year_text
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.store import Store

ORDINANCE = "条例納期限"


@operation("nokigentoroku")
def set_due(call: Call) -> Results:
    """納期限登録: years that are levied already keep theirs."""
    year, due = year_of(call[LEVY_YEAR], LEVY_YEAR), day_of(call[ORDINANCE])
    if fiscal_year(due) != year and not fault_active("F-LV-DUE-ANY-YEAR"):
        raise Refused("T1102", ORDINANCE, f"{ORDINANCE}が{LEVY_YEAR}の外です。日付を確かめてください。")
    call.store.run("INSERT OR REPLACE INTO lv_due_dates VALUES (?, ?)", year, call[ORDINANCE])
    return [_told(call.store, year)]


@operation("nokigenshokai")
def show_due(call: Call) -> Results:
    """納期限照会."""
    year = year_of(call[LEVY_YEAR], LEVY_YEAR)
    return [{**_told(call.store, year), "期別": PERIOD, "賦課期日": rules.levy_date(year).isoformat()}]


def ordinance_due(store: Store, year: int) -> date:
    """Return 条例納期限 of a year. Raises Refused T1102 where there is none."""
    own = store.value("SELECT due FROM lv_due_dates WHERE year = ?", year)
    return rules.usual_due(year) if own is None else day_of(own)


def due_date(store: Store, year: int) -> date:
    """Return 納期限 of a year: 条例納期限, or the next day on which offices are open."""
    return rules.business_day(ordinance_due(store, year))


def _told(store: Store, year: int) -> State:
    return {
        LEVY_YEAR: year_text(year),
        ORDINANCE: ordinance_due(store, year).isoformat(),
        DUE: due_date(store, year).isoformat(),
    }
