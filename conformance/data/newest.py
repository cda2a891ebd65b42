"""Histories: exactly one state of each thing is marked as the newest, and it is the one of the highest number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conformance.data.keys import states_of, together

if TYPE_CHECKING:
    from conformance.data.keys import KeyFaults, Keys, Records, Rows


def wrongly_newest(states: Keys, marked: Keys) -> KeyFaults:
    """Find, by the last of its states, each thing with no or several marked states, or with an older one marked.

    `states`: all rows with the number of their state, keyed by thing; `marked`: those that are marked.
    """
    return together(_wrong(all_of, some) for all_of, some in states.beside(marked))


def _wrong(records: Records, marked: Records) -> Rows:
    if not records.size:
        return np.empty(0, dtype=np.int64)
    numbers = records["first"] + records["count"] - 1
    order = np.lexsort((numbers, records["key"]))
    keys = records["key"][order]
    lasts = np.flatnonzero(np.append(keys[1:] != keys[:-1], True))
    things, highest = keys[lasts], numbers[order][lasts]
    marked = states_of(marked)
    at = np.searchsorted(things, marked["key"])
    count = np.bincount(at, minlength=things.size)
    older = np.zeros(things.size, dtype=bool)
    older[at[marked["first"] != highest[at]]] = True
    wrong: Rows = records["row"][order][lasts][(count != 1) | older]
    return wrong
