"""The stock of plates: ranges of numbers as they came in, and what has happened to single ones since (LV-017.M).

A range may be of any size, so numbers are never listed: what is free is worked out as segments (first, last).
"""

from collections.abc import Iterator

from msgspec import Struct

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call
from conformance.reference.store import Row, Store

FREE, ISSUED, LOST, DESTROYED = "在庫", "交付中", "紛失", "廃棄"

Segment = tuple[int, int]
Series = tuple[str, str, str]


class Plate(Struct, frozen=True):
    """One number of the stock."""

    number: int
    kind: str
    state: str
    day: str
    vehicle: str | None = None


def ranges(store: Store, series: Series, kind: str = "") -> list[Row]:
    """Return the ranges of a series, lowest first; of one 標識種別 if it is named."""
    return store.all(
        "SELECT * FROM lv_plate_ranges WHERE area = ? AND class_no = ? AND kana = ? AND (? = '' OR kind = ?)"
        " ORDER BY first",
        *series,
        kind,
        kind,
    )


def plate(store: Store, series: Series, serial: str) -> Plate | None:
    """Find a number of the stock; None when it never was in it, or cannot be, such as 0012."""
    within = store.one(
        "SELECT *, CAST(serial AS INTEGER) AS number FROM lv_plate_ranges, (SELECT ? AS serial)"
        " WHERE area = ? AND class_no = ? AND kana = ? AND CAST(serial AS INTEGER) BETWEEN first AND last"
        " AND CAST(CAST(serial AS INTEGER) AS TEXT) = serial",
        serial,
        *series,
    )
    if within is None:
        return None
    number = within["number"]
    moved = store.one(
        "SELECT * FROM lv_plates WHERE area = ? AND class_no = ? AND kana = ? AND number = ?", *series, number
    )
    if moved is None:
        return Plate(number, within["kind"], FREE, within["day"])
    return Plate(number, within["kind"], moved["state"], moved["day"], moved["vehicle"])


def move(
    store: Store, series: Series, number: int, state: str, *, day: str, vehicle: str | None = None
) -> None:
    """Write down what becomes of a number."""
    store.run(
        "INSERT OR REPLACE INTO lv_plates VALUES (?, ?, ?, ?, ?, ?, ?)", *series, number, state, vehicle, day
    )


def free(store: Store, series: Series, kind: str = "") -> list[Segment]:
    """Return the numbers that can be issued, lowest first."""
    states = (FREE, DESTROYED) if fault_active("F-LV-DESTROYED-ISSUED") else (FREE, FREE)
    gone = store.all(
        "SELECT number FROM lv_plates WHERE area = ? AND class_no = ? AND kana = ? AND state NOT IN (?, ?)"
        " ORDER BY number",
        *series,
        *states,
    )
    numbers = [row["number"] for row in gone]
    return [
        segment
        for row in ranges(store, series, kind)
        for segment in _between(row["first"], row["last"], numbers)
    ]


def _between(first: int, last: int, gone: list[int]) -> Iterator[Segment]:
    """Cut numbers that are gone out of a range."""
    start = first
    for number in gone:
        if start <= number <= last:
            if start < number:
                yield start, number - 1
            start = number + 1
    if start <= last:
        yield start, last


def next_number(store: Store, series: Series, kind: str = "") -> int | None:
    """Return the number that is issued next, the lowest; None when the stock is empty."""
    segments = free(store, series, kind)
    if not segments:
        return None
    return segments[-1][1] if fault_active("F-LV-HIGHEST-FIRST") else segments[0][0]


def issue(call: Call, series: Series, serial: str, vehicle: str) -> None:
    """Mark a number as issued to a vehicle, if it is one of the stock."""
    found = plate(call.store, series, serial)
    if found is not None:
        move(call.store, series, found.number, ISSUED, day=call.day, vehicle=vehicle)


def take_back(call: Call, series: Series, serial: str, *, lost: bool) -> None:
    """Put the plate of a vehicle back into the stock it came from, or write it down as lost."""
    found = plate(call.store, series, serial)
    if found is not None:
        gone = lost and not fault_active("F-LV-LOST-RETURNED")
        move(call.store, series, found.number, LOST if gone else FREE, day=call.day)


def taken_already(store: Store, series: Series, first: int, last: int) -> list[tuple[int, str]]:
    """Return the numbers of a range that vehicles in use carry already, with the vehicles."""
    rows = store.all(
        "SELECT CAST(serial AS INTEGER) AS number, vehicle FROM lv_vehicles WHERE active = 1"
        " AND area = ? AND class_no = ? AND kana = ? AND CAST(serial AS INTEGER) BETWEEN ? AND ?"
        " AND CAST(CAST(serial AS INTEGER) AS TEXT) = serial",
        *series,
        first,
        last,
    )
    return [(row["number"], row["vehicle"]) for row in rows]
