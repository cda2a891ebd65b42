"""宛名全件照会 and how differences are delivered to each partner (7.2.3)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import limit
from conformance.reference.resident_records.records import Snapshot, rows
from conformance.reference.resident_records.views import presented
from conformance.reference.resident_records.words import FOREIGN

PARTNER, WAY, MINUTES = "連携先名", "差分提供方式", "差分提供間隔"
AT_INTERVALS = "間隔"
MOST_MINUTES = 10


@operation("atenazenkenshokai")
def everybody(call: Call) -> Results:
    """宛名全件照会: every resident of today as recorded now, by 宛名番号."""
    found = call.store.all(
        "SELECT person, kind FROM people WHERE person >= ? AND coalesce(removed_on, '9999-99-99') > ?"
        " ORDER BY person LIMIT ?",
        call.get("宛名番号開始", ""),
        call.day,
        limit(call),
    )
    if fault_active("F-FULL-ONLY-JAPANESE"):
        found = [row for row in found if row["kind"] != FOREIGN]
    return [_told(call, row["person"]) for row in found]


def _told(call: Call, person: str) -> Snapshot:
    row = rows(call.store, person)[0] if fault_active("F-FULL-STALE") else guards.person(call, person)
    shown = presented(call, row)
    if fault_active("F-FULL-UNMARKED"):
        shown.pop("支援措置フラグ", None)
    return shown


@operation("sabunteikyosettei")
def set_delivery(call: Call) -> Results:
    """差分提供設定: in real time, or every so many minutes, ten at most."""
    minutes = call.get(MINUTES)
    most = 60 if fault_active("F-DELIVERY-HOURLY") else MOST_MINUTES
    fitting = call[WAY] != AT_INTERVALS if minutes is None else 1 <= minutes <= most
    if not fitting:
        message = f"{MINUTES}は1分から{MOST_MINUTES}分までです。その範囲で設定してください。"
        raise Refused("T1102", MINUTES, message)
    first_only = "IGNORE" if fault_active("F-DELIVERY-KEPT") else "REPLACE"
    call.store.run(
        f"INSERT OR {first_only} INTO delivery VALUES (?, ?, ?)",  # noqa: S608 - one of two own words
        call[PARTNER],
        call[WAY],
        minutes if call[WAY] == AT_INTERVALS else None,
    )
    return _setting(call)


@operation("sabunteikyosetteishokai")
def delivery(call: Call) -> Results:
    """差分提供設定照会."""
    return _setting(call)


def _setting(call: Call) -> Results:
    row = call.row(PARTNER, "SELECT * FROM delivery WHERE partner = ?", call[PARTNER])
    return [{PARTNER: row["partner"], WAY: row["way"], MINUTES: row["minutes"]}]
