"""出入国在留管理庁長官通知: imported, compared with the record, applied as a correction or a removal (4.5.6)."""

from datetime import timedelta
from sqlite3 import Row

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.departures import struck_off
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.matching import refuse_known_numbers
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.records import Snapshot, seen, write
from conformance.reference.resident_records.words import FOREIGN

NUMBER = "入管通知番号"
REMOVAL = "消除"
OPEN, SETTLED = "未処理", "処理済"
TOLD = (
    "氏名", "国籍・地域", "国籍・地域コード", "法第30条の45規定区分", "在留資格", "在留期間_年", "在留期間_月",
    "在留期間_日", "在留期間満了年月日", "在留カード等番号", "在留カード等番号区分",
)  # fmt: skip


@operation("nyukantsuchitorikomi")
def take_in(call: Call) -> Results:
    """入管通知取込: the record stays as it is until the notice is applied."""
    guards.not_after_today(call, "入管通知年月日")
    person = guards.person(call, call["宛名番号"])
    if person["住民種別"] != FOREIGN:
        raise Refused("T1102", "宛名番号", "宛名番号の者は外国人住民ではありません。番号を確かめてください。")
    call.store.run(
        "INSERT INTO immigration_notices (person, kind, notified_on, told, state) VALUES (?, ?, ?, ?, ?)",
        person["宛名番号"],
        call["入管通知区分"],
        call["入管通知年月日"],
        json.encode(call.chosen(TOLD)),
        OPEN,
    )
    return [_shown(call, _row(call, int(call.store.value("SELECT max(no) FROM immigration_notices"))))]


@operation("nyukantsuchishokai")
def notices(call: Call) -> Results:
    """入管通知照会: however old a notice is, it is listed."""
    rows = call.store.all(
        "SELECT * FROM immigration_notices WHERE (?1 IS NULL OR person = ?1) AND (?2 IS NULL OR state = ?2)"
        " ORDER BY no",
        call.get("宛名番号"),
        call.get("処理状態"),
    )
    if fault_active("F-IMMIGRATION-OLD-UNLISTED"):
        month_ago = (call.today - timedelta(days=30)).isoformat()
        rows = [row for row in rows if row["notified_on"] >= month_ago]
    return [_shown(call, row) for row in page(call, rows)]


@operation("nyukantsuchitaisho")
def compare(call: Call) -> Results:
    """入管通知対照: every item that the notice tells of, before and after."""
    row = _row(call, call[NUMBER])
    before = json.decode(row["before"]) if row["before"] else guards.person(call, row["person"])
    if fault_active("F-IMMIGRATION-BEFORE-BLANK"):
        before = {}
    return [
        {
            NUMBER: row["no"],
            "項目名": name,
            "修正前": str(before.get(name, "")),
            "修正後": str(value),
        }
        for name, value in json.decode(row["told"]).items()
    ]


@operation("nyukantsuchihanei")
def apply(call: Call) -> Results:
    """入管通知反映: 職権修正 or 職権消除, as the notice says."""
    guards.not_after_today(call, "異動年月日")
    row = _row(call, call[NUMBER])
    if row["state"] == SETTLED and not fault_active("F-IMMIGRATION-TWICE"):
        raise Refused("T1401", NUMBER)
    before = guards.subject(call, row["person"], NUMBER)
    told: Snapshot = json.decode(row["told"])
    kept = json.encode({name: before.get(name, "") for name in told})
    call.store.run(
        "UPDATE immigration_notices SET state = ?, before = ? WHERE no = ?", SETTLED, kept, row["no"]
    )
    if row["kind"] == REMOVAL:
        return struck_off(call, [before])
    refuse_known_numbers(call, told, own=row["person"])
    if fault_active("F-IMMIGRATION-EXPIRY-KEPT"):
        told.pop("在留期間満了年月日", None)
    return [seen(call, write(call, "職権修正", before, told))]


def _row(call: Call, number: int) -> Row:
    """Find a notice. Raises T1201."""
    return call.row(NUMBER, "SELECT * FROM immigration_notices WHERE no = ?", number)


def _shown(call: Call, row: Row) -> Snapshot:
    return {
        NUMBER: row["no"],
        "宛名番号": row["person"],
        "氏名": guards.person(call, row["person"])["氏名"],
        "入管通知区分": row["kind"],
        "入管通知年月日": row["notified_on"],
        "処理状態": row["state"],
    }
