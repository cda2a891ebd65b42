"""住民票コード and 個人番号 are changed (4.3.2, 4.4)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.numbers import draw_code
from conformance.reference.resident_records.records import Snapshot, seen, write

NUMBER = "個人番号"


@operation("juminhyokodohenko")
def change_code(call: Call) -> Results:
    """住民票コードの変更請求: another code at random; nobody can wish for one."""
    before = (
        _subject(call) if not fault_active("F-CODE-OF-REMOVED") else guards.person(call, call["宛名番号"])
    )
    return [seen(call, write(call, "住民票コードの変更請求", before, {"住民票コード": draw_code(call)}))]


@operation("kojinbangohenko")
def change_number(call: Call) -> Results:
    """個人番号の変更請求: the number that was generated is taken in."""
    return new_number(call, "個人番号の変更請求")


@operation("kojinbangoshusei")
def correct_number(call: Call) -> Results:
    """個人番号の職権修正."""
    return new_number(call, "個人番号の職権修正")


def new_number(call: Call, reason: str) -> Results:
    """Give 宛名番号 of a call its 個人番号. Notes T1102 for the same number and for another person's."""
    before, number = _subject(call), call[NUMBER]
    if number == before.get(NUMBER) and not fault_active("F-SAME-NUMBER"):
        call.refuse("T1102", NUMBER, "個人番号が前と同じです。新しい番号を設定してください。")
    others = "SELECT 1 FROM people WHERE individual_number = ? AND person <> ?"
    if call.store.one(others, number, before["宛名番号"]):
        named = "この番号" if fault_active("F-ITEM-UNNAMED") else NUMBER
        call.refuse("T1102", NUMBER, f"{named}はほかの者のものです。番号を確かめてください。")
    changes = {NUMBER: number, **({"請求年月日": None} if fault_active("F-REQUEST-UNDATED") else {})}
    return [seen(call, write(call, reason, before, changes))]


def _subject(call: Call) -> Snapshot:
    guards.not_after_today(call, "異動年月日")
    return guards.subject(call, call["宛名番号"])
