"""Plans one check for each access case of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.engine.plan_file import PlannedCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.spec.model import Package


def plan_access(package: Package) -> Iterator[PlannedCheck]:
    """Plan the access cases of a package, in its order."""
    for case in package.access:
        yield PlannedCheck(
            id=access_id(package.key, case.id),
            kind="access",
            title=case.title,
            business=package.key,
            requirements=(case.requirement,),
        )


def access_id(business: str, case: str) -> str:
    """Name the check of a case."""
    return f"access:{business}:{case}"
