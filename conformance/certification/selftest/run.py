"""`tekigo selftest`: every fault against the suite, in several processes, results kept as they come."""

from __future__ import annotations

import hashlib
import multiprocessing
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.certification.digests import digests
from conformance.certification.selftest.matrix import Killed, Matrix, Rows, write_matrix
from conformance.certification.selftest.over_http import differing
from conformance.certification.selftest.trial import Trial, editions_of_faults, trial
from conformance.checks.record import JST
from conformance.i18n import TekigoError
from conformance.spec.faults import nearest
from conformance.spec.load import find_package
from conformance.spec.paths import data_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path


class Wanted(Struct, frozen=True, kw_only=True):
    """What to try. `faults`: ids, all of the businesses when empty; `sample`: only every n-th, so many in all."""

    businesses: tuple[str, ...]
    faults: tuple[str, ...] = ()
    sample: int | None = None
    seed: int = 1
    processes: int = 2
    over_http: int = 0


def _quiet(done: int, total: int, row: Killed) -> None:
    """Say nothing."""


def selftest(wanted: Wanted, folder: Path, tell: Callable[[int, int, Killed], None] = _quiet) -> Matrix:
    """Try faults and write selftest.json into the folder; rows that an interrupted run left there are kept.

    `tell` hears of each: how many are done, of how many, and the row. Raises TekigoError TKG-SELF001 for an unknown
    fault.
    """
    began = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = choose(wanted)
    store = Rows(folder, digest_of(wanted.businesses, wanted.seed))
    kept = store.kept()
    # Tried before there are workers: forked ones find them loaded and tried already.
    sound = tuple(
        trial(business, wanted.seed, edition).sound
        for business, edition in _suites(wanted.businesses, chosen)
    )
    rows = {fault: kept[fault] for _, fault in chosen if fault in kept}
    for row in _tried([pair for pair in chosen if pair[1] not in kept], wanted):
        store.append(row)
        rows[row.fault] = row
        tell(len(rows), len(chosen), row)
    step = max(1, len(chosen) // wanted.over_http) if wanted.over_http else 0
    over_http = chosen[::step][: wanted.over_http] if step else []
    matrix = Matrix(
        date=datetime.now(JST).date().isoformat(),
        commit=commit(),
        seed=wanted.seed,
        seconds=round(time.perf_counter() - began, 1),
        sound=sound,
        killed=tuple(rows[fault] for _, fault in chosen),
        over_http=tuple(fault for _, fault in over_http),
        differing=tuple(differing(over_http, wanted.seed)),
    )
    write_matrix(folder, matrix)
    store.drop()
    return matrix


def choose(wanted: Wanted) -> list[tuple[str, str]]:
    """List (business, fault). Raises TekigoError TKG-SELF001 with the nearest ids."""
    known = {fault: business for business in wanted.businesses for fault in editions_of_faults(business)}
    for fault in wanted.faults:
        if fault not in known:
            raise TekigoError("TKG-SELF001", fault=fault, near=nearest(fault, known))
    found = [(known[fault], fault) for fault in (wanted.faults or known)]
    if wanted.sample is None or wanted.sample >= len(found):
        return found
    step = len(found) / wanted.sample
    return [found[int(place * step)] for place in range(wanted.sample)]


def _suites(businesses: Sequence[str], chosen: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """List (business, edition) of the suites that faults are tried by, that of the edition in force always."""
    found = {(business, "") for business in businesses}
    found |= {(business, editions_of_faults(business)[fault]) for business, fault in chosen}
    order = list(businesses)
    return sorted(found, key=lambda pair: (order.index(pair[0]), pair[1]))


def digest_of(businesses: Iterable[str], seed: int) -> str:
    """Digest all that rows depend on: the suites of these businesses, the program and the seed."""
    parts = [*digests(find_package(each) for each in businesses).values(), str(seed)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


def commit() -> str:
    """Name the commit of the checkout; empty outside of one."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(  # noqa: S603 - no words of a user are in it
            command, cwd=data_root(), capture_output=True, text=True, timeout=10, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip()


def _tried(pairs: Sequence[tuple[str, str]], wanted: Wanted) -> Iterator[Killed]:
    if wanted.processes <= 1 or len(pairs) <= 1:
        for business, fault in pairs:
            yield _kill(business, wanted.seed, fault)
        return
    context = multiprocessing.get_context(
        "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    )
    with ProcessPoolExecutor(wanted.processes, mp_context=context) as pool:
        waiting = [pool.submit(_kill, business, wanted.seed, fault) for business, fault in pairs]
        for done in as_completed(waiting):
            yield done.result()


def trial_of(business: str, seed: int, fault: str) -> Trial:
    """Return the trial of the edition in which a fault is tried."""
    return trial(business, seed, editions_of_faults(business)[fault])


def _kill(business: str, seed: int, fault: str) -> Killed:
    return trial_of(business, seed, fault).kill(fault)
