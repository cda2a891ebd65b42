"""Fuzzing: requests that schemathesis makes from the contract, right and wrong, and what no answer to them may be.

Phases: `coverage` tries every keyword of the schema from both sides, the same cases every time; `fuzzing` draws random
requests within a time box. Fuzzing can find a failure of an operation; it never proves a duty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from conformance.contract.openapi import build
from conformance.i18n import message
from conformance.spec.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.checks.fuzz.judge import FuzzJudge
    from conformance.engine.evidence import Outcome
    from conformance.spec.model import ErrorCode, Operation, Package

Phase = Literal["coverage", "fuzzing"]
Mode = Literal["off", "coverage", "full"]
PHASES: dict[Mode, tuple[Phase, ...]] = {
    "off": (),
    "coverage": ("coverage",),
    "full": ("coverage", "fuzzing"),
}
FUZZING_LIMIT = 400  # requests of one operation in the fuzzing phase, if the time box lasts that long


class FuzzCheck(Struct, frozen=True, kw_only=True):
    """One phase of one operation. `requirements`: those of the operation, which a failure counts against.

    `own_call`: method and path of the vendor's own API that is fuzzed in place of the contract's operation.
    """

    id: str
    business: str
    operation: str
    operation_name: str
    phase: Phase
    requirements: tuple[str, ...]
    own_call: tuple[str, str] = ("", "")

    @property
    def title(self) -> str:
        """Name the check for people."""
        if self.own_call[0]:
            return message("fuzz.title_own", None, call=" ".join(self.own_call))
        return message(f"fuzz.title_{self.phase}", None, operation=self.operation_name)


class FuzzFailure(Struct, frozen=True, kw_only=True):
    """One failing request: what it deviates in, what was wrong with the answer, how to send it again."""

    request: str
    got: str
    replay: str | None


class FuzzResult(Struct, frozen=True, kw_only=True):
    """What came of a check. `sent`: requests judged; `made`: cases generated; `failed`: requests that failed.

    `failures` holds the first few. `code` and `reason` are set when the check could not be completed.
    """

    outcome: Outcome
    expected: str
    got: str
    sent: int
    made: int
    failed: int = 0
    failures: tuple[FuzzFailure, ...] = ()
    code: str | None = None
    reason: str | None = None
    replay: str | None = None


# Called after each request that was judged, with its failure, or None when nothing was wrong with the answer.
Settle = Callable[[FuzzFailure | None], None]


class FuzzOptions(Struct, frozen=True, kw_only=True):
    """How much to send. `seconds`: the time box of the fuzzing phase of one operation."""

    seed: int
    seconds: float = 5.0


class Judges:
    """The judges of one business, made when first asked for."""

    def __init__(self, catalog: Catalog, error_codes: Sequence[ErrorCode]) -> None:
        self._catalog = catalog
        self._error_codes = tuple(error_codes)
        self._contract: dict[str, Any] = {}
        self._made: dict[str, FuzzJudge] = {}

    def of(self, operation: Operation) -> FuzzJudge:
        """Return the judge of an operation."""
        from conformance.checks.fuzz.judge import FuzzJudge

        if not self._contract:
            self._contract = build(self._catalog.package, self._error_codes)
        if operation.id not in self._made:
            self._made[operation.id] = FuzzJudge(self._catalog, operation, self._contract)
        return self._made[operation.id]


def plan_fuzz(package: Package, mode: Mode) -> tuple[FuzzCheck, ...]:
    """Plan the phases of every operation, in the order of the spec, but of those that answer with a PDF.

    These are documents of what other operations answer; each would cost the reading of hundreds of PDFs.
    """
    return tuple(
        FuzzCheck(
            id=f"fuzz:{package.key}:{operation.id}:{phase}",
            business=package.key,
            operation=operation.id,
            operation_name=operation.name,
            phase=phase,
            requirements=operation.requirements,
        )
        for operation in package.operations
        if not operation.pdf
        for phase in PHASES[mode]
    )
