"""One business inside a reference system: its database, and those of the system's faults that are its own."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from conformance.reference import drafts
from conformance.reference.business import Business
from conformance.reference.clients import Client
from conformance.reference.clock import Clock
from conformance.reference.faults import fault_active, with_faults
from conformance.reference.numbering import Numbering
from conformance.reference.registry import Access, Call, Refused, Results, User, Value
from conformance.reference.store import Store
from conformance.reference.users import permitted, seed_users
from conformance.spec.model import Operation

SCHEMA = Path(__file__).parent / "schema"
MEMORY = ":memory:"


def database_of(database: str | Path, key: str) -> str | Path:
    """Return the database of one business: a file of its own, `city.sqlite` → `city.<key>.sqlite`, or memory.

    The name does not depend on which other businesses are hosted, so that data are found again whoever is beside them.
    """
    if database == MEMORY:
        return MEMORY
    path = Path(database)
    return path.with_name(f"{path.stem}.{key}{path.suffix}")


class Hosted:
    """Answers the operations of one business on its own database, each in one transaction.

    Faults of other businesses are never active here, not even where the seam is in code that all share.
    """

    def __init__(
        self,
        business: Business,
        database: str | Path,
        clients: Iterable[Client],
        *,
        clock: Clock,
        faults: frozenset[str],
    ) -> None:
        """Open the database and fill it if it is new. Raises sqlite3.Error when that cannot be done."""
        self.business = business
        self.database = database
        self.faults = frozenset(fault.id for fault in business.faults if fault.id in faults)
        opened = {fault.opens for fault in business.faults if fault.id in self.faults}
        self._active = (self.faults | opened) - {""}
        self._clock = clock
        self.numbering: Numbering | None = None
        self.store = Store(database)
        try:
            self._fill(clients)
        except BaseException:
            self.store.close()
            raise

    def _fill(self, clients: Iterable[Client]) -> None:
        self.store.install(SCHEMA)
        self.store.install(self.business.schema)
        seed_users(self.store, clients)

    def operations(self) -> tuple[Operation, ...]:
        """Return what is offered: the contract's operations, and the prohibited ones that faults add."""
        added = (operation for fault, operation in self.business.prohibited.items() if fault in self.faults)
        return (*self.business.operations.values(), *added)

    def in_scope(self, operation: Operation, scopes: frozenset[str]) -> bool:
        """Tell whether a token with these scopes reaches an operation. Prohibited ones have no scope."""
        return operation in self.business.prohibited.values() or self.business.scope(operation) in scopes

    def with_own_faults(self) -> AbstractContextManager[None]:
        """Do everything inside the block as this business does, with its faults."""
        return with_faults(self._active)

    def answer(self, operation: Operation, body: Mapping[str, Any], user_id: str) -> list[dict[str, Any]]:
        """Answer one request by romaji names. Raises Refused; then nothing was changed."""
        with with_faults(self._active):
            try:
                with self.store.transaction():
                    call = self._call(operation, body, user_id)
                    results = self._run(call)
                    self._note(Access(operation, user_id, call.now, body, results))
            except Refused as refused:
                codes = tuple(problem.code for problem in refused.problems)
                with self.store.transaction():
                    self._note(Access(operation, user_id, self._clock(), body, codes=codes))
                raise
            hidden = frozenset[str]() if fault_active("F-HIDDEN") else call.user.hidden
            return self.business.shown(operation, results, hidden)

    def check(self, operation: Operation, body: Mapping[str, Any], user_id: str) -> None:
        """Judge the user's rights and the form of a request, and do nothing. Raises Refused."""
        with with_faults(self._active), self.store.transaction():
            self._call(operation, body, user_id)

    def extracted(self) -> Iterator[tuple[str, list[Mapping[str, Value]]]]:
        """Yield every group that the business outputs as a file, and its rows as they are at this moment."""
        asked = next(iter(self.business.operations.values()))  # an extraction is no operation of the contract
        with with_faults(self._active), self.store.transaction():
            call = Call(self.business, asked, {}, User("system"), store=self.store, now=self._clock())
            self.business.each_time(call)
            for group, extract in self.business.extracts.items():
                yield group, list(extract(call))

    def _call(self, operation: Operation, body: Mapping[str, Any], user_id: str) -> Call:
        now = self._clock()
        user = permitted(self.store, user_id, operation, now.date())
        checked = self.business.intake(operation).check(body)
        problems = self.business.item_errors(checked.problems)
        if problems:
            raise Refused.for_all(problems)
        return Call(
            self.business,
            operation,
            checked.values,
            user,
            store=self.store,
            now=now,
            blank=checked.blank,
            numbering=self.numbering,
        )

    def _note(self, access: Access) -> None:
        if self.business.journal is not None:
            self.business.journal(self.store, access)

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
