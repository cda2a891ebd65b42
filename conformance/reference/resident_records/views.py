"""A history row as an answer shows it: birth date in words, marks of protection, texts in full width."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call
from conformance.reference.resident_records.eras import ERAS, Era, shown_birth, shown_japanese
from conformance.reference.resident_records.protection_state import FULL, is_restricted, measure_shown
from conformance.reference.resident_records.records import Snapshot, seen
from conformance.reference.resident_records.registered_readings import reading_state
from conformance.reference.resident_records.words import FOREIGN
from conformance.reference.store import Store

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
ADDRESS_PARTS = ("住所_都道府県", "住所_市区郡町村名", "住所_町字", "住所_番地号表記", "住所_方書")


def known_eras(store: Store) -> tuple[Era, ...]:
    """Return the eras since 明治, with those that were registered added or in place of them (1.3.6)."""
    names = {era.start: era.name for era in ERAS}
    names |= {row["starts"]: row["name"] for row in store.all("SELECT * FROM eras")}
    return tuple(Era(name, start) for start, name in sorted(names.items()))


def presented(call: Call, snapshot: Snapshot, *, until: str | None = None) -> Snapshot:
    """Return a row as 照会 answers it, with the marks of a measure or restriction. `until`: see `seen`."""
    shown = seen(call, snapshot, until=until) | {"生年月日_表記": birth_in_words(call, snapshot)}
    return shown | reading_state(snapshot) | protection_marks(call, snapshot["宛名番号"])


def protection_marks(call: Call, person: str) -> Snapshot:
    """Return the flags of a protected or restricted person, and the measure they lead to (2.2.4)."""
    marks: Snapshot = {}
    measure = measure_shown(call.store, person, call.day)
    if measure is not None:
        kind = FULL if fault_active("F-PROVISIONAL-UNMARKED") else measure.kind
        marks |= {"支援措置フラグ": YES, "支援措置番号": str(measure.no), "支援措置区分": kind}
        if kind != FULL and fault_active("F-MEASURE-UNNUMBERED"):
            del marks["支援措置番号"]
    if is_restricted(call.store, person):
        marks["抑止フラグ"] = YES
    return marks


def birth_in_words(call: Call, snapshot: Snapshot) -> str:
    """Return 生年月日_表記: Japanese calendar for Japanese, Western for foreigners, never both (1.1.9)."""
    unknown = snapshot.get("生年月日_不詳表記", "") if snapshot.get("生年月日_不詳フラグ") == YES else ""
    birth, foreign, eras = snapshot["生年月日"], snapshot["住民種別"] == FOREIGN, known_eras(call.store)
    if any(era.start == birth for era in eras) and fault_active("F-ERA-FIRST-DAY"):
        eras = tuple(era for era in eras if era.start != birth)
    if foreign and birth >= ERAS[-2].start and fault_active("F-FOREIGN-BIRTH-BLANK"):
        return ""
    words = shown_birth(birth, unknown, foreign=foreign, eras=eras)
    if not foreign and fault_active("F-BOTH-CALENDARS"):
        words += f"（{wide(birth[:4])}年）"
    return words


def event_in_words(call: Call, snapshot: Snapshot) -> str:
    """Return the line of 異動履歴 in the combined remarks: the day and the reason (1.1.14)."""
    day = str(snapshot.get("異動年月日", snapshot["処理年月日"]))
    shown = snapshot.get("異動年月日_不詳表記") or shown_japanese(day, known_eras(call.store))
    return f"{shown}　{snapshot['異動事由']}"


def address_in_one(snapshot: Snapshot) -> str:
    """Return the address as one text."""
    return "".join(snapshot.get(part, "") for part in ADDRESS_PARTS)


def wide(text: str) -> str:
    """Write a text in full width, as items of type Ｎ must be."""
    return text.translate(_WIDE)
