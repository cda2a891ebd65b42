"""What of the contract a binding reaches: operations, and the items that requests take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.contract.specimen import specimen
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from conformance.binding.model import Binding, BoundOperation
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item, Operation

WHOLE = "$vendor("  # takes every item along that has a place
PERSONAL_NUMBER = "kojinbango"


class Reach:
    """What a binding reaches of its business."""

    def __init__(self, binding: Binding, catalog: Catalog) -> None:
        self._binding = binding
        self._catalog = catalog
        self._texts = {name: " ".join(request_texts(each)) for name, each in binding.operations.items()}
        self._addresses = {name: " ".join(address_texts(each)) for name, each in binding.operations.items()}
        self._all_texts = {
            name: f"{self._texts[name]} {each.answer.rows or ''} {each.answer.row or ''}"
            for name, each in binding.operations.items()
        }

    def operation(self, name: str) -> bool:
        """Tell whether an operation is bound."""
        return name in self._binding.operations

    def item(self, operation: Operation, item: Item) -> bool:
        """Tell whether a value of an input item gets to the vendor's system in an operation.

        An expression that names the item takes it along, and so does $vendor(…) where the item has a place.
        """
        if item.name in self._binding.absent:
            return False
        text = self._texts.get(operation.name, "")
        return (WHOLE in text and item.name in self._binding.names) or item.name in text

    def mentions(self, name: str, operations: Iterable[str]) -> bool:
        """Tell whether an item can be sent or read by one of the operations: it has a place, or an expression."""
        if name in self._binding.absent:
            return False
        return name in self._binding.names or any(
            name in self._all_texts.get(each, "") for each in operations
        )

    def carries(self, operation: Operation, body: Mapping[str, Json]) -> bool:
        """Tell whether every field of a request gets to the vendor's system."""
        inputs = {item.romaji: item for item in self._catalog.inputs(operation)}
        return all(
            field in inputs
            and self.item(operation, inputs[field])
            and (not self._in_address(operation, inputs[field]) or self._is_text_of(inputs[field], value))
            for field, value in body.items()
        )

    def _in_address(self, operation: Operation, item: Item) -> bool:
        """Tell whether one of the calls has an item outside of its body, whatever the other calls do with it."""
        text = self._addresses.get(operation.name, "")
        return WHOLE in text or item.name in text

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


def request_texts(bound: BoundOperation) -> Iterator[str]:
    """Yield the texts that make the requests of an operation."""
    yield from address_texts(bound)
    for call in bound.calls:
        yield call.body or ""


def address_texts(bound: BoundOperation) -> Iterator[str]:
    """Yield the texts that make what of a request is no body: there every value becomes a text."""
    for call in bound.calls:
        yield call.path
        yield from call.query.values()
        yield from call.headers.values()


def number_places(binding: Binding, catalog: Catalog) -> list[str]:
    """List the names that the fields of 個人番号 have in the vendor's JSON."""
    items = [item.name for item in catalog.package.items if item.check_digit == PERSONAL_NUMBER]
    return [binding.names[name].rpartition(".")[2] for name in items if name in binding.names]


def numbers_in(catalog: Catalog, request: Mapping[str, Json]) -> list[str]:
    """List the 個人番号 that a request by Japanese names carries."""
    found = []
    for name, value in request.items():
        try:
            item = catalog.item(name)
        except TekigoError:
            continue
        if item.check_digit == PERSONAL_NUMBER and isinstance(value, str) and value:
            found.append(value)
    return found
