"""Reads a vendor's refusal as the contract's: status, error codes, and the item that each error names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.binding.expression import Expression

if TYPE_CHECKING:
    from conformance.binding.model import Binding
    from conformance.binding.translation import Translator
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation

REFUSED = 400  # what a refusal within an answer 2xx is to the contract


class RefusalReader:
    """Reads the refusals of one operation."""

    def __init__(
        self, binding: Binding, catalog: Catalog, operation: Operation, translator: Translator
    ) -> None:
        """Raise ExpressionError for whatever is no JSONata."""
        told = binding.errors
        functions = translator.functions(catalog.outputs(operation))
        self._told = told
        self._translator = translator
        self._inputs = catalog.inputs(operation)
        self._list = Expression(told.list, "errors.list", functions) if told.list else None
        fields = {"code": told.code, "item": told.item, "text": told.text}
        self._fields = {
            name: Expression(text, f"errors.{name}", functions) for name, text in fields.items() if text
        }

    def read(self, status: int, answer: dict[str, Json]) -> tuple[int, list[dict[str, str]]]:
        """Return the contract's status and its errors. A code that the binding does not name stays the vendor's."""
        entries = self._list.value({"answer": answer}) if self._list else []
        found = entries if isinstance(entries, list) else [entries] if entries is not None else []
        errors = [self._error(entry) for entry in found]
        return self._status(status), errors

    def _status(self, status: int) -> int:
        known = self._told.statuses.get(str(status))
        if known is not None:
            return known
        return status if status >= REFUSED else REFUSED

    def _error(self, entry: Json) -> dict[str, str]:
        values = {name: _text(each.value(entry)) for name, each in self._fields.items()}
        code = values.get("code", "")
        item = self._translator.item_at(values["item"], self._inputs) if values.get("item") else ""
        text = values.get("text", "")
        message = text if item in text else f"{item}: {text}"
        return {"code": self._told.codes.get(code, code), "message": message}


def _text(value: Json) -> str:
    return "" if value is None else str(value)
