"""異動の取消し: the values before the newest event return in a new row; both stay."""

from __future__ import annotations

from tests.reference.resident_records.model.arrivals import new_household
from tests.reference.resident_records.model.common import dates
from tests.reference.resident_records.model.town import Leaving, Row, Town
from tests.reference.resident_records.model.words import HEAD, STRUCK

Results = list[Row]
REASON = "異動の取消し（{}）"


def cancel_refused(town: Town, asked: Row) -> set[str]:
    """Say why 異動の取消し must be refused: not the newest event, a cancellation itself, a second head."""
    person = asked["宛名番号"]
    now = town.now(person)
    found = dates(town, asked, "異動年月日") | town.busy([person])
    if asked.get("取消対象履歴番号", now["履歴番号"]) != now["履歴番号"] or now["異動事由"].startswith(
        "異動の取消し"
    ):
        found.add("T1401")
    before = _before(town, person)
    if before and _returns_as_head(town, person, before):
        head = town.head(before["世帯番号"])
        if head and head != person:
            appointed = town.now(head)["_event"] == now["_event"]
            found |= town.busy([head]) if appointed else {"T1102", "T1401"}
    return found


def _before(town: Town, person: str) -> Row | None:
    event = town.now(person)["_event"]
    return next((row for row in reversed(town.people[person]) if row["_event"] != event), None)


def _returns_as_head(town: Town, person: str, before: Row) -> bool:
    others = [each for each in town.members(before["世帯番号"]) if each != person]
    return bool(others) and town.lives_here(before) and before["続柄"] == HEAD


def cancelled(town: Town, asked: Row, results: Results) -> None:
    """Carry out 異動の取消し."""
    person = asked["宛名番号"]
    now, before, event = town.now(person), _before(town, person), town.event()
    was_here, was_head = town.lives_here(now), now["続柄"] == HEAD
    day = asked.get("異動年月日", town.day)
    say = {"異動年月日": day}
    if asked.get("申出フラグ") == "1":
        say |= {"申出フラグ": "1", "申出年月日": asked.get("申出年月日", town.day)}
    if before is None:
        gone = {"住民状態": STRUCK, "消除事由": "異動の取消し", "消除年月日": day}
        town.remember_sheet(person, town.write(person, REASON.format("減"), gone, event=event, say=say))
    else:
        _back(town, person, before, event, say, results)
    here = town.lives_here(town.now(person))
    moved = not here or town.now(person)["世帯番号"] != now["世帯番号"]
    if was_here and was_head and moved:
        town.behead(now["世帯番号"], Leaving(appoint=False, successor=None, event=event), day)


def _back(town: Town, person: str, before: Row, event: int, say: Row, results: Results) -> None:
    now = town.now(person)
    was_here, will_be = town.lives_here(now), town.lives_here(before)
    kind = "修正" if was_here == will_be else "増" if will_be else "減"
    changes: Row = {}
    if will_be:
        others = [each for each in town.members(before["世帯番号"]) if each != person]
        stays = was_here and now["世帯番号"] == before["世帯番号"]
        if not others and not stays:
            changes = {"世帯番号": new_household(town, results[0]), "続柄": HEAD}
        elif _returns_as_head(town, person, before):
            head = town.head(before["世帯番号"])
            if (
                head and head != person
            ):  # appointed by the event that is cancelled: back to the former relation
                row = town.people[head][-2]
                town.write(
                    head, REASON.format("修正"), {}, base=row, event=event, say={"異動年月日": town.day}
                )
                # Whether what was reported of the cancellation shows in their row is not said.
                town.now(head)["_open"] = {"職権フラグ", "異動年月日", "申出フラグ", "申出年月日"}
    if not was_here and will_be and town.sheets.get(person):
        town.sheets[person][-1] = ("?", town.sheets[person][-1][1])  # a removal that was taken back
    town.write(person, REASON.format(kind), changes, base=before, event=event, say=say)
