"""One reference system: a business, a database, clients, a clock, and the faults it was given."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from conformance.i18n import TekigoError
from conformance.reference import drafts
from conformance.reference.business import Business
from conformance.reference.clients import Client, new_clients
from conformance.reference.clock import Clock, jst_now
from conformance.reference.faults import fault_active, with_faults
from conformance.reference.oauth import AuthorisationServer
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.store import Store
from conformance.reference.users import permitted, seed_users
from conformance.spec.faults import nearest
from conformance.spec.model import Operation

SCHEMA = Path(__file__).parent / "schema"


class ReferenceSystem:
    """Answers operations on its database, each in one transaction."""

    def __init__(
        self,
        business: Business,
        *,
        database: str | Path = ":memory:",
        clients: Mapping[str, Client] | None = None,
        clock: Clock = jst_now,
        faults: Iterable[str] = (),
    ) -> None:
        """Open the database and fill it if it is new. Raises TekigoError TKG-REF001 for an unknown fault."""
        self.business = business
        self.clients = dict(clients or new_clients())
        self.clock = clock
        self.faults = frozenset(faults)
        known = {fault.id for fault in business.faults}
        for fault in sorted(self.faults - known):
            raise TekigoError("TKG-REF001", fault=fault, near=nearest(fault, known))
        self.oauth = AuthorisationServer(self.clients.values(), business.scopes)
        self.store = Store(database)
        self.store.install(SCHEMA)
        self.store.install(business.schema)
        seed_users(self.store, self.clients.values())
        with self.store.transaction():
            business.prepare(self.store)

    def operations(self) -> tuple[Operation, ...]:
        """Return what this system offers: the contract's operations, and the prohibited ones its faults add."""
        added = (operation for fault, operation in self.business.prohibited.items() if fault in self.faults)
        return (*self.business.operations.values(), *added)

    def in_scope(self, operation: Operation, scopes: frozenset[str]) -> bool:
        """Tell whether a token with these scopes reaches an operation. Prohibited ones have no scope."""
        return operation in self.business.prohibited.values() or self.business.scope(operation) in scopes

    def answer(self, operation: Operation, body: Mapping[str, Any], user_id: str) -> list[dict[str, Any]]:
        """Answer one request by romaji names. Raises Refused; then nothing was changed."""
        with with_faults(self.faults):
            with self.store.transaction():
                now = self.clock()
                user = permitted(self.store, user_id, operation, now.date())
                checked = self.business.intake(operation).check(body)
                if checked.problems:
                    raise Refused.for_all(checked.problems)
                call = Call(
                    self.business,
                    operation,
                    checked.values,
                    user,
                    store=self.store,
                    now=now,
                    blank=checked.blank,
                )
                results = self._run(call)
            hidden = frozenset[str]() if fault_active("F-HIDDEN") else user.hidden
            return self.business.shown(operation, results, hidden)

    def _run(self, call: Call) -> Results:
        self.business.each_time(call)
        if drafts.is_draft(call):
            return drafts.keep(call)
        results = self.business.handler(call.operation)(call)
        call.finish()
        return results

    def close(self) -> None:
        """Close the database."""
        self.store.close()
