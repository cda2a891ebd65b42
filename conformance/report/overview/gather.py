"""Gathers the overview from the packages, the features, and one run if there is one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conformance.checks.items.plan import open_points, plan_item_checks
from conformance.data.plan import plan_files
from conformance.report.overview.model import CLASSES, TESTABILITIES, BusinessOverview, Overview, Verified
from conformance.spec.coverage import coverage, gaps, read_scenarios, shares
from conformance.verdict.model import FAILING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.checks.items.model import ItemCheck
    from conformance.report.bundle import RunBundle
    from conformance.spec.coverage import Line
    from conformance.spec.model import Package
    from conformance.verdict.model import BusinessVerdict


def overview(packages: Iterable[Package], bundle: RunBundle | None = None) -> Overview:
    """Count what is there of each business. `bundle`: the run whose evidence verifies requirements."""
    verdicts = {each.key: each for each in bundle.verdict.businesses} if bundle else {}
    run = bundle.verdict.run if bundle else ""
    made = tuple(_business(each, run, verdicts.get(each.key)) for each in packages)
    return Overview(run=run, standards=sum(not each.shared_by for each in made), businesses=made)


def unanswered(package: Package) -> tuple[str, ...]:
    """Name the operations that the bundled reference system does not answer: all of a business it does not play."""
    from conformance.reference.businesses import BUSINESSES

    load = BUSINESSES.get(package.key)
    answered = load().operations.keys() if load else ()
    return tuple(each.name for each in package.operations if each.id not in answered)


def covered(package: Package, checks: Iterable[ItemCheck]) -> tuple[Line, ...]:
    """Count the checks of every requirement, those of extracted files among the generated ones."""
    of_files = (id_ for check in plan_files(package) for id_ in check.requirements)
    return coverage(package, (*(check.requirement for check in checks), *of_files))


def _business(package: Package, run: str, verdict: BusinessVerdict | None) -> BusinessOverview:
    checks = plan_item_checks(package)
    lines = covered(package, checks)
    standard, requirements = package.standard, package.requirements
    classes = Counter(each.class_ for each in requirements)
    ways = Counter(each.testability for each in requirements)
    unknown = Counter(each.kind for each in open_points(package))
    return BusinessOverview(
        business=package.key,
        name=standard.name,
        name_en=standard.name_en,
        path=package.path,
        gyomu_ids=standard.gyomu_ids,
        shared_by=standard.shared_by,
        edition=standard.default_edition,
        requirements=len(requirements),
        by_class={each: classes[each] for each in CLASSES},
        testability={each: ways[each] for each in TESTABILITIES},
        with_scenarios=sum(bool(line.scenarios) for line in lines),
        with_generated=sum(bool(line.items or line.probes or line.access) for line in lines),
        unchecked=sum(not line.checked for line in lines),
        verified=_verified(run, verdict) if verdict else None,
        scenarios=sum(1 for _ in read_scenarios(package)),
        item_checks=len(checks),
        items=len(package.items),
        code_lists=len({each.list for each in package.codes}),
        codes=len(package.codes),
        operations=len(package.operations),
        unanswered=unanswered(package),
        rule_tables=len(package.rules),
        rule_rows=sum(len(each.rows) for each in package.rules),
        calculations=len(package.calculations),
        examples=sum(len(each.examples) for each in package.calculations),
        reports=len(package.reports),
        linkages=len(package.linkages),
        open_lengths=unknown["length"],
        open_codes=unknown["code"],
        provisional=sum(each.fidelity == "provisional" for each in requirements),
        shares=shares(lines),
        gaps=tuple(each.id for each in gaps(lines)),
    )


def _verified(run: str, verdict: BusinessVerdict) -> Verified:
    """Count by the words of a verdict; only what the run itself showed is verified, declarations are not."""
    passed = sum(each.why == "passed" for each in verdict.requirements)
    failed = sum(each.word in FAILING for each in verdict.requirements)
    return Verified(run=run, passed=passed, failed=failed, left=len(verdict.requirements) - passed - failed)
