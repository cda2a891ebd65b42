"""The bench: carries out operations of a business on the target, with named things and synthetic values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from conformance.contract.typing import Json, typed
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.foreign_keys import own_item
from conformance.spec.model import Item, Operation
from conformance.spec.rules import look_up
from conformance.spec.synthetic import Generator
from conformance.spec.values import ABSENT, Context, evaluate
from conformance.target.answer import Answer, Failure
from conformance.target.asking import DEFAULT_ROLE, Asker

Value = str | Sequence[str]
Values = Mapping[str, Value]

RESULT = "結果"  # the thing that a scenario's last act made
WRONG = "誤:"  # marks a value that is meant to be wrong, so that lint lets it pass
OK = 200
MADE_LIMIT = 1024 * 1024  # bytes of the answer that says what was made
_ERRORS = 1_000  # entries of `errors` that are read
_MESSAGE = 10_000  # characters of one that are read


class Unprepared(Exception):
    """A thing that a check needs first could not be made: the check itself says nothing about the target."""

    def __init__(self, operation: Operation, answer: Answer) -> None:
        super().__init__(operation.name)
        self.operation = operation
        self.answer = answer


class Bench:
    """What one check works with. `things`: name → item (Japanese name) → value as the contract carries it.

    All synthetic values follow from (seed, check id, name of the thing), so the same seed asks the same bytes.
    """

    def __init__(
        self,
        catalog: Catalog,
        asker: Asker,
        *,
        seed: int,
        check: str,
        today: date,
        as_of: date | None = None,
    ) -> None:
        """`today`: the target's date; `as_of`: the as-of date of the run, which picks the rows of rule tables."""
        self.catalog = catalog
        self.asker = asker
        self.seed = seed
        self.check = check
        self.today = today
        self.as_of = as_of or today
        self.things: dict[str, dict[str, Any]] = {}

    def body(
        self, operation: Operation, values: Values | None = None, *, sample: bool = True, thing: str = ""
    ) -> dict[str, Json]:
        """Build a request: the operation's sample with `values` over it, evaluated and typed, keyed by romaji.

        An item whose value is （なし） is left out. Raises TekigoError for names and values the spec lacks.
        """
        given = {**(operation.sample if sample else {}), **(values or {})}
        drawing = Generator(self.seed, self.check, thing)
        made: dict[str, Json] = {}
        for name, value in given.items():
            item = self.catalog.item(name)
            got = self._value(item, value, drawing)
            if got is not None:
                made[item.romaji] = got
        return made

    def send(self, operation: Operation, body: dict[str, Json], *, role: str = DEFAULT_ROLE) -> Answer:
        """Ask the target for an operation with a finished body."""
        return self.asker.ask(operation, body, role)

    def make(
        self, operation: Operation, thing: str, values: Values | None = None, *, role: str = DEFAULT_ROLE
    ) -> Answer:
        """Carry an operation out and keep what it made under a name. Raises Unprepared when it is not accepted."""
        body = self.body(operation, values, thing=thing)
        answer = self.send(operation, body, role=role)
        if len(answer.body) > MADE_LIMIT:  # what is kept of it is kept as long as the run lasts
            answer = replace(answer, failure=Failure("TKG-TGT009", {"limit": str(MADE_LIMIT)}))
        if answer.failure is not None or answer.status != OK or not rows(answer):
            raise Unprepared(operation, answer)
        self.keep(thing, body, rows(answer)[0])
        return answer

    def prepare(self, operation: Operation) -> None:
        """Make the things that the operation's sample refers to. Raises Unprepared."""
        for step in operation.prepare:
            if step.as_ not in self.things:
                self.make(self.catalog.operation(step.operation), step.as_, step.with_)

    def keep(self, thing: str, *layers: Mapping[str, Any]) -> None:
        """Remember a thing by its name; later layers (the answer) win over earlier ones (the request)."""
        known = self.things.setdefault(thing, {})
        for layer in layers:
            for field, value in layer.items():
                known[self.name_of(field)] = value

    def name_of(self, field: str) -> str:
        """Tell the Japanese name of a field; a field the spec does not have keeps its own."""
        try:
            return self.catalog.item(field).name
        except TekigoError:
            return field

    def evaluate(self, value: str) -> Any:  # noqa: ANN401 - any JSON value
        """Work an expected value out; None stands for an item that has none. What is drawn is what the act has sent."""
        got = evaluate(value, self._context(Generator(self.seed, self.check, RESULT)))
        return None if got is ABSENT else got

    def subject(self, operation: Operation, things: Sequence[str]) -> dict[str, Value]:
        """Say which values make an operation concern the named things, by its `subject` items.

        A subject item refers to the item of its own name or, when it names one in `fk`, to that.
        """
        filled: dict[str, Value] = {}
        for name in operation.subject:
            item = self.catalog.item(name)
            found = [self._subject_value(item, thing) for thing in things]
            filled[name] = found if item.repeat else found[0]
        return filled

    def _subject_value(self, item: Item, thing: str) -> str:
        known = self.things.get(thing, {})
        for name in (item.name, own_item(item)):
            if name and name in known:
                return self._lookup(thing, name)
        return self._lookup(thing, own_item(item) or item.name)

    def _value(self, item: Item, value: Value, drawing: Generator) -> Json | None:
        context = self._context(drawing)
        parts = [value] if isinstance(value, str) else list(value)
        if isinstance(value, str) and item.repeat and "、" in value:
            parts = value.split("、")
        got = [evaluate(part, context) for part in parts]
        if any(each is ABSENT for each in got):
            return None
        codes = self.catalog.codes_of(item)
        done = [typed(item, str(each).removeprefix(WRONG), codes) for each in got]
        if not item.repeat:
            return done[0]
        return [entry for each in done for entry in (each if isinstance(each, list) else [each])]

    def _context(self, drawing: Generator) -> Context:
        return Context(
            today=self.today, as_of=self.as_of, lookup=self._lookup, draw=drawing.draw, rule=self._rule
        )

    def _rule(self, table: str, column: str, where: Mapping[str, str]) -> str:
        return look_up(self.catalog, table, column, where, self.as_of)

    def _lookup(self, thing: str, name: str) -> str:
        if thing not in self.things:
            raise TekigoError("TKG-BDD020", thing=thing, known="、".join(self.things) or "―")
        known = self.things[thing]
        if name not in known:
            raise TekigoError("TKG-BDD021", thing=thing, item=name, known="、".join(known))
        value = known[name]
        return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def rows(answer: Answer) -> list[dict[str, Any]]:
    """Take the entries of `result` out of an answer; an answer of another shape has none."""
    result = answer.json.get("result") if isinstance(answer.json, dict) else None
    return [row for row in result if isinstance(row, dict)] if isinstance(result, list) else []


def errors(answer: Answer) -> list[dict[str, str]]:
    """Take the entries of `errors` out of an answer; an answer of another shape has none."""
    found = answer.json.get("errors") if isinstance(answer.json, dict) else None
    listed = found if isinstance(found, list) else []
    return [
        {"code": _quoted(e.get("code", "")), "message": _quoted(e.get("message", ""))}
        for e in listed[:_ERRORS]
        if isinstance(e, dict)
    ]


def _quoted(value: object) -> str:
    return str(value)[:_MESSAGE]
