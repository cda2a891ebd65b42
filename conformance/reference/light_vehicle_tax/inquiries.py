"""照会回答: inquiries of the police and other offices, with what was answered (LV-038.O)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.words import VEHICLE
from conformance.reference.registry import Call, Results

NUMBER, ASKED_ON, ANSWERED_ON, ANSWER = "照会番号", "照会年月日", "回答年月日", "回答内容"


@operation("shokaikaitotoroku")
def add_inquiry(call: Call) -> Results:
    """照会回答登録."""
    guards.vehicle(call, call[VEHICLE])
    guards.not_after_today(call, ASKED_ON, ANSWERED_ON)
    if not fault_active("F-LV-ANSWERED-BEFORE"):
        guards.not_before(call, ANSWERED_ON, call[ASKED_ON], ASKED_ON)
    call.settle()
    kept = {**call.values, "操作者ID": call.user.id}
    if fault_active("F-LV-ANSWER-LOST"):
        kept.pop(ANSWER, None)
    no = call.store.run(
        "INSERT INTO lv_inquiries (vehicle, day, snapshot) VALUES (?, ?, ?)",
        call[VEHICLE],
        call[ASKED_ON],
        json.encode(kept),
    ).lastrowid
    return [{**kept, NUMBER: str(no)}]


@operation("shokaikaitoshokai")
def show_inquiries(call: Call) -> Results:
    """照会回答照会: by the day of the inquiry."""
    rows = call.store.all("SELECT * FROM lv_inquiries WHERE vehicle = ? ORDER BY day, no", call[VEHICLE])
    return [{**json.decode(row["snapshot"]), NUMBER: str(row["no"])} for row in rows]
