"""A household loses its head (4.0.4, 4.0.5).

Exactly one member remains: that one becomes head ex officio if the caller says so, and owes no notification.
Two or more remain: an alert asks to change the head first; acknowledged, the household stays without one, unless
the caller names a successor or wants the highest-ranked member (5.2) appointed.
A notice to the highest-ranked member tells of the appointment or asks for a change.
"""

from msgspec.structs import replace

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Refused
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.households import (
    by_rank,
    head_of,
    members,
    set_head,
    tell_members,
)
from conformance.reference.resident_records.leaving_protected import make_provisional
from conformance.reference.resident_records.records import Snapshot, write
from conformance.reference.resident_records.words import HEAD

APPOINTED = "世帯主変更通知書"
REQUESTED = "世帯主変更依頼通知書"
BY_OFFICE = "職権世帯主変更フラグ"
SUCCESSOR = "新世帯主宛名番号"


def warn_before_leaving(call: Call, leaving: list[Snapshot]) -> None:
    """Note T2001 for each household whose head leaves two or more behind."""
    for household, gone in _by_household(leaving).items():
        remaining = _remaining(call, household, gone)
        least = 0 if call.operation.id == "shisso" and fault_active("F-ALERT-FOR-ONE") else 1
        left = head_of(call, household) in gone and len(remaining) > least
        if left and not (call.operation.id == "tenkyo" and fault_active("F-NO-HEAD-ALERT")):
            call.alert("T2001")


def after_leaving(call: Call, leaving: list[Snapshot]) -> None:
    """Give the households that were left behind a new head, or none. `leaving`: the rows before they left.

    Raises T1402 or T1403 when the successor is edited by another user or restricted: it gets a row of its own.
    """
    for household, gone in _by_household(leaving).items():
        if head_of(call, household) in gone:
            heir = _settle(call, household, appoint=call.flag(BY_OFFICE), successor=call.get(SUCCESSOR))
            if heir is not None:
                guards.subject(call, heir, SUCCESSOR)


def plan_leaving(call: Call, leaving: list[Snapshot]) -> None:
    """Remember what is to become of the households of those who leave, should they head them then."""
    for each in leaving:
        call.store.run(
            "INSERT OR REPLACE INTO planned_leaving VALUES (?, ?, ?, ?)",
            each["宛名番号"],
            int(call.flag(BY_OFFICE)),
            call.get(SUCCESSOR),
            call.event,
        )


def settle_due(call: Call) -> None:
    """Settle, once, what those who have left by now left behind. Runs at the start of every request."""
    due = call.store.all(
        "SELECT l.*, p.household, p.removed_on FROM planned_leaving l CROSS JOIN people p ON p.person = l.person"
        " WHERE p.removed_on <= ?",
        call.day,
    )
    operation = replace(call.operation, optional=())
    for row in due:
        make_provisional(call, row["person"])
        if head_of(call, row["household"]) == row["person"]:
            aside = call.aside(operation, {"異動年月日": row["removed_on"]}, row["event"])
            _settle(aside, row["household"], appoint=bool(row["appoint"]), successor=row["successor"])
        call.store.run("DELETE FROM planned_leaving WHERE person = ?", row["person"])


def make_head(call: Call, member: Snapshot) -> Snapshot:
    """Make a member the head ex officio. There is no notification, hence no 届出年月日."""
    set_head(call, member["世帯番号"], member["宛名番号"])
    changes = {"続柄": HEAD, "職権フラグ": YES, "届出年月日": None, "届出人氏名": None}
    return write(call, "世帯主変更", member, changes)


def successor_among(call: Call, people: list[Snapshot]) -> None:
    """Refuse a 新世帯主宛名番号 of anybody else."""
    number = call.get(SUCCESSOR)
    if number and number not in {each["宛名番号"] for each in people}:
        raise Refused("T1102", SUCCESSOR, "新世帯主宛名番号の者は、その世帯の者ではありません。")


def _settle(call: Call, household: str, *, appoint: bool, successor: str | None) -> str | None:
    """Give a household another head or none, and tell. Returns whom it made the head."""
    remaining = members(call, household)
    set_head(call, household, None)
    if not remaining:
        return None
    named = next((each for each in remaining if each["宛名番号"] == successor), None)
    first = by_rank(remaining)[0]
    nobody = call.operation.id == "tenshutsu" and fault_active("F-NO-SUCCESSOR")
    heir = (named or first) if (named or appoint) and not nobody else None
    if heir is not None:
        make_head(call, heir)
    _notify(call, household, first, APPOINTED if named or appoint else REQUESTED)
    tell_members(call, household)
    return None if heir is None else heir["宛名番号"]


def _notify(call: Call, household: str, addressee: Snapshot, kind: str) -> None:
    call.store.run(
        "INSERT INTO head_notices (household, addressee, kind, event, made_on) VALUES (?, ?, ?, ?, ?)",
        household,
        addressee["宛名番号"],
        kind,
        call.event,
        call.day,
    )


def _remaining(call: Call, household: str, gone: set[str]) -> list[Snapshot]:
    return [each for each in members(call, household) if each["宛名番号"] not in gone]


def _by_household(people: list[Snapshot]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in people:
        found.setdefault(each["世帯番号"], set()).add(each["宛名番号"])
    return found
