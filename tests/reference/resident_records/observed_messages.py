"""Asks for everything that others were told and compares it with the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.resident_records.model.messages import (
    CHANNELS,
    IMMIGRATION,
    MOVES_OUT,
    SENT,
    WAITING,
    Message,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reference.desk import Desk
    from tests.reference.resident_records.model.town import Row, Town


def message_differences(desk: Desk, town: Town) -> Iterator[str]:
    """Yield every difference between what was told and what had to be told, per channel and person, in order."""
    yield from _deltas(desk, town)
    for channel in CHANNELS:
        shown = desk.ask(channel).results
        numbers = [row["送信番号"] for row in shown]
        if numbers != sorted(set(numbers)):
            yield f"{channel} 送信番号 {numbers}"
        for person in town.people:
            seen = [row for row in shown if row["宛名番号"] == person]
            told = [each for each in town.told if each.channel == channel and each.person == person]
            yield from _compared(town, channel, seen, told)
        strangers = {row["宛名番号"] for row in shown} - set(town.people)
        if strangers:
            yield f"{channel} {strangers} はいない"


def _compared(town: Town, channel: str, seen: list[Row], told: list[Message]) -> Iterator[str]:
    reasons = [row.get("異動事由") or row.get("更新事由") or row.get("個人番号要求区分") for row in seen]
    if not len([each for each in told if each.certain]) <= len(seen) <= len(told):
        yield f"{channel} {told[0].person if told else '?'} {reasons} ≠ {[each.says for each in told]}"
        return
    told = told if len(seen) == len(told) else [each for each in told if each.certain]
    for row, message in zip(seen, told, strict=False):
        due = _due(message, row)
        says = message.says | {"送信状態": SENT if due <= town.day else WAITING}
        says |= {"送信予定年月日": due} if "送信予定年月日" in says else {}
        for name, want in says.items():
            if (row.get(name) or None) != want and name not in message.row.get("_open", ()):
                yield f"{channel} {message.person} {name}: {row.get(name)!r} ≠ {want!r}（{reasons}）"


def _due(message: Message, shown: Row) -> str:
    """Return the day from which a message is out: a move-out is told of on its own day, if that lies ahead (4.5.7).

    Which day that is after an arrival notice is not said: the message itself must keep to the one that it shows.
    """
    day = shown.get("異動年月日")
    unsaid = "異動年月日" in message.row.get("_open", ()) and message.row["異動事由"] in MOVES_OUT
    return max(message.due, day) if day and unsaid and message.channel == IMMIGRATION else message.due


def _deltas(desk: Desk, town: Town) -> Iterator[str]:
    """Compare what other businesses were given: every event in order, and at the end the household as it is now."""
    shown = desk.ask("宛名差分照会").results
    numbers = [row["差分番号"] for row in shown]
    if numbers != sorted(set(numbers)):
        yield f"差分番号 {numbers}"
    for person, rows in town.people.items():
        given = [row for row in shown if row["宛名番号"] == person and row["差分区分"] == "住民"]
        reasons = iter([row["異動事由"] for row in given])
        if not all(
            row["異動事由"] in reasons for row in rows
        ):  # a subsequence: others are told for their head's sake
            yield f"宛名差分 {person} {[row['異動事由'] for row in given]}"
        elif town.lives_here(rows[-1]):
            head = town.head(rows[-1]["世帯番号"])
            want = rows[-1] | {"世帯主氏名": town.now(head)["氏名"] if head else None}
            for name in ("世帯番号", "氏名", "住民状態", "世帯主氏名"):
                if (given[-1].get(name) or None) != want[name]:
                    yield f"宛名差分 {person} {name}: {given[-1].get(name)!r} ≠ {want[name]!r}"
