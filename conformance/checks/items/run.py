"""Runs item checks against a target."""

from conformance.checks.items.baseline import Baseline, Baselines
from conformance.checks.items.judge import ACCEPTED, judge
from conformance.checks.items.model import ItemCheck, ItemResult
from conformance.engine.bench import Unprepared
from conformance.i18n import message

CRASHED = 500
UNPREPARED = "TKG-ITEM010"


def run_item_check(check: ItemCheck, baselines: Baselines) -> ItemResult:
    """Send one deviation and judge the answer; trouble of the target or of the preparation is `blocked`.

    Negative checks share a baseline per operation. A positive check brings its own, and a deviation that was wrongly
    accepted spoils the shared one, so that one defect does not smear over other checks.
    """
    operation = baselines.catalog.operation(check.operation)
    try:
        baseline = baselines.own(operation, check.id) if check.positive else baselines.shared(operation)
        body = baseline.request(check.put, check.drop, check.fill)
    except Unprepared as unprepared:
        return not_prepared(check, unprepared)
    answer = baseline.bench.send(operation, body)
    if answer.status == ACCEPTED and not check.positive:
        baselines.spoil(operation)
    crash = answer.status == CRASHED and answer.unavailable and _there(baselines, check)
    return judge(check, answer, _names(baseline), crash=crash)


def _there(baselines: Baselines, check: ItemCheck) -> bool:
    """Tell whether the standard request is answered: an error page may be a crash, or maintenance that has begun."""
    operation = baselines.catalog.operation(check.operation)
    try:
        standard = baselines.own(operation, f"{check.id}:there")
        answer = standard.bench.send(operation, standard.request())
    except Unprepared:
        return False
    return answer.failure is None and not answer.unavailable


def _names(baseline: Baseline) -> frozenset[str]:
    return frozenset(item.name for item in baseline.bench.catalog.package.items)


def not_prepared(check: ItemCheck, unprepared: Unprepared) -> ItemResult:
    """Say that what has to come first was not accepted, so that nothing is known."""
    got = unprepared.answer.told()
    reason = message(UNPREPARED, None, operation=unprepared.operation.name, got=got)
    return ItemResult(outcome="blocked", expected=check.expected, got=got, code=UNPREPARED, reason=reason)
