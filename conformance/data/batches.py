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
    from conformance.data.sure import SureLines

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
        sure: SureLines,
        seed: int,
    ) -> None:
        """`known`: the columns that are read, by their names in the file; `needed`: those that are needed of every
        row; `sure`: finds the rows of which no other is; `seed`: of the hashes.
        """
        self._path = path
        self._dialect = dialect
        # Columns that nobody knows may have one name.
        self._header = [name if name in known else f"{place} {name}" for place, name in enumerate(header)]
        self._known = [place for place, name in enumerate(header) if name in known]
        self._needed = [place for place in self._known if header[place] in needed] or self._known[:1]
        self._lines = sure
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
        if self._rows > TRIED and self._sure < WORTH * self._rows:
            return self._unsure(data)
        lines = pl.read_lines(data).to_series()
        sure = self._lines.find(lines, data)
        rest = lines.filter(~sure)
        if rest.len() == lines.len():
            return self._unsure(data)
        unsure = "\n".join(rest.to_list()).encode()
        every, few = self._parsed(data, self._needed), self._parsed(unsure, self._known)
        if every.height != lines.len() or few.height != rest.len():  # a line end stands inside a value
            return self._unsure(data)
        places = np.flatnonzero(~sure)
        hashes = self._hashes(every), self._hashes(few)
        return Batch(data, every, hashes[0], few, hashes[1], places, unsure, lines.len() - rest.len())

    def _unsure(self, data: bytes) -> Batch:
        rows = self._parsed(data, self._known)
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
