"""The sheet 要件一覧 of the 適合表: one row for each requirement, in the order of the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from conformance.report.headings import headings
from conformance.report.reasons import reason_of, remarks_of, titles_of
from conformance.report.sheets import Cell, Page, add_filter
from conformance.report.text import clean
from conformance.verdict.rule import class_in_force, out_of_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle
    from conformance.report.rows import Labels
    from conformance.report.sheets import Value
    from conformance.verdict.model import BusinessVerdict, Ground, RequirementFacts, RequirementVerdict

_FROZEN = "C2"  # header, business and id stay in sight


class Column(NamedTuple):
    """A column of the list: its heading, its width in characters, and the style of its cells."""

    head: str
    width: float
    style: str = "text"


def write_list(sheet: Worksheet, bundle: RunBundle, t: Labels, lang: Language) -> None:
    """Write the sheet."""
    columns = columns_of(t)
    page = Page(sheet, [each.width for each in columns])
    page.put(Cell(each.head, "head") for each in columns)
    titles = titles_of(bundle)
    for values, word in _rows(bundle, titles, t, lang):
        styles = (word if each.style == "word" else each.style for each in columns)
        page.put(Cell(value, style) for value, style in zip(values, styles, strict=True))
    add_filter(sheet, len(columns), frozen=_FROZEN)


def columns_of(t: Labels) -> Sequence[Column]:
    """Name the columns in their order."""
    words = t["table"]
    return (
        Column(t["head"]["business"], 9),
        Column(words["id"], 12),
        Column(words["major"], 9),
        Column(words["minor"], 16),
        Column(words["content"], 40),
        *(Column(name, 10, "centre") for name in t["municipality_class"].values()),
        Column(words["here"], 10, "centre"),
        Column(words["word"], 9, "word"),
        Column(words["ground"], 27),
        Column(words["remarks"], 23),
        Column(words["due"], 10.5, "date"),
        Column(words["transition"], 10.5, "date"),
        Column(words["source"], 12),
    )


def standard_class(facts: RequirementFacts, ground: Ground, kind: str, t: Labels) -> str:
    """Say the class that a requirement has in the standard for a class of municipalities; a dash where it has none."""
    there = replace(ground, declarations=replace(ground.declarations, municipality_class=kind))
    if out_of_scope(facts, there) == "municipality_class":
        return str(t["table"]["not_for"])
    return str(t["class_short"][class_in_force(facts, there)])


def _rows(
    bundle: RunBundle, titles: Mapping[str, str], t: Labels, lang: Language
) -> Iterator[tuple[list[Value], str]]:
    for business in bundle.verdict.businesses:
        for judged in business.requirements:
            yield _values(business, judged, titles, t, lang), judged.word


def _values(
    business: BusinessVerdict,
    judged: RequirementVerdict,
    titles: Mapping[str, str],
    t: Labels,
    lang: Language,
) -> list[Value]:
    facts, ground = judged.requirement, business.ground
    here = ground.declarations.municipality_class
    in_force = standard_class(facts, ground, here, t)
    return [
        clean((lang == "en" and business.name_en) or business.name),
        facts.official_id or facts.id,
        *headings(facts),
        (lang == "en" and facts.summary_en) or facts.summary,
        *(standard_class(facts, ground, kind, t) for kind in t["municipality_class"]),
        in_force,
        t["word"][judged.word],
        reason_of(judged, titles, t),
        remarks_of(judged, t),
        facts.due,
        facts.transition_until,
        facts.source,
    ]
