"""`python -m examples.foreign_system`: the system as a process, until Ctrl-C or SIGTERM."""

import argparse
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from conformance.reference.businesses import BUSINESSES
from examples.foreign_system.office import BUSINESS
from examples.foreign_system.openapi import FILE, text
from examples.foreign_system.server import PORT, Running, start, write_secrets, write_target
from examples.foreign_system.sessions import LIFE_S
from examples.foreign_system.tables import FOLDER

TROUBLE = 2
STOP = (signal.SIGINT, signal.SIGTERM)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop. Returns 2 when the port or the database cannot be had."""
    options = _options(arguments)
    if options.write_openapi:
        FILE.write_text(text(), encoding="utf-8")
        return 0
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)  # before any thread is made: the signals wait for sigwait
    try:
        running = start(
            port=options.port, database=options.db, faults=options.fault, session_s=options.session_seconds
        )
    except (OSError, sqlite3.Error) as error:
        print(f"起動できません（cannot start）: {error}", file=sys.stderr)
        return TROUBLE
    with running:
        try:
            _hand_out(running, options.write_target)
        except OSError as error:
            what = f"{error.filename}: {error.strerror}" if error.filename else error
            print(f"書けません（cannot write）: {what}", file=sys.stderr)
            return TROUBLE
        print(
            f"ミナト住民記録: {running.base_url}  target: {options.write_target or FOLDER / 'target.yaml'}",
            flush=True,
        )
        signal.sigwait(STOP)
    return 0


def _hand_out(running: Running, target: Path | None) -> None:
    """Write a target file and its passwords, or the passwords that this folder's target file names."""
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_target(running, target)
    else:
        write_secrets(running, FOLDER / "secrets")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    business = BUSINESSES[BUSINESS]()
    known = [fault.id for fault in business.faults if fault.id not in business.prohibited]
    parser = argparse.ArgumentParser(prog="python -m examples.foreign_system")
    parser.add_argument("--port", type=int, default=PORT, help="0: a free one")
    parser.add_argument("--db", default=":memory:", help="SQLite file; else in memory")
    parser.add_argument(
        "--fault", action="append", default=[], choices=known, metavar="ID", help="repeatable"
    )
    parser.add_argument(
        "--write-target", type=Path, metavar="FILE", help="also writes its passwords beside it"
    )
    parser.add_argument("--session-seconds", type=float, default=LIFE_S, help="how long a log-in lasts")
    parser.add_argument("--write-openapi", action="store_true", help="write openapi.yaml anew, and end")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
