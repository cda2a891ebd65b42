"""帰化, 国籍取得, 国籍喪失: one record is removed and one of the other kind made under the same 宛名番号 (4.5.3-5)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import tell_members
from conformance.reference.resident_records.matching import refuse_known_numbers
from conformance.reference.resident_records.records import Snapshot, seen, write
from conformance.reference.resident_records.words import (
    ADDRESS,
    ADDRESS_SINCE,
    BIRTH,
    DESTINATION,
    FOREIGN,
    FOREIGN_SINCE,
    FOREIGNER,
    JAPANESE,
    KOSEKI,
    NAMES,
    NUMBERS,
    OTHER_SERVICES,
    REMOVAL,
    RESIDENT_SINCE,
    STRUCK_OFF,
)

# Besides what the standard lists, what belongs to the person in this municipality goes on: a planned move-out,
# the facts of other services.
CARRIED = (
    *ADDRESS, *ADDRESS_SINCE, *BIRTH, *NUMBERS, *OTHER_SERVICES, *DESTINATION, *REMOVAL, "住民状態", "宛名番号",
    "市区町村コード", "世帯番号", "続柄", "性別", "記載順位", "世帯主氏名", "世帯主氏名_フリガナ",
)  # fmt: skip
REASONS = {"帰化": "（帰化等）", "国籍喪失": "（国籍喪失）"}


@operation("kika")
@operation("kokusekishutoku")
def become_japanese(call: Call) -> Results:
    """帰化 and 国籍取得: a resident since the day one became a foreign resident."""
    before = _subject(call, FOREIGN)
    if call.operation.id == "kika" and fault_active("F-NATURALISED-SINCE"):
        before = {**before, "外国人住民となった年月日": call["異動年月日"]}
    since = dict(zip(RESIDENT_SINCE, (before.get(name) for name in FOREIGN_SINCE), strict=True))
    made = call.chosen((*NAMES, *KOSEKI)) | since
    if call.operation.id == "kika" and fault_active("F-NATURALISED-FOREIGN"):
        made |= {name: before[name] for name in ("国籍・地域", "在留資格") if name in before}
    if call.operation.id == "kokusekishutoku" and fault_active("F-NOT-CARRIED"):
        made["個人番号"] = None
    return _exchanged(call, before, "帰化", made | {"住民種別": JAPANESE})


@operation("kokusekisoshitsu")
def lose_nationality(call: Call) -> Results:
    """国籍喪失: a foreign resident since the later of the loss and the day one became a resident (R7)."""
    before = _subject(call, JAPANESE)
    refuse_known_numbers(call, call.values, own=before["宛名番号"])
    later = min if fault_active("F-LOSS-EARLIER") else max
    since = later(call["異動年月日"], before["住民となった年月日"])
    made = call.chosen((*NAMES, *FOREIGNER)) | {"外国人住民となった年月日": since}
    if fault_active("F-LOSS-KOSEKI"):
        made |= {name: before[name] for name in ("本籍", "筆頭者") if name in before}
    return _exchanged(call, before, "国籍喪失", made | {"住民種別": FOREIGN})


def _subject(call: Call, kind: str) -> Snapshot:
    guards.not_after_today(call, "異動年月日")
    before = guards.subject(call, call["宛名番号"])
    unseen = call.operation.id == "kokusekishutoku" and fault_active("F-ACQUIRED-TWICE")
    if before["住民種別"] != kind and not unseen:
        raise Refused("T1102", "宛名番号", f"宛名番号の者は{kind}ではないため、この異動は成り立ちません。")
    return before


def _exchanged(call: Call, before: Snapshot, cause: str, made: Snapshot) -> Results:
    """Write the removal of the old record and the entry of the new one."""
    reason = REASONS[cause]
    by_office = {"職権フラグ": YES}
    removal = {"住民状態": STRUCK_OFF, "消除事由": cause, "消除年月日": call["異動年月日"]}
    if call.operation.id == "kokusekishutoku" and fault_active("F-ACQUIRED-RENAMED"):
        removal["氏名"] = made["氏名"]
    write(call, f"職権消除{reason}", before, removal | by_office)
    kept = {name: before[name] for name in CARRIED if name in before}
    row = write(call, f"職権記載{reason}", kept, made | by_office)
    tell_members(call, row["世帯番号"])
    return [seen(call, row)]
