"""Becoming a resident: 転入, 職権記載, 法第30条の46 and 47."""

from datetime import timedelta

from conformance.reference.clock import internal_date
from conformance.reference.faults import fault_active
from conformance.reference.municipality import MUNICIPALITY
from conformance.reference.registry import YES, Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import (
    head_of,
    is_inhabited,
    new_household,
    next_rank,
    set_head,
    tell_members,
)
from conformance.reference.resident_records.matching import refuse_known_numbers, warn_of_same_person
from conformance.reference.resident_records.numbers import draw_code, new_person_number, take_code
from conformance.reference.resident_records.records import Snapshot, seen, write
from conformance.reference.resident_records.words import (
    ADDRESS,
    BEFORE,
    BIRTH,
    FOREIGN,
    FOREIGNER,
    HEAD,
    JAPANESE,
    KOSEKI,
    NAMES,
    NUMBERS,
    OTHER_SERVICES,
    RESIDENT,
    RESIDENT_SINCE,
)

TAKEN_OVER = (
    *NAMES, *BIRTH, *KOSEKI, *ADDRESS, *BEFORE, *FOREIGNER, *RESIDENT_SINCE, *NUMBERS, *OTHER_SERVICES, "性別",
)  # fmt: skip
UNREPORTED = "（未届）"
MOST_LINKS = 3


@operation("tennyu")
@operation("gaikokujintennyu")
def move_in(call: Call) -> Results:
    """転入届."""
    return [seen(call, enter(call, call["異動事由"], call["住民種別"]))]


@operation("shokkenkisai")
def enter_ex_officio(call: Call) -> Results:
    """職権記載: as on notification, but there is none."""
    return [seen(call, enter(call, "職権記載", call["住民種別"], {"職権フラグ": YES}))]


@operation("ho30jono46tennyu")
def move_in_by_30_46(call: Call) -> Results:
    """法第30条の46転入: registered as a move-in from abroad."""
    return [seen(call, enter(call, "国外転入等", FOREIGN, {"法第30条の46・47区分": "法第30条の46"}))]


@operation("ho30jono47todokede")
def report_by_30_47(call: Call) -> Results:
    """法第30条の47届出: the address was there before the status."""
    return [seen(call, enter(call, "国外転入等", FOREIGN, {"法第30条の46・47区分": "法第30条の47"}))]


def enter(call: Call, reason: str, kind: str, extra: Snapshot | None = None) -> Snapshot:
    """Make a resident of what the request says of a person. Returns the first history row."""
    guards.not_after_today(call, "異動年月日", "届出年月日", "生年月日")
    if "性別" in call.blank and fault_active("F-SEX-WANTED"):
        call.refuse("E0001", "性別")
    if str(call.get("続柄", "")).count("の") >= MOST_LINKS and fault_active("F-THREE-GENERATIONS"):
        call.refuse("E0002", "続柄")
    by = call.operation.id
    if by != "ho30jono46tennyu" or not fault_active("F-46-UNMATCHED"):
        refuse_known_numbers(call, call.values)
    if by != "shokkenkisai" or not fault_active("F-OFFICE-UNMATCHED"):
        warn_of_same_person(call)
    number = new_person_number(call)
    place = join(call, number, call.get("世帯番号"), call.get("続柄"))
    if by == "tennyu" and fault_active("F-UNREGISTERED-SPOUSE"):
        place["続柄"] = place["続柄"].removesuffix("（未届）")
    changes = {
        **_taken_over(call),
        **arrival(call, kind),
        **place,
        "宛名番号": number,
        "市区町村コード": MUNICIPALITY,
        "住民種別": kind,
        "住民状態": RESIDENT,
        "住民票コード": code_of(call),
        **(extra or {}),
    }
    row = write(call, reason, {}, changes)
    tell_members(call, place["世帯番号"])
    if call.flag("未届転入フラグ") and not (by == "tennyu" and fault_active("F-UNREPORTED-UNNOTED")):
        note(call, row, "未届転入")
    return row


