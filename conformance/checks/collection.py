"""Where pytest items come from: scenarios from feature files, generated checks from the plan."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from conformance.checks.generated import run_generated
from conformance.checks.scenarios.features import case_id, read_feature
from conformance.spec.paths import features_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.checks.pytest_plugin import Suite
    from conformance.checks.record import Ending
    from conformance.engine.plan_file import PlannedCheck

_CASE = "tekigo_case"
_EXAMPLE = "_pytest_bdd_example"


class FeatureFile(pytest.Module):
    """A feature file as a module of test functions, one per scenario."""

    def _getobj(self) -> ModuleType:
        from pytest_bdd import scenario

        base = features_dir()
        key = self.path.relative_to(base).with_suffix("").as_posix()
        module = ModuleType(key.replace("/", "."))
        module.__file__ = str(self.path)
        for number, (name, _, _, _) in enumerate(read_feature(self.path, key).scenarios):
            bound = scenario(f"{key}.feature", name, features_base_dir=str(base))(_nothing())
            setattr(bound, _CASE, (key, name))
            setattr(module, f"test_{number}_{name}", bound)
        return module


class GeneratedChecks(pytest.File):
    """The checks of the plan that no feature file holds."""

    suite: Suite

    def collect(self) -> Iterator[GeneratedCheck]:
        """Make an item of every generated check."""
        for planned in self.suite.planned.values():
            if planned.kind != "scenario":
                made: GeneratedCheck = GeneratedCheck.from_parent(self, name=planned.id)
                made.planned = planned
                made.suite = self.suite
                yield made


class GeneratedCheck(pytest.Item):
    """One generated check: item, probe or fuzzed operation."""

    planned: PlannedCheck
    suite: Suite
    ending: Ending | None = None

    def runtest(self) -> None:
        """Run the check and keep its ending; a failure is raised so that pytest counts it."""
        assert self.suite.recorder is not None  # noqa: S101 - opened by the protocol around every item
        self.ending = run_generated(self.planned, self.suite.session, self.suite.recorder)
        if self.ending.outcome != "passed":
            raise NotPassed(self.ending)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: object) -> str:
        """Say in one line why the check did not pass."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Name the check."""
        return self.path, None, self.name


class NotPassed(Exception):
    """Carries the ending of a generated check to pytest."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.reason or f"期待: {ending.expected} / 実際: {ending.got}")


def planned_id(item: pytest.Item) -> str:
    """Tell the id of the check that an item runs; empty for anything else."""
    if isinstance(item, GeneratedCheck):
        return item.planned.id
    key, name = getattr(getattr(item, "obj", None), _CASE, ("", ""))
    callspec = getattr(item, "callspec", None)
    example = callspec.indices[_EXAMPLE] + 1 if callspec is not None and _EXAMPLE in callspec.indices else 0
    return case_id(key, name, example) if name else ""


def _nothing() -> Any:  # noqa: ANN401 - pytest-bdd wants a function of its own for every scenario
    def scenario_end() -> None:
        """Do nothing after the last step."""

    return scenario_end
