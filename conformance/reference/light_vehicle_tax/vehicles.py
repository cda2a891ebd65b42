"""車両登録 and 原付等登録: a vehicle comes onto the register (LV-001.M, LV-002.M, LV-003.M, LV-006.M, LV-011.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import classes, guards, rules, stock
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.plates import series_of
from conformance.reference.light_vehicle_tax.records import (
    State,
    in_use,
    new_number,
    seen,
    with_frame,
    write,
)
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    BUSINESS_USE,
    CLASS,
    DEADLINE,
    FRAME,
    NOTIFIED,
    OWNER,
    PLACE,
    PLACE_CODE,
    PLATE,
    PLATE_KIND,
    REGISTERED,
    SERIAL,
    SPECS,
    STATE,
    TAX_KIND,
    TAXABLE,
    TAXED_BY,
    TAXPAYER,
    USAGE,
    USAGE_OF,
    USER,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of
from conformance.reference.municipality import MUNICIPALITY
from conformance.reference.registry import NO, YES, Call, Refused, Results

PLATE_CHANGE = "hyoshikibangohenko"
RETAINED, DOUBLED, CAUSE = "所有権留保フラグ", "車台番号重複フラグ", "登録事由"
_SENT = (*PLATE, PLATE_KIND, FRAME, CLASS, BUSINESS_USE, *SPECS, CAUSE, ACQUIRED, PLACE, OWNER, RETAINED)


@operation("sharyotoroku")
def register(call: Call) -> Results:
    """車両登録."""
    guards.not_after_today(call, ACQUIRED, NOTIFIED, "新規登録年月日")
    guards.inspected_in_time(call)
    vehicle = {**call.chosen(_SENT), USER: call.get(USER, call[OWNER])}
    vehicle.setdefault(USAGE, USAGE_OF.get(call[CLASS]))
    vehicle[PLACE_CODE] = vehicle[TAXED_BY] = call.get(PLACE_CODE, MUNICIPALITY)
    classes.check(call, vehicle)
    call.settle()
    guards.person(call, call[OWNER], OWNER)
    guards.person(call, vehicle[USER], USER)
    return [enter(call, vehicle)]


@operation("gendokitoroku")
def register_moped(call: Call) -> Results:
    """原付等登録: the same with fewer items."""
    return register(call)


def enter(call: Call, vehicle: State) -> State:
    """Put a vehicle onto the register, with a number and a plate of its own. Returns the answer."""
    number = new_number(call)
    vehicle = {**vehicle, VEHICLE: number, **_frame(call, vehicle[FRAME])}
    vehicle |= give_plate(call, vehicle, number)
    vehicle |= {
        STATE: REGISTERED,
        TAX_KIND: TAXABLE,
        TAXPAYER: taxpayer_of(vehicle),
        "登録年月日": call.day,
        RETAINED: vehicle.get(RETAINED, NO),
    }
    row = write(call, vehicle[CAUSE], vehicle[ACQUIRED], {}, distorted(vehicle))
    due = rules.declaration_due("取得", day_of(row[ACQUIRED]))
    return {**seen(call, row), DEADLINE: due.isoformat()}


def distorted(vehicle: State) -> State:
    """Return the first row of a vehicle as a system with the active faults stores it."""
    if fault_active("F-LV-USER-LOST"):
        return {**vehicle, USER: vehicle[OWNER]}
    return vehicle


def taxpayer_of(vehicle: State) -> str:
    """Return who is taxed: the buyer where title is retained, else the owner (地方税法443条2項)."""
    retained = vehicle.get(RETAINED) == YES and not fault_active("F-LV-SELLER-TAXED")
    retained |= fault_active("F-LV-USER-TAXED")
    return str(vehicle[USER] if retained else vehicle[OWNER])


def _frame(call: Call, frame: str) -> State:
    """Point out a 車台番号 that a vehicle in use has (LV-003.M). Raises T1401 unless it was confirmed."""
    if not _frames(call, frame):
        return {DOUBLED: NO}
    if not call.flag("重複確認済フラグ") and not fault_active("F-LV-FRAME-UNNOTICED"):
        raise Refused(
            "T1401",
            FRAME,
            "車台番号が登録中の車両と重なります。確かめて重複確認済フラグを送ってください。",
        )
    return {DOUBLED: NO if fault_active("F-LV-DOUBLED-UNMARKED") else YES}


def _frames(call: Call, frame: str) -> bool:
    """Tell whether a vehicle in use has a 車台番号."""
    if fault_active("F-LV-SCRAPPED-FRAME"):
        return call.store.one("SELECT 1 FROM lv_vehicles WHERE frame = ?", frame) is not None
    return bool(with_frame(call.store, frame))


def _taken(call: Call, plate: tuple[str, ...]) -> bool:
    """Tell whether a vehicle in use has a plate (LV-002.M)."""
    if fault_active("F-LV-PLATE-TAKEN") and call.operation.id != PLATE_CHANGE:
        return False
    if fault_active("F-LV-CHANGED-TO-TAKEN") and call.operation.id == PLATE_CHANGE:
        return False
    if fault_active("F-LV-KANA-IGNORED"):
        found = call.store.one(
            "SELECT 1 FROM lv_vehicles WHERE active = 1 AND area = ? AND class_no = ? AND serial = ?",
            *(plate[place] for place in (0, 1, 3)),
        )
        return found is not None
    return in_use(call.store, plate) is not None


def give_plate(call: Call, wanted: State, number: str) -> State:
    """Issue a plate to a vehicle: the number that was sent, else the next of the stock. Raises T1401."""
    series, kind = series_of(wanted), wanted.get(PLATE_KIND) or ""
    serial = wanted.get(SERIAL)
    if serial is None:
        following = stock.next_number(call.store, series, kind)
        if following is None:
            raise Refused("T1401", SERIAL, "標識の在庫がありません。標識在庫照会で確かめてください。")
        serial = str(following)
    if _taken(call, (*series, serial)):
        raise Refused("T1401", SERIAL, "標識番号は現に使われています。番号を確かめてください。")
    held = stock.plate(call.store, series, serial)
    stock.issue(call, series, serial, number)
    parts = dict(zip(PLATE, (*series, serial), strict=True))
    if fault_active("F-LV-TRIAL-AS-USUAL") and kind == "試運転":
        kind = "原付一種"
    return parts | {PLATE_KIND: kind or (held.kind if held else None)}
