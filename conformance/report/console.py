"""The last words of a run on the console: the verdict, what stands behind it, and where the reports are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.i18n import language, message
from conformance.report.labels import labels
from conformance.report.rows import business_line, problem_line
from conformance.report.text import one_line
from conformance.verdict.model import CLASSES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle
    from conformance.report.rows import Labels
    from conformance.verdict.model import BusinessVerdict

SHOWN = 10  # failures named on the console; the report has them all
WIDTH = 110


def summary(bundle: RunBundle, written: list[Path], lang: Language | None = None) -> str:
    """Say how the run ended. `written`: the reports, in the order to name them."""
    chosen = lang or language()
    t = labels(chosen)
    lines: list[str] = []
    for business in bundle.verdict.businesses:
        lines += _business(business, t, chosen)
    lines += _failures(bundle, t)
    lines += _validity(bundle, chosen)
    lines += [message("rep.no_number", chosen), ""]
    lines += [f"{path}" for path in written]
    return "\n".join(lines)


def _business(business: BusinessVerdict, t: Labels, lang: Language) -> Iterator[str]:
    shown: dict[str, Any] = business_line(business, t, lang)
    mark, word = t["sign"][business.word], t["word"][business.word]
    yield f"{mark} {shown['name']} {shown['edition']}: {word}"
    verified = message(
        "rep.verified", lang, percent=shown["percent"], n=business.share.verified, of=business.share.total
    )
    yield f"  {verified}"
    for kind in CLASSES:
        counts = business.counts[kind]
        parts = [f"{t['word'][each]} {counts[each]}" for each in WORDS if counts[each]]
        if parts:
            yield f"  {t['class'][kind]}: {t['say']['comma'].join(parts)}"
    yield ""


def _failures(bundle: RunBundle, t: Labels) -> Iterator[str]:
    """Name the requirements that failed first, with one failing check each."""
    failed = [
        judged
        for business in bundle.verdict.businesses
        for judged in business.requirements
        if judged.word == "nonconformant"
    ]
    for judged in failed[:SHOWN]:
        facts = judged.requirement
        yield one_line(f"✕ {facts.id} {facts.title} ({t['class'][judged.class_]})", WIDTH)
        check = next((each.check for each in judged.checks if each.outcome == "failed"), "")
        yield "    " + one_line(check, WIDTH)
    if len(failed) > SHOWN:
        yield message("rep.more", None, n=len(failed) - SHOWN)
    if failed:
        yield ""


def _validity(bundle: RunBundle, lang: Language) -> Iterator[str]:
    counts = bundle.verdict.counts
    yield message(
        "rep.counts",
        lang,
        selected=counts.selected,
        collected=counts.collected,
        executed=counts.executed,
        reported=counts.reported,
    )
    for problem in bundle.verdict.problems:
        shown: dict[str, Any] = problem_line(problem, lang)
        yield "  " + one_line(f"{shown['code']}: {shown['text']}", WIDTH)
        for subject in shown["subjects"][:SHOWN]:
            yield "    " + one_line(subject, WIDTH)
