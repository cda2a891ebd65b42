"""特例転入: moving in by data that came over the resident network instead of a certificate on paper (4.1.1.3)."""

from sqlite3 import Row

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records.entries import enter
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import Snapshot, seen
from conformance.reference.resident_records.words import BIRTH, FOREIGNER, KOSEKI, NAMES, NUMBERS

NUMBER = "受信番号"
RECEIVED = (
    *NAMES, *BIRTH, *KOSEKI, *FOREIGNER, *NUMBERS, "住民種別", "性別", "転入前住所", "転入前住所_市区町村コード",
    "転入前住所_郵便番号", "転出予定年月日",
)  # fmt: skip


@operation("tenshutsushomeishojohotorikomi")
def take_in(call: Call) -> Results:
    """転出証明書情報取込."""
    return take_in_with(call, {})


def take_in_with(call: Call, more: Snapshot) -> Results:
    """Keep what was received over the resident network, with what else was told of the move."""
    content = call.chosen(RECEIVED) | more
    call.store.run("INSERT INTO announced_moves (content) VALUES (?)", json.encode(content))
    return [_shown(_row(call, int(call.store.value("SELECT max(no) FROM announced_moves"))))]


@operation("tenshutsushomeishojohoshokai")
def announced(call: Call) -> Results:
    """転出証明書情報照会."""
    return [_shown(_row(call, call[NUMBER]))]


@operation("tokureitennyu")
def move_in(call: Call) -> Results:
    """特例転入: what the request says corrects what was received."""
    row = _row(call, call[NUMBER])
    if row["used"] and not fault_active("F-SPECIAL-USED-AGAIN"):
        raise Refused("T1401", NUMBER)
    received = json.decode(row["content"])
    if fault_active("F-SPECIAL-ADDRESS-LOST"):
        received.pop("転入前住所")
    as_received = fault_active("F-SPECIAL-UNCORRECTED")
    call.values = {**call.values, **received} if as_received else {**received, **call.values}
    call.store.run("UPDATE announced_moves SET used = 1 WHERE no = ?", row["no"])
    return [seen(call, enter(call, "国内転入", call["住民種別"]))]


def _row(call: Call, number: int) -> Row:
    """Find what was received. Raises T1201."""
    return call.row(NUMBER, "SELECT * FROM announced_moves WHERE no = ?", number)


def _shown(row: Row) -> Snapshot:
    content: Snapshot = json.decode(row["content"])
    return {**content, NUMBER: row["no"]}
