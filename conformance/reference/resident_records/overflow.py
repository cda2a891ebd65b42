"""文字溢れ (5.8): what fits no field of a certificate even when it is printed small, how it is treated, the list of it.

How much a field holds is each system's own; this one's hold CAPACITY characters each, but for the remarks, which go on
to the next sheet.
"""

from collections.abc import Iterator
from typing import NamedTuple

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.records import Snapshot
from conformance.spec.characters import length

CAPACITY = 100
WAY, CUT, BLANK = "文字溢れ処理", "限界まで出力", "空白で出力"
ITEM, TEXT = "超過項目", "超過文字"
ENDLESS = ("備考内容",)


class Overflow(NamedTuple):
    """A text that fits no field: whose, of which item."""

    person: str
    item: str
    text: str


@operation("mojiafuresettei")
def set_way(call: Call) -> Results:
    """文字溢れ設定: of the certificates of one person."""
    person = guards.person(call, call["宛名番号"])["宛名番号"]
    call.store.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", _setting(person), call[WAY])
    return [{"宛名番号": person, WAY: call[WAY]}]


@operation("mojichokalistshokai")
def overflows(call: Call) -> Results:
    """文字超過リスト照会: in the order of issue."""
    rows = call.store.all(
        "SELECT * FROM overflows WHERE ?1 IS NULL OR person = ?1 ORDER BY no", call.get("宛名番号")
    )
    cut = fault_active("F-OVERFLOW-CUT-LISTED")
    return [
        {
            "宛名番号": row["person"],
            "氏名": guards.person(call, row["person"])["氏名"],
            "証明書種別": row["kind"],
            "発行番号": row["number"],
            ITEM: row["item"],
            TEXT: row["text"][:CAPACITY] if cut else row["text"],
        }
        for row in page(call, rows)
    ]


def fitted(call: Call, entries: list[tuple[str, Snapshot]]) -> list[Overflow]:
    """Cut or blank, in each person's entry, what fits no field, and note T2005. Returns what did not fit."""
    found = [each for person, entry in entries for each in _too_long(person, entry)]
    for person, entry in entries:
        limit = 0 if _blanks(call, person) else CAPACITY
        entry.update({each.item: each.text[:limit] for each in found if each.person == person})
    if found and not fault_active("F-OVERFLOW-SILENT"):
        call.alert("T2005")
    return found


def note_overflows(call: Call, found: list[Overflow], number: str) -> None:
    """Put what did not fit on the list, with the 発行番号 of the certificate."""
    if fault_active("F-OVERFLOW-UNLISTED"):
        return
    sql = "INSERT INTO overflows (person, kind, number, item, text) VALUES (?, ?, ?, ?, ?)"
    call.store.many(sql, [(each.person, call["証明書種別"], number, each.item, each.text) for each in found])


def _too_long(person: str, entry: Snapshot) -> Iterator[Overflow]:
    for item, value in entry.items():
        if item not in ENDLESS and length(value) > _capacity(item):
            yield Overflow(person, item, value)


def _capacity(item: str) -> int:
    return CAPACITY // 4 if item == "住所_方書" and fault_active("F-OVERFLOW-FITTING") else CAPACITY


def _blanks(call: Call, person: str) -> bool:
    """Tell whether what does not fit on the certificates of a person is left out whole."""
    if fault_active("F-OVERFLOW-BLANK"):
        return True
    kept = call.store.value("SELECT value FROM settings WHERE name = ?", _setting(person))
    return bool(kept == BLANK) and not fault_active("F-OVERFLOW-TO-LIMIT")


def _setting(person: str) -> str:
    return f"{WAY} {person}"
