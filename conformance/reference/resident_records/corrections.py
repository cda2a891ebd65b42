"""職権修正, 軽微な修正, 誤記修正: what was recorded is put right (4.2.3).

A new row carries the right values, the wrong row stays. In the record of a removed person nothing changes: the
correction is kept as a note on the newest row (1.1.5).
"""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.entries import note
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import head_of, set_head, tell_members
from conformance.reference.resident_records.matching import refuse_known_numbers
from conformance.reference.resident_records.records import Snapshot, is_resident, seen, write
from conformance.reference.resident_records.views import wide
from conformance.reference.resident_records.words import EVENT_ITEMS, HEAD

NOT_CORRECTED = frozenset((*EVENT_ITEMS, "宛名番号", "登録区分", "確認済アラート"))


@operation("shokkenshusei")
def correct(call: Call) -> Results:
    """職権修正."""
    return _corrected(call, "職権修正")


@operation("keibinashusei")
def correct_slightly(call: Call) -> Results:
    """軽微な修正, for one of seven causes (4.2.3.2)."""
    return _corrected(call, "軽微な修正")


@operation("gokishusei")
def correct_mistake(call: Call) -> Results:
    """誤記修正."""
    return _corrected(call, "誤記修正")


def _corrected(call: Call, reason: str) -> Results:
    guards.not_after_today(call, "異動年月日", "生年月日")
    number = call["宛名番号"]
    before = guards.person(call, number)
    guards.unlocked(call, number)
    guards.unrestricted(call, number, guards.ENTRY)
    changes = _distorted(call, reason, _changes(call))
    refuse_known_numbers(call, changes, own=number)
    if changes.get("筆頭者") == "不明" and fault_active("F-LEADER-KNOWN"):
        call.refuse("E0002", "筆頭者")
    if not is_resident(before, call.day):
        if fault_active("F-SHEET-NOTE-LOST"):
            return [seen(call, before)]
        note(call, before, wide(_in_words(reason, before, changes)))
        return [seen(call, before)]
    _head(call, before, changes)
    row = write(call, reason, before, changes)
    tell_members(call, row["世帯番号"])
    return [seen(call, row)]


def _changes(call: Call) -> Snapshot:
    """Return what was sent to be corrected; an empty text for items that were sent empty."""
    stays = call.blank and call.operation.id == "shokkenshusei" and fault_active("F-BLANKED-STAYS")
    sent: dict[str, Value] = {**call.values, **dict.fromkeys(() if stays else call.blank, "")}
    return {name: value for name, value in sent.items() if name not in NOT_CORRECTED}


def _distorted(call: Call, reason: str, changes: Snapshot) -> Snapshot:
    """Return the changes that a system with the active faults makes."""
    if "生年月日" in changes and fault_active("F-BIRTH-DRAGS"):
        changes["住民となった年月日"] = changes["生年月日"]
    if "性別" in changes and fault_active("F-SEX-RESETTLES"):
        changes["住所を定めた年月日"] = call.get("異動年月日", call.day)
    if "通知年月日" in call and fault_active("F-NOTIFIED-LEADER-KEPT"):
        changes.pop("筆頭者", None)
    if reason == "軽微な修正" and "住所_番地号表記" in changes and fault_active("F-SLIGHT-MOVES"):
        changes["住所を定めた年月日"] = call.get("異動年月日", call.day)
    if reason == "誤記修正" and fault_active("F-MISTAKE-KEPT"):
        return {name: value for name, value in changes.items() if value != ""}
    return changes


def _head(call: Call, before: Snapshot, changes: Snapshot) -> None:
    """Keep the household's head what the relation says. Raises T1102 for a second head."""
    if "続柄" not in changes:
        return
    household, number = before["世帯番号"], before["宛名番号"]
    head = head_of(call, household)
    if changes["続柄"] == HEAD and head not in (None, number):
        raise Refused("T1102", "続柄", "続柄を世帯主とすると、一つの世帯に世帯主が二人になります。")
    if HEAD in (changes["続柄"], before.get("続柄")):
        set_head(call, household, number if changes["続柄"] == HEAD else None)


def _in_words(reason: str, before: Snapshot, changes: Snapshot) -> str:
    told = (f"{name}「{before.get(name, '')}」を「{to}」に訂正" for name, to in changes.items())
    return f"{reason}：{'、'.join(told)}"
