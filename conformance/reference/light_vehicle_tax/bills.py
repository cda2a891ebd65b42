"""納税通知書作成: what a notice says, one entry per vehicle on it (LV-025.M, LV-031.M, LV-041.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import levies, papers
from conformance.reference.light_vehicle_tax.addressees import contact
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State, latest
from conformance.reference.light_vehicle_tax.words import (
    DUE,
    FRAME,
    LEVY_YEAR,
    NOTICE,
    PLATE,
    TAX,
    TAX_YEAR,
    TAXPAYER,
    VEHICLE,
)
from conformance.reference.registry import YES, Call, Refused, Results

STAR = "＊"
_OF_LEVY = (NOTICE, LEVY_YEAR, TAX_YEAR, TAXPAYER, VEHICLE, TAX, DUE)


@operation("tsuchishosakusei")
def make_notice(call: Call) -> Results:
    """納税通知書作成: a vehicle without tax is not on it."""
    if call.get(papers.ISSUED_ON, call.day) > call.day:
        raise Refused("T1101", papers.ISSUED_ON)
    found = call.store.all(
        "SELECT snapshot FROM lv_levies WHERE notice = ? AND newest = 1 ORDER BY vehicle", call[NOTICE]
    )
    if not found:
        raise Refused("T1201", NOTICE)
    rows = [row for each in found if _told_of(row := json.decode(each[0]))]
    if not rows:
        raise Refused("T1401", NOTICE, "通知すべき税額がありません。賦課照会で確かめてください。")
    total = sum(row[TAX] for row in rows)
    return [_entry(call, row, total) for row in rows]


def _told_of(row: State) -> bool:
    """Tell whether a levy stands on its notice: only what is to be paid."""
    return bool(row[TAX]) or fault_active("F-LV-ZERO-NOTICED")


def _entry(call: Call, row: State, total: int) -> State:
    day = call.get(papers.ISSUED_ON, call.day)
    issued = papers.log(call, papers.TAX_NOTICE, row[VEHICLE], {papers.ISSUED_ON: day})
    if call.flag(papers.AGAIN):
        issued[papers.AGAIN] = YES
    vehicle = latest(call.store, row[VEHICLE]) or {}
    starred = levies.owing(call.store, row[VEHICLE], day) and not fault_active("F-LV-STAR-LOST")
    return {
        **{name: row[name] for name in _OF_LEVY},
        **{name: vehicle.get(name) for name in (*PLATE, FRAME)},
        **contact(call, row[TAXPAYER]),
        **issued,
        "税額合計": row[TAX] if fault_active("F-LV-NO-TOTAL") else total,
        "証明欄": STAR if starred else None,
    }
