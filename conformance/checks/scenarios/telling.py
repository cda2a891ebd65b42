"""Tells a story again when one of its scenes has failed: the scene blames only for what is its own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.checks.record import Ending
from conformance.checks.scenarios.perform import Performer
from conformance.checks.scenarios.stories import is_scene
from conformance.checks.scenarios.vocabulary import definitions
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conformance.checks.scenarios.features import Case
    from conformance.checks.scenarios.world import World
    from conformance.engine.plan_file import PlannedCheck

UNTOLD = "TKG-BDD032"


class Teller:
    """Tells stories again on one system, each at most once, to see whether what a scene found is its own."""

    def __init__(self, cases: Mapping[str, Case], world: Callable[[str, str], World]) -> None:
        """`cases` by id, those of a story in its order; `world`: makes one for a business and the name of a check."""
        self._cases = cases
        self._world = world
        self._broken: dict[str, Case | None] = {}

    @cached_property
    def _performer(self) -> Performer:
        return Performer(definitions())

    def own(self, planned: PlannedCheck, ending: Ending) -> Ending:
        """Return how a check ended; a scene of a story that is not true up to it has found nothing of its own."""
        case = self._cases.get(planned.id)
        if case is None or not is_scene(case) or ending.outcome not in ("failed", "blocked"):
            return ending
        if case.feature not in self._broken:
            world = self._world(planned.business, f"{planned.id}#told again")
            self._broken[case.feature] = self._first_broken(case.feature, world)
        first = self._broken[case.feature]
        if first is None or first.line >= case.line:
            return ending
        reason = message(UNTOLD, None, scene=first.name)
        return Ending(outcome="not_applicable", code=UNTOLD, reason=reason)

    def _first_broken(self, story: str, world: World) -> Case | None:
        """Tell a whole story with every expectation; return the first scene that is not true."""
        for scene in self._cases.values():
            if scene.feature == story:
                own = replace(scene, steps=scene.steps[scene.carried :], carried=0)
                if self._performer.perform(own, world).outcome != "passed":
                    return scene
        return None
