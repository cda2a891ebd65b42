"""Runs a generated check by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.endings import ending_of
from conformance.checks.item_run import run_item_check
from conformance.checks.probes import run_probe
from conformance.checks.record import Ending

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.checks.record import Recorder
    from conformance.checks.session import Session
    from conformance.engine.plan_file import PlannedCheck

    Runner = Callable[[PlannedCheck, Session, Recorder], Ending]


def run_generated(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    """Run a check that no feature file holds. Whatever goes wrong becomes an ending, never an exception."""
    recorder.begin_step()
    try:
        ending = RUNNERS[planned.kind](planned, session, recorder)
    except Exception as error:  # noqa: BLE001 - a defect of one check must not end the run
        ending = ending_of(error)
    recorder.end_step("", planned.title, ending, session.take())
    return ending


def _item(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    check = session.item_checks[planned.id]
    result = run_item_check(check, session.baselines[planned.business])
    passed = result.outcome == "passed"
    return Ending(
        outcome=result.outcome,
        expected=result.expected,
        got=None if passed else result.got,
        code=result.code,
        reason=result.reason,
    )


RUNNERS: dict[str, Runner] = {"item": _item, "probe": run_probe}
