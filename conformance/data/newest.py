"""Histories: exactly one state of each thing is marked as the newest, and it is the one of the highest number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conformance.data.keys import together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from conformance.data.keys import KeyFaults, Keys


def wrongly_newest(states: Keys, marked: Keys) -> KeyFaults:
    """Find, by the last of its states, each thing with no or several marked states, or with an older one marked.

    `states`: all rows with the number of their state, placed by thing; `marked`: those that are marked, keyed by thing.
    """
    return together(_wrong(all_of, some) for all_of, some in states.beside(marked))


def _wrong(states: NDArray[np.void], marked: NDArray[np.void]) -> NDArray[np.uint64]:
    order = np.lexsort((states["number"], states["place"]))
    places, numbers, rows = (states[name][order] for name in ("place", "number", "row"))
    if not places.size:
        return np.empty(0, dtype=np.uint64)
    lasts = np.flatnonzero(np.r_[places[1:] != places[:-1], True])
    things, highest = places[lasts], numbers[lasts]
    at = np.searchsorted(things, marked["key"])
    count = np.bincount(at, minlength=things.size)
    older = np.zeros(things.size, dtype=bool)
    older[at[marked["number"] != highest[at]]] = True
    wrong: NDArray[np.uint64] = rows[lasts[(count != 1) | older]]
    return wrong
