"""Plans one check for each thing that is asked of a using system in each situation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.engine.plan_file import PlannedCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.spec.consumer import ConsumerCheck, Situation
    from conformance.spec.model import Package


def plan_consumer(package: Package) -> Iterator[tuple[PlannedCheck, ConsumerCheck, Situation]]:
    """Plan the checks of a package, each with what it is made of."""
    situations = {each.id: each for each in package.consumer.situations}
    for check in package.consumer.checks:
        for name in check.situations:
            situation = situations[name]
            planned = PlannedCheck(
                id=f"access:{package.key}:{check.id}.{name}",
                kind="access",
                title=f"{check.title}（{situation.title}）",
                business=package.key,
                requirements=(check.requirement,),
            )
            yield planned, check, situation
