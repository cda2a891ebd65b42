"""What all transactions share: who may be their subject, and what a household is left with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.resident_records.model.town import Leaving, Row, Town
from tests.reference.resident_records.model.words import ADDRESS, HEAD

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def dates(town: Town, asked: Row, *names: str) -> set[str]:
    """Refuse days that have not come."""
    return {"T1101" for name in names if asked.get(name, "") > town.day}


def subjects(town: Town, people: Collection[str]) -> set[str]:
    """Refuse people who are unknown or no residents, edited by others, or restricted."""
    found = {"T1201" for each in people if each not in town.people}
    known = [each for each in people if each in town.people]
    found |= {"T1401" for each in known if not town.lives_here(town.now(each))}
    return found | town.busy(known)


def acknowledged(refused: set[str], asked: Row) -> set[str]:
    """Take away the alerts that the caller has seen; errors stay."""
    return refused - {code for code in asked.get("確認済アラート", ()) if code[:2] == "T2"}


def abandoned(town: Town, leavers: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the households whose head is among the leavers, with those who remain."""
    found = []
    for household in dict.fromkeys(town.now(each)["世帯番号"] for each in leavers):
        members = town.members(household)
        if town.head(household) in leavers:
            found.append((household, [each for each in members if each not in leavers]))
    return found


def head_leaves(town: Town, leavers: Sequence[str]) -> set[str]:
    """Alert when a head leaves two or more behind."""
    known = [each for each in leavers if each in town.people]
    return {"T2001" for _, remaining in abandoned(town, known) if len(remaining) > 1}


def leaving(town: Town, asked: Row, event: int) -> Leaving:
    """Read what a request says of the household left behind."""
    return Leaving(asked.get("職権世帯主変更フラグ") == "1", asked.get("新世帯主宛名番号"), event)


def successors(town: Town, leavers: Sequence[str], asked: Row) -> list[str]:
    """Return those who would become heads because others leave: they get a row as well."""
    found = []
    for _, remaining in abandoned(town, [each for each in leavers if each in town.people]):
        named = asked.get("新世帯主宛名番号")
        if remaining and (named in remaining or asked.get("職権世帯主変更フラグ") == "1"):
            found.append(named if named in remaining else town.highest(remaining))
    return found


def two_heads(
    town: Town, household: str, relations: Sequence[str], joining: Collection[str] = ()
) -> set[str]:
    """Refuse a household that is not there, or a second head of it."""
    if not town.members(household):
        return {"T1102"}
    head = town.head(household)
    heads = [each for each in relations if each == HEAD]
    return {"T1102"} if len(heads) + (head is not None and head not in joining) > 1 else set()


def address_of(row: Row) -> Row:
    """Return every part of an address; parts that are not there are None."""
    return {name: row.get(name) for name in ADDRESS}


def pick(asked: Row, *names: str) -> Row:
    """Return the items that were sent."""
    return {name: asked[name] for name in names if name in asked}


def filed(town: Town, asked: Row) -> Row:
    """Return what a notification leaves in the row."""
    return {"異動年月日": asked["異動年月日"], "届出年月日": asked.get("届出年月日", town.day)}


def by_office(town: Town, asked: Row) -> Row:
    """Return what an act ex officio leaves in the row: no 届出年月日; the report's day when it came upon a report."""
    say = {"異動年月日": asked["異動年月日"], **pick(asked, "申出フラグ")}
    if asked.get("申出フラグ") == "1":
        say["申出年月日"] = asked.get("申出年月日", town.day)
    return say
