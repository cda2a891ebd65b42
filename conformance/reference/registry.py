"""How a business answers: handlers by operation id, the call they get, and the ways to say no.

A handler takes a Call and returns one dict per entry of the answer, by Japanese item names. Names that are not
in the operation's `output`, empty values and items hidden from the user are dropped by the system, so a handler
may return whole records:

    @operation("memotoroku")
    def add_memo(call: Call) -> Results:
        person = guards.person(call, call["宛名番号"])          # raises Refused("T1201")
        if call["メモ内容"] == person["氏名"]:
            call.refuse("T1102", "メモ内容", "氏名をメモにしないでください。")   # gathered; all told at once
        call.alert("T2004")                                      # passes when acknowledged
        call.store.run("INSERT INTO …")
        return [{"メモ番号": 1, "宛名番号": person["宛名番号"], "登録者ID": call.user.id}]

Values are those of the contract: integers for type 9, lists for repeated items, codes or labels as the code list
says (flags are "0" and "1"), everything else text. Everything a handler does is one transaction; it is undone when
it raises, when an error was gathered and when an alert is not acknowledged.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from conformance.reference.store import Row, Store
from conformance.spec.model import Operation

if TYPE_CHECKING:
    from conformance.reference.business import Business
    from conformance.reference.numbering import Numbering

Value = Any
Results = list[dict[str, Value]]
Handler = Callable[["Call"], Results]
H = TypeVar("H", bound=Handler)

YES = "1"
NO = "0"
ACKNOWLEDGED = "確認済アラート"


class Problem(Struct, frozen=True):
    """One error: its code, the item it is about, and a sentence in place of the usual one."""

    code: str
    item: str = ""
    message: str = ""


class Refused(Exception):
    """The request is refused."""

    def __init__(self, code: str, item: str = "", message: str = "") -> None:
        super().__init__(code, item, message)
        self.problems: tuple[Problem, ...] = (Problem(code, item, message),)

    @classmethod
    def for_all(cls, problems: list[Problem]) -> "Refused":
        """Refuse for several reasons at once."""
        first, *_ = problems
        refused = cls(first.code, first.item, first.message)
        refused.problems = tuple(problems)
        return refused


class User(Struct, frozen=True):
    """Who asks. `allowed`: operation ids, None for all. `hidden`: 非表示項目."""

    id: str
    admin: bool = False
    allowed: frozenset[str] | None = None
    hidden: frozenset[str] = frozenset()
    valid_from: str | None = None
    valid_to: str | None = None

    def may(self, operation: str, today: date) -> bool:
        """Tell whether the user may use an operation today."""
        day = today.isoformat()
        in_time = (self.valid_from or "") <= day <= (self.valid_to or "9999-12-31")
        return in_time and (self.allowed is None or operation in self.allowed)


class Access(Struct, frozen=True):
    """One request as a journal sees it: who asked for what, when, and what came of it.

    `body`: what was sent, by romaji names, unchecked. `codes`: the errors by which it was refused.
    """

    operation: Operation
    user: str
    now: datetime
    body: Mapping[str, Any]
    results: Results = []
    codes: tuple[str, ...] = ()


class Call:
    """One request, checked item by item, inside its transaction.

    `values`: what was sent, by Japanese name, without blanks. `blank`: names of optional items that were sent empty.
    `numbering`: who gives numbers to people who are not residents; None where the business stands alone.
    """

    def __init__(
        self,
        business: "Business",
        operation: Operation,
        values: Mapping[str, Value],
        user: User,
        *,
        store: Store,
        now: datetime,
        blank: frozenset[str] = frozenset(),
        numbering: "Numbering | None" = None,
    ) -> None:
        self.business = business
        self.operation = operation
        self.values = values
        self.blank = blank
        self.user = user
        self.store = store
        self.now = now
        self.numbering = numbering
        self.problems: list[Problem] = []
        self.alerts: list[str] = []
        self._acknowledged = frozenset(values.get(ACKNOWLEDGED, ()))
        self._event: str | None = None

    def aside(self, operation: Operation, values: Mapping[str, Value], event: str) -> "Call":
        """Make the call of something that the system does on its own as part of an earlier event."""
        made = Call(self.business, operation, values, User("system"), store=self.store, now=self.now)
        made._event = event
        return made

    @property
    def today(self) -> date:
        """Return the date in Japan."""
        return self.now.date()

    @property
    def day(self) -> str:
        """Return today as the contract writes it."""
        return self.today.isoformat()

    @property
    def event(self) -> str:
        """Return the 異動番号 of this request; all rows that it writes carry the same one."""
        if self._event is None:
            self._event = str(self.store.next("異動番号"))
        return self._event

    def __getitem__(self, name: str) -> Value:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, default: Value = None) -> Value:
        """Return a value that may not have been sent."""
        return self.values.get(name, default)

    def flag(self, name: str) -> bool:
        """Tell whether a フラグ was sent as はい."""
        return bool(self.values.get(name) == YES)

    def chosen(self, names: tuple[str, ...]) -> dict[str, Value]:
        """Return those of the named values that were sent."""
        return {name: self.values[name] for name in names if name in self.values}

    def row(self, item: str, sql: str, *values: Value, message: str = "") -> Row:
        """Find the row that an item of the request names. Raises Refused T1201, with `message` if there is one."""
        found = self.store.one(sql, *values)
        if found is None:
            raise Refused("T1201", item, message)
        return found

    def refuse(self, code: str, item: str = "", message: str = "") -> None:
        """Note an error; the request goes on so that all of them are told together."""
        problem = Problem(code, item, message)
        if problem not in self.problems:
            self.problems.append(problem)

    def settle(self) -> None:
        """Stop here if an error was noted."""
        if self.problems:
            raise Refused.for_all(self.problems)

    def alert(self, code: str) -> None:
        """Note an alert; it stops the request at its end unless the caller acknowledged it."""
        if code not in self._acknowledged and code not in self.alerts:
            self.alerts.append(code)

    def finish(self) -> None:
        """Refuse if errors were noted, else if alerts were that nobody acknowledged."""
        self.settle()
        if self.alerts:
            raise Refused.for_all([Problem(code) for code in self.alerts])


class Handlers:
    """The handlers of one business."""

    def __init__(self, business: str) -> None:
        self.business = business
        self.by_id: dict[str, Handler] = {}

    def operation(self, operation_id: str) -> Callable[[H], H]:
        """Register the function below as the answer to an operation."""

        def register(handler: H) -> H:
            if operation_id in self.by_id:
                raise ValueError(f"two handlers for {operation_id}")
            self.by_id[operation_id] = handler
            return handler

        return register
