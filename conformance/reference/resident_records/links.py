"""What other businesses are told (7.2.2, 7.2.3) and the figures of the annual statistics (6.1)."""

from msgspec import json

from conformance.reference.registry import NO, YES, Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import limit
from conformance.reference.resident_records.protection_state import is_restricted, measure_shown

RESIDENT = "住民"
NOW_LIVING = "現住者"


@operation("atenasabunshokai")
def deltas(call: Call) -> Results:
    """宛名差分照会: every committed change after a number, in order."""
    rows = call.store.all(
        "SELECT * FROM deltas WHERE no > ?1 AND (?2 IS NULL OR person = ?2) ORDER BY no LIMIT ?3",
        call.get("差分番号", 0),
        call.get("宛名番号"),
        limit(call),
    )
    return [
        {
            "差分番号": row["no"],
            "差分区分": row["kind"],
            **(_marks(call, row["person"]) if row["kind"] == RESIDENT else {}),
            **json.decode(row["content"]),
        }
        for row in rows
    ]


@operation("tagyomushokai")
def other_services(call: Call) -> Results:
    """他業務照会: what other businesses reported of a person."""
    return [guards.person(call, call["宛名番号"])]


@operation("tokeishokai")
def statistics(call: Call) -> Results:
    """統計照会: who lives here today; a move-out counts from its day on."""
    kind = call["統計区分"]
    row = call.store.one(
        "SELECT count(*) AS people, count(DISTINCT household) AS households FROM people"
        " WHERE coalesce(removed_on, '9999-99-99') > ?1 AND ?2 IN (?3, kind) AND ?4 IN ('', household)",
        call.day,
        kind,
        NOW_LIVING,
        call.get("世帯番号", ""),
    )
    assert row is not None  # noqa: S101 - an aggregate always has a row
    return [{"統計区分": kind, "人数": row["people"], "世帯数": row["households"]}]


def _marks(call: Call, person: str) -> dict[str, str]:
    """Return the flags that travel with every change of a resident (支援措置の表示, 7.2.3)."""
    protected = measure_shown(call.store, person, call.day) is not None
    restricted = is_restricted(call.store, person)
    return {"支援措置フラグ": YES if protected else NO, "抑止フラグ": YES if restricted else NO}
