"""Remembers which step definition fits a step.

pytest-bdd asks every fixture it knows for every step of every scenario (architecture.md §7: 3,000 definitions make a
scenario 20 times slower). The vocabulary is the same for all scenarios of a run, so one answer per sentence is enough.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _pytest.fixtures import FixtureDef, FixtureManager
    from _pytest.nodes import Node
    from pytest_bdd.parser import Step

    Find = Callable[[Step, FixtureManager, Node], Iterable[FixtureDef[object]]]


def remember_lookups() -> Callable[[], None]:
    """Put a memory in front of pytest-bdd's search and return what takes it away again.

    Only right where every step definition is visible to every scenario, as in a run.
    """
    bdd: Any = import_module("pytest_bdd.scenario")  # the package has a function of the same name
    original: Find = bdd.find_fixturedefs_for_step
    known: dict[tuple[str, str], list[FixtureDef[object]]] = {}

    def find(step: Step, fixturemanager: FixtureManager, node: Node) -> list[FixtureDef[object]]:
        key = (step.type, step.name)
        if key not in known:
            known[key] = list(original(step, fixturemanager, node))
        return known[key]

    bdd.find_fixturedefs_for_step = find

    def forget() -> None:
        bdd.find_fixturedefs_for_step = original

    return forget
