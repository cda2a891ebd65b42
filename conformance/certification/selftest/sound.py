"""No false alarm: the whole suite on sound systems, with many seeds, in any order and several at a time."""

from __future__ import annotations

import multiprocessing
import random
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from conformance.certification.selftest.workbench import Workbench
from conformance.spec.json_file import write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

NAME = "sound.json"
RIGHT = ("passed", "set_aside", "contested")


class SoundRun(Struct, frozen=True, kw_only=True):
    """One run of a business's suite on a sound system, its checks shuffled by the seed. `wrong`: what did not pass."""

    business: str
    seed: int
    checks: int
    wrong: tuple[str, ...] = ()
    seconds: float = 0.0


class SoundRuns(Struct, frozen=True, kw_only=True):
    """All of them."""

    schema: Literal["tekigo.sound/1"] = "tekigo.sound/1"
    date: str
    commit: str = ""
    runs: tuple[SoundRun, ...]

    @property
    def wrong(self) -> int:
        """Count the checks that did not pass."""
        return sum(len(run.wrong) for run in self.runs)


def try_sound(
    businesses: Sequence[str],
    seeds: Sequence[int],
    processes: int,
    tell: Callable[[int, int, SoundRun], None] = lambda done, total, run: None,
) -> list[SoundRun]:
    """Run every business with every seed. `tell` hears how many are done, of how many, and the last one."""
    pairs = [(business, seed) for seed in seeds for business in businesses]
    done: list[SoundRun] = []
    if processes <= 1:
        for pair in pairs:
            done.append(run_shuffled(*pair))
            tell(len(done), len(pairs), done[-1])
        return done
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for each in as_completed([pool.submit(run_shuffled, *pair) for pair in pairs]):
            done.append(each.result())
            tell(len(done), len(pairs), done[-1])
    return sorted(done, key=lambda run: (run.seed, run.business))


def run_shuffled(business: str, seed: int) -> SoundRun:
    """Run the suite of a business once, in the order that the seed shuffles it into."""
    began = time.perf_counter()
    bench = Workbench(business, seed)
    order = list(bench.checks)
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, not a secret
    bench.checks = tuple(order)
    tried = list(bench.try_on())
    return SoundRun(
        business=business,
        seed=seed,
        checks=len(tried),
        wrong=tuple(each.check for each in tried if each.outcome not in RIGHT),
        seconds=round(time.perf_counter() - began, 2),
    )


def write_sound(folder: Path, runs: SoundRuns) -> Path:
    """Write sound.json."""
    folder.mkdir(parents=True, exist_ok=True)
    return write_json(folder / NAME, runs)
