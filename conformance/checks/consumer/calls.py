"""Looks at one call of a using system: what is wrong with it, by rule. Values that it sent are never quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
import msgspec
from msgspec import Struct

from conformance.contract.request_schema import request_schema
from conformance.i18n import message

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation

_MOST = 5
_ELSEWHERE = ("access_token", "token", "bearer")


class Known(Struct, frozen=True):
    """A token that was issued, and for which scopes."""

    value: str
    scopes: frozenset[str]

    def __repr__(self) -> str:
        return f"Known({sorted(self.scopes)})"


class Caller:
    """Judges calls of the operations of one business."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def token(self, request: Request) -> str:
        """Return the token in the Authorization header; empty when there is none."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""

    def wrong(
        self, request: Request, body: bytes, known: Known | None, scope: str, operation: Operation | None
    ) -> dict[str, str]:
        """Say by rule what is wrong with a call."""
        try:
            told = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            told = None
        found = {
            "post_json": self._form(request, told, operation),
            "header_only": self._place(request, told),
            "own_scope": ""
            if known is None or scope in known.scopes
            else message("con.other_scope", scope=scope),
            "right_items": self._items(told, operation) if operation else "",
        }
        return {rule: text for rule, text in found.items() if text}

    def _form(self, request: Request, told: object, operation: Operation | None) -> str:
        if operation is None:
            return message("con.no_such_path")
        if request.method != "POST":
            return message("con.method", method=request.method)
        if request.mimetype != "application/json" or not isinstance(told, dict):
            return message("con.not_json")
        return ""

    def _place(self, request: Request, told: object) -> str:
        names = {name.lower() for name in request.args} | (set(told) if isinstance(told, dict) else set())
        if names & set(_ELSEWHERE) or "X-API-Key" in request.headers:
            return message("con.token_elsewhere")
        return "" if self.token(request) else message("con.no_bearer")

    def _items(self, told: object, operation: Operation) -> str:
        if not isinstance(told, dict):
            return message("con.not_json")
        validator = self._validators.get(operation.id)
        if validator is None:
            schema: dict[str, Any] = request_schema(self._catalog, operation, inline=True)
            validator = self._validators[operation.id] = jsonschema_rs.Draft202012Validator(schema)
        places = [_place_of(error) for error in validator.iter_errors(told)]
        return message("con.items", places="、".join(dict.fromkeys(places[:_MOST]))) if places else ""


def _place_of(error: jsonschema_rs.ValidationError) -> str:
    """Name the item and the rule that it breaks, never its value; of a missing item the message has the name alone."""
    where = ".".join(map(str, error.instance_path))
    rule = next((str(each) for each in reversed(error.schema_path) if isinstance(each, str)), "")
    named = error.message if rule in ("required",) else where or "―"
    return f"{named[:100]}: {rule}"
