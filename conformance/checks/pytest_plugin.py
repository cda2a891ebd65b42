"""Runs the planned checks as pytest items and writes evidence for each as it ends.

Loaded with `-p` in every process of a run; `--tekigo-run` names the run's folder. Scenarios are collected from their
feature files, generated checks from plan.json. What is not in the plan is not run, nor what has evidence already: that
is how an interrupted run is taken up again.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from conformance.checks.collection import FeatureFile, GeneratedCheck, GeneratedChecks, planned_id
from conformance.checks.endings import ending_of, under_erratum
from conformance.checks.items.model import UNDECIDED
from conformance.checks.record import PASSED, Ending, Recorder, today_in_japan
from conformance.checks.scenarios.memory import remember
from conformance.checks.scenarios.telling import Teller
from conformance.checks.scenarios.vocabulary import step_modules
from conformance.checks.scenarios.world import World
from conformance.checks.session import Session
from conformance.checks.settings import read_settings
from conformance.engine.evidence import DAY_OVER, NOT_DONE, EvidenceWriter, recorded, worker_file
from conformance.engine.plan_file import feature_keys, read_plan
from conformance.i18n import message
from conformance.i18n.messages import set_language
from conformance.spec.paths import features_dir

if TYPE_CHECKING:
    from collections.abc import Generator

    _Protocol = Generator[None, bool | None, bool | None]
    _Wrapper = Generator[None, pytest.TestReport, pytest.TestReport]

    from pytest_bdd.parser import Feature, Scenario, Step

    from conformance.checks.scenarios.features import Case
    from conformance.engine.plan_file import PlannedCheck

OPTION = "--tekigo-run"
MIDNIGHT = "TKG-RUN016"  # the code of a check that began on one day and ended on the next


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folder of the run."""
    parser.addoption(OPTION, dest="tekigo_run", default=None)


def pytest_configure(config: pytest.Config) -> None:
    """Begin a session of the run, if this is one."""
    run_dir = config.getoption("tekigo_run")
    if run_dir is not None:
        suite = Suite(config, Path(run_dir).resolve())
        config.pluginmanager.register(suite, "tekigo-suite")
        config.pluginmanager.register(GeneratedProtocol(suite), "tekigo-generated")
        for module in step_modules():
            config.pluginmanager.register(module, module.__name__)
        config.add_cleanup(remember())


class GeneratedProtocol:
    """Runs generated checks in place of pytest's own protocol, inside what `Suite` does around every check."""

    def __init__(self, suite: Suite) -> None:
        self._suite = suite

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        """Run a generated check; leave everything else to pytest. When time is up or the day over, only say so."""
        late = self._suite.too_late()
        if late is not None:
            self._suite.ended(late)
            return True
        if not isinstance(item, GeneratedCheck):
            return None
        self._suite.ended(item.run_protocol())
        return True


