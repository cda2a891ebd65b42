"""車両変更, 標識番号変更 and 定置場変更: what a registered vehicle may change (LV-004.M, LV-010.M, LV-011.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import classes, guards, rules, stock
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.plates import series_of
from conformance.reference.light_vehicle_tax.records import seen, write
from conformance.reference.light_vehicle_tax.vehicles import PLATE_CHANGE, give_plate, taxpayer_of
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    BUSINESS_USE,
    CLASS,
    DEADLINE,
    EVENT_ON,
    NOTIFIED,
    PLACE,
    PLACE_CODE,
    PLATE,
    PLATE_KIND,
    SERIAL,
    SPECS,
    TAXED_BY,
    TAXPAYER,
    USAGE,
    USAGE_OF,
    USER,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of
from conformance.reference.registry import Call, Results

REASON, RETURNED, LOSS = "変更事由", "標識返納区分", "紛失届"


@operation("sharyohenko")
def change(call: Call) -> Results:
    """車両変更: only what was sent changes. A 訂正 counts from the beginning (records.state_on)."""
    before = guards.usable(call)
    guards.not_after_today(call, EVENT_ON, NOTIFIED, "新規登録年月日")
    guards.not_before(call, EVENT_ON, before[ACQUIRED])
    guards.inspected_in_time(call)
    changes = call.chosen((CLASS, BUSINESS_USE, *SPECS, USER, PLACE))
    changes |= {name: None for name in SPECS if name in call.blank}
    if CLASS in changes and USAGE not in changes and changes[CLASS] in USAGE_OF:
        changes[USAGE] = USAGE_OF[changes[CLASS]]
    after = {**before, **changes}
    classes.check(call, {name: value for name, value in after.items() if value is not None})
    call.settle()
    if USER in changes:
        guards.person(call, changes[USER], USER)
    row = write(call, call[REASON], call[EVENT_ON], before, {**changes, TAXPAYER: taxpayer_of(after)})
    due = rules.declaration_due("変更", day_of(call[EVENT_ON]))
    return [{**seen(call, row), DEADLINE: due.isoformat()}]


@operation(PLATE_CHANGE)
def change_plate(call: Call) -> Results:
    """標識番号変更: the old plate goes back to the stock it came from; its number stays in the history."""
    before = guards.usable(call)
    guards.not_after_today(call, EVENT_ON, NOTIFIED)
    call.settle()
    wanted = call.chosen((*PLATE, PLATE_KIND))
    given = give_plate(call, wanted, before[VEHICLE])
    old = {f"旧{part}": before.get(part) for part in PLATE}
    stock.take_back(call, series_of(before), before[SERIAL], lost=call.get(RETURNED) == LOSS)
    given[PLATE_KIND] = given[PLATE_KIND] or before.get(PLATE_KIND)
    row = write(call, "標識番号変更", call[EVENT_ON], before, given)
    if fault_active("F-LV-OLD-PLATE-UNTOLD"):
        return [seen(call, row)]
    return [{**seen(call, row), **old}]


@operation("teichijohenko")
def move_place(call: Call) -> Results:
    """定置場変更: where the vehicle is kept decides who taxes it from the next levy date on (LV-010.M)."""
    before = guards.usable(call)
    guards.not_after_today(call, EVENT_ON, NOTIFIED)
    guards.not_before(call, EVENT_ON, before[ACQUIRED])
    call.settle()
    taxed_by = before[TAXED_BY] if fault_active("F-LV-TAXED-HERE") else call[PLACE_CODE]
    changes = {**call.chosen((PLACE, PLACE_CODE)), TAXED_BY: taxed_by}
    return [seen(call, write(call, "定置場変更", call[EVENT_ON], before, changes))]
