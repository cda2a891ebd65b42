"""`tekigo selftest --mutants`: how many small changes of the reference system the suite notices."""

from __future__ import annotations

import random
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from conformance.certification.selftest.matrix import Kept
from conformance.certification.selftest.mutants.explained import explained
from conformance.certification.selftest.mutants.model import Mutants, Row, summed_up, write_mutants
from conformance.certification.selftest.mutants.pool import tried
from conformance.certification.selftest.mutants.trial import modules_of, trial_of
from conformance.certification.selftest.run import commit, digest_of
from conformance.checks.record import JST
from conformance.i18n import TekigoError
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.certification.selftest.mutants.find import Mutant
    from conformance.certification.selftest.mutants.model import Tested


class WantedMutants(Struct, frozen=True, kw_only=True):
    """What to try. `files`: names of modules, all when empty. `sample`: so many of each business, spread over them."""

    businesses: tuple[str, ...]
    files: tuple[str, ...] = ()
    sample: int | None = None
    seed: int = 1
    processes: int = 2


def _quiet(done: int, total: int, row: Row) -> None:
    """Say nothing."""


def try_mutants(
    wanted: WantedMutants, folder: Path, tell: Callable[[int, int, Row], None] = _quiet
) -> Mutants:
    """Try mutants and write mutants.json into the folder; rows that an interrupted run left there are kept.

    `tell` hears of each: how many are done, of how many, and the row. Raises TekigoError TKG-SELF002 where processes
    cannot be forked, TKG-SELF004 for an unknown file.
    """
    began = time.perf_counter()
    names = {Path(str(each.__file__)).name for business in wanted.businesses for each in modules_of(business)}
    for file in wanted.files:
        if file not in names:
            raise TekigoError("TKG-SELF004", file=file, near=nearest(file, names))
    folder.mkdir(parents=True, exist_ok=True)
    stores = [
        Kept(folder, f"mutants.{each}.{digest_of([each], wanted.seed)}", Row, "mutant")
        for each in wanted.businesses
    ]
    mutants = Mutants(
        date=datetime.now(JST).date().isoformat(),
        commit=commit(),
        seed=wanted.seed,
        seconds=0,
        businesses=tuple(
            _tested(business, wanted, store, tell)
            for business, store in zip(wanted.businesses, stores, strict=True)
        ),
    )
    mutants = replace(mutants, seconds=round(time.perf_counter() - began, 1))
    write_mutants(folder, mutants)
    for store in stores:
        store.drop()
    return mutants


def _tested(
    business: str, wanted: WantedMutants, store: Kept[Row], tell: Callable[[int, int, Row], None]
) -> Tested:
    trial = trial_of(business, wanted.seed)
    of_files = [each for each in trial.mutants.values() if not wanted.files or each.file in wanted.files]
    chosen = spread(of_files, wanted.sample, wanted.seed)
    rows = {id_: row for id_, row in store.kept().items() if id_ in {mutant.id for mutant in chosen}}
    for row in tried(trial, [mutant for mutant in chosen if mutant.id not in rows], wanted.processes):
        store.append(row)
        rows[row.mutant] = row
        tell(len(rows), len(chosen), row)
    return summed_up(business, len(trial.mutants), rows.values(), trial.wrong, explained(business).reasons)


def spread(mutants: Sequence[Mutant], sample: int | None, seed: int) -> list[Mutant]:
    """Take so many, evenly spread over all; another seed takes others."""
    if sample is None or sample >= len(mutants):
        return list(mutants)
    step = len(mutants) / sample
    offset = random.Random(seed).random()  # noqa: S311 - a choice, no secret
    return [mutants[int((place + offset) * step)] for place in range(sample)]
