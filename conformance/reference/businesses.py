"""Which businesses the reference system knows. Naming them loads none of them."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
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
    "api_authorization": _of("api_authorization"),
    "addressee_numbering": _of("addressee_numbering"),
}
# What is no business of its own, but is met through the operations of others: those that are served beside it.
BESIDE: dict[str, tuple[str, ...]] = {"api_authorization": ("child_allowance", "light_vehicle_tax")}


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


def with_company(keys: Iterable[str]) -> tuple[str, ...]:
    """Add to some businesses those that they are met through; each once."""
    named = tuple(keys)
    return tuple(dict.fromkeys((*named, *(each for key in named for each in BESIDE.get(key, ())))))


def with_data(keys: Iterable[str]) -> tuple[str, ...]:
    """Leave out what keeps no data of its own and so has none to extract.

    Raises TekigoError TKG-REF010 when nothing else was named.
    """
    named = tuple(keys)
    found = tuple(key for key in named if key not in BESIDE)
    if not found:
        raise TekigoError("TKG-REF010", key=", ".join(named))
    return found


def reference_system(
    businesses: str | Iterable[str] | None = None,
    *,
    database: str | Path = ":memory:",
    clients: Mapping[str, Client] | None = None,
    clock: Clock = jst_now,
    faults: Iterable[str] = (),
    editions: Mapping[str, str] = MappingProxyType({}),
) -> ReferenceSystem:
    """Make a reference system of one business, of several, or of all.

    `editions`: those of the standards that it plays, by business; the default one of the others.
    Raises TekigoError TKG-REF001, 003 and 006, TKG-RUN006 for an edition that there is not.
    """
    keys = with_company(known(businesses))

    from conformance.reference.system import ReferenceSystem

    return ReferenceSystem(
        [BUSINESSES[key]().at(editions.get(key)) for key in keys],
        database=database,
        clients=clients,
        clock=clock,
        faults=faults,
    )
