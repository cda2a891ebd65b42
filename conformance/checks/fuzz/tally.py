"""Counts what a phase of fuzzing sent and found, and sums it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.fuzz.plan import FuzzFailure, FuzzResult
from conformance.i18n import message

if TYPE_CHECKING:
    from conformance.engine.evidence import Outcome
    from conformance.target.answer import Answer

SHOWN = 5  # failing requests that are told one by one, each failing in a way of its own
TROUBLE_LIMIT = 3  # answers in a row that say nothing: the target cannot be tested now
UNPREPARED, TROUBLE, UNSTEADY, NOTHING = "TKG-FUZZ010", "TKG-FUZZ011", "TKG-FUZZ012", "TKG-FUZZ013"


class Tally:
    """`made`: cases generated. `sent`: requests sent. `failed`: those whose answer broke the contract."""

    def __init__(self) -> None:
        self.made = self.sent = self.failed = 0
        self.failures: list[FuzzFailure] = []
        self._in_a_row = self._judged = 0
        self._trouble: Answer | None = None
        self._unsteady: Answer | None = None

    @property
    def hopeless(self) -> bool:
        """Tell whether so many answers in a row said nothing that there is no point in going on."""
        return self._in_a_row >= TROUBLE_LIMIT

    def judged(self) -> None:
        """Note an answer that could be judged."""
        self._judged += 1
        self._in_a_row = 0

    def trouble(self, answer: Answer) -> None:
        """Note an answer that says nothing about the request."""
        self._in_a_row += 1
        self._trouble = answer

    def unsteady(self, answer: Answer) -> None:
        """Note an error of the server that did not come again."""
        self._unsteady = answer

    def fail(self, failure: FuzzFailure) -> FuzzFailure | None:
        """Count a failure; return it when it is one of those that are told: the first of each way to fail."""
        self.failed += 1
        if len(self.failures) >= SHOWN or any(each.got == failure.got for each in self.failures):
            return None
        self.failures.append(failure)
        return failure

    def result(self) -> FuzzResult:
        """Sum up a phase that ran."""
        if self.failed:
            return self._result("failed")
        if self._trouble is not None and (self.hopeless or not self._judged):
            return self.blocked(TROUBLE, got=told(self._trouble))
        if self._unsteady is not None:
            return self.blocked(UNSTEADY, got=told(self._unsteady))
        if not self._judged:
            return self.blocked(NOTHING)
        return self._result("passed")

    def blocked(self, code: str, **params: object) -> FuzzResult:
        """Sum up a phase that could not be completed."""
        return self._result("blocked", code, message(code, None, **params))

    def not_applicable(self, code: str, **params: object) -> FuzzResult:
        """Sum up a phase for which there is nothing to send."""
        return self._result("not_applicable", code, message(code, None, **params))

    def _result(self, outcome: Outcome, code: str | None = None, reason: str | None = None) -> FuzzResult:
        first = self.failures[0] if self.failures else None
        counts = {"sent": self.sent, "made": self.made, "failed": self.failed}
        if first is not None:
            got = message("fuzz.got_failed", None, **counts, request=first.request, finding=first.got)
        else:
            got = reason or message("fuzz.got_passed", None, **counts)
        return FuzzResult(
            outcome=outcome,
            expected=message("fuzz.expected"),
            got=got,
            sent=self.sent,
            made=self.made,
            failed=self.failed,
            failures=tuple(self.failures),
            code=code,
            reason=reason,
            replay=first.replay if first else None,
        )


def told(answer: Answer) -> str:
    """Say what came instead of an answer."""
    return answer.failure.text() if answer.failure else f"HTTP {answer.status}"
