"""Seeded faults: each makes the system deviate from exactly one requirement, at one small seam.

A seam asks `fault_active("F-…")`. Which faults are on belongs to the system that answers the request, not to the
process, so that a sound and a broken system can run side by side.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct

_active: ContextVar[frozenset[str]] = ContextVar("active faults", default=frozenset())


class Fault(Struct, frozen=True):
    """One deviation. `text`: what the broken system does, in one Japanese line. `seam`: the module that asks.

    `opens`: what a seam in code that all businesses share asks for, where that is not the fault's own id. Ids are
    unique over all businesses, so of several faults at one shared seam only one can bear the name asked for.
    """

    id: str
    requirement: str
    text: str
    seam: str
    opens: str = ""


def fault_active(fault_id: str) -> bool:
    """Tell whether the system that answers the present request has this fault."""
    return fault_id in _active.get()


@contextmanager
def with_faults(fault_ids: Iterable[str]) -> Iterator[None]:
    """Answer everything inside the block as a system with these faults."""
    token = _active.set(frozenset(fault_ids))
    try:
        yield
    finally:
        _active.reset(token)
