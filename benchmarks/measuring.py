"""How the benchmarks take times and print them: the best of some goes, in one process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def best(work: Callable[[], object], repeat: int) -> float:
    """Return the least time in seconds that some work took in `repeat` goes."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def line(name: str, figure: str, budget: str) -> None:
    """Print what was measured beside what is asked."""
    print(f"{name:<62} {figure:<28} {budget}")
