"""The product itself: carries requests of the API out on the core, and keeps drafts and pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from conformance.reference.businesses import BUSINESSES
from conformance.reference.clients import Client
from conformance.reference.clock import Clock, jst_now
from conformance.reference.hosted import MEMORY, Hosted
from conformance.reference.registry import Problem, Refused
from examples.foreign_system.shelves import Shelf
from examples.foreign_system.tables import USERS, Route, reasons
from examples.foreign_system.vocabulary import Tree, Vocabulary

BUSINESS = "resident_records"
_MODE = "torokukubun"
_HOLD = "仮登録"
_ACKNOWLEDGED = "kakuninzumiarato"
_FIRST = (
    422,
    403,
    404,
    409,
    423,
    428,
)  # of several faults, which one gives the status: slips of the input first


class Fault(Struct, frozen=True, omit_defaults=True):
    """One reason of a refusal as the API tells it. `field`: the path of the field that it is about."""

    reason: str
    severity: str
    text: str
    field: str = ""


class Rejected(Exception):
    """The request is refused, with an HTTP status and the faults found."""

    def __init__(self, status: int, faults: Sequence[Fault]) -> None:
        super().__init__(status)
        self.status = status
        self.faults = tuple(faults)


class _Draft(Struct, frozen=True):
    route: Route
    record: Tree


class _Page(Struct, frozen=True):
    route: Route
    rows: Sequence[Tree]


class Office:
    """One municipality's system. `faults`: ids of the seeded faults of the core that are on."""

    def __init__(
        self, *, database: str | Path = MEMORY, faults: Sequence[str] = (), clock: Clock = jst_now
    ) -> None:
        business = BUSINESSES[BUSINESS]()
        clients = [Client(account.user, "", "") for account in USERS]
        self.core = Hosted(business, database, clients, clock=clock, faults=frozenset(faults))
        self._name_admins()
        self.words = Vocabulary(business.catalog)
        self._operations = business.operations
        self._drafts: Shelf[_Draft] = Shelf("P")
        self._pages: Shelf[_Page] = Shelf("")

    def close(self) -> None:
        """Close the database."""
        self.core.close()

    def ask(self, route: Route, record: Tree, user: str) -> Tree:
        """Carry out what a route does and return its answer: an object, or the first page of a list."""
        rows = self._done(route, record, user)
        if not route.listed:
            return {route.result: rows[0] if rows else None}
        return self._page(route, rows, user) if route.page else {route.result: rows}

    def turn(self, route: Route, cursor: str, user: str) -> Tree:
        """Return the next page of a list. Raises Rejected for a cursor that is not the user's own."""
        page = self._pages.find(user, cursor)
        if page is None or page.route != route:
            raise rejected(Problem("T1201"), "cursor")
        return self._page(route, page.rows, user)

    def draft(self, route: Route, record: Tree, user: str) -> Tree:
        """Take a movement in: its form and the user's rights are judged now, all else when it is approved.

        A draft on hold is tried out at once and waits for `finaliseHeldDraft`.
        """
        if record.get(_MODE) == _HOLD:
            rows = self._done(route, record, user)
            return {"state": "HELD"} | rows[0]
        operation = self._operations[route.operation]
        self._judged(lambda: self.core.check(operation, record, user))
        return {"state": "PENDING", "draftId": self._drafts.keep(user, _Draft(route, record))}

    def approve(self, number: str, more: Tree, user: str) -> Tree:
        """Carry a draft out; it stays when it is refused. `more`: warnings acknowledged with the approval."""
        draft = self._drafts.find(user, number)
        if draft is None:
            raise rejected(Problem("T1201"), "draftId")
        for field in more.keys() - {_ACKNOWLEDGED}:
            raise rejected(Problem("T1001"), field)
        rows = self._done(draft.route, draft.record | more, user)
        self._drafts.drop(user, number)
        return {draft.route.result: rows}

    def _done(self, route: Route, record: Tree, user: str) -> list[Tree]:
        operation = self._operations[route.operation]
        rows: list[Tree] = []
        self._judged(lambda: rows.extend(self.core.answer(operation, record, user)))
        return [self.words.write(row) for row in rows]

    def _judged(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused as refused:
            raise self._told(refused.problems) from None

    def _told(self, problems: Sequence[Problem]) -> Rejected:
        found = [rejected(each, self.words.field(each.item)) for each in problems]
        status = min((each.status for each in found), key=_FIRST.index)
        return Rejected(status, [fault for each in found for fault in each.faults])

    def _page(self, route: Route, rows: Sequence[Tree], user: str) -> Tree:
        shown, rest = rows[: route.page], rows[route.page :]
        following = self._pages.keep(user, _Page(route, rest)) if rest else None
        return {route.result: shown, "nextCursor": following}

    def _name_admins(self) -> None:
        with self.core.store.transaction():
            for account in USERS:
                self.core.store.run(
                    "UPDATE users SET admin = ? WHERE id = ?", int(account.admin), account.user
                )


def rejected(problem: Problem, field: str = "") -> Rejected:
    """Tell one problem of the core in the API's words."""
    told = reasons()[problem.code]
    return Rejected(told.status, [Fault(told.reason, told.severity, told.text + told.advice, field)])
