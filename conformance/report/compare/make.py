"""Puts runs side by side. An invalid run never lends a word to anything: it is shown as invalid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import TekigoError, language
from conformance.report.compare.groups import group_of, order_of
from conformance.report.compare.model import Business, Cell, Comparison, Line, System
from conformance.report.compare.summary import named, values
from conformance.report.compare.yardstick import identity, own, yardstick
from conformance.report.labels import labels
from conformance.report.reasons import reason_of, titles_of
from conformance.report.run_facts import municipality, system_name
from conformance.report.text import clean
from conformance.verdict.model import CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle
    from conformance.report.compare.model import Mode
    from conformance.report.rows import Labels
    from conformance.verdict.model import BusinessVerdict, RequirementVerdict

PAIR = 2
_ABSENT = Cell(word="absent")
Found = tuple["BusinessVerdict", "RequirementVerdict"]


def mode_of(bundles: Sequence[RunBundle]) -> Mode:
    """Tell what is compared: runs of one system are its history, runs of several are bids."""
    return "history" if len({identity(each.manifest) for each in bundles}) == 1 else "bids"


def compare(
    bundles: Sequence[RunBundle], mode: Mode | None = None, lang: Language | None = None
) -> Comparison:
    """Compare runs; in a history the older one comes first.

    Raises TekigoError TKG-REP020 (fewer than two, or one twice), TKG-REP021 (a history of more than two) and
    TKG-REP023 (no business in common).
    """
    folders = [each.folder.resolve() for each in bundles]
    if len(set(folders)) < max(PAIR, len(folders)):
        raise TekigoError("TKG-REP020", runs="、".join(each.name for each in folders))
    chosen = mode or mode_of(bundles)
    if chosen == "history":
        if len(bundles) > PAIR:
            raise TekigoError("TKG-REP021", count=len(bundles))
        bundles = sorted(bundles, key=lambda each: each.manifest.started)
    if not set.intersection(*(set(each.names) for each in bundles)):
        told = " / ".join("、".join(each.names.values()) for each in bundles)
        raise TekigoError("TKG-REP023", businesses=clean(told))
    spoken = lang or language()
    t = labels(spoken)
    lines = _lines(bundles, chosen, t, spoken)
    return Comparison(
        mode=chosen,
        systems=tuple(_system(each, t) for each in bundles),
        yardstick=yardstick(bundles),
        own=own(bundles),
        names={each.business: each.business_name for each in lines},
        lines=tuple(sorted(lines, key=order_of)),
    )


def refuse_unlike(comparison: Comparison) -> None:
    """Refuse bids that were not measured by the same yardstick. Raises TekigoError TKG-REP022 with what differs."""
    if comparison.mode == "bids" and comparison.moved:
        t = labels(language())
        what = "\n".join(f"  {named(each, t)}: {' / '.join(values(each, t))}" for each in comparison.moved)
        raise TekigoError("TKG-REP022", what=what)


def _system(bundle: RunBundle, t: Labels) -> System:
    manifest, verdict = bundle.manifest, bundle.verdict
    return System(
        run=clean(manifest.run),
        folder=bundle.folder.name,
        name=system_name(bundle) or "—",
        vendor=clean(manifest.target.vendor) or "—",
        version=clean(manifest.target.version),
        municipality=municipality(bundle, t) or "—",
        started=clean(manifest.started),
        tekigo_version=clean(manifest.tekigo_version),
        valid=verdict.valid,
        problems=tuple(each.code for each in verdict.problems),
        checks=len(bundle.plan.checks),
        left_out=len(bundle.plan.omitted),
        businesses={
            each.key: Business(word=each.word, partial=each.partial, share=each.share, counts=each.counts)
            for each in verdict.businesses
        },
    )


def _lines(bundles: Sequence[RunBundle], mode: Mode, t: Labels, lang: Language) -> list[Line]:
    found = [_by_place(each) for each in bundles]
    titles = [titles_of(each) for each in bundles]
    places = dict.fromkeys(place for each in found for place in each)
    lines = []
    for place in places:
        pairs = [each.get(place) for each in found]
        cells = tuple(
            _cell(pair, bundle, title, t) for pair, bundle, title in zip(pairs, bundles, titles, strict=True)
        )
        known = [pair for pair in pairs if pair]
        lines.append(_line(known, cells, mode, lang))
    return lines


def _by_place(bundle: RunBundle) -> dict[tuple[str, str], Found]:
    return {
        (business.key, judged.requirement.id): (business, judged)
        for business in bundle.verdict.businesses
        for judged in business.requirements
    }


def _cell(pair: Found | None, bundle: RunBundle, titles: dict[str, str], t: Labels) -> Cell:
    if pair is None:
        return _ABSENT
    judged = pair[1]
    if not bundle.verdict.valid:
        return Cell(word="invalid", class_=judged.class_)
    return Cell(
        word=judged.word,
        class_=judged.class_,
        why=reason_of(judged, titles, t),
        failed=tuple(clean(each.check) for each in judged.checks if each.outcome == "failed"),
    )


def _line(known: list[Found], cells: tuple[Cell, ...], mode: Mode, lang: Language) -> Line:
    business, judged = known[-1]  # the newest wording of a history
    facts = judged.requirement
    gravest = min((each.class_ for _, each in known), key=_gravity)
    return Line(
        business=clean(business.key),
        business_name=clean((lang == "en" and business.name_en) or business.name),
        id=clean(facts.id),
        official_id=clean(facts.official_id),
        section=clean(facts.section),
        title=clean(facts.title),
        summary=clean((lang == "en" and facts.summary_en) or facts.summary),
        class_=gravest,
        group=group_of(mode, gravest, cells),
        cells=cells,
    )


def _gravity(kind: str) -> int:
    return {"mandatory": 0, "prohibited": 1}.get(kind, len(CLASSES))
