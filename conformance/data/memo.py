"""Remembers values that were found right, by their hash: most values of a column come again and again.

The table has a fixed size, and a newer value pushes an older one out. Two values of one hash are not told apart: it has
64 bits and another seed in each process, so a wrong value passes for a right one in none of ten thousand cities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLACES = 1 << 17
LAST = np.uint64(PLACES - 1)
TRIED = 200_000  # values after which a memo that hardly knows any value is no longer asked
WORTH = 0.1  # share of values that it has to know


class Memo:
    """The right values of one column."""

    def __init__(self) -> None:
        self._table = np.zeros(PLACES, dtype=np.uint64)
        self._table[0] = 1  # no hash that ends in zeros is known yet
        self._asked = 0
        self._unknown = 0
        self._useless = False

    def unknown(self, hashes: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Return the places of values that have to be judged."""
        if self._useless:
            return np.arange(hashes.size)
        strange = np.flatnonzero(self._table[_places(hashes)] != hashes)
        self._asked += hashes.size
        self._unknown += strange.size
        if self._asked > TRIED and self._unknown > (1 - WORTH) * self._asked:
            self._useless = True
            self._table = self._table[:0]
        return strange

    def learn(self, hashes: NDArray[np.uint64]) -> None:
        """Remember the hashes of right values."""
        if not self._useless:
            self._table[_places(hashes)] = hashes


def _places(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    return (hashes & LAST).view(np.int64)
