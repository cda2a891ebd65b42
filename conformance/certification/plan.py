"""Selects the checks of a run: everything that bears on a requirement in scope."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from conformance.checks.access.plan import plan_access
from conformance.checks.bound import BoundChecks, fuzz_of_business
from conformance.checks.items.plan import plan_item_checks
from conformance.checks.probes import plan_probes
from conformance.checks.scenarios.features import read_features
from conformance.checks.scenarios.lint import REQUIREMENT_TAG, cases_of, erratum_of, lint_features
from conformance.checks.scenarios.rule_examples import RuleTables
from conformance.checks.scenarios.vocabulary import definitions
from conformance.data.plan import plan_files
from conformance.engine.plan_file import Plan, PlannedCheck, plan_of
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.errors import SpecErrors
from conformance.spec.rules import RuleBook
from conformance.verdict.rule import out_of_scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from conformance.binding.model import Binding
    from conformance.checks.scenarios.features import Case
    from conformance.checks.settings import Fuzz
    from conformance.spec.model import ErrorCode, Package
    from conformance.verdict.model import Basis

KINDS = ("scenario", "item", "probe", "access", "fuzz", "file")


def build_plan(
    packages: Sequence[Package],
    bases: Sequence[Basis],
    error_codes: Sequence[ErrorCode],
    *,
    as_of: date,
    today: date | None = None,
    fuzz: Fuzz,
    only: Collection[str] | None = None,
    bindings: Mapping[str, Binding] = MappingProxyType({}),
    files: bool = False,
) -> Plan:
    """Plan a run. `as_of` picks the rows of rule tables; `today` is the target's day.

    `only`: ids of checks to run; the others that apply are listed as omitted. `bindings`: by business; checks that
    they do not reach are reported without being sent. `files`: the target has extracted files, which are checked too.
    A check applies when at least one of its requirements is in scope. Raises SpecErrors when lint refuses a feature,
    TekigoError TKG-RUN002 when nothing is left to run.
    """
    applying = [
        check
        for package, basis in zip(packages, bases, strict=True)
        for check in (
            *_of_business(package, error_codes, (as_of, today), fuzz, bindings.get(package.key)),
            *(plan_files(package) if files else ()),
        )
        if in_scope(check, basis)
    ]
    chosen = tuple(check for check in applying if only is None or check.id in only)
    if not chosen:
        raise TekigoError("TKG-RUN002")
    picked = {check.id for check in chosen}
    return plan_of(chosen, (check for check in applying if check.id not in picked))


def plan_scenarios(
    package: Package, error_codes: Sequence[ErrorCode], as_of: date, today: date | None = None
) -> Iterator[PlannedCheck]:
    """Plan the scenarios of a business. Raises SpecErrors with everything that lint refuses."""
    for case in scenario_cases(package, error_codes, as_of, today):
        yield planned_case(package, case)


def scenario_cases(
    package: Package, error_codes: Sequence[ErrorCode], as_of: date, today: date | None = None
) -> list[Case]:
    """Read the scenarios of a business in one edition. Raises SpecErrors with everything that lint refuses."""
    features, found = read_features(package.path, RuleTables(RuleBook(package), as_of, today))
    found += lint_features(features, package, definitions(), error_codes)
    if found:
        raise SpecErrors(package.path, found)
    return cases_of(features, package)


def planned_case(package: Package, case: Case) -> PlannedCheck:
    """Plan one case."""
    return PlannedCheck(
        id=case.id,
        kind="scenario",
        title=case.title,
        business=package.key,
        requirements=tuple(tag for tag in case.tags if REQUIREMENT_TAG.fullmatch(tag)),
        excluded=case.excluded.reason if case.excluded else "",
        excluded_code=case.excluded.code if case.excluded else "",
        erratum=erratum_of(case),
    )


def plan_items(package: Package) -> Iterator[PlannedCheck]:
    """Plan the generated checks of the items of every operation."""
    for check in plan_item_checks(package):
        yield PlannedCheck(
            id=check.id,
            kind="item",
            title=check.title,
            business=package.key,
            requirements=(check.requirement,),
        )


def plan_fuzzing(catalog: Catalog, mode: Fuzz, binding: Binding | None = None) -> Iterator[PlannedCheck]:
    """Plan the phases of fuzzing of every operation, and of the calls of a vendor's own API."""
    for check in fuzz_of_business(catalog, mode, binding):
        yield PlannedCheck(
            id=check.id,
            kind="fuzz",
            title=check.title,
            business=check.business,
            requirements=check.requirements,
        )


def _of_business(
    package: Package,
    error_codes: Sequence[ErrorCode],
    days: tuple[date, date | None],
    fuzz: Fuzz,
    binding: Binding | None,
) -> Iterator[PlannedCheck]:
    cases = scenario_cases(package, error_codes, *days)
    planned = (
        *(planned_case(package, case) for case in cases),
        *plan_probes(package),
        *plan_items(package),
        *plan_access(package),
        *plan_fuzzing(Catalog(package), fuzz, binding),
    )
    if binding is None:
        yield from planned
        return
    bound = BoundChecks(binding, Catalog(package), {case.id: case for case in cases})
    yield from (bound.marked(check) for check in planned)


def in_scope(check: PlannedCheck, basis: Basis) -> bool:
    """Tell whether a check bears on a requirement that concerns this target."""
    known = {facts.id: facts for facts in basis.requirements}
    return any(out_of_scope(known[id_], basis.ground) is None for id_ in check.requirements if id_ in known)
