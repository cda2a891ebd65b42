"""Which events are told to whom: every history row that is written passes here (7.1, 7.2.4, 4.5.7)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Value
from conformance.reference.resident_records.outbox import queue

CS = "CS"
TO_CS = ("宛名番号", "異動番号", "氏名", "異動年月日")
Row = dict[str, Value]


def queue_event(call: Call, row: Row, before: Row) -> None:
    """Queue what others are told of a new history row. `row`: as it is answered, `before`: the one before it."""
    for tell in TELL:
        tell(call, row, before)


def _to_cs(call: Call, row: Row, _before: Row) -> None:
    """Tell CS of every event (7.1.1.1)."""
    if row["異動事由"] == "転居" and fault_active("F-CS-MOVE-UNTOLD"):
        return
    by_hand = "SELECT 1 FROM sent_by_hand WHERE person = ?"
    held = call.store.one(by_hand, row["宛名番号"]) is not None and not fault_active("F-CS-HAND-IGNORED")
    queue(call, CS, row["異動事由"], _chosen(row, TO_CS), held=held)


def _chosen(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names if name in row}


TELL = (_to_cs,)
