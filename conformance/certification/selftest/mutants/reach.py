"""Which check executes which statements of a reference package, and what it says of the sound system."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from conformance.certification.selftest.mutants.apply import forget
from conformance.certification.selftest.workbench import sharing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from types import FrameType, ModuleType

    from conformance.certification.selftest.mutants.find import Mutant
    from conformance.certification.selftest.workbench import Tried
    from conformance.engine.plan_file import PlannedCheck

Place = tuple[str, int]  # file name and line


class Bench(Protocol):
    """Puts checks to new systems, in the order in which it lists them."""

    @property
    def checks(self) -> Sequence[PlannedCheck]:
        """Return all checks."""

    def try_on(self, faults: Collection[str] = (), only: Collection[str] | None = None) -> Iterator[Tried]:
        """Put these checks to a new system, one after the other."""


class Heard(Struct, frozen=True):
    """What one check says of the sound system, and how long that took."""

    outcome: str
    seconds: float


class Reach:
    """The sound system seen from inside: which checks could notice a change of a line.

    Sets of checks are kept as the bits of whole numbers: there are thousands of them for thousands of lines.
    """

    def __init__(self, checks: Sequence[str]) -> None:
        """`checks`: in the order in which they are heard."""
        self._checks = tuple(checks)
        self._start: frozenset[Place] = frozenset()
        self._by_line: dict[Place, int] = {}
        self._groups: dict[str, int] = {}
        self.heard: dict[str, Heard] = {}

    def note_start(self, places: set[Place]) -> None:
        """Note what is executed when a system comes up, before any check."""
        self._start = frozenset(places)

    def note(self, check: str, heard: Heard, places: set[Place]) -> None:
        """Note what a check executed. Raises ValueError when checks come in another order."""
        place = len(self.heard)
        if self._checks[place] != check:
            raise ValueError(f"{check} where {self._checks[place]} was expected")
        self.heard[check] = heard
        group = sharing(check)
        self._groups[group] = self._groups.get(group, 0) | 1 << place
        for each in places:
            self._by_line[each] = self._by_line.get(each, 0) | 1 << place

    def of(self, mutant: Mutant) -> tuple[frozenset[str], frozenset[str]]:
        """Return the checks that execute a mutant, then those that share with one of them what was prepared."""
        places = [(mutant.file, line) for line in mutant.lines]
        if not self._start.isdisjoint(places):
            return frozenset(self._checks), frozenset()
        own = 0
        for place in places:
            own |= self._by_line.get(place, 0)
        shared = 0
        for group in self._groups.values():
            if group & own:
                shared |= group
        return self._named(own), self._named(shared & ~own)

    def _named(self, bits: int) -> frozenset[str]:
        return frozenset(check for place, check in enumerate(self._checks) if bits >> place & 1)


def reach_of(bench: Bench, only: Collection[str], modules: Sequence[ModuleType]) -> Reach:
    """Put the checks to a sound system, and write down what each executes of these modules."""
    reach = Reach([check.id for check in bench.checks if check.id in only])
    with _lines_of(modules) as lines:
        forget(modules[0])
        list(bench.try_on((), ()))  # a system comes up and goes down
        reach.note_start(lines)
        tried = bench.try_on((), only)
        while True:
            lines.clear()
            forget(modules[0])  # what one check has worked out must not be hidden from the next
            began = time.perf_counter()
            each = next(tried, None)
            if each is None:
                return reach
            reach.note(each.check, Heard(each.outcome, time.perf_counter() - began), lines)


@contextmanager
def _lines_of(modules: Sequence[ModuleType]) -> Iterator[set[Place]]:
    """Collect the lines that are executed in these modules."""
    found: set[Place] = set()
    names = {str(module.__file__): Path(str(module.__file__)).name for module in modules}

    def local(frame: FrameType, event: str, _: Any) -> Any:  # noqa: ANN401 - as sys.settrace has it
        if event == "line":
            found.add((names[frame.f_code.co_filename], frame.f_lineno))
        return local

    def called(frame: FrameType, _event: str, _: Any) -> Any:  # noqa: ANN401
        return local if frame.f_code.co_filename in names else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        yield found
    finally:
        sys.settrace(before)