def _taken_over(call: Call) -> Snapshot:
    """Return the items that are kept as they were sent."""
    taken = call.chosen(TAKEN_OVER)
    registered = "最終登録住所" in taken and fault_active("F-REGISTERED-ALIKE")
    if registered and call.operation.id == "tennyu" and call.flag("未届転入フラグ"):
        taken["最終登録住所"] = call.get("転入前住所")
    lot, branch = "住所_番地コード", "住所_枝番コード"
    if lot in taken and branch in taken and fault_active("F-LOT-CODES-SWAPPED"):
        taken[lot], taken[branch] = taken[branch], taken[lot]
    return taken


def _newborn(call: Call) -> bool:
    """Tell whether a child was born within the fourteen days before it moves in."""
    if call.get("続柄") != "子" or "生年月日" not in call:
        return False
    age = internal_date(call["異動年月日"]) - internal_date(call["生年月日"])
    return timedelta(0) < age <= timedelta(days=14)


def join(call: Call, number: str, household: str | None, relation: str | None) -> Snapshot:
    """Put a person into a household, a new one when none is named. Returns 世帯番号, 続柄 and 記載順位.

    Without a relation one heads the new household; with any other than 世帯主 it has no head yet (1.1.10).
    """
    relation = relation or HEAD
    if household is None:
        household = new_household(call)
    elif not is_inhabited(call, household) and not fault_active("F-INTO-NOWHERE"):
        raise Refused("T1102", "世帯番号", "世帯番号の世帯がありません。番号を確かめてください。")
    if relation == HEAD:
        if head_of(call, household) is not None and not fault_active("F-TWO-HEADS"):
            raise Refused("T1102", "続柄", "続柄を世帯主とすると、一つの世帯に世帯主が二人になります。")
        set_head(call, household, number)
    return {"世帯番号": household, "続柄": relation, "記載順位": next_rank(call, household)}


def arrival(call: Call, kind: str) -> Snapshot:
    """Return since when one is a resident and lives there: the day of the event unless another was sent (R6)."""
    day = call["異動年月日"]
    if kind == JAPANESE:
        day = call.get("住民となった年月日", day)
        unknown = {
            f"住所を定めた年月日{end}": call.get(f"住民となった年月日{end}")
            for end in ("_不詳フラグ", "_不詳表記")
        }
        since = call["生年月日"] if _newborn(call) and fault_active("F-NEWBORN-SINCE") else day
        return {"住民となった年月日": since, "住所を定めた年月日": day, **unknown, **_address_before(call)}
    since = call.day if call.operation.id == "ho30jono47todokede" and fault_active("F-47-SINCE") else day
    return {"外国人住民となった年月日": since, "住所を定めた年月日": day, **_address_before(call)}


def code_of(call: Call) -> str:
    """Return the 住民票コード that was sent, or a new one."""
    code: str | None = call.get("住民票コード")
    if code is None and call.operation.id == "ho30jono46tennyu" and fault_active("F-NO-CODE"):
        return ""
    if code is None:
        return draw_code(call)
    take_code(call, code)
    return code


def note(call: Call, row: Snapshot, text: str) -> None:
    """Write a note (type B) about a history row into the combined remarks."""
    call.store.run(
        "INSERT INTO remarks (person, kind, text, about, event) VALUES (?, 'B', ?, ?, ?)",
        row["宛名番号"],
        text,
        row["履歴番号"],
        call.event,
    )


def _address_before(call: Call) -> Snapshot:
    """Mark a previous address that was never reported (4.1.1.4)."""
    before = call.get("転入前住所")
    if "転入前住所" in call.blank and call.operation.id == "shokkenkisai" and fault_active("F-BLANK-UNKNOWN"):
        return {"転入前住所": "不明"}
    if call.operation.id == "tennyu" and fault_active("F-UNREPORTED"):
        return {}
    if call.operation.id == "shokkenkisai" and fault_active("F-OFFICE-UNREPORTED"):
        return {}
    if before and call.flag("未届転入フラグ"):
        return {"転入前住所": before + UNREPORTED}
    return {}
