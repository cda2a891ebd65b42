"""Turns what ended a check into its outcome."""

from conformance.checks.items.model import UNDECIDED
from conformance.checks.record import Ending
from conformance.checks.scenarios.outcomes import Blocked, Mismatch
from conformance.engine.bench import Unprepared
from conformance.i18n import TekigoError, message
from conformance.spec.rules import NotInForce


def ending_of(error: BaseException) -> Ending:
    """Judge an exception: a mismatch is the target's failure, anything else leaves the requirement unjudged."""
    match error:
        case Mismatch(expected=expected, got=got):
            return Ending(outcome="failed", expected=expected, got=got)
        case Blocked(code=code, reason=reason):
            return Ending(outcome="blocked", code=code, reason=reason)
        case Unprepared(operation=operation, answer=answer):
            return _blocked("TKG-BDD031", operation=operation.name, got=answer.told())
        case TekigoError(code="TKG-BND010" | "TKG-BND013"):
            return Ending(outcome="not_applicable", code=error.code, reason=error.text())
        case NotInForce():
            return Ending(outcome="not_applicable", code=error.code, reason=error.text())
        case TekigoError():
            return Ending(outcome="blocked", code=error.code, reason=error.text())
        case KeyboardInterrupt() | SystemExit():
            return _blocked("TKG-RUN010")
        case _:
            return _blocked("TKG-RUN900", kind=type(error).__name__, text=str(error)[:500])


def under_erratum(erratum: str, ending: Ending) -> Ending:
    """Take the judgement from a check of what the official text leaves open: it records what the system does.

    `erratum`: the id of the entry in errata.yaml, empty for a check that decides. Trouble stays trouble.
    """
    if not erratum or ending.outcome not in ("passed", "failed"):
        return ending
    got = ending.got or message("item.got_as_expected")
    reason = message(UNDECIDED, None, erratum=erratum, got=got)
    return Ending(outcome="not_applicable", expected=ending.expected, got=got, code=UNDECIDED, reason=reason)


def _blocked(code: str, **params: object) -> Ending:
    return Ending(outcome="blocked", code=code, reason=message(code, None, **params))
