"""What of the contract a binding reaches: operations, and the items that requests take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.binding.measure import Measure, Way
from conformance.binding.mentions import Mentions, joined, mentions
from conformance.contract.specimen import specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conformance.binding.model import Binding
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item, Operation

_NEVER = Way(sent=False, in_address=False)


class Reach:
    """What a binding reaches of its business, measured by making its requests up."""

    def __init__(self, binding: Binding, catalog: Catalog) -> None:
        self._binding = binding
        self._catalog = catalog
        self._measures: dict[str, Measure] = {}
        self._ways: dict[tuple[str, str], Way] = {}
        self._readers: dict[str, Mentions] = {}

    def operation(self, name: str) -> bool:
        """Tell whether an operation is bound."""
        return name in self._binding.operations

    def item(self, operation: Operation, item: Item) -> bool:
        """Tell whether a value of an input item gets to the vendor's system in an operation.

        It does when what is sent differs with the value. Raises ExpressionError for what is no JSONata.
        """
        return self._way(operation, item).sent

    def in_address(self, operation: Operation, item: Item) -> bool:
        """Tell whether one of the calls has an item outside of its body, whatever the other calls do with it."""
        return self._way(operation, item).in_address

    def reads(self, operation: Operation, name: str) -> bool:
        """Tell whether an item can be read from the answer of an operation: by its place, or by its name."""
        if name in self._binding.absent or not self.operation(operation.name):
            return False
        reply = self._binding.operations[operation.name].answer
        if reply.rows is None:
            return False
        if operation.name not in self._readers:
            texts = [text for text in (reply.rows, reply.row) if text]
            self._readers[operation.name] = joined(map(mentions, texts))
        reader = self._readers[operation.name]
        by_place = reply.row is None or "contract" in reader.variables
        return (by_place and name in self._binding.names) or name in reader.words

    def mentions(self, name: str, operations: Iterable[str]) -> bool:
        """Tell whether an item can be sent or read by one of the operations."""
        item = self._catalog.item(name)
        used = [self._catalog.operation(each) for each in operations]
        if any(self.reads(each, item.name) for each in used):
            return True
        return any(item in self._catalog.inputs(each) and self.item(each, item) for each in used)

    def carries(self, operation: Operation, body: Mapping[str, Json]) -> bool:
        """Tell whether every field of a request gets to the vendor's system."""
        inputs = {item.romaji: item for item in self._catalog.inputs(operation)}
        return all(
            field in inputs
            and self.item(operation, inputs[field])
            and (not self.in_address(operation, inputs[field]) or self._is_text_of(inputs[field], value))
            for field, value in body.items()
        )

    def measure(self, operation: Operation) -> Measure:
        """Return the measure of a bound operation. Raises ExpressionError."""
        if operation.name not in self._measures:
            bound = self._binding.operations[operation.name]
            self._measures[operation.name] = Measure(operation, bound, self._binding, self._catalog)
        return self._measures[operation.name]

    def _way(self, operation: Operation, item: Item) -> Way:
        if item.name in self._binding.absent or not self.operation(operation.name):
            return _NEVER
        key = operation.name, item.name
        if key not in self._ways:
            self._ways[key] = self.measure(operation).way(item)
        return self._ways[key]

    def _is_text_of(self, item: Item, value: Json) -> bool:
        """Tell whether a value has the JSON type of its item: an address or a header makes a text of anything."""
        right = specimen(item, self._catalog.codes_of(item))
        if isinstance(right, list) and isinstance(value, list):
            return all(type(each) is type(right[0]) for each in value)
        return type(value) is type(right)

    def missing_operations(self, operation: Operation) -> list[str]:
        """List what is not bound of an operation and of those that prepare its things."""
        names = dict.fromkeys([operation.name])
        for step in operation.prepare:
            prepared = self._catalog.operation(step.operation)
            names |= dict.fromkeys([prepared.name])
        return [name for name in names if not self.operation(name)]
