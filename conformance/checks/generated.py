"""Runs a generated check by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.access.run import run_access
from conformance.checks.endings import ending_of
from conformance.checks.fuzz.plan import FuzzOptions, FuzzResult
from conformance.checks.fuzz.run import run_fuzz
from conformance.checks.fuzz.vendor import VendorFuzz
from conformance.checks.items.answers import run_answer_check
from conformance.checks.items.run import run_item_check
from conformance.checks.probes import run_probe
from conformance.checks.record import Ending

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.checks.fuzz.plan import FuzzFailure
    from conformance.checks.items.model import ItemResult
    from conformance.checks.record import Recorder
    from conformance.checks.session import Session
    from conformance.engine.plan_file import PlannedCheck

    Runner = Callable[[PlannedCheck, Session, Recorder], Ending]


def run_generated(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    """Run a check that no feature file holds. Whatever goes wrong becomes an ending, never an exception."""
    recorder.begin_step()
    try:
        ending = _excluded(planned) if planned.excluded else RUNNERS[planned.kind](planned, session, recorder)
    except Exception as error:  # noqa: BLE001 - a defect of one check must not end the run
        ending = ending_of(error)
    recorder.end_step("", planned.title, ending, session.take())
    return ending


def _excluded(planned: PlannedCheck) -> Ending:
    """End a check that is out of scope: it says so, and never counts as passed."""
    return Ending(outcome="not_applicable", code=planned.excluded_code, reason=planned.excluded)


def _item(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    check, baselines = session.item_checks[planned.id], session.baselines[planned.business]
    if check.kind == "answer":
        return _ending(run_answer_check(check, baselines, session.judges[planned.business]))
    return _ending(run_item_check(check, baselines))


def _ending(result: ItemResult | FuzzResult) -> Ending:
    return Ending(
        outcome=result.outcome,
        expected=result.expected,
        got=result.got,
        code=result.code,
        reason=result.reason,
        replay=result.replay if isinstance(result, FuzzResult) else None,
    )


def _fuzz(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    check = session.fuzz_checks[planned.id]

    def settle(failure: FuzzFailure | None) -> None:
        exchanges = session.take()  # those of requests that did no harm are not kept: there are thousands
        if failure is not None:
            ending = Ending(outcome="failed", got=failure.got, replay=failure.replay)
            recorder.end_step("", failure.request, ending, exchanges)
        recorder.begin_step()

    settings = session.settings
    options = FuzzOptions(seed=settings.seed, seconds=settings.fuzz_seconds)
    baselines, judges = session.baselines[planned.business], session.judges[planned.business]
    if check.own_call[0]:
        api = session.vendor_apis[planned.business]
        return _ending(VendorFuzz(check, baselines, judges, settle, api=api, client=session.client).perform())
    return _ending(run_fuzz(check, baselines, judges, options, settle))


RUNNERS: dict[str, Runner] = {"item": _item, "probe": run_probe, "access": run_access, "fuzz": _fuzz}
