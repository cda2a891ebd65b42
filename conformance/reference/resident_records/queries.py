"""照会 of persons, households, histories and 除票. 住民検索 is in search.py, 一覧照会 in lists.py."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.events import sheets_removed
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import members
from conformance.reference.resident_records.records import Snapshot, followed_on, rows
from conformance.reference.resident_records.seeded_prohibited import merged
from conformance.reference.resident_records.views import presented


@operation("juminshokai")
def resident(call: Call) -> Results:
    """住民照会: the newest row of a person, removed or not."""
    found = guards.person(call, call["宛名番号"])
    guards.unrestricted(call, call["宛名番号"], guards.INQUIRY)
    return [presented(call, found)]


@operation("setaishokai")
def household(call: Call) -> Results:
    """世帯照会: members in the order of 記載順位, on request followed by those removed from the household."""
    number = call["世帯番号"]
    listed = members(call, number)
    asked = "消除者を含むフラグ" in call and fault_active("F-REMOVED-UNASKED")
    if call.flag("消除者を含むフラグ") or asked:
        listed += _removed(call, number)
    if not listed:
        raise Refused("T1201", "世帯番号")
    for member in listed:
        guards.unrestricted(call, member["宛名番号"], guards.INQUIRY)
    shown = [presented(call, member) for member in listed]
    if fault_active("F-REMOVED-AS-RESIDENT"):
        return [{**each, "住民状態": "住民"} for each in shown]
    return shown


@operation("idorirekishokai")
def history(call: Call) -> Results:
    """異動履歴照会: every row of a person, oldest first."""
    guards.person(call, call["宛名番号"])
    guards.unrestricted(call, call["宛名番号"], guards.INQUIRY)
    found = merged(call, rows(call.store, call["宛名番号"]))
    if fault_active("F-CARD-REWRITTEN"):
        for row in found:
            row["カード状況"] = found[-1].get("カード状況")
    shown = [presented(call, row, until=day) for row, day in zip(found, followed_on(found), strict=True)]
    return _as_listed(call, shown)


@operation("johyoshokai")
def removed_sheets(call: Call) -> Results:
    """除票照会: every sheet from which the person was removed, wherever it is kept."""
    guards.person(call, call["宛名番号"])
    found = rows(call.store, call["宛名番号"])
    sheets = sheets_removed(found, call.day)
    if fault_active("F-OLD-SHEETS"):
        sheets = [row for row in sheets if row["消除年月日"] >= f"{call.today.year - 5}{call.day[4:]}"]
    return [presented(call, row, until=None if row is found[-1] else call.day) for row in sheets]


def _as_listed(call: Call, shown: Results) -> Results:
    """Return the rows of a history as a system with the active faults lists them."""
    if fault_active("F-NOTICE-UNLISTED") and shown[-1].get("消除事由") == "死亡":
        shown[-1].pop("通知年月日", None)
    if fault_active("F-HISTORY-MIXED"):
        newest = shown[-1]
        others = [
            each for each in members(call, newest["世帯番号"]) if each["宛名番号"] != newest["宛名番号"]
        ]
        shown = shown + [each for each in others if each["異動事由"] == "職権修正"]
    return shown


def _removed(call: Call, number: str) -> list[Snapshot]:
    found = call.store.all(
        "SELECT person FROM people WHERE household = ? AND removed_on <= ? ORDER BY coalesce(rank, 9999), person",
        number,
        call.day,
    )
    gone = [guards.person(call, each["person"]) for each in found]
    if fault_active("F-MOVED-OUT-UNLISTED"):
        return [row for row in gone if row["消除事由"] != "転出"]
    return gone
