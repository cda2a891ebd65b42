"""What the runs were measured by, and what belongs to the systems: a difference in the first makes words unlike."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from conformance.report.compare.model import Facet
from conformance.report.text import clean, clip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.engine.manifest import Manifest
    from conformance.report.bundle import RunBundle
    from conformance.spec.rules.in_force import RowInForce
    from conformance.verdict.model import BusinessVerdict

SUITE = ("specs", "features", "steps", "program")
_DIGEST = 19  # characters of a digest that are shown: "sha256:" and 12 digits
_TOLD = 300
UNRECORDED = "?"


def identity(manifest: Manifest) -> tuple[str, str]:
    """Tell whose system it is and which, so that two runs of one system know each other."""
    target = manifest.target
    return _plain(target.vendor), _plain(target.product or target.name)


def yardstick(bundles: Sequence[RunBundle]) -> tuple[Facet, ...]:
    """Compare what the systems were measured by. What a run did not record counts as different."""
    facets = [
        _facet("businesses", bundles, lambda each: "、".join(sorted(each.names.values()))),
        _facet("edition", bundles, _editions),
        _facet("as_of", bundles, lambda each: each.verdict.as_of.isoformat()),
        _facet("municipality_class", bundles, _municipality_class, recorded=False),
        _facet("exempt", bundles, _exempt, recorded=False),
        _facet("ordinance", bundles, _ordinance, recorded=False),
        _facet("kinds", bundles, _kinds, recorded=False),
    ]
    return (*facets, *(_digest(name, bundles) for name in SUITE))


def own(bundles: Sequence[RunBundle]) -> tuple[Facet, ...]:
    """Compare what belongs to the systems: version, declared options and declarations, binding."""
    others = sorted({name for each in bundles for name in each.manifest.digests} - set(SUITE))
    return (
        _facet("system_version", bundles, lambda each: each.manifest.target.version, recorded=False),
        _facet("options", bundles, _options, recorded=False),
        _facet("declarations", bundles, _declarations, recorded=False),
        *(_digest(name, bundles) for name in others),
    )


def _facet(
    name: str, bundles: Sequence[RunBundle], read: Callable[[RunBundle], str], *, recorded: bool = True
) -> Facet:
    values = [read(each) for each in bundles]
    same = len(set(values)) == 1 and values[0] != UNRECORDED and bool(values[0] or not recorded)
    return Facet(name=name, values=tuple(clip(clean(value), _TOLD) for value in values), same=same)


def _digest(name: str, bundles: Sequence[RunBundle]) -> Facet:
    whole = _facet(name, bundles, lambda each: each.manifest.digests.get(name, ""))
    return Facet(name=name, values=tuple(value[:_DIGEST] for value in whole.values), same=whole.same)


def _editions(bundle: RunBundle) -> str:
    return "、".join(f"{each.name} {each.ground.edition}" for each in _sorted(bundle))


def _municipality_class(bundle: RunBundle) -> str:
    return "、".join(sorted({each.ground.declarations.municipality_class for each in _sorted(bundle)}))


def _exempt(bundle: RunBundle) -> str:
    """List what a partial product does not cover: a part is not measured as the whole is."""
    return "、".join(
        judged.requirement.id
        for business in _sorted(bundle)
        for judged in business.requirements
        if judged.why == "exempted"
    )


def _kinds(bundle: RunBundle) -> str:
    """List the kinds of checks that were selected: a run without fuzzing or probes is a milder one."""
    return " ".join(sorted({each.kind for each in bundle.plan.checks} - {"declaration"}))


def _options(bundle: RunBundle) -> str:
    return "、".join(sorted({name for each in _sorted(bundle) for name in each.ground.declarations.options}))


def _declarations(bundle: RunBundle) -> str:
    told = {pair for each in _sorted(bundle) for pair in each.ground.declarations.attested.items()}
    return "、".join(f"{requirement}: {reference}" for requirement, reference in sorted(told))


def _ordinance(bundle: RunBundle) -> str:
    """List the values of the ordinance in force; a run that kept no record of its rules is not like any other."""
    found = sorted(bundle.manifest.businesses, key=lambda each: each.key)
    if not found or any(each.rules is None for each in found):
        return UNRECORDED
    return "; ".join(
        sorted(
            f"{table.name} {_row(row)}"
            for each in found
            for table in each.rules or ()
            for row in table.in_force
            if row.ordinance
        )
    )


def _row(row: RowInForce) -> str:
    ranges = {name: f"{each.from_}-{each.to}" for name, each in row.ranges.items()}
    cells = (*row.keys.items(), *ranges.items(), *row.results.items())
    return " ".join(f"{name}={value}" for name, value in cells) + f" [{row.source}]"


def _sorted(bundle: RunBundle) -> list[BusinessVerdict]:
    return sorted(bundle.verdict.businesses, key=lambda each: each.key)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
