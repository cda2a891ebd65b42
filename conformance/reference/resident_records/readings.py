"""記載_フリガナ (5.3): kana in parentheses after name, former surname and alias, where they are asked for."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call
from conformance.reference.resident_records.records import Snapshot

ASKED = "記載_フリガナ"
NAMES = ("氏名", "旧氏", "通称")
# Operation → the seeded fault by which what it makes bears no readings.
LEFT_OUT = {"shomeishokofu": "F-KANA-NOT-CERTIFIED", "chohyosakusei": "F-KANA-NOT-MOVED-OUT"}


def with_readings(call: Call, snapshot: Snapshot) -> Snapshot:
    """Return a row with the reading after each name that has one, if the caller asked for it."""
    if not call.flag(ASKED) or fault_active(LEFT_OUT.get(call.operation.id, "F-KANA-NOT-INSPECTED")):
        return snapshot
    left, right = ("", "") if fault_active("F-KANA-BARE") else ("（", "）")
    names = NAMES[:1] if fault_active("F-KANA-NAME-ONLY") else NAMES
    readings = {name: snapshot.get(f"{name}_フリガナ") for name in names if snapshot.get(name)}
    return snapshot | {
        name: f"{snapshot[name]}　{left}{reading}{right}" for name, reading in readings.items() if reading
    }
