"""Tries mutants side by side, each in a process of its own: whatever one breaks is gone with it."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import msgspec

from conformance.certification.selftest.mutants.model import TIME_OUT, Row
from conformance.certification.selftest.mutants.trial import row_of
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

    from conformance.certification.selftest.mutants.find import Mutant
    from conformance.certification.selftest.mutants.trial import MutantTrial

_MEMORY = (
    4 << 30
)  # bytes that a mutant may take: a list that grows for ever must not take the machine with it
_TICK = 1.0


class _Running(msgspec.Struct):
    mutant: Mutant
    process: ForkProcess
    until: float


def tried(trial: MutantTrial, mutants: Sequence[Mutant], processes: int) -> Iterator[Row]:
    """Yield the rows as they come. Raises TekigoError TKG-SELF002 where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        raise TekigoError("TKG-SELF002")
    waiting = list(reversed(mutants))
    running: dict[Connection, _Running] = {}
    gc.collect()
    gc.freeze()  # what all have in common stays in common
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                running.update([_started(trial, waiting.pop())])
            for connection in wait(list(running), _TICK):
                yield _row(connection, running.pop(connection))  # type: ignore[arg-type,call-overload]
            for connection in [each for each, of in running.items() if of.until < time.monotonic()]:
                yield _given_up(connection, running.pop(connection))
    finally:
        for connection, left in running.items():
            _given_up(connection, left)
        gc.unfreeze()


def _started(trial: MutantTrial, mutant: Mutant) -> tuple[Connection, _Running]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_try, args=(trial, mutant, there), daemon=True)
    process.start()
    there.close()
    return here, _Running(mutant, process, time.monotonic() + trial.patience(mutant))


def _try(trial: MutantTrial, mutant: Mutant, answer: Connection) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    logging.disable()  # broken systems break loudly
    answer.send_bytes(msgspec.json.encode(trial.row(mutant)))


def _row(connection: Connection, done: _Running) -> Row:
    """Read what a process says of its mutant; one that died without a word was killed by what it broke."""
    try:
        row = msgspec.json.decode(connection.recv_bytes(), type=Row)
    except EOFError:
        row = row_of(done.mutant, "killed", how="died")
    connection.close()
    done.process.join()
    return row


def _given_up(connection: Connection, left: _Running) -> Row:
    left.process.kill()
    left.process.join()
    connection.close()
    return row_of(left.mutant, "killed", how=TIME_OUT)
