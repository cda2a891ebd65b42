"""Which requirements a binding reaches with all of their checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.certification.editions import judged_by
from conformance.certification.plan import build_plan
from conformance.checks.record import today_in_japan
from conformance.verdict.basis import declarations_of
from conformance.verdict.gather import NOT_BOUND
from conformance.verdict.model import CLASSES

if TYPE_CHECKING:
    from conformance.binding.model import Binding
    from conformance.spec.model import ErrorCode, Package
    from conformance.spec.row import RequirementClass
    from conformance.target.model import Target


class ClassReach(Struct, frozen=True, kw_only=True):
    """Of one class: how many requirements have checks, of how many all are reached, and the ids of the others."""

    class_: RequirementClass
    checked: int
    reached: int
    missing: tuple[str, ...]


def reachable_requirements(
    target: Target,
    whole: Package,
    binding: Binding,
    error_codes: tuple[ErrorCode, ...],
    *,
    edition: str | None = None,
) -> tuple[ClassReach, ...]:
    """Count what the binding of a business reaches today, with the values and declarations of a target.

    `whole`: the package with the rows of all editions. `edition`: in place of the one in force today.
    """
    today = today_in_japan()
    named = {whole.key: edition} if edition else {}
    (judged,) = judged_by([whole], declarations_of(target), today, named)
    package = judged.package
    plan = build_plan(
        [package],
        [judged.basis],
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
