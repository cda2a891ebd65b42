"""Performs scenarios without pytest: the same steps on the same world, for suites that run hundreds of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.endings import ending_of
from conformance.checks.record import PASSED
from conformance.checks.scenarios.lint import matching

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.checks.record import Ending
    from conformance.checks.scenarios.features import Case, Step
    from conformance.checks.scenarios.vocabulary import Definition
    from conformance.checks.scenarios.world import World


class Performer:
    """Performs cases with one vocabulary; which definition a step has is looked up once."""

    def __init__(self, vocabulary: Sequence[Definition]) -> None:
        self._vocabulary = vocabulary
        self._known: dict[tuple[str, str], tuple[Callable[..., None], dict[str, str]]] = {}

    def perform(self, case: Case, world: World) -> Ending:
        """Run the steps of a case until one of them ends it."""
        for step in case.steps:
            try:
                function, arguments = self._definition(step)
                table = {"datatable": [list(row) for row in step.table]} if step.table else {}
                function(world=world, **arguments, **table)
            except Exception as error:  # noqa: BLE001 - whatever ends a step is judged, as in a run under pytest
                return ending_of(error)
        return PASSED

    def _definition(self, step: Step) -> tuple[Callable[..., None], dict[str, str]]:
        key = (step.kind, step.text)
        if key not in self._known:
            (found,) = matching(self._vocabulary, *key)
            self._known[key] = (found.run, found.match(step.text) or {})
        return self._known[key]
