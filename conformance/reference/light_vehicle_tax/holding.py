"""課税保留 and 課税区分 (LV-007.M, LV-008.M, LV-009.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, levies
from conformance.reference.light_vehicle_tax.assessment import kind_in
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.paging import page
from conformance.reference.light_vehicle_tax.records import HOLD_ENDS, State, latest, seen, write
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    HELD,
    NOTIFIED,
    OWNER,
    REGISTERED,
    STATE,
    STOLEN,
    TAX_KIND,
    TAX_YEAR,
    TAXABLE,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import year_of, year_text
from conformance.reference.registry import Call, Refused, Results

REASON, STARTS = "保留事由", "保留開始年月日"
_FLAGS = ("試乗車フラグ", "構造減免フラグ", "身障者減免フラグ")


@operation("kazeihoryu")
def hold(call: Call) -> Results:
    """課税保留登録: open, or ending on the day that was sent."""
    before = guards.usable(call)
    if is_held(call, before) and not fault_active("F-LV-HELD-TWICE"):
        raise Refused("T1401", VEHICLE, "既に課税保留中です。課税保留一覧照会で確かめてください。")
    guards.not_after_today(call, STARTS, NOTIFIED)
    guards.not_before(call, STARTS, before[ACQUIRED])
    guards.not_before(call, HOLD_ENDS, call[STARTS], STARTS)
    call.settle()
    call.store.run(
        "INSERT INTO lv_holds (vehicle, reason, starts, ends) VALUES (?, ?, ?, ?)",
        before[VEHICLE],
        call[REASON],
        call[STARTS],
        call.get(HOLD_ENDS),
    )
    state = STOLEN if call[REASON] == STOLEN else HELD
    changes = {STATE: state, TAX_KIND: HELD, HOLD_ENDS: None, **call.chosen((REASON, STARTS, HOLD_ENDS))}
    return [write(call, "課税保留", call[STARTS], before, changes)]


@operation("kazeihoryukaijo")
def release(call: Call) -> Results:
    """課税保留解除: the day that is sent is the last of the withholding."""
    before = guards.vehicle(call, call[VEHICLE])
    if not is_held(call, before):
        raise Refused("T1401", VEHICLE, "課税保留中ではありません。車両照会で確かめてください。")
    guards.not_after_today(call, HOLD_ENDS, NOTIFIED)
    guards.not_before(call, HOLD_ENDS, before[STARTS], STARTS)
    call.settle()
    call.store.run(
        "UPDATE lv_holds SET ends = ?1 WHERE no = (SELECT max(no) FROM lv_holds WHERE vehicle = ?2)",
        call[HOLD_ENDS],
        before[VEHICLE],
    )
    changes = {STATE: REGISTERED, TAX_KIND: TAXABLE, HOLD_ENDS: call[HOLD_ENDS]}
    return [seen(call, write(call, "課税保留解除", call[HOLD_ENDS], before, changes))]


@operation("kazeihoryuichiran")
def held_on(call: Call) -> Results:
    """課税保留一覧照会: the withholdings that cover a day."""
    day = call.day if fault_active("F-LV-LISTED-TODAY") else call.get("基準年月日", call.day)
    rows = call.store.all(
        "SELECT * FROM lv_holds WHERE starts <= ?1 AND coalesce(ends, ?1) >= ?1 AND (?2 IS NULL OR vehicle = ?2)"
        " ORDER BY vehicle, no",
        day,
        call.get(VEHICLE),
    )
    listed = []
    for row in rows:
        vehicle = latest(call.store, row["vehicle"])
        assert vehicle is not None  # noqa: S101 - only a vehicle can be withheld
        if vehicle.get("廃車年月日", "9999-99-99") > day:
            term = {REASON: row["reason"], STARTS: row["starts"], HOLD_ENDS: row["ends"]}
            listed.append({**vehicle, **term})
    wanted = [row for row in listed if call.get(OWNER) in {None, row[OWNER]}]
    return page(call, wanted)


@operation("kazeikubunsettei")
def set_kind(call: Call) -> Results:
    """課税区分設定: by 相当年度, in place of what was set for that year before."""
    before = guards.usable(call)
    year = year_of(call[TAX_YEAR], TAX_YEAR)
    if levies.is_levied(levies.current(call.store, before[VEHICLE], year)):
        raise Refused("T1401", TAX_YEAR, "その年度は既に課税しています。賦課照会で確かめてください。")
    kept = call.chosen((TAX_KIND, "非課税事由", *_FLAGS))
    if fault_active("F-LV-TEST-DRIVE-LOST"):
        kept.pop(_FLAGS[0], None)
    if not (fault_active("F-LV-FIRST-KIND-KEPT") and kind_in(call.store, before[VEHICLE], year)):
        call.store.run(
            "INSERT OR REPLACE INTO lv_kinds VALUES (?, ?, ?)", before[VEHICLE], year, json.encode(kept)
        )
    changes: State = {TAX_KIND: call[TAX_KIND], "非課税事由": call.get("非課税事由")}
    row = write(call, "課税区分設定", call.day, before, changes)
    return [{**seen(call, row), TAX_YEAR: call[TAX_YEAR], **kept}]


@operation("kazeikubunshokai")
def show_kinds(call: Call) -> Results:
    """課税区分照会: one entry per year that was set, oldest first."""
    guards.vehicle(call, call[VEHICLE])
    rows = call.store.all(
        "SELECT year, snapshot FROM lv_kinds WHERE vehicle = ? ORDER BY year", call[VEHICLE]
    )
    shown = [
        {**json.decode(row["snapshot"]), VEHICLE: call[VEHICLE], TAX_YEAR: year_text(row["year"])}
        for row in rows
    ]
    year = None if fault_active("F-LV-ALL-YEARS") else call.get(TAX_YEAR)
    return [each for each in shown if year in {None, each[TAX_YEAR]}]


def is_held(call: Call, row: State) -> bool:
    """Tell whether a vehicle is withheld now: not once the end that was set has passed."""
    return row[STATE] in {HELD, STOLEN} and row.get(HOLD_ENDS, call.day) >= call.day
