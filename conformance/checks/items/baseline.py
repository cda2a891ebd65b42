"""Right requests that deviations start from: prepared once per operation, made anew when something used them up."""

from collections.abc import Callable
from typing import Any

from conformance.contract.request_schema import expected_values
from conformance.contract.specimen import specimen
from conformance.contract.typing import Json
from conformance.engine.bench import Bench, rows
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.model import Condition, Item, Operation

ACCEPTED = 200
_EMPTY: tuple[Json, ...] = (None, "", [])


class Baseline:
    """The standard request of one operation, with everything prepared that it refers to."""

    def __init__(self, bench: Bench, operation: Operation, answered: Callable[[], dict[str, Any]]) -> None:
        """`answered` gets the first entry of an accepted answer of the operation. Raises Unprepared."""
        self.bench = bench
        self.operation = operation
        self._answered = answered
        bench.prepare(operation)
        self._body = bench.body(operation)

    def request(
        self, put: dict[str, Json] | None = None, drop: tuple[str, ...] = (), fill: tuple[str, ...] = ()
    ) -> dict[str, Json]:
        """Return the request with fields set, left out, and filled with right values where it has none.

        What the conditions of the operation then require is filled too, so that the deviation stays the only one.
        """
        catalog = self.bench.catalog
        body = {name: value for name, value in (self._body | (put or {})).items() if name not in drop}
        while wanted := _wanted(catalog, self.operation, body, drop, fill):
            body |= {item.romaji: self._right_value(item) for item in wanted}
        return body

    def _right_value(self, item: Item) -> Json:
        """Find a right value: of a thing prepared, of a sample of the business, of an answer, else a specimen."""
        found = _of_things(self.bench, item) or _of_samples(self.bench, item)
        if not found and item in self.bench.catalog.outputs(self.operation):
            found = self._answered().get(item.romaji)
        return found or specimen(item, self.bench.catalog.codes_of(item))


class Baselines:
    """The baselines of one process, by operation."""

    def __init__(self, catalog: Catalog, bench_for: Callable[[str], Bench], owner: str = "") -> None:
        """`bench_for`: makes the bench of a check id; equal ids must draw equal values.

        `owner`: this process, where several run at once; each must make people of its own.
        """
        self.catalog = catalog
        self._bench_for = bench_for
        self._owner = owner
        self._kept: dict[str, Baseline] = {}
        self._made: dict[str, int] = {}
        self._answers: dict[str, dict[str, Any]] = {}

    def shared(self, operation: Operation) -> Baseline:
        """Return the baseline that checks share, as long as none of them was accepted. Raises Unprepared."""
        if operation.id not in self._kept:
            count = self._made[operation.id] = self._made.get(operation.id, 0) + 1
            self._kept[operation.id] = self.own(
                operation, f"item:{operation.id}:baseline:{count}{self._owner}"
            )
        return self._kept[operation.id]

    def own(self, operation: Operation, check: str) -> Baseline:
        """Make a baseline for one check that is going to be accepted. Raises Unprepared."""
        return Baseline(self._bench_for(check), operation, lambda: self._answer(operation))

    def spoil(self, operation: Operation) -> None:
        """Drop the shared baseline: what it refers to may have changed."""
        self._kept.pop(operation.id, None)

    def _answer(self, operation: Operation) -> dict[str, Any]:
        """Carry the operation out once, for the values that only an answer tells."""
        if operation.id not in self._answers:
            baseline = self.own(operation, f"item:{operation.id}:answer{self._owner}")
            answer = baseline.bench.send(operation, baseline.request())
            found = rows(answer) if answer.status == ACCEPTED else []
            self._answers[operation.id] = found[0] if found else {}
        return self._answers[operation.id]


def _wanted(
    catalog: Catalog,
    operation: Operation,
    body: dict[str, Json],
    drop: tuple[str, ...],
    fill: tuple[str, ...],
) -> list[Item]:
    """List the items to be filled that the request lacks, and those that the conditions require."""
    names = dict.fromkeys(fill)
    for condition in operation.conditions:
        if _holds(catalog, condition, body):
            names |= dict.fromkeys(item.romaji for item in catalog.items_of(condition.required))
    return [catalog.item(name) for name in names if name not in drop and body.get(name) in _EMPTY]


def _holds(catalog: Catalog, condition: Condition, body: dict[str, Json]) -> bool:
    value = body.get(catalog.item(condition.when.item).romaji)
    expected = expected_values(catalog, condition.when)
    return value in expected if expected else value not in _EMPTY


def _of_things(bench: Bench, item: Item) -> Json:
    for known in bench.things.values():
        if item.name in known:
            value: Json = known[item.name]
            return [value] if item.repeat and not isinstance(value, list) else value
    return None


def _of_samples(bench: Bench, item: Item) -> Json:
    for operation in bench.catalog.package.operations:
        if item.name in operation.sample:
            try:
                return bench.body(operation, {item.name: operation.sample[item.name]}, sample=False).get(
                    item.romaji
                )
            except TekigoError:  # it refers to a thing that this operation does not prepare
                continue
    return None
