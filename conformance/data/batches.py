"""Reads the records of a file piece by piece, several at a time, and keeps apart the rows that need no second look."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from conformance.data.blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from numpy.typing import NDArray

    from conformance.data.dialect import Dialect
    from conformance.data.sure import Lines, SureLines

AHEAD = 2  # pieces that are read before their turn
TRIED = 100_000  # rows after which lines are no longer matched where hardly any is sure
WORTH = 0.2


Hashes = dict[str, "NDArray[np.uint64]"]  # of the values of a column, by its name in the file


class Batch(NamedTuple):
    """The rows of one piece. `every`: all of them, with the columns that are always needed; `rest`: those that are to
    be looked at, with all columns; `places`: where these stand; `unsure`: their bytes; `sure`: how many others are.
    """

    data: bytes
    every: pl.DataFrame
    hashes: Hashes
    rest: pl.DataFrame
    rest_hashes: Hashes
    places: NDArray[np.int64]
    unsure: bytes
    sure: int


class Batches:
    """The rows of one file."""

    def __init__(
        self,
        path: Path,
        dialect: Dialect,
        header: Sequence[str],
        *,
        known: Collection[str],
        needed: Collection[str],
        sure: SureLines | None,
        seed: int,
    ) -> None:
        """`known`: the columns that are read, by their names in the file; `needed`: those that are needed of every
        row; `sure`: finds the rows of which no other column is, if any; `seed`: of the hashes.
        """
        self._path = path
        self._dialect = dialect
        # Columns that nobody knows may have one name.
        self._header = [name if name in known else f"{place} {name}" for place, name in enumerate(header)]
        self._known = [place for place, name in enumerate(header) if name in known]
        self._needed = [name for name in header if name in needed] or [header[self._known[0]]]
        self._lines = sure
        if sure is not None:
            sure.need(self._needed)
        self._seed = seed
        self._rows = self._sure = 0

    def read(self, start: int) -> Generator[Batch]:
        """Yield the rows that begin at a place of the file, in order.

        Raises OSError, PolarsError, EndlessRecordError.
        """
        waiting: deque[Future[Batch]] = deque()
        with (
            ThreadPoolExecutor(max_workers=pl.thread_pool_size()) as workers,
            closing(blocks(self._path, start, self._dialect)) as pieces,
        ):
            try:
                for piece in pieces:
                    waiting.append(workers.submit(self._batch, piece))
                    if len(waiting) > AHEAD:
                        yield self._counted(waiting.popleft().result())
                while waiting:
                    yield self._counted(waiting.popleft().result())
            finally:
                for each in waiting:
                    each.cancel()

    def _counted(self, batch: Batch) -> Batch:
        self._rows += batch.every.height
        self._sure += batch.sure
        return batch

    def _batch(self, data: bytes) -> Batch:
        if self._lines is None or (self._rows > TRIED and self._sure < WORTH * self._rows):
            return self._unsure(data)
        lines = self._lines.find(data)
        if lines is None or not lines.sure.any():
            return self._unsure(data)
        places = np.flatnonzero(~lines.sure)
        ends = np.append(lines.starts[1:], len(data))
        begins = lines.starts[places].tolist()
        unsure = b"".join(data[begin:end] for begin, end in zip(begins, ends[places].tolist(), strict=True))
        few = self._parsed(_text(unsure), self._known)
        if few.height != places.size:  # a line end stands inside a value
            return self._unsure(data)
        every = self._every(lines, few, places)
        hashes = self._hashes(every), self._hashes(few)
        return Batch(data, every, hashes[0], few, hashes[1], places, unsure, lines.sure.size - places.size)

    def _every(self, lines: Lines, few: pl.DataFrame, places: NDArray[np.int64]) -> pl.DataFrame:
        """Return the columns that are needed of every row, in the order of the file."""
        unread = np.flatnonzero(~lines.read)
        if not unread.size:
            return pl.DataFrame(dict(zip(self._needed, lines.values, strict=True)))
        order = np.empty(lines.read.size, dtype=np.int64)
        order[lines.read] = np.arange(order.size - unread.size)
        order[unread] = order.size - unread.size + np.searchsorted(places, unread)
        both = zip(self._needed, lines.values, strict=True)
        return pl.DataFrame({name: pl.concat([read, few[name]]).gather(order) for name, read in both})

    def _unsure(self, data: bytes) -> Batch:
        rows = self._parsed(_text(data), self._known)
        hashes = self._hashes(rows)
        return Batch(data, rows, hashes, rows, hashes, np.arange(rows.height), data, 0)

    def _parsed(self, data: bytes, places: Sequence[int]) -> pl.DataFrame:
        names = [self._header[place] for place in places]
        if not data:
            return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
        # A first record that is too short has no place for the last columns.
        read = pl.read_csv(data, columns=list(places), missing_columns="insert", **self._form())
        return read.fill_null("").rechunk()  # values are picked out of one piece three times as fast

    def _hashes(self, frame: pl.DataFrame) -> Hashes:
        hashed = frame.select(pl.all().hash(seed=self._seed))
        return {each.name: each.to_numpy() for each in hashed.get_columns()}

    def _form(self) -> dict[str, Any]:
        return {
            "has_header": False,
            "infer_schema": False,
            "empty_string_is_null": False,
            "schema": dict.fromkeys(self._header, pl.String),
            "separator": self._dialect.separator,
            "quote_char": self._dialect.quote,
        }


def _text(data: bytes) -> bytes:
    """Raise PolarsError for what is no UTF-8: columns that are not read are not looked at."""
    pl.Series([data]).cast(pl.String)
    return data
