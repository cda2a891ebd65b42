"""What a product does not cover, as every report says it on its first screen beside the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.report.text import clean

if TYPE_CHECKING:
    from conformance.report.compare.model import Business
    from conformance.report.rows import Labels
    from conformance.verdict.model import BusinessVerdict


class Uncovered(Struct, frozen=True, kw_only=True):
    """Requirements that are exempted for one reason. `text` says so in one sentence, without the ids."""

    text: str
    ids: tuple[str, ...]


def word_of(business: BusinessVerdict | Business, t: Labels) -> str:
    """Name the word on a business; on a part of one it never stands alone."""
    word = str(t["word"][business.word])
    return t["say"]["partial_word"].format(word=word) if business.partial else word


def uncovered(business: BusinessVerdict, t: Labels) -> list[Uncovered]:
    """List what is exempted, by reason and reference."""
    found: dict[str, list[str]] = {}
    duties: dict[str, int] = {}
    for judged in business.requirements:
        if judged.why == "exempted":
            found.setdefault(judged.exempted, []).append(clean(judged.requirement.id))
            duties[judged.exempted] = duties.get(judged.exempted, 0) + (judged.class_ == "mandatory")
    said = t["say"]["uncovered"]
    return [
        Uncovered(text=said.format(n=len(ids), mandatory=duties[why], why=clean(why)), ids=tuple(ids))
        for why, ids in found.items()
    ]
