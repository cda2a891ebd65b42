"""One reference system: businesses beside each other, one authorisation server for all, clients, a clock, faults."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from conformance.i18n import TekigoError
from conformance.reference.business import Business
from conformance.reference.clients import Client, new_clients
from conformance.reference.clock import Clock, jst_now
from conformance.reference.hosted import MEMORY, Hosted, database_of
from conformance.reference.numbering import Carrier, Numbering
from conformance.reference.oauth import AuthorisationServer
from conformance.reference.store import Store
from conformance.spec.faults import nearest

T = TypeVar("T")


class ReferenceSystem:
    """One or several businesses of one municipality, each on a database of its own."""

    def __init__(
        self,
        businesses: Sequence[Business],
        *,
        database: str | Path = MEMORY,
        clients: Mapping[str, Client] | None = None,
        clock: Clock = jst_now,
        faults: Iterable[str] = (),
    ) -> None:
        """Open the databases; those of a file have names of their own beside it, see `database_of`.

        Raises TekigoError TKG-REF001 for a fault of none of the businesses, TKG-REF003 for a database that cannot be
        used; ValueError when the businesses play different municipalities.
        """
        self.faults = _checked(frozenset(faults), businesses)
        self.municipality = _only({business.municipality for business in businesses})
        self.clients = dict(clients or new_clients())
        self._callers = _callers(businesses)
        everybody = (*self.clients.values(), *self._callers.values())
        scopes = frozenset[str]().union(*(business.scopes for business in businesses))
        self.oauth = AuthorisationServer(everybody, scopes, faults=self.faults)
        with ExitStack() as opened:
            self.hosted = tuple(
                self._open(business, database, clock, opened, everybody) for business in businesses
            )
            self._databases = opened.pop_all()
        self._introduce()

    def _introduce(self) -> None:
        """Tell the businesses that need numbers for others who gives them, if anybody here does."""
        giver = next((hosted.business for hosted in self.hosted if hosted.business.numbering), None)
        for hosted in self.hosted if giver else ():
            client = self._callers.get(hosted.business.key)
            if giver and client:
                gyomu_id = hosted.business.catalog.package.standard.gyomu_ids[0]
                hosted.numbering = Numbering(giver.catalog.package, client, gyomu_id, self.municipality)

    def connect(self, carrier: Carrier, audience: str) -> bool:
        """Let the businesses reach the numbering function; tell whether any of them wants to."""
        wanting = [hosted.numbering for hosted in self.hosted if hosted.numbering]
        for each in wanting:
            each.carrier, each.audience = carrier, audience
        return bool(wanting)

    def _open(
        self,
        business: Business,
        database: str | Path,
        clock: Clock,
        opened: ExitStack,
        clients: Iterable[Client],
    ) -> Hosted:
        path = database_of(database, business.key)
        try:
            hosted = Hosted(business, path, clients, clock=clock, faults=self.faults)
        except sqlite3.Error as error:
            raise TekigoError("TKG-REF003", path=path, reason=error) from None
        opened.callback(hosted.close)
        return hosted

    @property
    def options(self) -> tuple[str, ...]:
        """Return the optional functions that any of the businesses has."""
        return tuple(dict.fromkeys(option for hosted in self.hosted for option in hosted.business.options))

    @property
    def business(self) -> Business:
        """Return the business of a system that has only one. Raises ValueError when it has several."""
        return _only(self.hosted).business

    @property
    def store(self) -> Store:
        """Return the database of a system that has only one business. Raises ValueError when it has several."""
        return _only(self.hosted).store

    def close(self) -> None:
        """Close the databases."""
        self._databases.close()


def _callers(businesses: Sequence[Business]) -> dict[str, Client]:
    """Make a client for each business that calls another one of the system, by its key: one per 業務ID."""
    if not any(business.numbering for business in businesses):
        return {}
    keys = {business.key: business for business in businesses if business.numbers_others}
    roles = {key: f"gyomu{each.catalog.package.standard.gyomu_ids[0]}" for key, each in keys.items()}
    made = new_clients(tuple(roles.values()))
    return {key: made[role] for key, role in roles.items()}


def _checked(faults: frozenset[str], businesses: Sequence[Business]) -> frozenset[str]:
    known = {fault.id for business in businesses for fault in business.faults}
    for fault in sorted(faults - known):
        raise TekigoError("TKG-REF001", fault=fault, near=nearest(fault, known))
    return faults


def _only(found: Collection[T]) -> T:
    if len(found) != 1:
        raise ValueError(f"one is wanted, not {len(found)}")
    (one,) = found
    return one
