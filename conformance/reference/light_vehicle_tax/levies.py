"""Levies as they are kept: per vehicle and 相当年度 one full row per act, the newest is the present (LV-026.M).

Payments are added to the newest row; a row that another has replaced stays as it was at that moment.
"""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import (
    CANCELLED,
    DECIDED_ON,
    DEFERRED,
    DIFFERENCE,
    DUE,
    LEVY_STATE,
    NOTICE,
    OVERPAID,
    PAID,
    REDUCED,
    TAX,
    TAX_BEFORE,
    TAX_YEAR,
    TAXPAYER,
    UNPAID,
    VEHICLE,
)
from conformance.reference.registry import NO, YES, Call
from conformance.reference.store import Row, Store

_DIGITS = 10


def new_notice(call: Call, year: int) -> str:
    """Issue the next 通知書番号 of a year."""
    return f"{year:04d}{call.store.next('軽自動車税 通知書番号'):0{_DIGITS}d}"


def current(store: Store, vehicle: str, year: int) -> State | None:
    """Read the present row of a vehicle and year; None when it was never levied."""
    text = store.value(
        "SELECT snapshot FROM lv_levies WHERE vehicle = ? AND year = ? AND newest = 1", vehicle, year
    )
    return None if text is None else json.decode(text)


def of_vehicle(store: Store, vehicle: str) -> list[State]:
    """Read the present rows of a vehicle, newest year first."""
    found = store.all(
        "SELECT snapshot FROM lv_levies WHERE vehicle = ? AND newest = 1 ORDER BY year DESC", vehicle
    )
    return [json.decode(row[0]) for row in found]


def standing(store: Store, vehicle: str) -> list[State]:
    """Read the present rows of a vehicle that are not cancelled, newest year first."""
    return [row for row in of_vehicle(store, vehicle) if row[LEVY_STATE] != CANCELLED]


def is_levied(row: State | None) -> bool:
    """Tell whether a year is levied: there is a row, and it is not cancelled."""
    return row is not None and row[LEVY_STATE] != CANCELLED


def write(call: Call, before: State | None, changes: State) -> State:
    """Add a row that replaces `before`; None as a value clears an item. Returns it as it is kept."""
    row = {**(before or {}), **changes}
    row |= {
        "操作者ID": call.user.id,
        "操作年月日": call.day,
        "操作時刻": call.now.strftime("%H:%M:%S"),
    }
    row = {name: value for name, value in row.items() if value is not None}
    key = (row[VEHICLE], int(row[TAX_YEAR]))
    if fault_active("F-LV-CORRECTION-ERASES"):
        call.store.run("DELETE FROM lv_levies WHERE vehicle = ? AND year = ?", *key)
    call.store.run("UPDATE lv_levies SET newest = 0 WHERE vehicle = ? AND year = ?", *key)
    no = 1 + int(call.store.value("SELECT max(no) FROM lv_levies WHERE vehicle = ? AND year = ?", *key) or 0)
    call.store.run(
        "INSERT INTO lv_levies VALUES (?, ?, ?, ?, ?, 1, ?)",
        *key,
        no,
        row[NOTICE],
        row[TAXPAYER],
        json.encode(row),
    )
    return row


def amend(call: Call, row: State, tax: int, changes: State) -> State:
    """Add a row with another tax, telling what it was before and by how much it differs."""
    difference = tax - row[TAX]
    if fault_active("F-LV-DIFFERENCE-UNSIGNED"):
        difference = abs(difference)
    return write(call, row, {TAX: tax, TAX_BEFORE: row[TAX], DIFFERENCE: str(difference), **changes})


def cancel(call: Call, row: State, reason: str, day: str) -> State:
    """Cancel a levy: no tax, and what was paid is overpaid."""
    return amend(call, row, 0, {LEVY_STATE: CANCELLED, "取消事由": reason, DECIDED_ON: day, "減免税額": None})


def pay(call: Call, row: State, changes: State) -> State:
    """Write a payment into the present row."""
    row = {**row, **changes}
    call.store.run(
        "UPDATE lv_levies SET snapshot = ? WHERE vehicle = ? AND year = ? AND newest = 1",
        json.encode(row),
        row[VEHICLE],
        int(row[TAX_YEAR]),
    )
    return row


def seen(row: State, *, newest: bool = True) -> State:
    """Return a row as it is answered: with what is unpaid and what was paid beyond the tax."""
    paid = row.get(PAID, 0)
    amounts = {
        "減免税額": row.get("減免税額", 0),
        PAID: paid,
        UNPAID: max(row[TAX] - paid, 0),
        OVERPAID: max(paid - row[TAX], 0),
    }
    return {**row, **amounts, "最新フラグ": YES if newest else NO}


def is_open(row: State) -> bool:
    """Tell whether something of a row is neither paid nor deferred."""
    return bool(seen(row)[UNPAID]) and row.get(DEFERRED) != YES


def owing(store: Store, vehicle: str, day: str) -> bool:
    """Tell whether a year of a vehicle is open whose due date has come by a day (LV-031.M)."""
    due = [row for row in standing(store, vehicle) if row[DUE] <= day]
    if fault_active("F-LV-LAST-YEAR-ONLY"):
        due = due[:1]
    return any(is_open(row) for row in due)


def read(found: Row) -> State:
    """Read one row of the table as it is answered."""
    return seen(json.decode(found["snapshot"]), newest=bool(found["newest"]))


def reduced(row: State) -> bool:
    """Tell whether a reduction has lowered a row."""
    return bool(row[LEVY_STATE] == REDUCED)
