"""Runs a generated check by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.endings import ending_of
from conformance.checks.probes import run_probe

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.checks.record import Ending, Recorder
    from conformance.checks.session import Session
    from conformance.engine.plan_file import PlannedCheck

    Runner = Callable[[PlannedCheck, Session, Recorder], Ending]


def run_generated(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    """Run a check that no feature file holds. Whatever goes wrong becomes an ending, never an exception."""
    recorder.begin_step()
    try:
        ending = _runner(planned.kind)(planned, session, recorder)
    except Exception as error:  # noqa: BLE001 - a defect of one check must not end the run
        ending = ending_of(error)
    recorder.end_step("", planned.title, ending, session.take())
    return ending


def _runner(kind: str) -> Runner:
    if kind == "probe":
        return run_probe
    raise KeyError(kind)
