"""種別: what displacement and power make of a vehicle, and whether they fit the one that was sent (LV-021.M)."""

from datetime import date

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import rules
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    CLASS,
    FIRST_INSPECTION,
    MEASURED,
    NEW_STANDARD,
    THREE_OR_MORE,
    USAGE,
    USAGE_OF,
)
from conformance.reference.light_vehicle_tax.years import day_of
from conformance.reference.registry import YES, Call, Refused, Results

CC, RATED, PEAK, CONFIRMED = "総排気量", "定格出力", "最高出力", "最高出力確認フラグ"
_NEW = "新基準"


@operation("shubetsuhantei")
def tell_class(call: Call) -> Results:
    """種別判定."""
    values = dict(call.values)
    found = class_of(day_of(call.get(ACQUIRED, call.day)), values)
    if found is None:
        raise Refused("T1102", CC, "当てはまる種別がありません。総排気量と出力を確かめてください。")
    return [{**call.chosen((CC, RATED, PEAK)), CLASS: found}]


def class_of(day: date, vehicle: State) -> str | None:
    """Return the class that the measures of a vehicle make, None when there is none."""
    if vehicle.get(CONFIRMED) == YES or fault_active("F-LV-UNPROVEN-POWER"):
        new = rules.class_by(day, _NEW, **_measures(vehicle, CC, PEAK))
        if new is not None:
            return new
    by = CC if CC in vehicle else RATED
    return rules.class_by(day, by, **_measures(vehicle, by))


def check(call: Call, vehicle: State) -> None:
    """Note E0004 and T1102 where measures or use do not fit the class of a vehicle as it would be stored."""
    kind = vehicle[CLASS]
    if kind in MEASURED and not (vehicle.get(CC) or vehicle.get(RATED)):
        call.refuse("E0004", CC, f"{CLASS}が{kind}の場合、{CC}又は{RATED}は設定必須です。")
    elif not _fits(day_of(vehicle[ACQUIRED]), kind, vehicle):
        call.refuse("T1102", CC, f"総排気量又は出力が{kind}と合いません。種別判定で確かめてください。")
    if kind in THREE_OR_MORE and not vehicle.get(FIRST_INSPECTION):
        call.refuse("E0004", FIRST_INSPECTION, f"{CLASS}が{kind}の場合、{FIRST_INSPECTION}は設定必須です。")
    alike = vehicle.get(USAGE, USAGE_OF.get(kind)) == USAGE_OF.get(kind, vehicle.get(USAGE))
    if not alike and not fault_active("F-LV-ANY-USAGE"):
        call.refuse("T1102", USAGE, f"{USAGE}が{kind}と合いません。{USAGE}を確かめてください。")


def _fits(day: date, kind: str, vehicle: State) -> bool:
    if kind == NEW_STANDARD:
        new = rules.class_by(day, _NEW, **_measures(vehicle, CC, PEAK))
        return vehicle.get(CONFIRMED) == YES and new == kind
    by = CC if vehicle.get(CC) else RATED
    limited = {each for one in (CC, RATED) for each in rules.measured_classes(day, one)}
    if kind not in limited or fault_active("F-LV-ANY-DISPLACEMENT"):
        return True
    found = rules.class_by(day, by, **_measures(vehicle, by))
    # Beyond the last row, such as strong electric motorcycles, a class without limits by that measure may be right.
    return found == kind or (found is None and kind not in rules.measured_classes(day, by))


def _measures(vehicle: State, *names: str) -> dict[str, str]:
    return {name: vehicle[name] for name in names if vehicle.get(name)}
