"""The schemas of a vendor's OpenAPI document: whether they are any, and what of a body does not fit them.

Nothing is fetched: references lead into the document, and there is no other.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from conformance.binding.vendor_document import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 3
_LENGTH = 200
Way = tuple[str, ...]
_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}  # true or false in OpenAPI 3.0


class Schemas:
    """The schemas of one document; each is looked at once."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._known: dict[str, list[tuple[Way, str]]] = {}

    def faults(self, schema: Any, way: Way) -> Iterator[tuple[Way, str]]:  # noqa: ANN401
        """Tell what of a schema, and of those that it refers to, is no JSON Schema: the place and the reason."""
        yield from _faults(schema, way)
        seen: set[str] = set()
        waiting = list(_references(schema))
        while waiting:
            reference = waiting.pop()
            if reference in seen:
                continue
            seen.add(reference)
            part = resolved(self._document, reference)
            if reference not in self._known:
                self._known[reference] = list(_faults(part, tuple(reference.split("/")[1:])))
            yield from self._known[reference]
            waiting += _references(part)

    def misfits(self, schema: Any, body: Any) -> list[tuple[str, str]]:  # noqa: ANN401
        """Tell what of a body does not fit a schema: the place in the body and the reason, the first few."""
        from jsonschema import Draft202012Validator
        from referencing import Registry
        from referencing.exceptions import Unresolvable

        # The document around it resolves the references that start with #/.
        made = {**self._around, **(_of_today(schema) if isinstance(schema, dict) else {})}
        validator = Draft202012Validator(made, registry=Registry())
        try:
            found = list(validator.iter_errors(body))[:_SHOWN]
        except (
            Unresolvable,
            RecursionError,
        ) as error:  # an $id that leads elsewhere, or a schema within itself
            return [("#", type(error).__name__)]
        return [(".".join(map(str, each.absolute_path)) or "―", each.message[:_LENGTH]) for each in found]

    @cached_property
    def _around(self) -> dict[str, Any]:
        return {name: _of_today(each) for name, each in self._document.items() if not name.startswith("$")}


def _faults(schema: Any, way: Way) -> Iterator[tuple[Way, str]]:  # noqa: ANN401
    from jsonschema import Draft202012Validator, SchemaError

    try:
        Draft202012Validator.check_schema(_of_today(schema))
    except SchemaError as error:
        yield (*way, *map(str, error.absolute_path)), error.message[:_LENGTH]
    except RecursionError:
        yield way, "RecursionError"


def _of_today(part: Any) -> Any:  # noqa: ANN401
    """Write what OpenAPI 3.0 says in its own way as JSON Schema does: bounds that are excluded, null beside a type."""
    if isinstance(part, list):
        return [_of_today(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {name: _of_today(each) for name, each in part.items()}
    for excluded, bound in _BOUNDS.items():
        if isinstance(made.get(excluded), bool) and made.pop(excluded) and bound in made:
            made[excluded] = made.pop(bound)
    if made.get("nullable") is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if isinstance(made.get("enum"), list):
            made["enum"] = [*made["enum"], None]
    return made


def _references(part: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from _references(each)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)
