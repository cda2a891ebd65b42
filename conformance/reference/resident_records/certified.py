"""What a certificate says of one person (5.1): omissions, planned move-outs, the combined remarks."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.eras import ERAS, shown_japanese
from conformance.reference.resident_records.events import MOVES_OUT, notified_on
from conformance.reference.resident_records.notes import combined_remarks, memos_of
from conformance.reference.resident_records.readings import with_readings
from conformance.reference.resident_records.records import Snapshot, is_resident, rows, seen
from conformance.reference.resident_records.registered_readings import printed_readings
from conformance.reference.resident_records.views import birth_in_words
from conformance.reference.resident_records.words import FOREIGN

ALWAYS = (
    "氏名", "旧氏", "旧氏の振り仮名", "通称", "性別", "住所_都道府県", "住所_市区郡町村名", "住所_町字",
    "住所_番地号表記", "住所_方書", "住民となった年月日", "住所を定めた年月日", "外国人住民となった年月日",
    "転入前住所", "生年月日_表記", "届出年月日",
)  # fmt: skip
# Of a resident who is going to move out these stay unprinted until the planned day has come.
WHEN_REMOVED = ("転出先住所_予定", "転出予定年月日", "転出先住所_確定", "消除事由", "消除年月日")
# Left out unless asked for.
ON_REQUEST = {
    "記載_世帯主・続柄": ("続柄", "世帯主氏名"),
    "記載_本籍・筆頭者": (
        "本籍", "筆頭者", "国籍・地域", "在留資格", "在留期間満了年月日", "在留カード等番号",
    ),
    "記載_住民票コード": ("住民票コード",),
    "記載_個人番号": ("個人番号",),
}  # fmt: skip
WITH_HISTORY = "記載_履歴"
REMARKS = "備考内容"
BETWEEN = "／"


def certified(call: Call, person: Snapshot) -> Snapshot:
    """Return the content of a certificate about one person, by item name."""
    shown = with_readings(call, seen(call, person))
    found = rows(call.store, person["宛名番号"])
    removed = not is_resident(person, call.day) or fault_active("F-PLANNED-DAY-PRINTED")
    names = [*ALWAYS, *(WHEN_REMOVED if removed else ())]
    if not is_resident(person, call.day) and fault_active("F-REMOVED-HONSEKI"):
        names.append("本籍")
    for flag, on_request in ON_REQUEST.items():
        unasked = flag == "記載_世帯主・続柄" and flag not in call and fault_active("F-RELATION-UNASKED")
        names += on_request if call.flag(flag) or unasked else ()
    if fault_active("F-CARD-NUMBER-UNASKED"):
        names.append("在留カード等番号")
    if _building_left_out(call):
        names.remove("住所_方書")
    shown |= {"生年月日_表記": _birth(call, person), "届出年月日": notified_on(found)}
    if call.flag(WITH_HISTORY) or (fault_active("F-SEX-CHANGE-PRINTED") and _sex_changed(found)):
        names.append(REMARKS)
        shown[REMARKS] = _remarks(call, person, found)
    if not shown.get("住所_方書") and fault_active("F-LOT-AS-BUILDING"):
        shown["住所_方書"] = shown["住所_番地号表記"]
    if "住所_方書_フリガナ" in shown and fault_active("F-BUILDING-READING"):
        shown["住所_方書"] += f"（{shown['住所_方書_フリガナ']}）"
    return {name: shown[name] for name in names if shown.get(name)} | printed_readings(shown)


def _building_left_out(call: Call) -> bool:
    """Tell whether 方書 stays unprinted, as only who wants a 記載事項証明書 may ask (5.4)."""
    kind, asked = call["証明書種別"], call.flag("省略_方書")
    statement = kind in ("住民票記載事項証明書", "住民票除票記載事項証明書")
    if kind == "住民票の除票の写し" and fault_active("F-REMOVED-NO-BUILDING"):
        return True
    if kind == "住民票記載事項証明書" and fault_active("F-STATEMENT-NO-BUILDING"):
        return True
    return statement and asked and not fault_active("F-STATEMENT-BUILDING-KEPT")


def printed_items(entries: Results) -> list[str]:
    """Return the names of the items that a certificate carries, for the log."""
    return list(dict.fromkeys(name for entry in entries for name in entry))


def _birth(call: Call, person: Snapshot) -> str:
    """Return 生年月日_表記 as it is printed, the same as on the screen in a sound system."""
    birth = person["生年月日"]
    if person["住民種別"] == FOREIGN and fault_active("F-PAPER-FOREIGN-ERA"):
        return shown_japanese(birth)
    *former, newest = ERAS
    if person["住民種別"] != FOREIGN and birth >= newest.start and fault_active("F-PAPER-ERAS"):
        return shown_japanese(birth, former)
    return birth_in_words(call, person)


def _sex_changed(found: list[Snapshot]) -> bool:
    """Tell of whom a broken system prints the history, asked for or not."""
    return len({row.get("性別") for row in found}) > 1


def _remarks(call: Call, person: Snapshot, found: list[Snapshot]) -> str:
    """Return the combined remarks in one text, without a move-out that is still to come."""
    planned = {
        row["履歴番号"] for row in found if row["異動事由"] in MOVES_OUT and is_resident(row, call.day)
    }
    if fault_active("F-PLANNED-PRINTED"):
        planned = set()
    lines = combined_remarks(call, person["宛名番号"])
    if fault_active("F-MEMO-PRINTED"):
        lines += [{REMARKS: memo["メモ内容"]} for memo in memos_of(call, person["宛名番号"])]
    return BETWEEN.join(line[REMARKS] for line in lines if line.get("対象履歴番号") not in planned)
