"""Households: who lives in them, who heads them, in what order they are listed."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call
from conformance.reference.resident_records.links_out import head_told, record_delta
from conformance.reference.resident_records.numbers import new_household_number
from conformance.reference.resident_records.order import Member, ordered
from conformance.reference.resident_records.records import Snapshot, latest, seen


def members(call: Call, household: str) -> list[Snapshot]:
    """Return the residents of a household in the order of 記載順位; of two with one rank the later set comes first."""
    found = call.store.all(
        "SELECT person FROM people WHERE household = ? AND coalesce(removed_on, '9999-99-99') > ?"
        " ORDER BY coalesce(rank, 9999), changed DESC, person",
        household,
        call.day,
    )
    return [snapshot for row in found if (snapshot := latest(call.store, row["person"])) is not None]


def head_of(call: Call, household: str) -> str | None:
    """Return the 宛名番号 of the head; None while the household has none."""
    number: str | None = call.store.value("SELECT head FROM households WHERE household = ?", household)
    return number


def is_inhabited(call: Call, household: str) -> bool:
    """Tell whether anybody lives in a household; one that all have left is no more."""
    return bool(
        call.store.one(
            "SELECT 1 FROM people WHERE household = ? AND coalesce(removed_on, '9999-99-99') > ? LIMIT 1",
            household,
            call.day,
        )
    )


def new_household(call: Call, head: str | None = None) -> str:
    """Make a household, without a head unless one is named."""
    reused = call.operation.id == "tennyu" and fault_active("F-NUMBER-REUSED")
    number = _left_by_all(call) if reused else new_household_number(call)
    call.store.run("INSERT INTO households VALUES (?, ?)", number, head)
    return number


def _left_by_all(call: Call) -> str:
    """Return the newest number of a household that all have left, as only a seeded fault does; a new one else."""
    number: str | None = call.store.value(
        "SELECT max(household) FROM households WHERE household NOT IN"
        " (SELECT household FROM people WHERE coalesce(removed_on, '9999-99-99') > ?)",
        call.day,
    )
    call.store.run("DELETE FROM households WHERE household = ?", number)
    return number or new_household_number(call)


def set_head(call: Call, household: str, head: str | None) -> None:
    """Name the head of a household, or that it has none."""
    call.store.run("UPDATE households SET head = ? WHERE household = ?", head, household)


def next_rank(call: Call, household: str) -> int:
    """Return the 記載順位 of a newcomer: the last (5.2)."""
    what = "count(*)" if fault_active("F-NEWCOMER-COUNTED") else "max(rank)"
    last = call.store.value(f"SELECT {what} FROM people WHERE household = ?", household)  # noqa: S608 - own words
    return int(last or 0) + 1


def by_rank(people: list[Snapshot]) -> list[Snapshot]:
    """Put people of one household in the order of 5.2."""
    found = {each["宛名番号"]: each for each in people}
    return [found[member.number] for member in ordered([_member(each) for each in people])]


def tell_members(call: Call, *households: str) -> None:
    """Tell other businesses of the members of whom they know another head (世帯主氏名).

    Even those who got a row of their own were maybe told before it was settled who heads the household.
    """
    for each in (member for household in dict.fromkeys(households) for member in members(call, household)):
        told = seen(call, each)
        early = each["異動番号"] == call.event and fault_active("F-TOLD-TOO-EARLY")
        if head_told(call, each["宛名番号"]) != told["世帯主氏名"] and not early:
            record_delta(call, "住民", told)


def _member(snapshot: Snapshot) -> Member:
    leader = snapshot.get("筆頭者", "")
    return Member(
        number=snapshot["宛名番号"],
        relation=snapshot.get("続柄", ""),
        birth=snapshot["生年月日"],
        sex=snapshot.get("性別", ""),
        koseki=snapshot.get("本籍", "") + leader,
        leads_koseki=leader == snapshot["氏名"],
    )
