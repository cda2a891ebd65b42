"""What other businesses are told (7.2.2, 7.2.3) and the figures of the annual statistics (6.1)."""

from datetime import timedelta

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import limit
from conformance.reference.resident_records.protection_state import measure_shown
from conformance.reference.resident_records.records import latest, rows
from conformance.reference.resident_records.words import FOREIGN, JAPANESE

NOW_LIVING = "現住者"


@operation("atenasabunshokai")
def deltas(call: Call) -> Results:
    """宛名差分照会: every committed change after a number, in order."""
    since = call.get("差分番号")
    if since is not None and fault_active("F-DELTA-AGAIN"):
        since -= 1
    found = call.store.all(
        "SELECT * FROM deltas WHERE (?1 IS NULL OR no > ?1) AND (?2 IS NULL OR person = ?2) ORDER BY no LIMIT ?3",
        since,
        call.get("宛名番号"),
        limit(call),
    )
    return [
        {
            "差分番号": row["no"],
            "差分区分": row["kind"],
            "支援措置フラグ": _protected(call, row["person"]),
            **json.decode(row["content"]),
        }
        for row in found
    ]


@operation("tagyomushokai")
def other_services(call: Call) -> Results:
    """他業務照会: what other businesses reported of a person."""
    number = call["宛名番号"]
    if fault_active("F-NOBODY-ANSWERED") and latest(call.store, number) is None:
        return []
    found = guards.person(call, number)
    if fault_active("F-CARD-FIRST"):
        found = {**found, "カード状況": rows(call.store, number)[0].get("カード状況")}
    if fault_active("F-PENSION-AS-HEALTH"):
        found = {**found, "国民年金資格フラグ": found.get("国民健康保険資格フラグ")}
    if found.get("カード状況") == "未交付" and fault_active("F-CARD-NOT-YET"):
        found = {**found, "カード状況": None}
    return [found]


@operation("tokeishokai")
def statistics(call: Call) -> Results:
    """統計照会: who lives here today; a move-out counts from its day on."""
    kind = call["統計区分"]
    counted = "日本人住民" if kind == NOW_LIVING and fault_active("F-ONLY-JAPANESE") else kind
    day = call.day
    if fault_active("F-DUE-DAY-COUNTED"):
        day = (call.today - timedelta(days=1)).isoformat()
    if kind == FOREIGN and fault_active("F-FOREIGN-PLANNED-UNCOUNTED"):
        day = "9999-99-98"
    dead = "死亡" if fault_active("F-DEAD-COUNTED") else ""
    row = call.store.one(
        "SELECT count(*) AS people, count(DISTINCT household) AS households FROM people"
        " WHERE (coalesce(removed_on, '9999-99-99') > ?1 OR removed_for = ?5)"
        " AND ?2 IN (?3, kind) AND ?4 IN ('', household)",
        day,
        counted,
        NOW_LIVING,
        call.get("世帯番号", ""),
        dead,
    )
    assert row is not None  # noqa: S101 - an aggregate always has a row
    people = row["people"]
    if kind == JAPANESE and fault_active("F-NATURALISED-UNCOUNTED"):
        people -= _naturalised(call)
    households = max(row["households"], 1) if fault_active("F-HOUSEHOLD-OF-NOBODY") else row["households"]
    return [{"統計区分": kind, "人数": people, "世帯数": households}]


def _naturalised(call: Call) -> int:
    """Return how many a broken system forgets: those of Japanese nationality who were naturalised."""
    sql = (
        "SELECT count(*) FROM people p JOIN history h USING (person, no) WHERE kind = ? AND reason = ?"
        " AND ? IN ('', household)"
    )
    return int(call.store.value(sql, JAPANESE, "職権記載（帰化等）", call.get("世帯番号", "")))


def _protected(call: Call, person: str) -> str:
    """Return the flag that travels with every change (支援措置の表示, 7.2.3)."""
    protected = measure_shown(call.store, person, call.day) and not fault_active("F-DELTA-UNMARKED")
    return YES if protected else NO
