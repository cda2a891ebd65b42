"""Keys of files of any size: unique, referred to, and histories without gaps. Sorted out by hash on disk.

Each key becomes 64 bits, and the states of a history that follow each other one record. Records are dealt out to
buckets by the key, and each bucket is judged alone: memory is that of one, and of what is not yet written. Two
different keys of 50 million fall together with a chance of less than one in ten thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from conformance.data.model import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


BUCKETS = 256
HELD = 1 << 18  # records kept in memory before they are written to their buckets
# States of one key in rows that follow each other: the number of the first, how many, and the row of the last.
RECORD = np.dtype([("key", "<u8"), ("first", "<i8"), ("count", "<i8"), ("row", "<i8")])
Records = NDArray[np.void]
Rows = NDArray[np.int64]


class KeyFaults(Struct, frozen=True, kw_only=True):
    """How many rows are at fault, and the first of them by row number."""

    count: int
    rows: tuple[int, ...]


class Keys:
    """The keys of one kind of one file; where they have histories, with the numbers of their states."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._path = folder / name
        self._held: list[Records] = []
        self._count = 0
        self._segments: list[Rows] = []  # of the file: where each bucket begins, in records

    def add(
        self,
        key: NDArray[np.uint64],
        first_row: int,
        *,
        number: NDArray[np.int64] | None = None,
        rows: Rows | None = None,
    ) -> None:
        """Add the keys of a batch, without the number of the state, which is apart.

        `first_row`: its first row's number; `rows`: all numbers where some are missing.
        """
        if rows is None:
            rows = np.arange(first_row, first_row + key.size, dtype=np.int64)
        begins = np.arange(key.size) if number is None else _begins(key, number, rows)
        ends = np.append(begins[1:], key.size) - 1 if key.size else begins
        made = np.empty(begins.size, dtype=RECORD)
        made["key"] = key[begins]
        made["first"] = 1 if number is None else number[begins]
        made["count"] = ends - begins + 1
        made["row"] = rows[ends]
        self._held.append(made)
        self._count += begins.size
        if self._count >= HELD:
            self._write()

    def add_known(self, key: NDArray[np.uint64]) -> None:
        """Add keys that others refer to; those that follow themselves, as in a history, once."""
        self.add(key[np.flatnonzero(np.append(True, key[1:] != key[:-1]))] if key.size else key, 0)

    def duplicates(self) -> KeyFaults:
        """Find the rows whose key and number another row before them has."""
        return together(_duplicates(_split(bucket)[1]) for bucket in self._buckets())

    def gaps(self) -> KeyFaults:
        """Find, by their last row, the keys whose numbers do not run from 1 without a gap."""
        return together(_gaps(*_split(bucket)) for bucket in self._buckets())

    def none(self) -> Keys:
        """Return keys of nothing, to be compared with."""
        return Keys(self._folder, f"{self._name}-none")

    def absent_from(self, *known: Keys) -> KeyFaults:
        """Find the rows whose key none of the known ones has."""
        return together(
            mine["row"][~np.isin(mine["key"], np.concatenate([each["key"] for each in theirs]))]
            for mine, *theirs in self.beside(*known)
        )

    def beside(self, *others: Keys) -> Iterator[tuple[Records, ...]]:
        """Yield the records of every bucket together with those of the same bucket of others."""
        apart = any(each._segments for each in (self, *others))
        return zip(*(each._buckets(apart=apart) for each in (self, *others)), strict=True)

    def _buckets(self, *, apart: bool = False) -> Iterator[Records]:
        """Yield the records of every bucket; those of small files were never written, and are one unless `apart`."""
        if self._segments:
            self._write()
            with self._path.open("rb") as file:
                for number in range(BUCKETS):
                    yield np.concatenate([_part(file, segment, number) for segment in self._segments])
            return
        held = np.concatenate(self._held) if self._held else np.empty(0, dtype=RECORD)
        if apart:
            dealt, limits = _dealt(held)
            yield from np.split(dealt, limits[1:-1])
        else:
            yield held

    def _write(self) -> None:
        """Write what is held as one more segment: a file for each bucket would take a hundred times as long."""
        if not self._held:
            return
        dealt, limits = _dealt(np.concatenate(self._held))
        with self._path.open("ab") as file:
            self._segments.append(limits + file.tell() // RECORD.itemsize)
            dealt.tofile(file)
        self._held, self._count = [], 0


def _part(file: BinaryIO, segment: Rows, number: int) -> Records:
    """Read the records of one bucket in one segment."""
    begin, end = (int(each) for each in segment[number : number + 2])
    file.seek(begin * RECORD.itemsize)
    return np.fromfile(file, dtype=RECORD, count=end - begin)


def _begins(key: NDArray[np.uint64], number: NDArray[np.int64], rows: Rows) -> Rows:
    """Return where states do not follow the one in the row before."""
    if not key.size:
        return np.empty(0, dtype=np.int64)
    other = (key[1:] != key[:-1]) | (number[1:] != number[:-1] + 1) | (rows[1:] != rows[:-1] + 1)
    return np.flatnonzero(np.append(True, other))


def _dealt(records: Records) -> tuple[Records, Rows]:
    """Deal records out to the buckets: one after the other, and where each begins and the last one ends."""
    bucket = (records["key"] % BUCKETS).astype(np.uint8)
    order = np.argsort(bucket, kind="stable")
    # `take` moves whole records twenty times as fast as an index does.
    return records.take(order), np.searchsorted(bucket[order], np.arange(BUCKETS + 1)).astype(np.int64)


def _split(bucket: Records) -> tuple[Records, Records]:
    """Return the records whose key has no other, and those of the other keys with one record for each state."""
    plain = np.sort(bucket["key"])
    several = plain[1:][plain[1:] == plain[:-1]]
    if not several.size:
        return bucket, bucket[:0]
    again = np.isin(bucket["key"], several)
    states = states_of(bucket.compress(again))
    order = np.lexsort((states["row"], states["first"], states["key"]))
    return bucket.compress(~again), states.take(order)


def states_of(packed: Records) -> Records:
    """Return one record for each state."""
    states = np.repeat(packed, packed["count"])
    back = (
        np.cumsum(packed["count"]).repeat(packed["count"]) - 1 - np.arange(states.size)
    )  # to the last state
    states["first"] += states["count"] - 1 - back
    states["row"] -= back
    states["count"] = 1
    return states


def _duplicates(states: Records) -> Rows:
    same = (states["key"][1:] == states["key"][:-1]) & (states["first"][1:] == states["first"][:-1])
    rows: Rows = states["row"][1:][same]
    return rows


def _gaps(alone: Records, states: Records) -> Rows:
    rows: Rows = alone["row"][alone["first"] != 1]
    if not states.size:
        return rows
    keys, numbers = states["key"], states["first"]
    begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    ends = np.append(begins[1:], keys.size) - 1
    # Numbers that are double are told as keys; here each different one counts once.
    fresh = np.append(True, (keys[1:] != keys[:-1]) | (numbers[1:] != numbers[:-1]))
    different = np.add.reduceat(fresh.astype(np.int64), begins)
    whole = (numbers[begins] == 1) & (numbers[ends] == different)
    return np.concatenate([rows, states["row"][ends[~whole]]])


def together(parts: Iterator[Rows]) -> KeyFaults:
    """Count the rows of all buckets, and keep the first of them."""
    count, first = 0, np.empty(0, dtype=np.int64)
    for rows in parts:
        count += int(rows.size)
        if rows.size:
            first = np.sort(np.concatenate([first, np.partition(rows, min(SHOWN, rows.size) - 1)[:SHOWN]]))[
                :SHOWN
            ]
    return KeyFaults(count=count, rows=tuple(int(row) for row in first))
