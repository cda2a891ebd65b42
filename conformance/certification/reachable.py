"""Which requirements a binding reaches with all of their checks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.certification.plan import build_plan
from conformance.checks.record import JST
from conformance.verdict.basis import basis_of, declarations_of, edition_on
from conformance.verdict.gather import NOT_BOUND
from conformance.verdict.model import CLASSES

if TYPE_CHECKING:
    from conformance.binding.model import Binding
    from conformance.spec.model import ErrorCode, Package, RequirementClass
    from conformance.target.model import Target


class ClassReach(Struct, frozen=True, kw_only=True):
    """Of one class: how many requirements have checks, of how many all are reached, and the ids of the others."""

    class_: RequirementClass
    checked: int
    reached: int
    missing: tuple[str, ...]


def reachable_requirements(
    target: Target, package: Package, binding: Binding, error_codes: tuple[ErrorCode, ...]
) -> tuple[ClassReach, ...]:
    """Count what the binding of a business reaches today, with the values and declarations of a target."""
    today = datetime.now(JST).date()
    basis = basis_of(package, declarations_of(target), edition=edition_on(package.standard, today))
    plan = build_plan(
        [package],
        [basis],
        error_codes,
        as_of=today,
        today=today,
        fuzz="coverage",
        bindings={package.key: binding},
    )
    checked = {id_ for check in plan.checks for id_ in check.requirements}
    missing = {id_ for check in plan.checks if check.excluded_code in NOT_BOUND for id_ in check.requirements}
    of_class = {
        class_: [each.id for each in package.requirements if each.class_ == class_ and each.id in checked]
        for class_ in CLASSES
    }
    return tuple(_class(class_, ids, missing) for class_, ids in of_class.items())


def _class(class_: RequirementClass, checked: list[str], missing: set[str]) -> ClassReach:
    lacking = tuple(id_ for id_ in checked if id_ in missing)
    return ClassReach(
        class_=class_, checked=len(checked), reached=len(checked) - len(lacking), missing=lacking
    )
