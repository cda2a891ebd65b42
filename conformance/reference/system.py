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
        scopes = frozenset[str]().union(*(business.scopes for business in businesses))
        self.oauth = AuthorisationServer(self.clients.values(), scopes, faults=self.faults)
        with ExitStack() as opened:
            self.hosted = tuple(self._open(business, database, clock, opened) for business in businesses)
            self._databases = opened.pop_all()

    def _open(self, business: Business, database: str | Path, clock: Clock, opened: ExitStack) -> Hosted:
        path = database_of(database, business.key)
        try:
            hosted = Hosted(business, path, self.clients.values(), clock=clock, faults=self.faults)
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
