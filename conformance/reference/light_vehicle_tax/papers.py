"""What was issued for which vehicle: one line per paper, re-issues marked (LV-018.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.registry import NO, YES, Call
from conformance.reference.store import Store

PLATE_PAPER, RECEIPT, LEDGER = "標識交付証明書", "廃車申告受付書", "車両台帳"
TAX_CERTIFICATE, TAX_NOTICE = "継続検査用納税証明書", "納税通知書"
AGAIN, NUMBER, PAPER, ISSUED_ON = "再交付フラグ", "交付番号", "帳票名", "交付年月日"


def log(call: Call, paper: str, vehicle: str, content: State) -> State:
    """Write down that a paper was issued. Returns number, name and whether it is a re-issue."""
    before = call.store.one("SELECT 1 FROM lv_issues WHERE vehicle = ? AND paper = ?", vehicle, paper)
    again = before is not None and not fault_active("F-LV-REISSUE-UNMARKED")
    if fault_active("F-LV-RECEIPT-UNLOGGED") and paper == RECEIPT:
        return {PAPER: paper, AGAIN: NO, **content, NUMBER: "0"}
    line = {PAPER: paper, AGAIN: YES if again else NO, "操作者ID": call.user.id, **content}
    no = call.store.run(
        "INSERT INTO lv_issues (vehicle, paper, snapshot) VALUES (?, ?, ?)", vehicle, paper, json.encode(line)
    ).lastrowid
    return {**line, NUMBER: str(no)}


def issued(store: Store, vehicle: str, paper: str | None) -> list[State]:
    """Return what was issued for a vehicle, in order."""
    rows = store.all(
        "SELECT * FROM lv_issues WHERE vehicle = ?1 AND (?2 IS NULL OR paper = ?2) ORDER BY no",
        vehicle,
        paper,
    )
    return [{**json.decode(row["snapshot"]), NUMBER: str(row["no"]), "軽自管理番号": vehicle} for row in rows]
