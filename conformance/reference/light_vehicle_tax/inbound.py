"""申告データ取込: what inspection bodies and OSS send, matched with the register (LV-012.M, LV-013.M).

A datum that does not match or breaks a rule is not refused: the answer tells what became of it, and the list of
errors keeps it.
"""

from msgspec import json

from conformance.reference.answers import ErrorCodes
from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.changes import change
from conformance.reference.light_vehicle_tax.disposal import scrap
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.paging import page
from conformance.reference.light_vehicle_tax.plates import series_of
from conformance.reference.light_vehicle_tax.records import State, in_use, latest, with_frame
from conformance.reference.light_vehicle_tax.transfers import transfer
from conformance.reference.light_vehicle_tax.vehicles import register
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    BUSINESS_USE,
    CLASS,
    EVENT_ON,
    FRAME,
    OF_INSPECTION_BODIES,
    OWNER,
    PLACE,
    PLACE_CODE,
    PLATE,
    SCRAPPED_ON,
    SERIAL,
    SPECS,
    USER,
    VEHICLE,
)
from conformance.reference.registry import Call, Handler, Refused, Results
from conformance.reference.store import Store

SOURCE, KIND, OUTCOME, WRONG, NUMBER = "データ取込元", "申告区分", "取込結果", "取込誤り内容", "取込番号"
UNMATCHED, ERROR = "突合不一致", "誤り"
CHANGED = "改造"  # the datum does not say why a vehicle changed
OSS, _RECEIPT = "軽OSS", "申告受付番号"
_VEHICLE_ITEMS = (FRAME, *PLATE, CLASS, BUSINESS_USE, *SPECS, OWNER, USER, PLACE, PLACE_CODE)
# 申告区分 → the operation that does the same, its handler, what it takes besides the vehicle, the outcome.
_DOES: dict[str, tuple[str, Handler, tuple[str, ...], str]] = {
    "新規": ("車両登録", register, _VEHICLE_ITEMS, "登録"),
    "移転": ("名義変更", transfer, (OWNER, USER, PLACE, EVENT_ON), "更新"),
    "変更": ("車両変更", change, (CLASS, BUSINESS_USE, *SPECS, USER, PLACE, EVENT_ON), "更新"),
    "廃車": ("廃車", scrap, ("廃車事由",), "廃車"),
}


@operation("shinkokudatatorikomi")
def take_in(call: Call) -> Results:
    """申告データ取込."""
    if call[EVENT_ON] > call.day:
        raise Refused("T1101", EVENT_ON)
    outcome = _outcome(call)
    kept = {**call.chosen((SOURCE, KIND, FRAME, *PLATE, EVENT_ON, _RECEIPT)), **outcome}
    if fault_active("F-LV-RECEPTION-LOST"):
        kept.pop(_RECEIPT, None)
    if fault_active("F-LV-SOURCE-MIXED") and kept[SOURCE] == "地方税申告データ":
        kept[SOURCE] = OSS
    no = call.store.run(
        "INSERT INTO lv_inbound (frame, outcome, snapshot) VALUES (?, ?, ?)",
        call[FRAME],
        outcome[OUTCOME],
        json.encode(kept),
    ).lastrowid
    return [{**kept, NUMBER: str(no)}]


@operation("torikomiayamarishokai")
def errors(call: Call) -> Results:
    """取込誤り一覧照会."""
    rows = call.store.all(
        "SELECT no, snapshot FROM lv_inbound WHERE outcome IN (?1, ?2) AND (?3 IS NULL OR frame = ?3) ORDER BY no",
        UNMATCHED,
        UNMATCHED if fault_active("F-LV-ERROR-UNLISTED") else ERROR,
        call.get(FRAME),
    )
    found = [{**json.decode(row["snapshot"]), NUMBER: str(row["no"])} for row in rows]
    asked = {name: call[name] for name in (NUMBER, SOURCE) if name in call}
    return page(call, [row for row in found if all(row[name] == value for name, value in asked.items())])


def _outcome(call: Call) -> State:
    """Do what a datum says, if it can be done, and tell what became of it."""
    if call[SOURCE] == OSS and fault_active("F-LV-OSS-REFUSED"):
        return _failed(ERROR, "取り込めない取込元です。")
    strange = CLASS in call and call[CLASS] not in OF_INSPECTION_BODIES
    if strange and not fault_active("F-LV-MOPED-TAKEN"):
        return _failed(ERROR, f"{CLASS}が二輪又は三輪以上ではありません。")
    if call[KIND] == "新規":
        return _done(call, {ACQUIRED: call[EVENT_ON], "登録事由": "新規"})
    number = matched(call.store, dict(call.values), half=fault_active("F-LV-HALF-MATCH"))
    if number is None:
        return _failed(UNMATCHED, "車台番号と標識番号がともに一致する登録中の車両がありません。")
    if (latest(call.store, number) or {})[CLASS] not in OF_INSPECTION_BODIES:
        return _failed(ERROR, f"{CLASS}が二輪又は三輪以上ではありません。")
    return _done(call, {VEHICLE: number, SCRAPPED_ON: call[EVENT_ON], "変更事由": CHANGED})


def matched(store: Store, values: State, *, half: bool = False) -> str | None:
    """Find the vehicle in use that has both the 車台番号 and the plate; `half`: one of them is enough."""
    plate = (*series_of(values), values.get(SERIAL, ""))
    by_plate = in_use(store, plate)
    by_frame = with_frame(store, values[FRAME])
    if half and by_frame:
        return by_frame[0]
    return by_plate if by_plate in by_frame else None


def _done(call: Call, more: State) -> State:
    """Do the same as the operation for it. All of them refuse before they write, so nothing is left of a refusal."""
    name, handler, items, outcome = _DOES[call[KIND]]
    made = call.business.catalog.operation(name)
    known = {item.name for item in call.business.catalog.inputs(made)}
    values = {key: value for key, value in {**call.chosen(items), **more}.items() if key in known}
    romaji = {call.business.catalog.item(key).romaji: value for key, value in values.items()}
    checked = call.business.intake(made).check(romaji)
    try:
        if checked.problems:
            raise Refused.for_all(checked.problems)
        inner = Call(call.business, made, checked.values, call.user, store=call.store, now=call.now)
        first = handler(inner)[0]
        inner.finish()
    except Refused as refusal:
        return _failed(ERROR, "".join(error["message"] for error in ErrorCodes().told(refusal.problems)))
    return {OUTCOME: outcome, VEHICLE: first[VEHICLE], "旧軽自管理番号": first.get("旧軽自管理番号")}


def _failed(outcome: str, why: str) -> State:
    return {OUTCOME: outcome, WRONG: why}
