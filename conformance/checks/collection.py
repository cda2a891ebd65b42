"""Where pytest items come from: scenarios from feature files, generated checks from the plan."""

from __future__ import annotations

import time
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from conformance.checks.generated import run_generated
from conformance.checks.items.model import UNDECIDED
from conformance.checks.scenarios.features import read_feature
from conformance.checks.scenarios.memory import examples_from
from conformance.spec.paths import features_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.checks.pytest_plugin import Suite
    from conformance.checks.record import Ending
    from conformance.engine.plan_file import PlannedCheck

_CASES = "tekigo_cases"
_EXAMPLE = "_pytest_bdd_example"


class FeatureFile(pytest.Module):
    """A feature file as a module of test functions, one per scenario."""

    suite: Suite

    def _getobj(self) -> ModuleType:
        from pytest_bdd import scenario
        from pytest_bdd.feature import get_feature

        base = features_dir()
        key = self.path.relative_to(base).with_suffix("").as_posix()
        tables = self.suite.session.rule_tables(key)
        ids: dict[str, list[str]] = {}
        for case in read_feature(self.path, key, tables).cases:
            self.suite.cases[case.id] = case
            if not case.excluded:
                ids.setdefault(case.name, []).append(case.id)
        module = ModuleType(key.replace("/", "."))
        module.__file__ = str(self.path)
        with examples_from(tables):
            names = list(get_feature(str(base), f"{key}.feature").scenarios)
        for number, name in enumerate(names):
            bound = scenario(f"{key}.feature", name, features_base_dir=str(base))(_nothing())
            setattr(bound, _CASES, ids[name])
            setattr(module, f"test_{number}_{name}", bound)
        return module


class GeneratedChecks(pytest.File):
    """The checks of the plan that no feature file holds, and scenarios that are out of scope on the as-of date."""

    suite: Suite

    def collect(self) -> Iterator[GeneratedCheck]:
        """Make an item of every generated check."""
        for planned in self.suite.planned.values():
            if planned.kind != "scenario" or planned.excluded:
                made: GeneratedCheck = GeneratedCheck.from_parent(self, name=planned.id)
                made.planned = planned
                made.suite = self.suite
                yield made


class GeneratedCheck(pytest.Item):
    """One generated check: item, probe or fuzzed operation."""

    planned: PlannedCheck
    suite: Suite

    def runtest(self) -> None:
        """Refuse: a generated check has a protocol of its own (`run_protocol`)."""
        raise RuntimeError(self.planned.id)

    def run_protocol(self) -> Ending:
        """Run the check and report it to pytest in one phase: there is nothing to set up and nothing to tear down.

        Thousands of these run, and pytest's three phases would cost as much as the check itself.
        """
        assert self.suite.recorder is not None  # noqa: S101 - opened by the protocol around every item
        began = time.perf_counter()
        ending = run_generated(self.planned, self.suite.session, self.suite.recorder)
        passed = ending.outcome == "passed" or ending.code == UNDECIDED
        report = pytest.TestReport(
            nodeid=self.nodeid,
            location=self.location,
            keywords={},
            outcome="passed" if passed else "failed",
            longrepr=None if passed else ending.outcome,  # no more: pytest does not redact what it prints
            when="call",
            duration=time.perf_counter() - began,
        )
        self.ihook.pytest_runtest_logreport(report=report)
        return ending

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Name the check."""
        return self.path, None, self.name


def planned_id(item: pytest.Item) -> str:
    """Tell the id of the check that an item runs; empty for anything else."""
    if isinstance(item, GeneratedCheck):
        return item.planned.id
    ids = getattr(getattr(item, "obj", None), _CASES, None)
    if ids is None:
        return ""
    callspec = getattr(item, "callspec", None)
    return str(ids[callspec.indices[_EXAMPLE] if callspec and _EXAMPLE in callspec.indices else 0])


def _nothing() -> Any:  # noqa: ANN401 - pytest-bdd wants a function of its own for every scenario
    def scenario_end() -> None:
        """Do nothing after the last step."""

    return scenario_end
