"""Runs one access case: its steps in order, each judged by what may come back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.checks.access.grounds import Grounds
from conformance.checks.access.judge import UNSAID, Unsaid, judge
from conformance.checks.access.plan import access_id
from conformance.checks.access.send import Steps
from conformance.checks.endings import ending_of
from conformance.checks.record import PASSED, Ending
from conformance.checks.scenarios.outcomes import Blocked, Mismatch
from conformance.i18n import message
from conformance.spec.access import AccessStep, Basic, Expected, Signing

if TYPE_CHECKING:
    from conformance.checks.record import Recorder
    from conformance.checks.session import Session
    from conformance.engine.plan_file import PlannedCheck
    from conformance.spec.access import AccessCase

NOT_OFFERED, NO_OAUTH, NO_OPERATION, NOT_SOUND = "TKG-ACC001", "TKG-ACC002", "TKG-ACC003", "TKG-ACC007"
_GUARDED = frozenset({"refused", "narrowed"})


def run_access(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    """Run a case. What the target does not offer makes it not applicable; a sound request refused blocks it."""
    package = session.catalogs[planned.business].package
    case = next(each for each in package.access if access_id(package.key, each.id) == planned.id)
    grounds = session.grounds
    gap = _gap(case, grounds)
    if gap is not None:
        return gap
    steps = Steps(grounds, session.client)
    for step in _with_controls(case.steps):
        recorder.begin_step()
        ending = _ended(step, steps, grounds)
        recorder.end_step("", _text(step), ending, session.take())
        if ending.outcome != "passed":
            return ending
    return PASSED


def _gap(case: AccessCase, grounds: Grounds) -> Ending | None:
    if grounds.server is None:
        return _not_applicable(NO_OAUTH)
    missing = [each for each in case.needs if each not in grounds.facilities]
    if missing:
        return _not_applicable(NOT_OFFERED, what=message(f"acc.{missing[0]}"))
    if not grounds.providers and any(each.ask == "resource" for each in case.steps):
        return _not_applicable(NO_OPERATION)
    of_scopes = any(each.expect.outcome == "narrowed" for each in case.steps)
    if of_scopes and (not grounds.providers or grounds.own_scopes is not None):
        return _not_applicable(NO_OPERATION)
    return None


def _with_controls(steps: tuple[AccessStep, ...]) -> list[AccessStep]:
    """Put a sound request before the first that is to be refused, proven in the same way.

    It also ends a row of failures that a target might lock a client for.
    """
    if any(each.control for each in steps):
        return list(steps)
    wrong = next((each for each in steps if each.ask == "token" and each.expect.outcome in _GUARDED), None)
    if wrong is None:
        return list(steps)
    prove = wrong.prove if wrong.prove in ("assertion", "basic") else "own"
    sound = AccessStep(ask="token", control=True, prove=prove, expect=Expected(outcome="granted"))
    return [sound, *steps]


def _ended(step: AccessStep, steps: Steps, grounds: Grounds) -> Ending:
    try:
        if step.ask == "credentials":
            _credentials(step, grounds)
            return PASSED
        answer, asked = steps.send(step)
        judge(step.expect, answer, asked)
    except Unsaid as unsaid:
        return _not_applicable(UNSAID, place=unsaid.place)
    except Mismatch as mismatch:
        if step.control:
            told = message(NOT_SOUND, what=_text(step), got=mismatch.got)
            return Ending(outcome="blocked", code=NOT_SOUND, reason=told)
        return ending_of(mismatch)
    except Blocked as blocked:
        return ending_of(blocked)
    return PASSED


def _credentials(step: AccessStep, grounds: Grounds) -> None:
    """Hold the clients of the target file to the official form; their values are never quoted."""
    for role in grounds.target.roles:
        client = grounds.client(role)
        found = {"client_id": client.client_id, "client_secret": client.secret}
        for name, pattern in step.form.items():
            if not re.fullmatch(pattern, found[name]):
                told = message("acc.odd_credential", role=role, name=name, length=len(found[name]))
                raise Mismatch(f"{name}: {pattern}", told)


def _text(step: AccessStep) -> str:
    """Say what a step sends, in the words of its data."""
    said = message(f"acc.ask_{step.ask}")
    if step.control:
        return message("acc.control", what=said)
    plain = AccessStep(ask=step.ask, expect=step.expect, keep=step.keep)
    odd = {
        name: getattr(step, name)
        for name in ("prove", "client", "scope", "place", "token", "form", "without", "expire")
        if getattr(step, name) != getattr(plain, name)
    }
    for part, usual in ((step.signing, Signing()), (step.basic, Basic())):
        names = part.__struct_fields__
        odd |= {name: getattr(part, name) for name in names if getattr(part, name) != getattr(usual, name)}
    return f"{said} {odd}" if odd else said


def _not_applicable(code: str, **params: object) -> Ending:
    return Ending(outcome="not_applicable", code=code, reason=message(code, None, **params))
