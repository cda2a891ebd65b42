"""What `sign` and `verify` say of the run inside a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import language, message
from conformance.report.labels import labels
from conformance.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from conformance.verdict.model import Verdict

_LONGEST = 100


def standing(result: str, verdict: Verdict, *, interrupted: bool) -> Iterator[str]:
    """Say how a run ended: the signed word, every business, and why it is invalid if it is."""
    words = {each.key: str(each.word) for each in verdict.businesses}
    partial = [each.key for each in verdict.businesses if each.partial]
    problems = [each.code for each in verdict.problems]
    yield from standing_of(result, words, problems, partial=partial, interrupted=interrupted)


def standing_of(
    result: str,
    businesses: Mapping[str, str],
    problems: Sequence[str],
    *,
    partial: Collection[str],
    interrupted: bool,
) -> Iterator[str]:
    """Say the same from its parts. The keys of the businesses may come from a hostile file."""
    meaning = message(f"sig.result_{result.lower()}") if result else message("sig.result_none")
    yield message("sig.result", None, result=result or "—", meaning=meaning)
    t = labels(language())
    for key, word in businesses.items():
        named = t["word"][word]
        shown = t["say"]["partial_word"].format(word=named) if key in partial else named
        yield message("sig.business", None, business=one_line(key, _LONGEST), word=shown)
    if interrupted:
        yield message("sig.interrupted")
    for code in problems:
        yield message("sig.problem", None, code=code, text=message(code))