class Suite:
    """The checks of one process: collects them, runs them, writes their evidence."""

    def __init__(self, config: pytest.Config, run_dir: Path) -> None:
        self.run_dir = run_dir
        self.worker = getattr(config, "workerinput", {}).get("workerid", "main")
        self.controller = bool(getattr(config.option, "numprocesses", None)) and self.worker == "main"
        self.settings = read_settings(run_dir)
        set_language(self.settings.lang)
        done = recorded(run_dir)
        worker = "" if self.worker == "main" else self.worker
        self.session = Session(self.settings, worker=worker)
        self.planned = {check.id: check for check in read_plan(run_dir).checks if check.id not in done}
        keys = feature_keys(self.planned.values())
        self._features = frozenset(features_dir() / f"{key}.feature" for key in keys)
        self._writer: EvidenceWriter | None = None
        self.recorder: Recorder | None = None
        self._ending: Ending | None = None
        self.cases: dict[str, Case] = {}
        self._teller = Teller(self.cases, self._new_world)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect scenarios from feature files and generated checks from the plan."""
        if file_path.suffix == ".feature" and file_path in self._features:
            feature: FeatureFile = FeatureFile.from_parent(parent, path=file_path)
            feature.suite = self
            return feature
        if file_path == self.run_dir / "plan.json":
            made: GeneratedChecks = GeneratedChecks.from_parent(parent, path=file_path)
            made.suite = self
            return made
        return None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep what the plan names, in the plan's order, and note what was found of it."""
        order = {id_: place for place, id_ in enumerate(self.planned)}
        kept = [item for item in items if self._is_wanted(item)]
        dropped = [item for item in items if not self._is_wanted(item)]
        if dropped:
            config.hook.pytest_deselected(items=dropped)
        items[:] = sorted(kept, key=lambda item: order[planned_id(item)])
        collected = [planned_id(item) for item in items]
        (self.run_dir / f"collected.{self.worker}.json").write_bytes(msgspec.json.encode(collected))

    def _is_wanted(self, item: pytest.Item) -> bool:
        """Tell whether the plan names an item. A scenario that is excluded is reported by a generated check."""
        planned = self.planned.get(planned_id(item))
        return planned is not None and (not planned.excluded or isinstance(item, GeneratedCheck))

    def pytest_bdd_apply_tag(self, tag: str, function: object) -> bool:
        """Leave tags alone: they name requirements, not pytest marks."""
        return True

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> _Protocol:
        """Open a record for each check and write it when the check has ended, whatever happened."""
        planned = self.planned[planned_id(item)]
        self._begin(planned)
        try:
            return (yield)
        finally:
            self._end()

    def pytest_collection_finish(self) -> None:
        """Keep what was collected out of the garbage collector's rounds: none of it goes before the run ends."""
        gc.freeze()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> _Wrapper:
        """Note how the check ended; a later phase cannot make it better."""
        report = yield
        if call.when == "call" or call.excinfo is not None:
            ending = ending_of(call.excinfo.value) if call.excinfo is not None else PASSED
            if self._ending is None or self._ending.outcome == "passed":
                self._ending = ending
        return report

    def pytest_bdd_before_step(self, step: Step) -> None:
        """Start the clock of a step."""
        if self.recorder is not None:
            self.recorder.begin_step()

    def pytest_bdd_after_step(self, step: Step) -> None:
        """Record a step that passed."""
        self._end_step(step, PASSED)

    def pytest_bdd_step_error(self, step: Step, exception: Exception) -> None:
        """Record the step that ended the scenario."""
        self._end_step(step, ending_of(exception))

    def pytest_bdd_step_func_lookup_error(
        self, feature: Feature, scenario: Scenario, step: Step, exception: Exception
    ) -> None:
        """Record a step that nothing defines."""
        self._end_step(step, ending_of(exception))

    def pytest_sessionfinish(self) -> None:
        """Close the connection and the evidence file."""
        self.session.close()
        if self._writer is not None:
            self._writer.close()

    @pytest.fixture
    def world(self, request: pytest.FixtureRequest) -> World:
        """The world of one scenario."""
        planned = self.planned[planned_id(request.node)]
        return self._new_world(planned.business, planned.id)

    def _new_world(self, business: str, check: str) -> World:
        return World(self.session.bench(business, check), self.session.error_codes)

    def ended(self, ending: Ending) -> None:
        """Take over how a generated check ended."""
        self._ending = ending

    def time_is_up(self) -> bool:
        """Tell whether the time budget of the run is used up."""
        return self.settings.stop_at is not None and time.time() >= self.settings.stop_at

    def too_late(self) -> Ending | None:
        """Tell why no check may begin any more, None while one may."""
        if self.time_is_up():
            reason = message(NOT_DONE, None, minutes=f"{self.settings.minutes:g}")
            return Ending(outcome="blocked", code=NOT_DONE, reason=reason)
        return self._day_over(DAY_OVER)

    def _day_over(self, code: str) -> Ending | None:
        """Say that the target's day is no longer that of the run: what a check expects of today holds no more."""
        day, now = self.settings.today, today_in_japan()
        if now == day:
            return None
        reason = message(code, None, began=day.isoformat(), today=now.isoformat())
        return Ending(outcome="blocked", code=code, reason=reason)

    def clause(self, business: str, requirements: tuple[str, ...]) -> str:
        """Name where the requirements of a check stand in the standard."""
        catalog = self.session.catalogs[business]
        found = [catalog.requirement(id_) for id_ in requirements]
        told = (f"{each.section} {each.title}（{each.source}）".strip() for each in found)
        return "、".join(dict.fromkeys(told))

    def _begin(self, planned: PlannedCheck) -> None:
        self.session.take()
        clause = self.clause(planned.business, planned.requirements)
        self.recorder = Recorder(planned, clause, self.worker, self.session.masked)
        self._ending = None

    def _end(self) -> None:
        if self.recorder is None or self._ending is None:
            return
        if self._writer is None:
            self._writer = EvidenceWriter(worker_file(self.run_dir, self.worker))
        planned = self.recorder.planned
        ending = under_erratum(planned.erratum, self._teller.own(planned, self._ending))
        if ending.outcome in ("passed", "failed"):
            ending = self._day_over(MIDNIGHT) or ending
        self._writer.write(self.recorder.finish(self._with_replay(ending)))

    def _with_replay(self, ending: Ending) -> Ending:
        """Say how to run again what did not pass, unless the check itself knows a shorter way."""
        if ending.outcome == "passed" or ending.code == UNDECIDED or ending.replay is not None:
            return ending
        return replace(ending, replay=f"tekigo run TARGET.yaml --only-failed {self.settings.run}")

    def _end_step(self, step: Step, ending: Ending) -> None:
        if self.recorder is not None:
            self.recorder.end_step(step.keyword, step.name, ending, self.session.take())
