"""他市町村通知: notices between municipalities are kept; they change nothing on the register (LV-014.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.inbound import matched
from conformance.reference.light_vehicle_tax.records import State, write
from conformance.reference.light_vehicle_tax.words import FRAME, PLATE, SCRAPPED, SCRAPPED_ON, STATE, VEHICLE
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.store import Row, Store

DIRECTION, NUMBER, DAY = "送受区分", "通知番号", "通知年月日"
SENT, RECEIVED = "送付", "受領"
_ITEMS = (DIRECTION, "他市町村通知種別", "相手市区町村コード", DAY, VEHICLE, FRAME, *PLATE, SCRAPPED_ON)


@operation("tashichosontsuchi")
def add_notice(call: Call) -> Results:
    """他市町村通知登録."""
    if call[DAY] > call.day:
        raise Refused("T1101", DAY)
    notice = call.chosen(_ITEMS)
    if VEHICLE in call:
        vehicle = guards.vehicle(call, call[VEHICLE])
        notice = {**{name: vehicle.get(name) for name in (FRAME, *PLATE, SCRAPPED_ON)}, **notice}
    elif (number := matched(call.store, notice)) is not None:
        notice[VEHICLE] = number
        if fault_active("F-LV-NOTICE-SCRAPS"):
            vehicle = guards.vehicle(call, number)
            write(call, "廃車", call[DAY], vehicle, {STATE: SCRAPPED, SCRAPPED_ON: call[DAY]})
    if fault_active("F-LV-CAUSE-SWAPPED") and call[DIRECTION] == SENT:
        notice["他市町村通知種別"] = "廃車"
    no = call.store.run(
        "INSERT INTO lv_notices (vehicle, frame, direction, day, snapshot) VALUES (?, ?, ?, ?, ?)",
        notice.get(VEHICLE),
        notice.get(FRAME),
        notice[DIRECTION],
        notice[DAY],
        json.encode(notice),
    ).lastrowid
    return [{**notice, NUMBER: str(no)}]


@operation("tashichosontsuchishokai")
def show_notices(call: Call) -> Results:
    """他市町村通知照会: by the day of the notice."""
    rows = call.store.all(
        "SELECT * FROM lv_notices WHERE (?1 IS NULL OR vehicle = ?1) AND (?2 IS NULL OR CAST(no AS TEXT) = ?2)"
        " AND (?3 IS NULL OR frame = ?3) AND (?4 IS NULL OR direction = ?4) ORDER BY day, no",
        *(call.get(name) for name in (VEHICLE, NUMBER, FRAME, DIRECTION)),
    )
    shown = [_shown(row) for row in rows]
    if fault_active("F-LV-NOTICES-AS-KEPT"):
        shown.sort(key=lambda notice: int(notice[NUMBER]))
    if fault_active("F-LV-RECEIVED-LOST"):
        return [notice for notice in shown if notice[DIRECTION] != RECEIVED]
    return shown


def last_sent(store: Store, vehicle: str) -> State | None:
    """Return the newest notice that was sent about a vehicle."""
    row = store.one(
        "SELECT * FROM lv_notices WHERE vehicle = ? AND direction = ? ORDER BY no DESC LIMIT 1", vehicle, SENT
    )
    return None if row is None else _shown(row)


def _shown(row: Row) -> State:
    return {**json.decode(row["snapshot"]), NUMBER: str(row["no"])}
