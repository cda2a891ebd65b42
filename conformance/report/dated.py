"""Editions, requirements and checks that the as-of date treats in a way of its own, as the report shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.report.rows import anchor_of, edition_word
from conformance.report.text import clean, date_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from jinja2 import Environment

    from conformance.engine.manifest import BusinessInfo
    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle
    from conformance.report.collect import OutOfDate
    from conformance.report.rows import Labels
    from conformance.verdict.model import BusinessVerdict, RequirementVerdict

SHOWN = 500  # of each group; the table of requirements and the evidence have them all
View = dict[str, Any]


def editions(bundle: RunBundle, t: Labels) -> dict[str, str]:
    """Name the edition of every business with its date; where the run kept no record of dates, the edition alone."""
    known = {each.key: each for each in bundle.manifest.businesses}
    return {each.key: _edition(each, known.get(each.key), t) for each in bundle.verdict.businesses}


def _edition(business: BusinessVerdict, info: BusinessInfo | None, t: Labels) -> str:
    edition = edition_word(business.ground.edition, t)
    if info is None or info.rules is None:
        return edition
    day = info.edition_date.isoformat() if info.edition_date else t["rules"]["undated"]
    return edition + str(t["rules"]["edition_date"].format(day=day))


def dated_groups(
    environment: Environment, bundle: RunBundle, out_of_date: Sequence[OutOfDate], t: Labels, lang: Language
) -> list[str]:
    """Render what the as-of date decides on, group by group; none when it decides on nothing."""
    macros: Any = environment.get_template("dated.html.j2").module
    several = len(bundle.verdict.businesses) > 1
    return [macros.group(each, several, t) for each in dated_views(bundle, out_of_date, t, lang)]


def dated_views(bundle: RunBundle, out_of_date: Sequence[OutOfDate], t: Labels, lang: Language) -> list[View]:
    """Group the requirements and checks that the as-of date treats in a way of its own; groups of none are left out."""
    day, words = bundle.verdict.as_of, t["dated"]
    found: dict[str, list[View]] = {"transition": [], "due": [], "edition": [], "checks": []}
    for business in bundle.verdict.businesses:
        for judged in business.requirements:
            for name, when in _dates(business, judged, day, t, lang):
                found[name].append(_requirement(business, judged, when, lang))
    names = {each.key: _name(each, lang) for each in bundle.verdict.businesses}
    found["checks"] = [_check(each, names) for each in out_of_date]
    return [
        {
            "kind": name,
            "title": words[name],
            "hint": words[f"{name}_hint"],
            "notes": _notes(bundle) if name == "edition" else (),
            "when": words.get(f"{name}_when", ""),
            "rows": rows[:SHOWN],
            "hidden": max(0, len(rows) - SHOWN),
        }
        for name, rows in found.items()
        if rows
    ]


def _notes(bundle: RunBundle) -> tuple[str, ...]:
    """Return what the packages say of the editions that were judged by."""
    told = ((f"{each.name} {each.edition_name}", each.edition_note) for each in bundle.manifest.businesses)
    return tuple(clean(f"{name}：{note}") for name, note in told if note)


def _dates(
    business: BusinessVerdict, judged: RequirementVerdict, day: date, t: Labels, lang: Language
) -> Iterator[tuple[str, str]]:
    facts, ground = judged.requirement, business.ground
    if judged.why == "edition":
        later = ground.editions[ground.editions.index(ground.edition) + 1 :]
        kind = "introduced" if facts.introduced in later else "withdrawn"
        edition = facts.introduced if kind == "introduced" else facts.withdrawn
        yield "edition", t["dated"][kind].format(edition=edition_word(edition, t))
    if judged.word == "out_of_scope":
        return
    if facts.transition_until is not None and day <= facts.transition_until:
        yield "transition", date_text(facts.transition_until, lang)
    if facts.due is not None and day < facts.due:
        yield "due", date_text(facts.due, lang)


def _requirement(business: BusinessVerdict, judged: RequirementVerdict, when: str, lang: Language) -> View:
    facts = judged.requirement
    return {
        "business": clean(_name(business, lang)),
        "anchor": anchor_of(business.key, facts.id),
        "id": clean(facts.id),
        "title": clean(f"{facts.section} {facts.title}"),
        "when": clean(when),
        "word": judged.word,
    }


def _check(each: OutOfDate, names: dict[str, str]) -> View:
    return {
        "business": clean(names.get(each.business, each.business)),
        "title": each.title,
        "reason": each.reason,
        "requirements": clean("、".join(each.requirements)),
    }


def _name(business: BusinessVerdict, lang: Language) -> str:
    return (lang == "en" and business.name_en) or business.name
