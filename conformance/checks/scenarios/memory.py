"""Spares pytest-bdd from working the same thing out again and again. What it does stays the same.

For every step of every scenario it asks all fixtures it knows which of them defines the step, inspects the signature of
the definition, and copies the step's table with all its positions in the file. The vocabulary and the files are the
same for a whole run, so one answer is enough (architecture.md §7: 3,000 definitions make a scenario 20 times slower).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any

from conformance.checks.scenarios.rule_examples import RuleTables, expanded, runnable
from conformance.checks.scenarios.stories import told_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from _pytest.fixtures import FixtureDef, FixtureManager
    from _pytest.nodes import Node
    from pytest_bdd.parser import Step

Forget = Callable[[], None]
_tables: ContextVar[RuleTables | None] = ContextVar("rule tables", default=None)


@lru_cache(maxsize=1024)
def parsed(text: str) -> dict[str, Any]:
    """Parse Gherkin once for lint, plan and run. Raises ParserException, CompositeParserException."""
    from gherkin.parser import Parser

    return told_on(dict(Parser().parse(text)))


@lru_cache(maxsize=1024)
def filled(text: str, tables: RuleTables) -> dict[str, Any]:
    """Parse a feature and fill its examples once for us and for pytest-bdd. Raises as `parsed` does, and BadTag."""
    return expanded(parsed(text), tables)


@contextmanager
def examples_from(tables: RuleTables) -> Iterator[None]:
    """Let pytest-bdd see the examples that outlines draw from these rule tables, while the block lasts."""
    token = _tables.set(tables)
    try:
        yield
    finally:
        _tables.reset(token)


def remember() -> Forget:
    """Put memories in front of the slow parts of pytest-bdd and return what takes them away again.

    Only right where every step definition is visible to every scenario, as in a run.
    """
    # The packages have functions of the same names as these modules.
    scenario: Any = import_module("pytest_bdd.scenario")
    parser: Any = import_module("pytest_bdd.parser")
    gherkin: Any = import_module("pytest_bdd.gherkin_parser")
    replaced = [
        (scenario, "find_fixturedefs_for_step", _remembered_search(scenario.find_fixturedefs_for_step)),
        (scenario, "signature", cache(signature)),
        (scenario, "get_required_args", cache(scenario.get_required_args)),
        (parser.Step, "render_datatable", staticmethod(_table_renderer(parser.render_string, gherkin))),
        (gherkin, "Parser", _RememberingParser),
    ]
    originals = [(place, name, place.__dict__[name]) for place, name, _ in replaced]
    features: dict[str, object] = import_module("pytest_bdd.feature").features
    features.clear()  # those of an earlier run in this process may have other examples
    for place, name, made in replaced:
        setattr(place, name, made)

    def forget() -> None:
        for place, name, original in originals:
            setattr(place, name, original)

    return forget


class _RememberingParser:
    """Stands in for gherkin's parser."""

    def parse(self, text: str) -> dict[str, Any]:
        """Parse a feature file, its examples filled from the rule tables in use."""
        tables = _tables.get()
        return parsed(text) if tables is None else runnable(filled(text, tables))


def _remembered_search(search: Callable[..., Iterable[FixtureDef[object]]]) -> Callable[..., object]:
    known: dict[tuple[str, str], list[FixtureDef[object]]] = {}

    def find(step: Step, fixturemanager: FixtureManager, node: Node) -> list[FixtureDef[object]]:
        key = (step.type, step.name)
        if key not in known:
            known[key] = list(search(step, fixturemanager, node))
        return known[key]

    return find


def _table_renderer(
    render: Callable[[str, Mapping[str, object]], str],
    gherkin: Any,  # noqa: ANN401 - a module
) -> Callable[..., object]:
    def render_datatable(datatable: Any, context: Mapping[str, object]) -> object:  # noqa: ANN401 - untyped library
        rows = [
            gherkin.Row(
                id=row.id,
                location=row.location,
                cells=[gherkin.Cell(location=c.location, value=render(c.value, context)) for c in row.cells],
            )
            for row in datatable.rows
        ]
        return gherkin.DataTable(location=datatable.location, rows=rows)

    return render_datatable
