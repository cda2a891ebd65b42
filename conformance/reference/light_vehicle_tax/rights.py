"""操作権限設定: what a user may do, and whether they may see protected addresses (LV-039.M, LV-043.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.registry import NO, YES, Call, Refused, Results

ALLOWED, VIEW, USER = "許可操作", "支援措置閲覧許可フラグ", "利用者ID"


@operation("sosakengensettei")
def set_rights(call: Call) -> Results:
    """操作権限設定: all operations unless some are named; an empty list allows none."""
    if not call.user.admin:
        raise Refused("T1301")
    allowed = [] if ALLOWED in call.blank else call.get(ALLOWED)
    if fault_active("F-LV-RIGHTS-IGNORED"):
        allowed = None
    call.store.run(
        "INSERT INTO users (id, allowed) VALUES (?, nullif(?, 'null'))"
        " ON CONFLICT (id) DO UPDATE SET allowed = excluded.allowed",
        call[USER],
        json.encode(allowed).decode(),
    )
    call.store.run("INSERT OR REPLACE INTO lv_viewers VALUES (?, ?)", call[USER], int(call.flag(VIEW)))
    return [{USER: call[USER], ALLOWED: allowed, VIEW: YES if call.flag(VIEW) else NO}]
