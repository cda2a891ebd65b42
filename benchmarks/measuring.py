"""How the benchmarks take times and print them: the best of some goes, in one process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Times(NamedTuple):
    """Seconds on the clock, and seconds that all processors together have worked, which others disturb less."""

    wall: float
    cpu: float


def best(work: Callable[[], object], repeat: int) -> float:
    """Return the least time in seconds that some work took in `repeat` goes."""
    return times(work, repeat).wall


def times(work: Callable[[], object], repeat: int) -> Times:
    """Return the least times that some work took in `repeat` goes, each by itself."""
    walls, cpus = [], []
    for _ in range(repeat):
        began, worked = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - began)
        cpus.append(time.process_time() - worked)
    return Times(min(walls), min(cpus))


def line(name: str, figure: str, budget: str) -> None:
    """Print what was measured beside what is asked."""
    print(f"{name:<62} {figure:<28} {budget}")
