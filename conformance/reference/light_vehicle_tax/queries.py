"""車両照会, 車両検索, 車両履歴照会 and 操作記録照会 (LV-001.M, LV-004.M, LV-037.M, LV-039.M, LV-043.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards
from conformance.reference.light_vehicle_tax.addressees import NAME, contact
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.paging import page
from conformance.reference.light_vehicle_tax.records import latest, rows, seen
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    CLASS,
    EVENT_ON,
    NOTICE,
    OWNER,
    PLATE,
    SCRAPPED_ON,
    VEHICLE,
)
from conformance.reference.registry import Call, Refused, Results

PART = "検索車台番号"


@operation("sharyoshokai")
def show(call: Call) -> Results:
    """車両照会: the newest row, or the one that a day falls into; the owner as they are now."""
    history = rows(call.store, call[VEHICLE])
    day = call.get("基準年月日")
    then = [row for row in history if day is None or row[EVENT_ON] <= day]
    if not then:
        raise Refused("T1201", VEHICLE)
    row = then[-1]
    return [{**seen(call, row, newest=row is history[-1]), **contact(call, row[OWNER])}]


@operation("sharyorirekishokai")
def history(call: Call) -> Results:
    """車両履歴照会."""
    guards.vehicle(call, call[VEHICLE])
    found = rows(call.store, call[VEHICLE])
    return [seen(call, row, newest=row is found[-1]) for row in found]


@operation("sharyokensaku")
def search(call: Call) -> Results:
    """車両検索: all conditions that were sent, one entry per vehicle, by number."""
    by_plate = any(part in call for part in PLATE)
    ended = call.flag("廃車を含むフラグ") or by_plate or NOTICE in call or fault_active("F-LV-ENDED-SHOWN")
    part, whole = call.get(PART), fault_active("F-LV-FRAME-WHOLE")
    acquired = None if fault_active("F-LV-ACQUIRED-IGNORED") else call.get(ACQUIRED)
    found = call.store.all(
        "SELECT vehicle FROM lv_vehicles v WHERE (active = 1 OR :ended)"
        " AND (:part IS NULL OR CASE WHEN :whole THEN frame = :part"
        " WHEN :head THEN instr(frame, :part) = 1 ELSE instr(frame, :part) > 0 END)"
        " AND (:owner IS NULL OR owner = :owner) AND (:class IS NULL OR class = :class)"
        " AND (:acquired IS NULL OR acquired = :acquired) AND (:scrapped IS NULL OR scrapped = :scrapped)"
        " AND (:notice IS NULL OR vehicle IN (SELECT vehicle FROM lv_levies WHERE notice = :notice))"
        " AND (NOT :by_plate OR vehicle IN (SELECT vehicle FROM lv_plates_of WHERE (:area IS NULL OR area = :area)"
        " AND (:class_no IS NULL OR class_no = :class_no) AND (:kana IS NULL OR kana = :kana)"
        " AND (:serial IS NULL OR serial = :serial"
        " OR (:mixed AND vehicle IN (SELECT vehicle FROM lv_plates_of WHERE serial = :serial))))) ORDER BY vehicle",
        ended=ended,
        part=part,
        whole=whole,
        head=fault_active("F-LV-FRAME-HEAD"),
        by_plate=by_plate,
        mixed=fault_active("F-LV-PARTS-MIXED"),
        **{
            "owner": call.get(OWNER),
            "class": call.get(CLASS),
            "acquired": acquired,
            "scrapped": call.get(SCRAPPED_ON),
            "notice": call.get(NOTICE),
            **dict(zip(("area", "class_no", "kana", "serial"), map(call.get, PLATE), strict=True)),
        },
    )
    shown = []
    for each in page(call, found):
        row = latest(call.store, each["vehicle"])
        assert row is not None  # noqa: S101 - the index holds only vehicles that are there
        shown.append({**seen(call, row), **contact(call, row[OWNER])})
    if fault_active("F-LV-OWNER-UNNAMED"):
        return [{**each, NAME: ""} for each in shown]
    return shown


@operation("sosarirekishokai")
def log(call: Call) -> Results:
    """操作記録照会: what was done, this question not yet among it."""
    guards.vehicle(call, call[VEHICLE])
    found = call.store.all(
        "SELECT * FROM lv_log WHERE vehicle = ?1 AND (?2 IS NULL OR user = ?2) ORDER BY no",
        call[VEHICLE],
        call.get("操作者ID"),
    )
    return [
        {
            VEHICLE: row["vehicle"],
            "操作名": row["operation"],
            "操作者ID": row["user"],
            "操作年月日": row["day"],
            "操作時刻": row["time"],
        }
        for row in page(call, found)
    ]
