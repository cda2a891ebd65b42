"""出生: a child joins the household of its parents (4.2.1.2)."""

from conformance.reference.faults import fault_active
from conformance.reference.municipality import MUNICIPALITY
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.entries import join
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import head_of, members
from conformance.reference.resident_records.numbers import draw_code, new_person_number
from conformance.reference.resident_records.records import Snapshot, seen, write
from conformance.reference.resident_records.words import (
    ADDRESS,
    BIRTH,
    JAPANESE,
    KOSEKI,
    NAMES,
    RESIDENT,
)

# Born on a day known in part, one has been a resident since that same day.
_DATED = ("異動年月日", "住民となった年月日", "住所を定めた年月日")


@operation("shussei")
def be_born(call: Call) -> Results:
    """出生: resident since birth, at the address of the household (its head's), with no address before."""
    guards.not_after_today(call, "生年月日")
    family = members(call, call["世帯番号"])
    if not family:
        raise Refused("T1201", "世帯番号")
    head = head_of(call, call["世帯番号"])
    home = next((each for each in family if each["宛名番号"] == head), family[0])
    number = new_person_number(call)
    place = join(call, number, call["世帯番号"], call["続柄"])
    changes = {
        **call.chosen((*NAMES, *BIRTH, *KOSEKI, "性別")),
        **{name: home[name] for name in ADDRESS if name in home},
        **_dates(call),
        **place,
        "通知年月日": call.get("通知年月日", call.day),  # 4.2.0.4: today unless told
        "宛名番号": number,
        "市区町村コード": MUNICIPALITY,
        "住民種別": JAPANESE,
        "住民状態": RESIDENT,
        "住民票コード": draw_code(call),
    }
    if fault_active("F-BIRTH-NO-BUILDING"):
        changes.pop("住所_方書", None)
    if fault_active("F-BIRTH-LEADER"):
        changes["筆頭者"] = home["氏名"]
    return [seen(call, write(call, "出生", {}, changes))]


def _dates(call: Call) -> Snapshot:
    if fault_active("F-BORN-TODAY"):
        return dict.fromkeys(_DATED, call.day)
    ends = ("", "_不詳フラグ", "_不詳表記")
    return {name + end: call.get(f"生年月日{end}") for name in _DATED for end in ends}
