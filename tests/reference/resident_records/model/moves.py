"""転居届, 世帯分離, 世帯合併, 世帯変更, 世帯主変更: residents who stay residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.resident_records.model.arrivals import new_household
from tests.reference.resident_records.model.common import (
    abandoned,
    acknowledged,
    address_of,
    dates,
    filed,
    head_leaves,
    leaving,
    subjects,
    successors,
    two_heads,
)
from tests.reference.resident_records.model.town import Row, Town
from tests.reference.resident_records.model.words import HEAD, LODGER

if TYPE_CHECKING:
    from collections.abc import Sequence

Results = list[Row]


def move_refused(town: Town, asked: Row) -> set[str]:
    """Say why 転居届 must be refused."""
    people = asked["対象者宛名番号"]
    found = _whoever(town, asked)
    if found & {"T1201", "T1401"}:
        return acknowledged(found, asked)
    if "世帯番号" in asked:
        found |= two_heads(town, asked["世帯番号"], asked["対象者続柄"], people)
    if "世帯番号" in asked or _is_part(town, people):
        found |= _abandoning(town, asked)
    return acknowledged(found, asked)


def split_refused(town: Town, asked: Row) -> set[str]:
    """Say why 世帯分離 must be refused."""
    found = _whoever(town, asked)
    if found & {"T1201", "T1401"}:
        return acknowledged(found, asked)
    found |= set() if _is_part(town, asked["対象者宛名番号"]) else {"T1102"}
    return acknowledged(found | _abandoning(town, asked), asked)


def merger_refused(town: Town, asked: Row) -> set[str]:
    """Say why 世帯合併 or 世帯変更 must be refused: the households must be at one address."""
    people = asked["対象者宛名番号"]
    found = _whoever(town, asked)
    if found & {"T1201", "T1401"}:
        return acknowledged(found, asked)
    found |= two_heads(town, asked["世帯番号"], asked["対象者続柄"], people)
    hosts = town.members(asked["世帯番号"])
    addresses = [address_of(town.now(each)) for each in [*hosts, *people]]
    found |= {"T1102" for each in addresses if each != addresses[0]}
    return acknowledged(found | _abandoning(town, asked), asked)


def _whoever(town: Town, asked: Row) -> set[str]:
    return dates(town, asked, "異動年月日", "届出年月日") | subjects(town, asked["対象者宛名番号"])


def _abandoning(town: Town, asked: Row) -> set[str]:
    people = asked["対象者宛名番号"]
    return head_leaves(town, people) | town.busy(successors(town, people, asked))


def _is_part(town: Town, people: Sequence[str]) -> bool:
    return set(people) != set(town.members(town.now(people[0])["世帯番号"]))


def move(town: Town, asked: Row, results: Results) -> None:
    """Carry out 転居届: another address, and the day since when; resident since the same day as before."""
    changes = address_of(asked) | {"住所を定めた年月日": asked["異動年月日"]}
    _regroup(town, asked, results, "転居", changes)


def split(town: Town, asked: Row, results: Results) -> None:
    """Carry out 世帯分離: another household, the same address."""
    _regroup(town, asked, results, "世帯分離", {})


def merge(town: Town, asked: Row, results: Results) -> None:
    """Carry out 世帯合併."""
    _regroup(town, asked, results, "世帯合併", {})


def change(town: Town, asked: Row, results: Results) -> None:
    """Carry out 世帯変更."""
    _regroup(town, asked, results, "世帯変更", {})


def _regroup(town: Town, asked: Row, results: Results, reason: str, changes: Row) -> None:
    people, event = asked["対象者宛名番号"], town.event()
    relations = dict(zip(people, asked.get("対象者続柄", ()), strict=False))
    if "世帯番号" in asked:
        homes = {each: {"世帯番号": asked["世帯番号"], "続柄": relations[each]} for each in people}
    elif _is_part(town, people):
        head, number = asked.get("新世帯主宛名番号", people[0]), new_household(town, results[0])
        homes = {
            each: {"世帯番号": number, "続柄": HEAD if each == head else relations.get(each)}
            for each in people
        }
    else:
        homes = {each: {} for each in people}
    left = [household for household, _ in abandoned(town, people)] if any(homes.values()) else []
    for person in people:
        town.write(person, reason, changes | homes[person], event=event, say=filed(town, asked))
    for household in left:
        plan = leaving(town, asked, event)
        town.behead(household, plan, asked["異動年月日"])


def head_change_refused(town: Town, asked: Row) -> set[str]:
    """Say why 世帯主変更 must be refused: everybody whose relation changes must be free."""
    new = asked["新世帯主宛名番号"]
    found = dates(town, asked, "異動年月日", "届出年月日") | subjects(town, [new])
    if not found & {"T1201", "T1401"}:
        head = town.head(town.now(new)["世帯番号"])
        found |= town.busy([each for each in (new, head) if each])
    return acknowledged(found, asked)


def change_head(town: Town, asked: Row, _: Results) -> None:
    """Carry out 世帯主変更: the former head gets the relation that was sent, else lodges."""
    new, event = asked["新世帯主宛名番号"], town.event()
    relations = dict(zip(asked.get("対象者宛名番号", ()), asked.get("対象者続柄", ()), strict=False))
    former = town.head(town.now(new)["世帯番号"])
    if former:
        relations.setdefault(former, LODGER)
    for person, relation in [(new, HEAD), *relations.items()]:
        if town.now(person)["続柄"] != relation:
            town.write(person, "世帯主変更", {"続柄": relation}, event=event, say=filed(town, asked))
