"""Which businesses the reference system knows. Naming them loads none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.reference.clock import Clock, jst_now

if TYPE_CHECKING:
    from conformance.reference.business import Business
    from conformance.reference.clients import Client
    from conformance.reference.system import ReferenceSystem

DEFAULT_BUSINESS = "resident_records"


def _resident_records() -> Business:
    from conformance.reference.resident_records import business

    return business()


BUSINESSES: dict[str, Callable[[], Business]] = {"resident_records": _resident_records}


def reference_system(
    key: str = DEFAULT_BUSINESS,
    *,
    database: str | Path = ":memory:",
    clients: Mapping[str, Client] | None = None,
    clock: Clock = jst_now,
    faults: Iterable[str] = (),
) -> ReferenceSystem:
    """Make the reference system of a business. Raises KeyError for a business without one."""
    from conformance.reference.system import ReferenceSystem

    return ReferenceSystem(BUSINESSES[key](), database=database, clients=clients, clock=clock, faults=faults)
