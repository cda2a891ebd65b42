"""The last words of a run on the console: the verdict, what stands behind it, and where the reports are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from conformance.i18n import language, message
from conformance.report.bound import through_bindings
from conformance.report.collect import count_out_of_date, telling
from conformance.report.labels import labels
from conformance.report.rows import business_line, problem_line, remedy_of, replay_of
from conformance.report.rule_tables import rules_line
from conformance.report.text import one_line
from conformance.verdict.model import CLASSES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from conformance.engine.evidence import Evidence
    from conformance.engine.manifest import BusinessInfo
    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle
    from conformance.report.rows import Labels
    from conformance.verdict.model import BusinessVerdict, Problem, RequirementVerdict

TOLD = (
    "TKG-VER034",
    "TKG-VER035",
    "TKG-VER036",
    "TKG-VER039",
)  # remarks that the console repeats; the report has all
SHOWN = 10  # failures named on the console; the report has them all
WIDTH = 110
STYLES = {"conformant": "bold green", "nonconformant": "bold red", "indeterminate": "bold yellow"}


class Line(NamedTuple):
    """One line of the summary and its style on a terminal."""

    text: str = ""
    style: str = ""


def summary(
    bundle: RunBundle, written: Iterable[Path], lang: Language | None = None, *, color: bool | None = None
) -> str:
    """Say how the run ended. `written`: the reports, in the order to name them; `color` None: on a terminal only."""
    lines = list(_lines(bundle, written, lang or language()))
    if color is None:
        color = sys.stdout.isatty()
    return _colored(lines) if color else "\n".join(line.text for line in lines)


def _colored(lines: list[Line]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", soft_wrap=True, highlight=False)
    for line in lines:
        console.print(Text(line.text, style=line.style))
    return out.getvalue().rstrip("\n")


def _lines(bundle: RunBundle, written: Iterable[Path], lang: Language) -> Iterator[Line]:
    t = labels(lang)
    dated = _dated(bundle, lang)
    for business in bundle.verdict.businesses:
        yield from _business(business, t, lang)
        yield Line(f"  {dated[business.key]}")
        yield Line()
    for each in through_bindings(bundle, t, lang):
        yield Line(one_line(each, WIDTH), "bold yellow")
    yield from _failures(bundle, t, lang)
    for problem in bundle.verdict.stale:
        yield from _problem(problem, lang)
    yield from _validity(bundle, t, lang)
    yield Line(message("rep.no_number", lang))
    yield Line()
    for path in written:
        yield Line(f"{path}", "cyan")


def _business(business: BusinessVerdict, t: Labels, lang: Language) -> Iterator[Line]:
    shown: dict[str, Any] = business_line(business, t, lang)
    yield Line(
        f"{t['sign'][business.word]} {shown['name']} {shown['edition']}: {shown['shown']}",
        STYLES[business.word],
    )
    for each in shown["uncovered"]:
        yield Line(one_line(f"  {each.text}", WIDTH), "bold yellow")
        yield Line(one_line(f"    {t['say']['comma'].join(each.ids)}", WIDTH))
    yield Line(
        "  "
        + message(
            "rep.verified",
            lang,
            percent=shown["percent"],
            n=business.share.verified,
            of=business.share.total,
        )
    )
    for kind in CLASSES:
        counts = business.counts[kind]
        parts = [f"{t['word'][each]} {counts[each]}" for each in WORDS if counts[each]]
        if parts:
            yield Line(f"  {t['class'][kind]}: {t['say']['comma'].join(parts)}")


def _dated(bundle: RunBundle, lang: Language) -> dict[str, str]:
    """Say by business what the as-of date picked: rows of rule tables, and checks that it put out of scope."""
    known = {each.key: each for each in bundle.manifest.businesses}
    # Only a check that could not be carried out can be out of scope: without any the evidence need not be read.
    some = any(
        check.outcome == "not_applicable"
        for business in bundle.verdict.businesses
        for judged in business.requirements
        for check in judged.checks
    )
    counts = count_out_of_date(bundle.evidence() if some else ())
    return {
        business.key: _picked(bundle, known.get(business.key), counts[business.key], lang)
        for business in bundle.verdict.businesses
    }


def _picked(bundle: RunBundle, info: BusinessInfo | None, checks: int, lang: Language) -> str:
    facts = [rules_line(info, lang)]
    if checks or (info and info.rules):
        facts.append(message("rep.out_of_date", lang, n=checks))
    said = message("rep.as_of", lang, day=bundle.verdict.as_of)
    more = labels(lang)["say"]["comma"].join(filter(None, facts))
    return f"{said}: {more}" if more else said


def _failures(bundle: RunBundle, t: Labels, lang: Language) -> Iterator[Line]:
    """Name the requirements that failed first, with one failing check each: expected, got, clause, remedy."""
    failed = [
        judged
        for business in bundle.verdict.businesses
        for judged in business.requirements
        if judged.word == "nonconformant"
    ]
    checks = [_first_failed(judged) for judged in failed[:SHOWN]]
    wanted = set(checks)
    records = {each.check: each for each in bundle.evidence() if each.check in wanted} if wanted else {}
    for judged, check in zip(failed[:SHOWN], checks, strict=True):
        facts = judged.requirement
        yield Line(one_line(f"✕ {facts.id} {facts.title} ({t['class'][judged.class_]})", WIDTH), "red")
        yield Line("    " + one_line(check, WIDTH))
        if check in records:
            yield from _account(records[check], facts.source, bundle.manifest.run, t, lang)
    if len(failed) > SHOWN:
        yield Line(message("rep.more", lang, n=len(failed) - SHOWN))
    if failed:
        yield Line()


def _first_failed(judged: RequirementVerdict) -> str:
    checks = sorted(judged.checks, key=telling)
    return next((each.check for each in checks if each.outcome == "failed"), "")


def _account(record: Evidence, source: str, run: str, t: Labels, lang: Language) -> Iterator[Line]:
    check = t["check"]
    facts = (
        (check["expected"], record.expected),
        (check["got"], record.got),
        (check["reason"], record.reason),
        (check["clause"], record.clause or source),
        (check["remedy"], remedy_of(record.code, lang)),
        (check["replay"], replay_of(record.replay, run)),
    )
    for name, value in facts:
        if value:
            yield Line(f"      {name}: {one_line(value, WIDTH)}")


def _validity(bundle: RunBundle, t: Labels, lang: Language) -> Iterator[Line]:
    verdict, counts = bundle.verdict, bundle.verdict.counts
    said = message(
        "rep.counts",
        lang,
        selected=counts.selected,
        collected=counts.collected,
        executed=counts.executed,
        reported=counts.reported,
    )
    word = t["say"]["valid_short" if verdict.valid else "invalid_short"]
    yield Line(f"{t['title']['validity']}: {word} ({said})", "" if verdict.valid else "bold red")
    for problem in (*verdict.problems, *(each for each in verdict.remarks if each.code in TOLD)):
        yield from _problem(problem, lang)


def _problem(problem: Problem, lang: Language) -> Iterator[Line]:
    shown: dict[str, Any] = problem_line(problem, lang)
    yield Line("  " + one_line(f"{shown['code']}: {shown['text']}", WIDTH), "red")
    yield Line("    → " + one_line(str(shown["remedy"]), WIDTH))
    for subject in shown["subjects"][:SHOWN]:
        yield Line("    " + one_line(subject, WIDTH))
