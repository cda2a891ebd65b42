"""Small conditions that handlers put together. Each raises Refused or notes an error."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.records import State, latest
from conformance.reference.light_vehicle_tax.words import ACQUIRED, FIRST_INSPECTION, SCRAPPED, STATE, VEHICLE
from conformance.reference.registry import Call, Refused

_UNKNOWN = "-00"


def vehicle(call: Call, number: str | None, item: str = VEHICLE) -> State:
    """Find the newest row of a vehicle, scrapped or not. Raises T1201."""
    found = latest(call.store, number)
    if found is None:
        raise Refused("T1201", item)
    return found


def usable(call: Call) -> State:
    """Find the vehicle that the request names and that is not scrapped. Raises T1201, T1401."""
    found = vehicle(call, call[VEHICLE])
    if found[STATE] == SCRAPPED:
        raise Refused("T1401", VEHICLE, "廃車済みの車両です。車両照会で今の状態を確かめてください。")
    return found


def person(call: Call, number: str, item: str) -> None:
    """Raise T1201 when there is no such person."""
    if call.store.one("SELECT 1 FROM lv_people WHERE person = ?", number) is None:
        raise Refused("T1201", item)


def not_after_today(call: Call, *items: str) -> None:
    """Note T1101 for every date that lies ahead."""
    for item in items:
        if call.get(item, "") > call.day:
            call.refuse("T1101", item)


def not_before(call: Call, item: str, day: str, what: str = ACQUIRED) -> None:
    """Note T1102 when a date that was sent lies before another."""
    if item in call and call[item] < day:
        call.refuse("T1102", item, f"{item}が{what}より前です。日付を確かめてください。")


def inspected_in_time(call: Call) -> None:
    """Note T1101 for a first inspection that lies ahead."""
    month = call.get(FIRST_INSPECTION)
    if month is None:
        return
    known = month.removesuffix(_UNKNOWN)
    if known > call.day[: len(known)] and not fault_active("F-LV-FUTURE-INSPECTION"):
        call.refuse("T1101", FIRST_INSPECTION)


def month_unknown(month: str) -> bool:
    """Tell whether the month of a YYYY-MM is not known."""
    return month.endswith(_UNKNOWN)
