"""記載_フリガナ (5.3): kana in parentheses after name, former surname and alias, where they are asked for."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call
from conformance.reference.resident_records.records import Snapshot

ASKED = "記載_フリガナ"
NAMES = ("氏名", "旧氏", "通称")


def with_readings(call: Call, snapshot: Snapshot) -> Snapshot:
    """Return a row with the reading after each name that has one, if the caller asked for it."""
    if not call.flag(ASKED) or _left_out(call):
        return snapshot
    left, right = ("", "") if fault_active("F-KANA-BARE") else ("（", "）")
    names = NAMES[:1] if fault_active("F-KANA-NAME-ONLY") else NAMES
    readings = {name: snapshot.get(f"{name}_フリガナ") for name in names if snapshot.get(name)}
    return snapshot | {
        name: f"{snapshot[name]}　{left}{reading}{right}" for name, reading in readings.items() if reading
    }


def _left_out(call: Call) -> bool:
    """Tell whether a system with the active faults prints no readings on what the operation makes."""
    match call.operation.id:
        case "shomeishokofu":
            return fault_active("F-KANA-NOT-CERTIFIED")
        case "chohyosakusei":
            return fault_active("F-KANA-NOT-MOVED-OUT")
        case _:
            return fault_active("F-KANA-NOT-INSPECTED")
