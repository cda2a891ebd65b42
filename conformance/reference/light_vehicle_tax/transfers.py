"""名義変更: the vehicle of one owner ends, that of the next begins (LV-005.M, LV-006.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, papers, rules
from conformance.reference.light_vehicle_tax.corrections import BEFORE_LEVY_DATE, cancelled_by_disposal
from conformance.reference.light_vehicle_tax.disposal import leave
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import (
    State,
    new_number,
    seen,
    write,
)
from conformance.reference.light_vehicle_tax.vehicles import RETAINED, give_plate, taxpayer_of
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    BUSINESS_USE,
    CLASS,
    DEADLINE,
    EVENT_ON,
    FRAME,
    NOTIFIED,
    OWNER,
    PLACE,
    PLACE_CODE,
    PLATE,
    PLATE_KIND,
    REGISTERED,
    SPECS,
    STATE,
    TAX_KIND,
    TAXABLE,
    TAXED_BY,
    TAXPAYER,
    USER,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of
from conformance.reference.registry import NO, YES, Call, Results

EVENT_NAME = "名義変更"
OLD, NEW = "旧軽自管理番号", "新軽自管理番号"
_CARRIED = (
    FRAME, "車台番号重複フラグ", CLASS, BUSINESS_USE, *SPECS, PLACE, PLACE_CODE, TAXED_BY, *PLATE, PLATE_KIND
)  # fmt: skip


@operation("meigihenko")
def transfer(call: Call) -> Results:
    """名義変更: both papers are issued at once."""
    before = _wanted(call)
    number = new_number(call)
    led = None if fault_active("F-LV-NEW-UNLINKED") else number
    leave(call, before, call[EVENT_ON], EVENT_NAME, {"廃車事由": "譲渡", NEW: led})
    if not fault_active("F-LV-LATE-TRANSFER-KEPT"):
        cancelled_by_disposal(call, before[VEHICLE], call[EVENT_ON], BEFORE_LEVY_DATE)
    row = write(call, EVENT_NAME, call[EVENT_ON], {}, _new(call, before, number))
    listed = _papers(call, before, row)
    due = rules.declaration_due("取得", day_of(row[ACQUIRED]))
    return [{**seen(call, row), DEADLINE: due.isoformat(), "帳票一覧": listed}]


def _wanted(call: Call) -> State:
    """Find the vehicle, and judge the request. Raises T1101, T1102, T1201, T1401."""
    before = guards.usable(call)
    guards.not_after_today(call, EVENT_ON, NOTIFIED)
    guards.not_before(call, EVENT_ON, before[ACQUIRED])
    if call[OWNER] == before[OWNER] and not fault_active("F-LV-SAME-OWNER"):
        call.refuse("T1102", OWNER, "新しい所有者が前の所有者と同じです。所有者を確かめてください。")
    call.settle()
    guards.person(call, call[OWNER], OWNER)
    if USER in call:
        guards.person(call, call[USER], USER)
    return before


def _new(call: Call, before: State, number: str) -> State:
    vehicle = {name: before.get(name) for name in _CARRIED}
    vehicle |= call.chosen((OWNER, PLACE))
    vehicle |= {
        VEHICLE: number,
        OLD: before[VEHICLE],
        STATE: REGISTERED,
        TAX_KIND: TAXABLE,
        ACQUIRED: call[EVENT_ON],
        "登録年月日": call.day,
        "登録事由": "譲受",
        USER: call.get(USER, call[OWNER]),
        RETAINED: call.get(RETAINED, NO),
    }
    vehicle[TAXPAYER] = vehicle[OWNER] if fault_active("F-LV-RESALE-SELLER") else taxpayer_of(vehicle)
    if vehicle[RETAINED] == YES and fault_active("F-LV-BUYER-STAYS"):
        vehicle[TAXPAYER] = before[TAXPAYER]
    return vehicle | give_plate(call, _plate(call, before), number)


def _plate(call: Call, before: State) -> State:
    """Return the plate to give: parts that were sent over those of the old one."""
    return {**{name: before[name] for name in (*PLATE, PLATE_KIND) if name in before}, **call.chosen(PLATE)}


def _papers(call: Call, old: State, new: State) -> list[str]:
    """Issue the receipt of disposal and the certificate of the plate, and list them (LV-005.M)."""
    issued = [(papers.RECEIPT, old[VEHICLE]), (papers.PLATE_PAPER, new[VEHICLE])]
    for paper, number in issued:
        papers.log(call, paper, number, {"交付年月日": call.day})
    listed = [paper for paper, _ in issued]
    return listed[1:] if fault_active("F-LV-ONE-PAPER") else listed
