"""The summary on top of a comparison: one column for each system, the same rows for screen and workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from conformance.report.compare.model import GROUPS
from conformance.report.compare.yardstick import UNRECORDED
from conformance.report.partial import word_of
from conformance.report.text import percent, time_text
from conformance.verdict.model import CLASSES, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conformance.report.compare.model import Business, Comparison, Facet, System
    from conformance.report.rows import Labels
    from conformance.spec.row import RequirementClass

_DASH = "—"


LISTS = ("ordinance", "options", "declarations")  # facets that may be empty


class Told(NamedTuple):
    """Something told of one system; `word` colours it."""

    text: str
    word: str = ""


class Row(NamedTuple):
    """One row of the summary, with what is told of each system; a heading tells nothing."""

    name: str
    cells: tuple[tuple[Told, ...], ...] = ()


def heads(comparison: Comparison, t: Labels) -> list[tuple[str, str]]:
    """Name the columns: the system, and below it what tells it from the others."""
    words = t["compare"]
    if comparison.mode == "history":
        ages = (words["previous"], words["latest"])
        return [
            (f"{age}{t['say']['colon']}{each.name}", each.run)
            for age, each in zip(ages, comparison.systems, strict=True)
        ]
    return [(each.name, f"{each.vendor} {each.run}") for each in comparison.systems]


def shown(word: str, t: Labels) -> str:
    """Write a word of a comparison."""
    return str(t["compare"][f"word_{word}"] if word in ("invalid", "absent") else t["word"][word])


def summary(comparison: Comparison, t: Labels) -> list[Row]:
    """Make the rows: who and what, then every business. An invalid run says nothing of any."""
    rows = [*_facts(comparison, t)]
    for key, name in comparison.names.items():
        rows.append(Row(name))
        rows.extend(_business(comparison, key, t))
    return rows


def group_counts(comparison: Comparison, t: Labels) -> list[str]:
    """Say how many requirements there are in each group; groups of none are left out."""
    counted = [(group, len(comparison.of(group))) for group in GROUPS[comparison.mode]]
    return [f"{t['compare']['group_name'][group]} {n}{t['count']['unit']}" for group, n in counted if n]


def conclusion(comparison: Comparison, t: Labels) -> str:
    """Say whether the system or the yardstick moved between the runs of a history."""
    system = any(not each.same for each in comparison.own)
    yardstick = bool(comparison.moved)
    name = {(True, False): "only_system", (False, True): "only_yardstick", (True, True): "both"}
    return str(t["compare"][name.get((system, yardstick), "neither")])


def named(facet: Facet, t: Labels) -> str:
    """Name a facet."""
    return str(t["compare"].get(facet.name, facet.name))


def values(facet: Facet, t: Labels) -> list[str]:
    """Write the values of a facet, run by run."""
    words = t["compare"]
    named = {"municipality_class": t["municipality_class"], "kinds": t["kind"]}.get(facet.name)
    empty = words["none" if facet.name in LISTS else "unknown"]

    def written(value: str) -> str:
        if value in ("", UNRECORDED):
            return str(words["unknown"] if value else empty)
        return "、".join(named.get(part, part) for part in value.split()) if named else value

    return [written(each) for each in facet.values]


def _facts(comparison: Comparison, t: Labels) -> Iterator[Row]:
    names, words = t["fact"], t["compare"]

    def row(name: str, read: Callable[[System], Told]) -> Row:
        return Row(name, tuple((read(each),) for each in comparison.systems))

    if comparison.mode == "history":
        yield row(names["vendor"], lambda each: Told(each.vendor))
    yield row(names["municipality"], lambda each: Told(each.municipality))
    yield row(names["started"], lambda each: Told(time_text(each.started)))
    yield row(words["valid"], lambda each: _validity(each, t))
    yield row(words["checks"], lambda each: Told(f"{each.checks:,}（{each.left_out:,}）"))


def _validity(system: System, t: Labels) -> Told:
    if system.valid:
        return Told(t["say"]["valid_short"])
    return Told(f"{t['say']['invalid_short']} {' '.join(system.problems)}", "nonconformant")


def _business(comparison: Comparison, key: str, t: Labels) -> Iterator[Row]:
    words = t["compare"]
    pairs = [(each, each.businesses.get(key)) for each in comparison.systems]

    def row(name: str, read: Callable[[Business], tuple[Told, ...]], invalid: Told) -> Row:
        told = [
            (Told(_DASH),) if found is None else read(found) if system.valid else (invalid,)
            for system, found in pairs
        ]
        return Row(name, tuple(told))

    yield row(
        words["verdict"],
        lambda each: (Told(f"{t['sign'][each.word]} {word_of(each, t)}", each.word),),
        Told(f"{t['sign']['nonconformant']} {words['word_invalid']}", "invalid"),
    )
    unsaid = Told(_DASH)
    yield row(words["share"], lambda each: (_share(each),), unsaid)
    for kind in CLASSES:
        if any(found and any(found.counts[kind].values()) for _, found in pairs):
            yield row(t["class"][kind], partial(_counts, kind=kind, t=t), unsaid)


def _share(business: Business) -> Told:
    verified, total = business.share.verified, business.share.total
    return Told(f"{percent(verified, total)}（{verified} / {total}）")


def _counts(business: Business, kind: RequirementClass, t: Labels) -> tuple[Told, ...]:
    counts = business.counts[kind]
    return tuple(Told(f"{t['word'][word]} {counts[word]:,}", word) for word in WORDS if counts[word]) or (
        Told("0"),
    )
