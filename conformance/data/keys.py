"""Keys of files of any size: unique, referred to, and histories without gaps. Sorted out by hash on disk.

Each key becomes 64 bits. Rows are dealt out to buckets by them, and each bucket is judged alone: memory is that of
one. Two different keys of 50 million fall together with a chance of less than one in ten thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from conformance.data.model import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

BUCKETS = 64
HELD = 2_000_000  # rows kept in memory before they are written to their buckets
ROW = np.dtype([("place", "<u8"), ("key", "<u8"), ("number", "<i8"), ("row", "<u8")])


class KeyFaults(Struct, frozen=True, kw_only=True):
    """How many rows are at fault, and the first of them by row number."""

    count: int
    rows: tuple[int, ...]


class Keys:
    """The keys of one kind of one file, each with the hash that decides its bucket: the entity's, or its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._held: list[NDArray[np.void]] = []
        self._count = 0
        self._written = False

    def add(
        self,
        key: NDArray[np.uint64],
        first_row: int,
        *,
        place: NDArray[np.uint64] | None = None,
        number: NDArray[np.int64] | None = None,
        rows: NDArray[np.uint64] | None = None,
    ) -> None:
        """Add the keys of a batch; `first_row`: its first row's number, `rows`: all numbers where some are missing."""
        made = np.empty(key.size, dtype=ROW)
        made["key"] = key
        made["place"] = key if place is None else place
        made["number"] = 0 if number is None else number
        made["row"] = np.arange(first_row, first_row + key.size, dtype=np.uint64) if rows is None else rows
        self._held.append(made)
        self._count += key.size
        if self._count >= HELD:
            self._write()

    def duplicates(self) -> KeyFaults:
        """Find the rows whose key another row before them has."""
        return together(self._duplicates(bucket) for bucket in self._buckets())

    def gaps(self) -> KeyFaults:
        """Find, by their last row, the entities whose numbers do not run from 1 without a gap."""
        return together(_gaps(bucket) for bucket in self._buckets())

    def none(self) -> Keys:
        """Return keys of nothing, to be compared with."""
        return Keys(self._folder, f"{self._name}-none")

    def absent_from(self, *known: Keys) -> KeyFaults:
        """Find the rows whose key none of the known ones has."""
        pairs = zip(self._buckets(), *(each._buckets() for each in known), strict=True)
        return together(
            mine["row"][~np.isin(mine["key"], np.concatenate([each["key"] for each in theirs]))]
            for mine, *theirs in pairs
        )

    def beside(self, other: Keys) -> Iterator[tuple[NDArray[np.void], NDArray[np.void]]]:
        """Yield the rows of every bucket together with those of the same bucket of another."""
        return zip(self._buckets(), other._buckets(), strict=True)

    @staticmethod
    def _duplicates(bucket: NDArray[np.void]) -> NDArray[np.uint64]:
        order = np.lexsort((bucket["row"], bucket["key"]))
        keys = bucket["key"][order]
        again = np.flatnonzero(keys[1:] == keys[:-1]) + 1
        rows: NDArray[np.uint64] = bucket["row"][order][again]
        return rows

    def _buckets(self) -> Iterator[NDArray[np.void]]:
        """Yield the rows of every bucket; those of small files were never written."""
        if self._written:
            self._write()
            for number in range(BUCKETS):
                path = self._path(number)
                yield np.fromfile(path, dtype=ROW) if path.exists() else np.empty(0, dtype=ROW)
            return
        held = np.concatenate(self._held) if self._held else np.empty(0, dtype=ROW)
        yield from _dealt(held)

    def _write(self) -> None:
        held = np.concatenate(self._held) if self._held else np.empty(0, dtype=ROW)
        for number, part in enumerate(_dealt(held)):
            with self._path(number).open("ab") as file:
                part.tofile(file)
        self._held, self._count, self._written = [], 0, True

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._name}.{number}"


def _dealt(rows: NDArray[np.void]) -> list[NDArray[np.void]]:
    """Deal rows out to the buckets."""
    bucket = (rows["place"] % BUCKETS).astype(np.uint8)
    order = np.argsort(bucket, kind="stable")
    limits = np.searchsorted(bucket[order], np.arange(1, BUCKETS))
    return np.split(rows[order], limits)


def _gaps(bucket: NDArray[np.void]) -> NDArray[np.uint64]:
    order = np.lexsort((bucket["number"], bucket["place"]))
    places, numbers, rows = (bucket[name][order] for name in ("place", "number", "row"))
    if not places.size:
        return np.empty(0, dtype=np.uint64)
    begins = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
    ends = np.r_[begins[1:], places.size] - 1
    # Numbers that are double are told as keys; here each different one counts once.
    fresh = np.r_[True, (places[1:] != places[:-1]) | (numbers[1:] != numbers[:-1])]
    different = np.add.reduceat(fresh.astype(np.int64), begins)
    whole = (numbers[begins] == 1) & (numbers[ends] == different)
    found: NDArray[np.uint64] = rows[ends[~whole]]
    return found


def together(parts: Iterator[NDArray[np.uint64]]) -> KeyFaults:
    """Count the rows of all buckets, and keep the first of them."""
    count, first = 0, np.empty(0, dtype=np.uint64)
    for rows in parts:
        count += int(rows.size)
        if rows.size:
            first = np.sort(np.concatenate([first, np.partition(rows, min(SHOWN, rows.size) - 1)[:SHOWN]]))[
                :SHOWN
            ]
    return KeyFaults(count=count, rows=tuple(int(row) for row in first))
