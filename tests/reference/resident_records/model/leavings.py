"""転出届, 転入通知受理, 死亡, 失踪, 職権消除: how people stop being residents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.reference.resident_records.model.common import (
    abandoned,
    acknowledged,
    by_office,
    dates,
    head_leaves,
    leaving,
    pick,
    subjects,
    successors,
)
from tests.reference.resident_records.model.town import Leaving, Row, Town
from tests.reference.resident_records.model.words import DEAD, MOVED, STRUCK

if TYPE_CHECKING:
    from collections.abc import Sequence

Results = list[Row]
GRACE = timedelta(days=14)


def move_out_refused(town: Town, asked: Row) -> set[str]:
    """Say why 転出届 must be refused. Its day may be ahead."""
    people = asked["対象者宛名番号"]
    found = dates(town, asked, "届出年月日") | subjects(town, people) | head_leaves(town, people)
    if asked["異動年月日"] <= town.day:
        found |= town.busy(successors(town, people, asked))
    return acknowledged(found, asked)


def move_out(town: Town, asked: Row, _: Results) -> None:
    """Carry out 転出届: planned, or at once when its day has come."""
    event, day = town.event(), asked["異動年月日"]
    filed = asked.get("届出年月日", town.day)
    late = date.fromisoformat(filed) > date.fromisoformat(day) + GRACE
    plan = {"転出予定年月日": day, "転出届出年月日": filed, **pick(asked, "転出先住所_予定")}
    say = {"異動年月日": day, "届出年月日": filed} | ({"職権フラグ": "1"} if late else {})
    for person in asked["対象者宛名番号"]:
        row = town.write(person, asked["異動事由"], plan, event=event, say=say)
        row["_open"] = {"届出年月日", "転出届出年月日"} if late else set()
        town.leaving[person] = leaving(town, asked, event)
    town.settle()


def arrival_refused(town: Town, asked: Row) -> set[str]:
    """Say why 転入通知受理 must be refused."""
    found = dates(town, asked, "転入通知年月日", "転入年月日_通知")
    now = town.now(asked["宛名番号"])
    told = "転出予定年月日" in now or now.get("消除事由") == "職権消除"
    return acknowledged(found | town.busy([asked["宛名番号"]]) | (set() if told else {"T1401"}), asked)


def arrived(town: Town, asked: Row, _: Results) -> None:
    """Carry out 転入通知受理: confirmed values beside the planned ones; gone on the earlier of the two days."""
    person, day = asked["宛名番号"], asked["転入年月日_通知"]
    now = town.now(person)
    told = pick(asked, "転入通知年月日", "転入年月日_通知", "転出先住所_確定") | {"転出年月日_確定": day}
    original = next(
        row
        for row in reversed(town.people[person])
        if row["異動事由"] in ("国内転出", "国外転出", "職権消除")
    )
    struck = now.get("消除事由") == "職権消除"
    if not struck:
        gone = min(now["転出予定年月日"], day)
        told |= {"住民状態": MOVED, "消除事由": "転出", "消除年月日": gone}
    left = abandoned(town, [person]) if town.lives_here(now) else []
    event = town.event()
    row = town.write(person, original["異動事由"], told, event=event)
    row["_open"] = {"職権フラグ", "届出年月日", "異動年月日", "申出フラグ", "申出年月日", "通知年月日"}
    row["_open"] |= {"消除年月日"} if struck else set()
    town.remember_sheet(person, row)
    for household, _remaining in left:
        plan = town.leaving[person]
        town.behead(household, Leaving(plan.appoint, plan.successor, event), row["消除年月日"])


def removal_refused(town: Town, asked: Row) -> set[str]:
    """Say why 死亡, 失踪 or 職権消除 must be refused."""
    people = _people(asked)
    found = dates(town, asked, "異動年月日") | subjects(town, people) | head_leaves(town, people)
    return acknowledged(found | town.busy(successors(town, people, asked)), asked)


def died(town: Town, asked: Row, _: Results) -> None:
    """Carry out 死亡."""
    say = {"通知年月日": asked.get("通知年月日", town.day)}
    _removed(town, asked, "死亡", {"住民状態": DEAD, "消除事由": "死亡"}, say)


def disappeared(town: Town, asked: Row, _: Results) -> None:
    """Carry out 失踪."""
    say = {"通知年月日": asked.get("通知年月日", town.day), "職権フラグ": "1"}
    _removed(town, asked, "職権消除", {"住民状態": STRUCK, "消除事由": "失踪"}, say)


def struck_off(town: Town, asked: Row, _: Results) -> None:
    """Carry out 職権消除."""
    _removed(town, asked, "職権消除", {"住民状態": STRUCK, "消除事由": "職権消除"}, {"職権フラグ": "1"})


def _removed(town: Town, asked: Row, reason: str, changes: Row, say: Row) -> None:
    people, event = _people(asked), town.event()
    left = abandoned(town, people)
    for person in people:
        removal = changes | {"消除年月日": asked["異動年月日"]}
        row = town.write(person, reason, removal, event=event, say=by_office(town, asked) | say)
        town.remember_sheet(person, row)
    for household, _remaining in left:
        town.behead(household, leaving(town, asked, event), asked["異動年月日"])


def _people(asked: Row) -> Sequence[str]:
    return asked["対象者宛名番号"] if "対象者宛名番号" in asked else [asked["宛名番号"]]
