"""The JSON Schema of an operation's request: its items, which of them it must carry, and how they depend."""

from collections.abc import Iterable
from typing import Any

from conformance.contract.item_schema import Schema, component_name, item_schema, value_schema
from conformance.spec.catalog import Catalog, CodeList
from conformance.spec.model import Condition, Item, Operation, When


def request_schema(catalog: Catalog, operation: Operation, *, inline: bool = False) -> Schema:
    """Make the schema of a request body. `inline`: items stand in it themselves, not as references to components."""
    required = catalog.required(operation)
    names = {item.name for item in required}
    schema: Schema = {
        "type": "object",
        "properties": {
            item.romaji: _property(catalog, operation, item, empty=item.name not in names, inline=inline)
            for item in catalog.inputs(operation)
        },
    }
    if operation.api is None:  # no official text says that what it does not know has to be refused
        schema["additionalProperties"] = False
    if required:
        schema["required"] = [item.romaji for item in required]
    if operation.at_least_one:
        schema["anyOf"] = [_present(item) for item in catalog.items_of(operation.at_least_one)]
    if operation.conditions:
        schema["allOf"] = [_condition(catalog, each) for each in operation.conditions]
    return schema


def accepted_codes(catalog: Catalog, operation: Operation, item: Item) -> CodeList | None:
    """Return the code list of an item as the operation accepts it: with `accepts`, only those labels."""
    codes = catalog.codes_of(item)
    labels = operation.accepts.get(item.name)
    if codes is None or labels is None:
        return codes
    return CodeList(name=codes.name, entries=tuple(entry for entry in codes.entries if entry.label in labels))


def expected_values(catalog: Catalog, when: When) -> tuple[str, ...]:
    """Return the contract values for which a condition holds; none stands for "has any value"."""
    labels = (when.is_,) if isinstance(when.is_, str) else when.is_
    codes = catalog.codes_of(catalog.item(when.item))
    return tuple((codes.value(label) if codes else None) or label for label in labels)


def _property(catalog: Catalog, operation: Operation, item: Item, *, empty: bool, inline: bool) -> Schema:
    codes = accepted_codes(catalog, operation, item)
    if inline or item.name in operation.accepts:
        return item_schema(item, codes, empty=empty)
    return {"$ref": f"#/components/schemas/{component_name(item, empty=empty)}"}


def _condition(catalog: Catalog, condition: Condition) -> Schema:
    item = catalog.item(condition.when.item)
    values = expected_values(catalog, condition.when)
    is_so: dict[str, Any] = {"enum": list(values)} if values else {"not": {"enum": ["", []]}}
    needed = catalog.items_of(condition.required)
    return {
        "if": {"properties": {item.romaji: is_so}, "required": [item.romaji]},
        "then": _all_present(needed),
    }


def _all_present(items: Iterable[Item]) -> Schema:
    properties: dict[str, Schema] = {}
    names: list[str] = []
    for item in items:
        present = _present(item)
        names += present["required"]
        properties |= present.get("properties", {})
    return {"required": names} | ({"properties": properties} if properties else {})


def _present(item: Item) -> Schema:
    """Say that an item is there and not empty."""
    if item.repeat is not None:
        return {"required": [item.romaji], "properties": {item.romaji: {"minItems": 1}}}
    if value_schema(item)["type"] == "string":
        return {"required": [item.romaji], "properties": {item.romaji: {"minLength": 1}}}
    return {"required": [item.romaji]}
