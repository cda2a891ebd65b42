"""Judges the answers to fuzzed requests. Pure: a request and its answer in, findings out.

Every finding has to hold against a lenient reader of the standard: a false accusation costs a vendor more than a
missed oddity, which item checks and scenarios may still find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import jsonschema_rs
from msgspec import Struct

from conformance.checks.fuzz.must_refuse import Refusals
from conformance.checks.items.model import CHARSET, LENGTH
from conformance.checks.items.naming import items_named
from conformance.contract.paths import operation_path
from conformance.engine.bench import errors
from conformance.i18n import TekigoError, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation
    from conformance.target.answer import Answer

FindingKind = Literal["crash", "status", "content_type", "not_json", "schema", "accepted", "refused_right"]
ACCEPTED, BAD_REQUEST, SERVER_ERROR = 200, 400, 500
# Not about the request: rights, load, maintenance. Such an answer says nothing.
NOT_JUDGED = frozenset({401, 403, 429})


class Finding(Struct, frozen=True):
    """One thing wrong with an answer, in words. `items`: names of the items it is about."""

    kind: FindingKind
    text: str
    items: tuple[str, ...] = ()


class FuzzJudge:
    """Judges the answers of one operation. `contract`: the OpenAPI document of its business."""

    def __init__(self, catalog: Catalog, operation: Operation, contract: dict[str, Any]) -> None:
        self._catalog = catalog
        self._refusals = Refusals(catalog, operation)
        self._names = frozenset(item.name for item in catalog.package.items)
        self._inputs = {item.name: item.romaji for item in catalog.inputs(operation)}
        self._official = operation.api is not None
        path = operation_path(catalog.package, operation)
        answers = contract["paths"][path]["post"]["responses"]
        self._schemas = {int(status): _validator(each, contract) for status, each in answers.items()}

    def judge(self, body: Json, answer: Answer) -> tuple[Finding, ...]:
        """List what is wrong with an answer. Errors of the server and answers that did not come are not judged here."""
        return tuple(self._findings(body, answer))

    def may_fail(self, body: Json, answer: Answer) -> bool:
        """Tell whether an error of the server is right: an official API knows no other word for a body that it cannot
        read at all than the unexpected (503), in the official form.
        """
        official = self._official and not isinstance(body, dict) and answer.failure is None
        return official and answer.status in self._schemas and not self.shape(answer)

    def shape(self, answer: Answer) -> tuple[Finding, ...]:
        """List what is wrong with the form of an answer, whatever it says."""
        schema = self._schemas.get(answer.status or 0)
        if schema is None:
            return (Finding("status", message("fuzz.status", None, status=answer.status)),)
        return tuple(self._shape(answer, schema))

    def wrong(self, field: str, value: Json) -> bool:
        """Tell whether a value must be refused in a field."""
        return self._refusals.wrong(field, value) is not None

    def _findings(self, body: Json, answer: Answer) -> Iterator[Finding]:
        status = answer.status or 0
        if status not in self._schemas:
            yield Finding("status", message("fuzz.status", None, status=status))
        else:
            yield from self._shape(answer, self._schemas[status])
        if status == ACCEPTED:
            reason = self._refusals.reason(body)
            if reason is not None:
                yield Finding("accepted", message("fuzz.accepted", None, reason=reason))
        if status == BAD_REQUEST and isinstance(body, dict):
            yield from self._refused_right(body, answer)

    def _shape(self, answer: Answer, schema: jsonschema_rs.Draft202012Validator) -> Iterator[Finding]:
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json" and not kind.endswith("+json"):
            shown = kind or message("fuzz.none")
            yield Finding(
                "content_type", message("fuzz.content_type", None, status=answer.status, kind=shown)
            )
        if answer.json_failure is not None:
            text = message("fuzz.not_json", None, status=answer.status, reason=answer.json_failure.text())
            yield Finding("not_json", text)
            return
        for error in schema.iter_errors(_without_empties(answer.json)):
            yield self._shape_error(answer.status, error)
            return  # the first is enough to act upon; the exchange shows the rest

    def _shape_error(self, status: int | None, error: jsonschema_rs.ValidationError) -> Finding:
        place = [str(part) for part in error.instance_path]
        name = self._item_name(place[-1]) if place else ""
        if name:
            return Finding("schema", message("fuzz.schema_item", None, status=status, item=name), (name,))
        where = "/".join(place) or message("fuzz.whole")
        return Finding(
            "schema", message("fuzz.schema", None, status=status, where=where, error=error.message[:200])
        )

    def _refused_right(self, body: dict[str, Json], answer: Answer) -> Iterator[Finding]:
        """Find a value of a code list that was refused as one of wrong characters or length.

        Only code lists say wholly which values are right; and only a message about one item accuses that item.
        """
        for each in errors(answer):
            named = items_named(each["message"], self._names)
            if each["code"] not in (CHARSET, LENGTH) or len(named) != 1:
                continue
            field = self._inputs.get(named[0], "")
            if field in body and self._refusals.right(field, body[field]):
                text = message(
                    "fuzz.refused_right", None, item=named[0], value=body[field], code=each["code"]
                )
                yield Finding("refused_right", text, named)

    def _item_name(self, field: str) -> str:
        try:
            return self._catalog.item(field).name
        except TekigoError:
            return ""


def _validator(answer: dict[str, Any], contract: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    schema = answer["content"]["application/json"]["schema"]
    return jsonschema_rs.Draft202012Validator({**schema, "components": contract["components"]})


def _without_empties(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Leave out members without a value in the entries of an answer: empty and left out mean the same there."""
    if not isinstance(value, dict) or not isinstance(value.get("result"), list):
        return value
    rows = [_filled(row) if isinstance(row, dict) else row for row in value["result"]]
    return {**value, "result": rows}


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    full = {name: _entries(value) if isinstance(value, list) else value for name, value in row.items()}
    return {name: value for name, value in full.items() if value not in (None, "", [])}


def _entries(values: list[Any]) -> list[Any]:
    return [each for each in values if each not in (None, "")]
