"""一覧照会: missing arrival notices, households that were asked to name a head, restricted persons."""

from collections.abc import Callable

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import by_rank, head_of, members
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.protection_state import IN_FORCE, restriction_state
from conformance.reference.resident_records.records import Snapshot
from conformance.reference.resident_records.views import presented

DOMESTIC, STRUCK_OFF = "国内転出", "職権消除"


@operation("ichiranshokai")
def listed(call: Call) -> Results:
    """一覧照会."""
    name = call["一覧名"]
    only = call.get("宛名番号")
    found = [person for person in LISTS[name](call) if only in (None, person["宛名番号"])]
    return [{**presented(call, person), **person, "一覧名": name} for person in page(call, found)]


def is_missing_arrival(call: Call) -> bool:
    """Tell whether the person whom a call names moved out within Japan and no arrival notice came (4.1.3.1.4)."""
    return any(person["異動事由"] == DOMESTIC for person in _missing_arrivals(call))


def _missing_arrivals(call: Call) -> list[Snapshot]:
    """Return those of whose arrival elsewhere nothing was heard, or the one among them whom the call names."""
    rows = call.store.all(
        "SELECT person FROM people WHERE removed_for IN ('転出', '職権消除') AND removed_on <= ?"
        " AND person = coalesce(?, person) ORDER BY person",
        call.day,
        call.get("宛名番号"),
    )
    found = []
    for row in rows:
        person = guards.person(call, row["person"])
        reason = _left_by(call, row["person"])
        if "転入通知年月日" not in person and reason in _awaited(call, person):
            found.append({**person, "異動事由": reason})
    return found


def _left_by(call: Call, person: str) -> str:
    """Return the 異動事由 by which a person moved out or was struck off last."""
    return str(
        call.store.value(
            "SELECT reason FROM history WHERE person = ? AND reason IN (?, ?, ?) ORDER BY no DESC LIMIT 1",
            person,
            DOMESTIC,
            "国外転出",
            STRUCK_OFF,
        )
    )


def _awaited(call: Call, person: Snapshot) -> tuple[str, ...]:
    """Return the 異動事由 of those whose arrival should be told."""
    if person["消除年月日"] == call.day and fault_active("F-AWAITED-TOMORROW"):
        return ()
    if fault_active("F-STRUCK-NOT-AWAITED"):
        return (DOMESTIC,)
    return (DOMESTIC, STRUCK_OFF, "国外転出") if fault_active("F-ABROAD-AWAITED") else (DOMESTIC, STRUCK_OFF)


def _asked_for_head(call: Call) -> list[Snapshot]:
    """Return the highest-ranked member of every household that lives without a head (4.0.5)."""
    rows = call.store.all(
        "SELECT DISTINCT household FROM people WHERE coalesce(removed_on, '9999-99-99') > ?"
        " AND (? IS NULL OR household = (SELECT household FROM people WHERE person = ?)) ORDER BY household",
        call.day,
        call.get("宛名番号"),
        call.get("宛名番号"),
    )
    headless = [row["household"] for row in rows if head_of(call, row["household"]) is None]
    if fault_active("F-ASKED-ALL"):
        return [member for household in headless for member in members(call, household)]
    if fault_active("F-FIRST-JOINED"):
        return [members(call, household)[0] for household in headless]
    return [by_rank(members(call, household))[0] for household in headless]


def _restricted(call: Call) -> list[Snapshot]:
    moment = call.now.timestamp()
    rows = call.store.all("SELECT * FROM restrictions ORDER BY person, no")
    if fault_active("F-ALERT-UNLISTED"):
        rows = [row for row in rows if row["level"] != "アラート"]
    if fault_active("F-RUN-OUT-UNLISTED"):
        rows = [row for row in rows if (row["ends"] or call.day) >= call.day]
    numbers = [row["person"] for row in rows if restriction_state(row, moment) == IN_FORCE]
    once = numbers if fault_active("F-LISTED-TWICE") else dict.fromkeys(numbers)
    found = [guards.person(call, number) for number in once]
    if fault_active("F-RESTRICTED-NAMELESS"):
        return [{**person, "氏名": ""} for person in found]
    return found


LISTS: dict[str, Callable[[Call], list[Snapshot]]] = {
    "転入通知未着者一覧": _missing_arrivals,
    "世帯主変更依頼対象者リスト": _asked_for_head,
    "抑止対象者一覧": _restricted,
}
