"""Seeded faults: each makes the system deviate from exactly one requirement, at one small seam.

A seam asks `fault_active("F-…")`. Which faults are on belongs to the system that answers the request, not to the
process, so that a sound and a broken system can run side by side.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

from conformance.spec.errors import SpecErrors
from conformance.spec.row import Row
from conformance.spec.tables import read_table

_active: ContextVar[frozenset[str]] = ContextVar("active faults", default=frozenset())

_heard: ContextVar[set[str] | None] = ContextVar("faults asked for", default=None)


Kind = Literal[
    "missing_check", "accepted_bad_input", "refused_good_input", "off_by_one", "wrong_boundary", "wrong_rounding",
    "wrong_value", "lost_value", "lost_history", "wrong_code", "leaked_field", "stale_read", "wrong_selection",
    "wrong_order", "missing_effect", "unwanted_effect", "prohibited_function", "wrong_status", "race",
]  # fmt: skip


class Fault(Row, frozen=True):
    """One deviation. `text`: what the broken system does, in one Japanese line. `seam`: the module that asks.

    `opens`: what a seam in code that all businesses share asks for, where that is not the fault's own id. Ids are
    unique over all businesses, so of several faults at one shared seam only one can bear the name asked for.
    `touches`: other requirements that what it breaks is also a part of, so that they may rightly fail with it; `note`
    says why.
    """

    id: str
    requirement: str
    kind: Kind
    text: str
    seam: str
    opens: str = ""
    touches: tuple[str, ...] = ()
    note: str = ""


def read_faults(folder: Path) -> tuple[Fault, ...]:
    """Read faults.csv of a business. Raises SpecErrors with everything that is wrong with it."""
    path = folder / "faults.csv"
    faults, found = read_table(path, Fault, f"{folder.name}/{path.name}")
    if found:
        raise SpecErrors(str(path), found)
    return faults


def fault_active(fault_id: str) -> bool:
    """Tell whether the system that answers the present request has this fault."""
    heard = _heard.get()
    if heard is not None:
        heard.add(fault_id)
    return fault_id in _active.get()


@contextmanager
def listening() -> Iterator[set[str]]:
    """Collect the faults that seams ask for inside the block: no other one can change what happens in it."""
    heard: set[str] = set()
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


@contextmanager
def with_faults(fault_ids: Iterable[str]) -> Iterator[None]:
    """Answer everything inside the block as a system with these faults."""
    token = _active.set(frozenset(fault_ids))
    try:
        yield
    finally:
        _active.reset(token)
