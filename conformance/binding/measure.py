"""Measures what a request takes along: its calls are made up, unsent, with values of an item that can be told apart."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from conformance.binding.calls import BoundCall
from conformance.binding.mentions import inserted, joined, mentions
from conformance.binding.translation import Translator
from conformance.contract.examples import DAY, example
from conformance.contract.marks import marks
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.binding.mentions import Mentions
    from conformance.binding.model import Binding, BoundOperation, Call
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item, Operation

KNOWN = frozenset({"request", "today"})  # what there is before the first answer
_TRIED = 200  # requests with other values of other items, tried for an item that conditions may hide
_ENDLESS = "TKG-BND026"
Request = dict[str, "Json"]


class Way(Struct, frozen=True, kw_only=True):
    """How an item gets to the vendor: not at all, or also within an address or a header."""

    sent: bool
    in_address: bool


class Out(Struct, frozen=True, kw_only=True):
    """What one call would send. `failed`: it could not be worked out without an earlier answer."""

    made: bool = True
    failed: bool = False
    address: bytes = b""
    body: bytes = b""


class Measure:
    """Measures the request stage of one bound operation."""

    def __init__(
        self, operation: Operation, bound: BoundOperation, binding: Binding, catalog: Catalog
    ) -> None:
        self._operation = operation
        self._binding = binding
        self._catalog = catalog
        functions = Translator(binding, catalog).functions(catalog.outputs(operation))
        stage = f"operations.{operation.name}"
        self._calls = [
            (_decided(call), BoundCall(call, f"{stage}.calls[{place}]", functions))
            for place, call in enumerate(bound.calls)
        ]
        self._endless = False  # an expression ran out of time: it is not tried again and again
        self._address = joined(address_mentions(call) for call in bound.calls)
        self._body = joined(mentions(call.body) for call in bound.calls if call.body)

    def way(self, item: Item) -> Way:
        """Tell how an item gets out: whether what is sent differs with its value."""
        values = marks(item, self._catalog.codes_of(item))
        sent = in_address = failed = False
        may_be_there = self._may_name(self._address, item)
        for request in self._requests(item):
            tried: list[list[Out]] = []
            for value in values:
                tried.append(self._out({**request, item.name: value}))
                if len({msgspec.json.encode(each) for each in tried}) > 1:
                    sent = True
                    break
            in_address = in_address or _addresses_differ(tried)
            failed = failed or any(out.failed for each in tried for out in each)
            if sent and (in_address or not may_be_there):
                break
        if failed and not sent:  # no value can be followed: by the names alone
            sent = self._names(self._address, item) or self._names(self._body, item)
        return Way(sent=sent, in_address=in_address or (failed and self._names(self._address, item)))

    def failures(self) -> Iterator[tuple[str, TekigoError]]:
        """Make the example's requests up; yield the call and what is wrong with its expressions."""
        scene: Request = {"request": self._example, "today": DAY.isoformat()}
        for decided, call in self._calls:
            try:
                if not decided or call.is_made(scene):
                    call.prepare(scene)
            except TekigoError as error:
                yield call.name, error

    def _requests(self, item: Item) -> Iterator[Request]:
        """Yield what goes beside the item: nothing, the contract's example, everything, then other values of codes."""
        yield {}
        yield self._example
        yield self._everything
        if self._may_name(self._conditions, item):
            yield from islice(self._others(item), _TRIED)

    def _others(self, item: Item) -> Iterator[Request]:
        named = {second for _, second in self._conditions.paths if second} - {item.name}
        for other in self._catalog.inputs(self._operation):
            if other.name in named:
                for value in marks(other, self._catalog.codes_of(other)):
                    yield {**self._everything, other.name: value}
                    yield {**self._example, other.name: value}

    @cached_property
    def _conditions(self) -> Mentions:
        bound = self._binding.operations[self._operation.name]
        return joined(
            [self._address, self._body, *(mentions(call.when) for call in bound.calls if call.when)]
        )

    @cached_property
    def _example(self) -> Request:
        made = example(self._catalog, self._operation)
        return {self._catalog.item(field).name: value for field, value in made.items()}

    @cached_property
    def _everything(self) -> Request:
        inputs = self._catalog.inputs(self._operation)
        return {item.name: marks(item, self._catalog.codes_of(item))[0] for item in inputs} | self._example

    def _out(self, request: Request) -> list[Out]:
        scene: Request = {"request": request, "today": DAY.isoformat()}
        return [self._one(call, scene, decided=decided) for decided, call in self._calls]

    @staticmethod
    def _may_name(found: Mentions, item: Item) -> bool:
        """Tell whether expressions could read an item: they name it, or take the request as a whole."""
        return item.name in found.words or ("request", None) in found.paths

    def _one(self, call: BoundCall, scene: Request, *, decided: bool) -> Out:
        if self._endless:
            return Out(failed=True)
        try:
            if decided and not call.is_made(scene):
                return Out(made=False)
            made = call.prepare(scene)
        except TekigoError as error:
            self._endless = error.code == _ENDLESS
            return Out(failed=True)
        return Out(address=msgspec.json.encode([made.path, made.headers]), body=made.content())

    def _names(self, found: Mentions, item: Item) -> bool:
        whole = "vendor" in found.variables and item.name in self._binding.names
        return whole or ("request", item.name) in found.paths


def address_mentions(call: Call) -> Mentions:
    """Read what of a request is no body: there every value becomes a text."""
    pages = call.pages.query.values() if call.pages else ()
    texts = [mentions(text) for text in (*call.query.values(), *pages)]
    return joined([inserted(call.path), *(inserted(text) for text in call.headers.values()), *texts])


def _decided(call: Call) -> bool:
    """Tell whether it is known from the request alone that a call is made or not."""
    return call.when is None or mentions(call.when).roots <= KNOWN


def _addresses_differ(tried: list[list[Out]]) -> bool:
    return any(
        len({out.address for out in outs if out.made and not out.failed}) > 1
        for outs in zip(*tried, strict=True)
    )
