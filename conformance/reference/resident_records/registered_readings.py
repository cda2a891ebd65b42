"""氏名の振り仮名: the reading that the 戸籍 registers, kept apart from the kana kept for convenience (1.1.18)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import Snapshot, seen, write
from conformance.reference.resident_records.words import FOREIGN

SURNAME, GIVEN = "氏の振り仮名", "名の振り仮名"
READINGS = (SURNAME, GIVEN)
STATE = "氏名の振り仮名_記載状況"
CONVENIENCE = "氏名_フリガナ"
STATES = {
    (False, False): "未記載",
    (True, False): "氏のみ記載",
    (False, True): "名のみ記載",
    (True, True): "記載済",
}


@operation("shimeinofuriganakisai")
def register(call: Call) -> Results:
    """氏名の振り仮名の記載, upon a notice of the 戸籍."""
    guards.not_after_today(call, "異動年月日")
    before = guards.subject(call, call["宛名番号"])
    if before["住民種別"] == FOREIGN:
        raise Refused("T1102", SURNAME, "氏名の振り仮名は、戸籍に記載された日本人住民だけに記載できます。")
    changes = call.chosen((*READINGS, "通知年月日"))
    if fault_active("F-READING-OVER-KANA"):
        changes[CONVENIENCE] = "　".join(changes[name] for name in READINGS if name in changes)
    row = write(call, "職権修正", before, changes)
    return [seen(call, row) | reading_state(row)]


def reading_state(row: Snapshot) -> Snapshot:
    """Tell how far the reading is registered; nothing of foreign residents, who have no 戸籍."""
    if row["住民種別"] == FOREIGN:
        return {}
    there = (bool(row.get(SURNAME)), bool(row.get(GIVEN)))
    if any(there) and fault_active("F-READING-HALF-WHOLE"):
        there = (True, True)
    return {STATE: STATES[there]}


def printed_readings(row: Snapshot) -> Snapshot:
    """Return the readings that a certificate shows: those registered, and no others in their place."""
    if fault_active("F-READING-UNPRINTED"):
        return {}
    shown = {name: row[name] for name in READINGS if row.get(name)}
    if not shown and CONVENIENCE in row and fault_active("F-READING-BORROWED"):
        shown[SURNAME], _, shown[GIVEN] = row[CONVENIENCE].partition("　")
    return shown
