"""Cuts a file into pieces of some megabytes, each of whole records."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from conformance.data.raw import BOM, LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from conformance.data.dialect import Dialect

SIZE = 16 * 1024 * 1024
MOST = 2 * SIZE  # of a record that does not end
LF = b"\n"


class EndlessRecordError(Exception):
    """A quote was opened and not closed in any number of bytes that a record might have."""


class Head(Struct, frozen=True, kw_only=True):
    """The first record of a file: its fields, and its bytes with all that stands before them."""

    fields: list[str]
    data: bytes


def head_of(path: Path, dialect: Dialect) -> Head | None:
    """Read the first record; None when it is longer than any line may be. Raises OSError."""
    with path.open("rb", buffering=0) as file:
        start = file.read(LONGEST_LINE)
    end = -1
    while True:
        end = start.find(LF, end + 1)
        if end < 0 or start.count(dialect.quote.encode(), 0, end) % 2 == 0:
            break
    if end < 0 and len(start) == LONGEST_LINE:
        return None
    data = start[: end + 1] if end >= 0 else start
    text = data.removeprefix(BOM).decode("utf-8", "replace")
    records = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.separator, quotechar=dialect.quote)
    return Head(fields=next(records, []), data=data)


def blocks(path: Path, start: int, dialect: Dialect) -> Generator[bytes]:
    """Yield the bytes of a file from a place on, cut where a record ends. The last piece is what is left.

    Raises OSError, EndlessRecordError.
    """
    quote, size = ord(dialect.quote), SIZE
    with path.open("rb") as file:
        file.seek(start)
        while data := file.read(size):
            last = len(data) < size
            end = len(data) if last else data.rfind(LF) + 1
            if last or (end and _closed(data, end, quote)):
                yield data[:end]
                start, size = start + end, SIZE
            elif size >= MOST:
                raise EndlessRecordError
            else:
                size *= 2
            file.seek(start)


def _closed(data: bytes, end: int, quote: int) -> bool:
    return int(np.count_nonzero(np.frombuffer(data, dtype=np.uint8, count=end) == quote)) % 2 == 0
