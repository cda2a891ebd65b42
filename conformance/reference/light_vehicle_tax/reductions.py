"""減免: applied for, decided, revoked, found to go on (LV-028.M, LV-029.M, LV-030.M). What holds: reliefs.py."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, levies, reliefs, rules
from conformance.reference.light_vehicle_tax.assessment import GROSS
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import (
    DUE,
    LEVIED,
    LEVY_STATE,
    REDUCED,
    TAX,
    TAX_BEFORE,
    TAX_KIND,
    TAX_YEAR,
    TAXABLE,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of, fiscal_year, year_of, year_text
from conformance.reference.registry import Call, Refused, Results

NUMBER, KIND, STATE, PERSON = "減免番号", "減免区分", "減免状態", "減免対象者宛名番号"
APPLIED_ON, DECIDED, REVOKED_ON, CUT, OUTCOME = (
    "申請年月日", "決定年月日", "取消年月日", "減免税額", "継続確認結果"
)  # fmt: skip
DISABLED = "身体障害者等"


@operation("genmenshinsei")
def apply(call: Call) -> Results:
    """減免申請."""
    guards.vehicle(call, call[VEHICLE])
    if PERSON in call:
        guards.person(call, call[PERSON], PERSON)
    guards.not_after_today(call, APPLIED_ON)
    if not call.flag("確認書類フラグ"):
        call.refuse("T1102", "確認書類フラグ", "必要な書類を確かめてください。")
    year = year_of(call[TAX_YEAR], TAX_YEAR)
    _must_be_levied(call, year)
    if call[KIND] == DISABLED and not fault_active("F-LV-SECOND-VEHICLE"):
        _must_be_the_only_one(call, year)
    if any(_counts(call, each, year) for each in reliefs.of_vehicle(call.store, call[VEHICLE])):
        call.refuse("T1401", TAX_YEAR, "同じ車両と年度に減免があります。減免照会で確かめてください。")
    call.settle()
    no = int(call.store.value("SELECT coalesce(max(no), 0) + 1 FROM lv_reductions"))
    reduction = call.chosen((VEHICLE, TAX_YEAR, KIND, PERSON, APPLIED_ON))
    return [_keep(call, {**reduction, NUMBER: str(no), STATE: reliefs.APPLIED})]


def _must_be_levied(call: Call, year: int) -> None:
    """Note T1401 without a tax to reduce, and when the application comes too late."""
    row = levies.current(call.store, call[VEHICLE], year)
    if row is None or not row[TAX]:
        call.refuse("T1401", TAX_YEAR, "減免できる課税がありません。賦課照会で確かめてください。")
        return
    last = rules.application_due(call[KIND], year, day_of(row[DUE]))
    late_taken = fault_active("F-LV-LATE-APPLICATION") and call[KIND] == DISABLED
    late_taken |= fault_active("F-LV-LATE-STRUCTURE") and call[KIND] != DISABLED
    if day_of(call[APPLIED_ON]) > last and not late_taken:
        call.refuse("T1401", APPLIED_ON, "減免の申請期限を過ぎています。申請年月日を確かめてください。")


def _must_be_the_only_one(call: Call, year: int) -> None:
    """Note T1401 for a second vehicle of the same person, ordinary cars included (LV-028.M)."""
    rows = call.store.all(
        "SELECT snapshot FROM lv_reductions WHERE person = ? AND vehicle <> ?",
        call.get(PERSON),
        call[VEHICLE],
    )
    others = [json.decode(row[0]) for row in rows]
    ordinary = call.flag("普通車減免フラグ") and not fault_active("F-LV-ORDINARY-CAR-TOO")
    if ordinary or any(_counts(call, each, year) for each in others):
        call.refuse("T1401", PERSON, "減免は一人一台です。減免照会で確かめてください。")


def _counts(call: Call, reduction: State, year: int) -> bool:
    """Tell whether a reduction stands in the way of another in a year: applied for, granted, or going on."""
    waits = reduction[STATE] == reliefs.APPLIED and int(reduction[TAX_YEAR]) == year
    return waits or reliefs.covers(call.store, reduction, year)


@operation("genmenkettei")
def decide(call: Call) -> Results:
    """減免決定."""
    reduction = _found(call, reliefs.APPLIED)
    guards.not_after_today(call, DECIDED)
    guards.not_before(call, DECIDED, reduction[APPLIED_ON], APPLIED_ON)
    granted = call["減免決定区分"] == reliefs.GRANTED
    row = levies.current(call.store, reduction[VEHICLE], int(reduction[TAX_YEAR]))
    assert row is not None  # noqa: S101 - only a levy can be applied for
    if granted and not levies.is_levied(row):
        raise Refused("T1401", NUMBER, "減免できる課税がありません。賦課照会で確かめてください。")
    if CUT in call and call[CUT] > row[TAX]:
        call.refuse("T1102", CUT, f"{CUT}が税額を超えます。額を確かめてください。")
    call.settle()
    decided = {**reduction, DECIDED: call.get(DECIDED, call.day), STATE: call["減免決定区分"]}
    if not granted and not fault_active("F-LV-DENIED-REDUCES"):
        return [{**_keep(call, decided | call.chosen(("却下理由",))), **_tax(row)}]
    fixed = None if fault_active("F-LV-ALWAYS-WHOLE") else call.get(CUT)
    cut = row[TAX] if fixed is None else fixed
    row = levies.amend(call, row, row[TAX] - cut, {CUT: cut, LEVY_STATE: REDUCED, TAX_KIND: REDUCED})
    kept = _keep(call, {**decided, CUT: cut, reliefs.FIXED: fixed, **call.chosen(("却下理由",))})
    return [{**kept, **_tax(row)}]


@operation("genmentorikeshi")
def revoke(call: Call) -> Results:
    """減免取消: taxed again from the next year, or from the year of the day where the rules say so (LV-030.M)."""
    reduction = _found(call, reliefs.GRANTED)
    guards.not_after_today(call, REVOKED_ON)
    guards.not_before(call, REVOKED_ON, reduction[DECIDED], DECIDED)
    call.settle()
    at_once = call.flag("当該年度課税フラグ") or fault_active("F-LV-TAXED-AT-ONCE")
    day = day_of(call[REVOKED_ON])
    again = (day.year if fault_active("F-LV-CALENDAR-YEAR") else fiscal_year(day)) + (not at_once)
    held = [row for row in levies.standing(call.store, reduction[VEHICLE]) if _under(call, reduction, row)]
    revoked = {
        **reduction,
        REVOKED_ON: call[REVOKED_ON],
        STATE: reliefs.REVOKED,
        reliefs.AGAIN: year_text(again),
    }
    kept = _keep(call, revoked)
    for row in held:
        if int(row[TAX_YEAR]) >= again:
            _restore(call, row)
    present = levies.current(call.store, reduction[VEHICLE], int(reduction[TAX_YEAR]))
    assert present is not None  # noqa: S101 - only a levy can be applied for
    return [{**kept, TAX: present[TAX], LEVY_STATE: present[LEVY_STATE]}]


def _under(call: Call, reduction: State, row: State) -> bool:
    return levies.reduced(row) and reliefs.covers(call.store, reduction, int(row[TAX_YEAR]))


def _restore(call: Call, row: State) -> None:
    """Charge again what a reduction had taken off."""
    changes = {CUT: None, LEVY_STATE: LEVIED, TAX_KIND: TAXABLE}
    levies.amend(call, row, row[GROSS], changes)


@operation("genmenkeizoku")
def go_on(call: Call) -> Results:
    """減免継続確認: whether the conditions still hold in a later year; without it the reduction does not apply."""
    reduction = _found(call, reliefs.GRANTED)
    guards.not_after_today(call, DECIDED)
    year = year_of(call[TAX_YEAR], TAX_YEAR)
    if year <= int(reduction[TAX_YEAR]):
        call.refuse("T1102", TAX_YEAR, "減免を受けた年度より後の年度ではありません。年度を確かめてください。")
    if levies.is_levied(levies.current(call.store, reduction[VEHICLE], year)):
        call.refuse("T1401", TAX_YEAR, "その年度は既に課税しています。賦課照会で確かめてください。")
    call.settle()
    call.store.run(
        "INSERT OR REPLACE INTO lv_continued VALUES (?, ?, ?)", int(reduction[NUMBER]), year, call[OUTCOME]
    )
    kept = _keep(call, {**reduction, OUTCOME: call[OUTCOME]})
    return [{**kept, **call.chosen((TAX_YEAR, DECIDED))}]


@operation("genmenshokai")
def show(call: Call) -> Results:
    """減免照会: newest year first."""
    rows = call.store.all(
        "SELECT snapshot FROM lv_reductions WHERE (?1 IS NULL OR CAST(no AS TEXT) = ?1)"
        " AND (?2 IS NULL OR vehicle = ?2) AND (?3 IS NULL OR person = ?3) AND (?4 IS NULL OR year = ?4)"
        " AND (?5 IS NULL OR state = ?5) ORDER BY year DESC, no DESC",
        *(call.get(name) for name in (NUMBER, VEHICLE, PERSON)),
        int(call[TAX_YEAR]) if TAX_YEAR in call else None,
        call.get(STATE),
    )
    return [json.decode(row[0]) for row in rows]


def _found(call: Call, state: str) -> State:
    """Find the reduction that the request names, in the state it needs. Raises T1201, T1401."""
    found = reliefs.find(call.store, call[NUMBER])
    if found is None:
        raise Refused("T1201", NUMBER)
    if found[STATE] != state:
        raise Refused("T1401", NUMBER, f"減免の状態が{state}ではありません。減免照会で確かめてください。")
    return found


def _keep(call: Call, reduction: State) -> State:
    call.store.run(
        "INSERT OR REPLACE INTO lv_reductions VALUES (?, ?, ?, ?, ?, ?)",
        int(reduction[NUMBER]),
        reduction[VEHICLE],
        int(reduction[TAX_YEAR]),
        reduction.get(PERSON),
        reduction[STATE],
        json.encode(reduction),
    )
    return reduction


def _tax(row: State) -> State:
    return {name: row.get(name) for name in (TAX_BEFORE, TAX, LEVY_STATE)}
