"""Asks for everything that others were told and compares it with the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.resident_records.model.messages import CHANNELS, SENT, WAITING, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reference.desk import Desk
    from tests.reference.resident_records.model.town import Row, Town


def message_differences(desk: Desk, town: Town) -> Iterator[str]:
    """Yield every difference between what was told and what had to be told, per channel and person, in order."""
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
        says = message.says | {"送信状態": SENT if message.due <= town.day else WAITING}
        for name, want in says.items():
            if (row.get(name) or None) != want and name not in message.row.get("_open", ()):
                yield f"{channel} {message.person} {name}: {row.get(name)!r} ≠ {want!r}（{reasons}）"
