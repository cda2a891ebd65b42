"""The lines by which the set-up of a target is told: ok, or a problem with its cause and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.i18n import message, remedy

if TYPE_CHECKING:
    from conformance.target.answer import Failure


class CheckLine(Struct, frozen=True):
    """One point of the set-up. `detail` says what was found; `code` names the message of a problem, and `remedy` how
    to mend it. A problem that is not `blocking` does not keep a run from being done.
    """

    name: str
    ok: bool
    detail: str
    code: str | None = None
    remedy: str = ""
    blocking: bool = True


def good(name: str, code: str, **params: object) -> CheckLine:
    """Say that a point is in order, by a phrase."""
    return CheckLine(name, True, message(code, None, **params))


def bad(name: str, code: str, *, blocking: bool = True, **params: object) -> CheckLine:
    """Say what is wrong, by a message code."""
    return CheckLine(name, False, message(code, None, **params), code, remedy(code, None, **params), blocking)


def failed(name: str, failure: Failure, *, blocking: bool = True) -> CheckLine:
    """Say why a call gave no answer."""
    return CheckLine(name, False, failure.text(), failure.code, failure.remedy(), blocking)
