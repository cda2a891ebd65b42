"""`python -m conformance.reference.serve`: the reference system as a process of its own.

It announces itself as one JSON line (addresses and clients) and stops when its standard input closes, so that it
never outlives whoever started it.
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from conformance.i18n import TekigoError
from conformance.reference.businesses import reference_system
from conformance.reference.server import RunningServer, start_server

ENOUGH = 10  # tracebacks


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until standard input closes."""
    options = _options(arguments)
    logging.basicConfig(handlers=[_FewWords()], level=logging.WARNING)
    try:
        editions = dict(each.split("=", 1) for each in options.edition)
        system = reference_system(
            options.business, database=options.db, faults=options.fault, editions=editions
        )
    except TekigoError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    with start_server(system, port=options.port) as running:
        _announce(running, options.announce)
        while sys.stdin.buffer.read(4096):
            pass
    return 0


class _FewWords(logging.StreamHandler[TextIO]):
    """Says the first of what goes wrong: nobody may be reading, and a full pipe would stop the system."""

    said = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record unless enough were written."""
        self.said += 1
        if self.said <= ENOUGH:
            super().emit(record)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m conformance.reference.serve")
    parser.add_argument("--business", action="append", help="repeatable; all of them when not given")
    parser.add_argument("--db", default=":memory:", help="SQLite file, one per business; else in memory")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault", action="append", default=[])
    parser.add_argument("--edition", action="append", default=[], metavar="BUSINESS=EDITION")
    parser.add_argument("--announce", default="1", help="file descriptor or file for the JSON line")
    return parser.parse_args(arguments)


def _announce(running: RunningServer, where: str) -> None:
    """Write the line; a file appears whole or not at all, readable by its owner only, for it holds secrets."""
    line = json.dumps(running.announcement()) + "\n"
    if where.isdigit():
        with open(int(where), "w", encoding="utf-8", closefd=False) as stream:
            stream.write(line)
        return
    partial = f"{where}.partial"
    with open(
        os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as stream:
        stream.write(line)
    os.replace(partial, where)


if __name__ == "__main__":
    sys.exit(main())
