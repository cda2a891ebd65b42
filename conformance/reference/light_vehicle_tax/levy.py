"""当初賦課 and 随時賦課 (LV-020.M, LV-025.M, LV-026.M)."""

from datetime import date

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import assessment, guards, levies, rules
from conformance.reference.light_vehicle_tax.due_dates import due_date, ordinance_due
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import (
    DECIDED_ON,
    DUE,
    LEVY_YEAR,
    NOTICE,
    OWNER,
    TAX_YEAR,
    TAXPAYER,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import after_years, day_of, fiscal_year, year_of, year_text
from conformance.reference.registry import Call, Refused, Results

DECISION, PER_OWNER = "決定年月日", "所有者"


@operation("toshofuka")
def levy(call: Call) -> Results:
    """当初賦課: every vehicle in the scope that is to be taxed and is not yet, by number."""
    year = year_of(call[LEVY_YEAR], LEVY_YEAR)
    if rules.levy_date(year) > call.today and not fault_active("F-LV-LEVIED-EARLY"):
        raise Refused("T1401", LEVY_YEAR, "賦課期日が来ていません。年度を確かめてください。")
    scope = _scope(call, year)
    done = {number for number in scope if levies.is_levied(levies.current(call.store, number, year))}
    if fault_active("F-LV-LEVIED-TWICE"):
        done = set()
    due = [each for each in scope if each not in done and assessment.taxable(call.store, each, year)]
    if done and not due:
        raise Refused("T1401", TAX_YEAR, "その年度は既に課税しています。賦課照会で確かめてください。")
    made = [assessment.assessed(call, number, year) for number in due]
    notices = _notices(call, year, made)
    due_on = ordinance_due if fault_active("F-LV-DUE-UNSHIFTED") else due_date
    day = due_on(call.store, year).isoformat()
    dated = {LEVY_YEAR: year_text(year), DUE: day}
    written = [
        levies.write(call, None, {**each, **dated, NOTICE: no})
        for each, no in zip(made, notices, strict=True)
    ]
    return [levies.seen(row) for row in written]


@operation("zuijifuka")
def levy_late(call: Call) -> Results:
    """随時賦課: a vehicle that was missed, or an earlier year, by the rules of that year."""
    guards.vehicle(call, call[VEHICLE])
    year = year_of(call[TAX_YEAR], TAX_YEAR)
    decided = day_of(call.get(DECISION, call.day))
    guards.not_after_today(call, DECISION)
    if year_of(call[LEVY_YEAR], LEVY_YEAR) != fiscal_year(decided) or year > fiscal_year(decided):
        call.refuse("T1102", LEVY_YEAR, "年度が決定年月日と合いません。年度を確かめてください。")
    guards.not_before(call, DUE, decided.isoformat(), DECISION)
    if levies.is_levied(levies.current(call.store, call[VEHICLE], year)):
        call.refuse("T1401", TAX_YEAR)
    call.settle()
    must_be_in_time(call, year, decided, "増額")
    if not assessment.taxable(call.store, call[VEHICLE], year):
        raise Refused(
            "T1102", VEHICLE, "賦課期日に課税すべき車両ではありません。車両照会で確かめてください。"
        )
    levied = {
        **assessment.assessed(call, call[VEHICLE], year),
        **call.chosen((LEVY_YEAR, DUE, "更正事由コード")),
        DECIDED_ON: decided.isoformat(),
        NOTICE: levies.new_notice(call, fiscal_year(decided)),
    }
    return [levies.seen(levies.write(call, None, levied))]


def must_be_in_time(call: Call, year: int, decided: date, kind: str) -> None:
    """Raise T1102 when 増額 or 減額 of a year may no longer be decided (地方税法17条の5)."""
    last = after_years(due_date(call.store, year), rules.limit_years(kind, decided))
    if decided > last and not fault_active("F-LV-NO-LIMITATION"):
        raise Refused("T1102", TAX_YEAR, "賦課決定の期間制限を過ぎています。相当年度を確かめてください。")


def _scope(call: Call, year: int) -> list[str]:
    """Return the vehicles that the request is about, by number. Raises T1201."""
    owner = call.get(OWNER)
    if owner is not None:
        guards.person(call, owner, OWNER)
    if VEHICLE in call:
        guards.vehicle(call, call[VEHICLE])
        numbers = [str(call[VEHICLE])]
    else:
        found = call.store.all("SELECT vehicle FROM lv_people_of WHERE person = ? ORDER BY vehicle", owner)
        numbers = [row["vehicle"] for row in found]
    return [each for each in numbers if owner in {None, assessment.taxpayer(call.store, each, year)}]


def _notices(call: Call, year: int, made: list[State]) -> list[str]:
    """Return the number of the notice of each levy: one per vehicle, or one per taxpayer (LV-025.M)."""
    if call.get("通知書単位") != PER_OWNER or fault_active("F-LV-NOTICE-EACH"):
        return [levies.new_notice(call, year) for _ in made]
    people = dict.fromkeys(each[TAXPAYER] for each in made)
    numbers = {person: levies.new_notice(call, year) for person in people}
    return [numbers[each[TAXPAYER]] for each in made]
