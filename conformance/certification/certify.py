"""Carries a prepared run out: check the set-up, test, judge, report."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.certification.data_checks import check_files, dialect_of, planned_files, sources_of
from conformance.certification.execute import Execution, execute
from conformance.certification.progress import Progress
from conformance.certification.reports import write_reports
from conformance.certification.set_up import check_target
from conformance.checks.record import JST
from conformance.checks.settings import shared, write_settings
from conformance.engine.evidence import merge_evidence
from conformance.engine.manifest import (
    Phase,
    write_manifest,
)
from conformance.i18n import TekigoError
from conformance.report.bundle import read_all
from conformance.target.load import load_target
from conformance.target.ordinance import packages_for
from conformance.verdict.counts import Tally
from conformance.verdict.decide import decide
from conformance.verdict.store import write_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.certification.prepare import Prepared
    from conformance.engine.evidence import TornLine
    from conformance.target.checklist import CheckLine
    from conformance.verdict.model import Verdict


class SetUpError(TekigoError):
    """The target cannot be tested as it is set up; `lines` say why."""

    def __init__(self, lines: Sequence[CheckLine]) -> None:
        self.lines = tuple(line for line in lines if line.blocking and not line.ok)
        super().__init__("TKG-RUN007", count=len(self.lines))


class Clock:
    """Measures the phases of a run."""

    def __init__(self) -> None:
        self.phases: list[Phase] = []

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure one phase."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.phases.append(Phase(name=name, seconds=round(time.monotonic() - began, 3)))


def check_set_up(prepared: Prepared) -> list[CheckLine]:
    """Check the set-up before the system. Raises SetUpError with the lines that stop the run."""
    target = load_target(prepared.settings.target_file)
    editions = prepared.settings.editions
    lines = check_target(target, [basis.key for basis in prepared.bases], editions=editions)
    if any(line.blocking and not line.ok for line in lines):
        raise SetUpError(lines)
    return lines


def certify(
    prepared: Prepared, *, processes: int = 0, minutes: float | None = None, clock: Clock | None = None
) -> Verdict:
    """Run the checks, decide and write the reports. What was done before an interruption is kept and judged.

    `minutes`: after so many no check begins any more; those left over are recorded as not done (TKG-RUN011).
    """
    stop_at = None if minutes is None else time.time() + minutes * 60
    driven = replace(prepared.settings, processes=max(processes, 1), stop_at=stop_at, minutes=minutes or 0.0)
    write_settings(prepared.run_dir, driven)
    clock = clock or Clock()
    _check_files(prepared, clock)
    progress = Progress(len(prepared.plan.checks))
    with clock.phase("checks"):
        done = execute(prepared.run_dir, progress, processes)
    return conclude(prepared, done, clock)


def _check_files(prepared: Prepared, clock: Clock) -> None:
    """Check the files that the target extracted, where the plan has such checks left."""
    if not planned_files(prepared.run_dir, prepared.plan):
        return
    target = load_target(prepared.settings.target_file)
    if target.data_files is not None:
        with clock.phase("files"):
            packages = packages_for(target, prepared.settings.packages, prepared.settings.editions)
            sources, dialect = sources_of(packages, target.data_files), dialect_of(target.data_files)
            check_files(prepared.run_dir, prepared.plan, sources, dialect)


def conclude(prepared: Prepared, done: Execution, clock: Clock) -> Verdict:
    """Decide on what was done and write the reports."""
    merge_evidence(prepared.run_dir)
    with clock.phase("verdict"):
        verdict = _decide(prepared, done)
        write_verdict(prepared.run_dir, verdict)
    _close(prepared, verdict, done, clock)
    with clock.phase("reports"):
        write_reports(prepared.run_dir)
    _close(prepared, verdict, done, clock)
    # Where the target file lay is nobody's business from here on: a run is handed to others.
    write_settings(prepared.run_dir, shared(prepared.settings))
    return verdict


def _decide(prepared: Prepared, done: Execution) -> Verdict:
    torn: list[TornLine] = []
    return decide(
        prepared.bases,
        read_all(prepared.run_dir, torn),
        prepared.settings.as_of,
        run=prepared.settings.run,
        plan=prepared.plan,
        tally=Tally(collected=done.collected, executed=done.executed, interrupted=done.interrupted),
        torn=torn,
    )


def _close(prepared: Prepared, verdict: Verdict, done: Execution, clock: Clock) -> None:
    manifest = replace(
        prepared.manifest,
        finished=datetime.now(JST).isoformat(timespec="seconds"),
        phases=tuple(clock.phases),
        interrupted=done.interrupted,
        counts=verdict.counts,
    )
    write_manifest(prepared.run_dir, manifest)
