"""Runs one phase of fuzzing against a target."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

import msgspec

from conformance.checks.fuzz.bodies import Bodies
from conformance.checks.fuzz.cases import coverage_cases, fuzz_cases
from conformance.checks.fuzz.judge import ACCEPTED, NOT_JUDGED, SERVER_ERROR, Finding
from conformance.checks.fuzz.plan import FUZZING_LIMIT, FuzzFailure, FuzzResult
from conformance.checks.fuzz.tally import UNPREPARED, Tally, told
from conformance.checks.fuzz.words import request_told
from conformance.engine.bench import Unprepared
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.checks.fuzz.cases import FuzzCase
    from conformance.checks.fuzz.plan import FuzzCheck, FuzzOptions, Judges, Settle
    from conformance.checks.items.baseline import Baselines
    from conformance.contract.typing import Json
    from conformance.target.answer import Answer

Request = Any  # a body of the contract, or whatever else a kind of fuzzing sends
CONFIRMED_LIMIT = 5  # crashes after which the next is believed without asking for the standard request
RENEWALS = 10  # accepted requests after which what they used up is no longer made anew


def run_fuzz(
    check: FuzzCheck,
    baselines: Baselines,
    judges: Judges,
    options: FuzzOptions,
    settle: Settle = lambda _: None,
) -> FuzzResult:
    """Send the cases of a phase and judge every answer. `settle` is called after each request.

    An answer 5xx, or none at all, is a failure only when the same request brings it about again while the standard
    request is answered: time-outs and maintenance may answer 5xx too.
    """
    run = FuzzRun(check, baselines, judges, settle)
    blocked = run.began()
    if blocked is not None:
        return blocked
    for case in run.cases(options):
        run.send(case)
        if run.tally.hopeless:
            break
    return run.tally.result()


class FuzzRun:
    """The state of one phase."""

    def __init__(self, check: FuzzCheck, baselines: Baselines, judges: Judges, settle: Settle) -> None:
        self.check = check
        self.tally = Tally()
        self._baselines = baselines
        self._catalog = baselines.catalog
        self._operation = self._catalog.operation(check.operation)
        self._judge = judges.of(self._operation)
        self._bodies = Bodies(self._catalog, self._operation, self._judge)
        self._settle = settle
        self._asked: set[bytes] = set()
        self._renewals = self._confirmed = 0

    def began(self) -> FuzzResult | None:
        """Prepare what requests refer to; return why the phase cannot be carried out, None when it can."""
        try:
            self.renew()
        except Unprepared as unprepared:
            made, got = unprepared.operation.name, told(unprepared.answer)
            return self.tally.blocked(UNPREPARED, operation=made, got=got)
        return None

    def renew(self) -> None:
        """Prepare anew what requests refer to. Raises Unprepared."""
        self._renewals += 1
        self._baseline = self._baselines.own(self._operation, f"{self.check.id}:{self._renewals}")
        self._standard = self._baseline.request()

    def cases(self, options: FuzzOptions) -> Iterator[FuzzCase]:
        """Yield the cases of the phase; random ones until the time box or the limit is used up."""
        if self.check.phase == "coverage":
            generated = coverage_cases(self._catalog, self._operation)
            self.tally.made = generated.total
            yield from generated.cases
            return
        until = time.monotonic() + options.seconds
        for case in fuzz_cases(self._catalog, self._operation, options.seed):
            if time.monotonic() >= until or self.tally.made >= FUZZING_LIMIT:
                return
            self.tally.made += 1
            yield case

    def send(self, case: FuzzCase) -> None:
        """Send one case, judge the answer, and renew what an accepted request may have used up."""
        body = self._bodies.live(case, self._standard)
        sent = msgspec.json.encode(body)
        if sent in self._asked or not self._baseline.bench.asker.carries(self._operation, body):
            return
        self._asked.add(sent)
        answer = self.asked(body)
        self.judged_answer(body, answer)
        if answer.status == ACCEPTED:
            self._used_up()

    def judged_answer(self, body: Request, answer: Answer) -> None:
        """Count a request that was sent, and judge its answer."""
        self.tally.sent += 1
        if answer.status in NOT_JUDGED:
            self._trouble(answer)
        elif _no_answer(answer) and not self._judge.may_fail(body, answer):
            self._confirm(body, answer)
        else:
            self._note(body, self.judgement(body, answer))

    def asked(self, body: Request) -> Answer:
        """Send a request. A body that is no object is the point of some cases; the client carries any JSON."""
        return self._baseline.bench.send(self._operation, cast("dict[str, Json]", body))

    def judgement(self, body: Request, answer: Answer) -> tuple[Finding, ...]:
        """Say what is wrong with an answer."""
        return self._judge.judge(body, answer)

    def failure(self, body: Request, findings: tuple[Finding, ...]) -> FuzzFailure:
        """Tell a failing request."""
        return FuzzFailure(
            request=request_told(self._catalog, self._standard, body),
            got="、".join(finding.text for finding in findings),
            replay=self._baseline.bench.asker.replay(self._operation, body),
        )

    def _confirm(self, body: Request, answer: Answer) -> None:
        """Find out whether it is the request that brings about an error of the server, or no answer."""
        again = self.asked(body)
        if not _no_answer(again):
            self.tally.unsteady(answer)
            self.tally.judged()
            self._settle(None)
        elif self._confirmed >= CONFIRMED_LIMIT or self._answers_the_standard_request():
            self._confirmed += 1
            self._note(body, (Finding("crash", message("fuzz.crash", None, got=told(again))),))
        else:
            self._trouble(answer)

    def _answers_the_standard_request(self) -> bool:
        kept = self._baseline, self._standard
        try:
            self.renew()
        except Unprepared:
            self._baseline, self._standard = kept
            return False
        fine = not _no_answer(FuzzRun.asked(self, self._standard))
        self._used_up()
        return fine

    def _used_up(self) -> None:
        if self._operation.action == "Read" or self._renewals >= RENEWALS:
            return
        try:
            self.renew()
        except Unprepared:  # go on with what there is: an answer 404 or 409 is an answer too
            self._renewals = RENEWALS

    def _trouble(self, answer: Answer) -> None:
        self.tally.trouble(answer)
        self._settle(None)

    def _note(self, body: Request, findings: tuple[Finding, ...]) -> None:
        self.tally.judged()
        if not findings:
            self._settle(None)
            return
        self._settle(self.tally.fail(self.failure(body, findings)))


def _no_answer(answer: Answer) -> bool:
    return answer.failure is not None or (answer.status or 0) >= SERVER_ERROR
