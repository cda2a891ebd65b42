"""The history of vehicles: one full row per event, keyed (軽自管理番号, 履歴番号); the highest number is the present.

Decisions where the standard leaves room:
- What held on a day is put together from the changes with a date up to it, whenever they were processed; a 訂正 counts
  from the beginning, whatever its date.
- A withholding that was given an end shows as over once that day has passed, without a row of its own.
"""

from itertools import pairwise
from typing import Any

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    CLASS,
    EVENT,
    EVENT_ON,
    FRAME,
    HELD,
    OWNER,
    PLATE,
    REGISTERED,
    SCRAPPED,
    SCRAPPED_ON,
    STATE,
    STOLEN,
    TAX_KIND,
    TAXABLE,
    TAXPAYER,
    USER,
    VEHICLE,
)
from conformance.reference.registry import NO, YES, Call
from conformance.reference.store import Store

State = dict[str, Any]
HOLD_ENDS = "保留終了年月日"
CORRECTION = "訂正"
_DIGITS = 10
_OF_EVENT = ("届出年月日", "操作者ID", "操作年月日", "操作時刻", EVENT, EVENT_ON)


def new_number(call: Call) -> str:
    """Issue the next 軽自管理番号."""
    return f"{call.store.next('軽自管理番号'):0{_DIGITS}d}"


def latest(store: Store, number: str | None) -> State | None:
    """Read the newest row of a vehicle; None when there is no such vehicle."""
    row = store.one(
        "SELECT h.snapshot FROM lv_vehicles v JOIN lv_history h ON h.vehicle = v.vehicle AND h.no = v.no"
        " WHERE v.vehicle = ?",
        number,
    )
    return None if row is None else json.decode(row[0])


def rows(store: Store, number: str) -> list[State]:
    """Read all rows of a vehicle, oldest first."""
    found = store.all("SELECT snapshot FROM lv_history WHERE vehicle = ? ORDER BY no", number)
    return [json.decode(row[0]) for row in found]


def state_on(store: Store, number: str, day: str) -> State:
    """Return what the register says of a vehicle for a day, corrections included."""
    history = rows(store, number)
    state = dict(history[0])
    changes = [(row, before) for before, row in pairwise(history)]
    for row, before in sorted(changes, key=lambda change: change[0][EVENT_ON]):
        if row[EVENT_ON] <= day or row[EVENT] == CORRECTION:
            state |= {name: row.get(name) for name in before | row if row.get(name) != before.get(name)}
    return state


def seen(call: Call, row: State, *, newest: bool = True) -> State:
    """Return a row as it is answered today."""
    shown = {**row, "最新フラグ": YES if newest else NO}
    if newest and row[STATE] in {HELD, STOLEN} and row.get(HOLD_ENDS, call.day) < call.day:
        shown |= {STATE: REGISTERED, TAX_KIND: TAXABLE}
    return shown


def write(call: Call, event: str, on: str, before: State, changes: State) -> State:
    """Add a row: what stood before, this event, the changes; an empty or None value clears an item."""
    row = {name: value for name, value in before.items() if name not in _OF_EVENT}
    row |= {
        "操作者ID": call.user.id,
        "操作年月日": call.day,
        "操作時刻": call.now.strftime("%H:%M:%S"),
        "届出年月日": call.get("届出年月日", call.day),
        EVENT: event,
        EVENT_ON: on,
    }
    row |= changes
    if fault_active("F-LV-OPERATOR-STALE"):
        row["操作者ID"] = before.get("操作者ID", call.user.id)
    over = bool(before) and event == CORRECTION and fault_active("F-LV-HISTORY-OVERWRITTEN")
    row["履歴番号"] = before.get("履歴番号", 0) + (not over)
    row = {name: value for name, value in row.items() if value not in (None, "")}
    call.store.run(
        "INSERT OR REPLACE INTO lv_history VALUES (?, ?, ?)", row[VEHICLE], row["履歴番号"], json.encode(row)
    )
    _index(call.store, row)
    return row


def _index(store: Store, row: State) -> None:
    """Keep what vehicles are found by: the newest row, every plate and every person of all rows."""
    plate = plate_of(row)
    store.run(
        "INSERT OR REPLACE INTO lv_vehicles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row[VEHICLE],
        row["履歴番号"],
        int(row[STATE] != SCRAPPED),
        row[FRAME],
        row[OWNER],
        row[CLASS],
        row[ACQUIRED],
        row.get(SCRAPPED_ON),
        *plate,
    )
    if fault_active("F-LV-OLD-PLATE-LOST"):
        store.run("DELETE FROM lv_plates_of WHERE vehicle = ?", row[VEHICLE])
    store.run("INSERT OR IGNORE INTO lv_plates_of VALUES (?, ?, ?, ?, ?)", row[VEHICLE], *plate)
    people = {row[name] for name in (OWNER, USER, TAXPAYER)}
    store.many(
        "INSERT OR IGNORE INTO lv_people_of VALUES (?, ?)", [(person, row[VEHICLE]) for person in people]
    )


def plate_of(row: State) -> tuple[str, ...]:
    """Return the four parts of a plate, empty texts for those it lacks."""
    return tuple(row.get(part, "") for part in PLATE)


def in_use(store: Store, plate: tuple[str, ...]) -> str | None:
    """Return the vehicle that has a plate on it now."""
    found = store.value(
        "SELECT vehicle FROM lv_vehicles WHERE active = 1 AND area = ? AND class_no = ? AND kana = ? AND serial = ?",
        *plate,
    )
    return None if found is None else str(found)


def with_frame(store: Store, frame: str) -> list[str]:
    """Return the vehicles in use that have a 車台番号."""
    found = store.all(
        "SELECT vehicle FROM lv_vehicles WHERE active = 1 AND frame = ? ORDER BY vehicle", frame
    )
    return [row["vehicle"] for row in found]
