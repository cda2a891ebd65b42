"""Makes one evidence record from what a check did."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.engine.evidence import SCHEMA, SCHEMA_2, SINCE_2, Evidence, Outcome, StepRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.engine.plan_file import PlannedCheck
    from conformance.target.exchange import Exchange

JST = timezone(timedelta(hours=9), "JST")
QUOTED = 10_000  # characters of a judgement: it quotes what a target says, which may be megabytes


def today_in_japan() -> date:
    """Tell the day where every target is."""
    return datetime.now(JST).date()


class Ending(Struct, frozen=True, kw_only=True):
    """How a check ended. `expected` and `got` are set when it failed, `code` and `reason` when it was blocked."""

    outcome: Outcome
    expected: str | None = None
    got: str | None = None
    code: str | None = None
    reason: str | None = None
    replay: str | None = None


PASSED = Ending(outcome="passed")


class Recorder:
    """Collects the steps of one check while it runs."""

    def __init__(
        self, planned: PlannedCheck, clause: str, worker: str, masked: Callable[[str], str] = str
    ) -> None:
        """`masked` hides what must not be seen: a target may say it anywhere, and a judgement quotes it."""
        self.planned = planned
        self._masked = masked
        self._clause = clause
        self._worker = worker
        self._started = datetime.now(JST)
        self._began = time.perf_counter()
        self._steps: list[StepRecord] = []
        self._step_began = self._began

    def begin_step(self) -> None:
        """Note that a step begins."""
        self._step_began = time.perf_counter()

    def end_step(self, keyword: str, text: str, ending: Ending, exchanges: tuple[Exchange, ...]) -> None:
        """Note how a step ended and what it sent and got."""
        self._steps.append(
            StepRecord(
                keyword=keyword,
                text=self._masked(text),
                outcome=ending.outcome,
                expected=self._shown(ending.expected),
                got=self._shown(ending.got or ending.reason),
                duration_ms=_ms(self._step_began),
                exchanges=exchanges,
            )
        )

    def finish(self, ending: Ending) -> Evidence:
        """Make the record."""
        duration = _ms(self._began)
        waited = sum(exchange.elapsed_ms for step in self._steps for exchange in step.exchanges)
        return Evidence(
            schema=SCHEMA_2 if self.planned.kind in SINCE_2 else SCHEMA,
            check=self.planned.id,
            kind=self.planned.kind,
            title=self.planned.title,
            business=self.planned.business,
            requirements=self.planned.requirements,
            outcome=ending.outcome,
            code=ending.code,
            reason=self._shown(ending.reason),
            expected=self._shown(ending.expected),
            got=self._shown(ending.got),
            clause=self._clause,
            started=self._started.isoformat(timespec="milliseconds"),
            duration_ms=duration,
            own_ms=round(max(duration - waited, 0.0), 3),
            worker=self._worker,
            steps=tuple(self._steps),
            replay=self._masked(ending.replay) if ending.replay else ending.replay,
        )

    def _shown(self, text: str | None) -> str | None:
        masked = self._masked(text) if text else text
        return masked if masked is None or len(masked) <= QUOTED else masked[: QUOTED - 1] + "…"


def _ms(since: float) -> float:
    return round((time.perf_counter() - since) * 1000, 3)
