"""Which businesses the reference system knows. Naming them loads none of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.reference.clock import Clock, jst_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from conformance.reference.business import Business
    from conformance.reference.clients import Client
    from conformance.reference.system import ReferenceSystem


def _of(package: str) -> Callable[[], Business]:
    """Return what loads the business of a package below this one, by its `business()`, when it is first wanted."""

    def load() -> Business:
        loaded: Business = import_module(f"conformance.reference.{package}").business()
        return loaded

    return load


# By key, in the order in which they are listed. One line per business.
BUSINESSES: dict[str, Callable[[], Business]] = {
    "resident_records": _of("resident_records"),
    "child_allowance": _of("child_allowance"),
    "light_vehicle_tax": _of("light_vehicle_tax"),
    "addressee_numbering": _of("addressee_numbering"),
}


def known(businesses: str | Iterable[str] | None = None) -> tuple[str, ...]:
    """Return the keys that were named, each once; those of all businesses when none was.

    Raises TekigoError TKG-REF006 for a business that the reference system does not play.
    """
    named = (businesses,) if isinstance(businesses, str) else tuple(businesses or BUSINESSES)
    for key in named:
        if key not in BUSINESSES:
            from conformance.spec.faults import nearest

            near = nearest(key, BUSINESSES)
            raise TekigoError("TKG-REF006", key=key, near=near, known=", ".join(BUSINESSES))
    return tuple(dict.fromkeys(named))


def reference_system(
    businesses: str | Iterable[str] | None = None,
    *,
    database: str | Path = ":memory:",
    clients: Mapping[str, Client] | None = None,
    clock: Clock = jst_now,
    faults: Iterable[str] = (),
) -> ReferenceSystem:
    """Make a reference system of one business, of several, or of all. Raises TekigoError TKG-REF001, 003 and 006."""
    keys = known(businesses)

    from conformance.reference.system import ReferenceSystem

    return ReferenceSystem(
        [BUSINESSES[key]() for key in keys],
        database=database,
        clients=clients,
        clock=clock,
        faults=faults,
    )
