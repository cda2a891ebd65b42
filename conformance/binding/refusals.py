"""Reads a vendor's refusal as the contract's: status, error codes, and the item that each error names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.binding.expression import Expression
from conformance.binding.sequence import HOLLOW
from conformance.i18n import TekigoError

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
        self._operation = operation.name
        self._of_nothing = self._error({})
        self._names_by_itself = any(item.name in self._of_nothing["message"] for item in self._inputs)

    def read(self, status: int, answer: dict[str, Json]) -> tuple[int, list[dict[str, str]]]:
        """Return the contract's status and its errors. A code that the binding does not name stays the vendor's.

        Raises TekigoError TKG-BND025 when the errors do not come from the answer.
        """
        errors = [self._error(entry) for entry in self._entries(answer)]
        hollow = [self._error(entry) for entry in self._entries(HOLLOW)]
        if (
            any(each in errors for each in hollow)
            or (errors and self._names_by_itself)
            or any(map(self._is_made_up, errors))
        ):
            raise TekigoError("TKG-BND025", operation=self._operation, what="errors")
        return self._status(status), errors

    def _entries(self, answer: dict[str, Json]) -> list[Json]:
        entries = self._list.value({"answer": answer}) if self._list else []
        return entries if isinstance(entries, list) else [entries] if entries is not None else []

    def _is_made_up(self, error: dict[str, str]) -> bool:
        """Tell whether a code would have been told of an entry that says nothing too."""
        code = self._of_nothing["code"]
        return code in self._told.codes.values() and code == error["code"]

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
