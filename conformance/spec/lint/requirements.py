"""Rules about requirements, and about every place that names one."""

from collections.abc import Iterator

from conformance.spec.errors import Finding, finding
from conformance.spec.lint.common import twice, unknown
from conformance.spec.model import Package, Requirement
from conformance.spec.row import Row
from conformance.spec.standard import Standard


def lint_requirements(package: Package) -> Iterator[Finding]:
    """Ids are unique and of the business; each has a source; untestable ones say why; the default edition exists."""
    standard = package.standard
    editions = [edition.id for edition in standard.editions]
    if standard.default_edition not in editions:
        yield unknown(standard.origin, "spec.edition", standard.default_edition, editions)
    if (package.operations or package.probes) and not standard.gyomu_ids:
        yield finding(standard.origin, "TKG-SPEC072", name=standard.business, field="gyomu_ids")
    yield from twice(standard.editions, lambda each: each.id, "spec.edition")
    yield from twice(package.requirements, lambda each: each.id, "spec.requirement")
    yield from twice(package.access, lambda each: each.id, "spec.access_case")
    for each in package.requirements:
        yield from _one(each, standard)


def lint_references(package: Package) -> Iterator[Finding]:
    """Every requirement id that is named anywhere exists."""
    known = {each.id for each in package.requirements}
    for origin, id_ in _named(package):
        if id_ not in known:
            yield unknown(origin, "spec.requirement", id_, known)


def _one(each: Requirement, standard: Standard) -> Iterator[Finding]:
    if not each.id.startswith(f"{standard.prefix}-"):
        yield finding(each.origin, "TKG-SPEC071", id=each.id, prefix=standard.prefix)
    if not each.source:
        yield finding(each.origin, "TKG-SPEC072", name=each.id, field="source")
    if each.testability != "api" and not each.testability_reason:
        yield finding(each.origin, "TKG-SPEC073", id=each.id, testability=each.testability)


def _named(package: Package) -> Iterator[tuple[str, str]]:
    standard = package.standard
    for id_ in (*standard.item_checks.values(), *standard.file_checks.values()):
        yield standard.origin, id_
    for operation in package.operations:
        for id_ in operation.requirements:
            yield operation.origin, id_
        for refusal in (*operation.refuses, *operation.alerts):
            if refusal.requirement:
                yield operation.origin, refusal.requirement
    rows: tuple[tuple[Row, str], ...] = (
        *((item, item.requirement) for item in package.items),
        *((report, report.requirement) for report in package.reports),
        *((linkage, linkage.requirement) for linkage in package.linkages),
        *((probe, probe.requirement) for probe in package.probes),
        *((case, case.requirement) for case in package.access),
        *((check, check.requirement) for check in package.consumer.checks),
        *((erratum, erratum.requirement) for erratum in package.errata),
    )
    for row, id_ in rows:
        if id_:
            yield row.origin, id_
