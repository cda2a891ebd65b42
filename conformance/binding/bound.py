"""Carries the contract's operations out on a vendor's own API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from conformance.binding.calls import JSON_CONTENT, BoundCall, Prepared
from conformance.binding.expression import Expression
from conformance.binding.mentions import mentions
from conformance.binding.numbers import address_holds, number_places, numbers_at, numbers_in
from conformance.binding.reach import Reach
from conformance.binding.refusals import RefusalReader
from conformance.binding.sequence import Sequence
from conformance.binding.translation import Translator
from conformance.contract.paths import operation_path
from conformance.i18n import TekigoError
from conformance.target.answer import Answer
from conformance.target.asking import DEFAULT_ROLE
from conformance.target.exchange import BODY_LIMIT, Translation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from conformance.binding.model import Binding, BoundOperation
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation
    from conformance.target.redact import Redactor


class Client(Protocol):
    """What sends one authenticated request: see `TargetClient.request`."""

    redactor: Redactor

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        role: str,
        repeatable: bool | None = None,
    ) -> Answer:
        """Send one request as a role."""
        ...


class BoundAsker:
    """Asks a vendor's own API for the operations of one business, through its binding."""

    def __init__(
        self,
        binding: Binding,
        catalog: Catalog,
        client: Client,
        *,
        today: date,
        on_translated: Callable[[Translation], None] | None = None,
    ) -> None:
        """`on_translated` gets what became of each operation when it has ended. Raises ExpressionError."""
        self._binding = binding
        self._catalog = catalog
        self._client = client
        self._today = today.isoformat()
        self._on_translated = on_translated
        self._translator = Translator(binding, catalog)
        self._reach = Reach(binding, catalog)
        self._number_fields = frozenset(number_places(binding, catalog))
        self._compiled: dict[str, CompiledOperation] = {}

    @property
    def redactor(self) -> Redactor:
        """See `Asker`."""
        return self._client.redactor

    def ask_without_proof(self, operation: Operation, body: dict[str, Any]) -> Answer | None:
        """See `Asker`: what a binding sends beside the body is not known to be without credentials."""
        return None

    def carries(self, operation: Operation, body: Any) -> bool:  # noqa: ANN401 - any JSON
        """See `Asker`: an object of fields that the binding takes along."""
        return isinstance(body, dict) and self._reach.carries(operation, body)

    def replay(self, operation: Operation, body: Any) -> str | None:  # noqa: ANN401 - any JSON
        """See `Asker`: what goes out is a sequence of calls; the exchanges of the evidence show them."""
        return None

    def ask(self, operation: Operation, body: dict[str, Any], role: str = DEFAULT_ROLE) -> Answer:
        """Carry an operation out. See `Asker`.

        Raises TekigoError TKG-BND010 when it is not bound, TKG-BND022 to TKG-BND025 when it cannot be carried out,
        ExpressionError when the binding does not fit what came.
        """
        bound = self.compiled(operation)
        request = self.request_of(body)
        numbers = numbers_in(self._catalog, request)
        for number in numbers:
            self.redactor.add_number(number)
        answer = self._carried_out(bound, request, role, numbers)
        if self._on_translated is not None:
            asked = msgspec.json.encode(request).decode()
            self._on_translated(Translation(request=self._kept(asked), answer=self._kept(_text(answer))))
        return answer

    def request_of(self, body: dict[str, Any]) -> dict[str, Json]:
        """Return the contract's request by Japanese item names, as expressions see it."""
        return {self._name(field): value for field, value in body.items()}

    def compiled(self, operation: Operation) -> CompiledOperation:
        """Return an operation ready to be carried out. Raises TekigoError TKG-BND010, ExpressionError."""
        if operation.id not in self._compiled:
            bound = self._binding.operations.get(operation.name)
            if bound is None:
                raise TekigoError("TKG-BND010", operation=operation.name)
            self._compiled[operation.id] = CompiledOperation(
                operation, bound, self._binding, self._catalog, self._translator
            )
        return self._compiled[operation.id]

    def scene(self, request: dict[str, Json]) -> dict[str, Json]:
        """Return what expressions see before the first call."""
        return {"request": request, "today": self._today}

    def _carried_out(
        self, bound: CompiledOperation, request: dict[str, Json], role: str, numbers: set[str]
    ) -> Answer:
        """`numbers`: the 個人番号 known so far; those of the answers join them."""

        def send(prepared: Prepared) -> Answer:
            if address_holds(prepared.path, numbers):
                raise TekigoError("TKG-BND023")
            answer = self._sent(bound, prepared, role)
            numbers.update(numbers_at(answer.json, self._number_fields))
            return answer

        return Sequence(bound, self.scene(request), send).answer()

    def _sent(self, bound: CompiledOperation, prepared: Prepared, role: str) -> Answer:
        headers = {"Content-Type": JSON_CONTENT} if prepared.has_body else {}
        headers |= dict(self._binding.headers) | prepared.headers
        return self._client.request(
            prepared.method,
            prepared.path,
            body=prepared.content(),
            headers=headers,
            role=role,
            repeatable=True if bound.operation.kind == "query" else None,
        )

    def _kept(self, text: str) -> str:
        return self.redactor.text(text)[:BODY_LIMIT]

    def _name(self, field: str) -> str:
        try:
            return self._catalog.item(field).name
        except TekigoError:
            return field


class CompiledOperation:
    """An operation with the expressions of its calls and of its answer."""

    def __init__(
        self,
        operation: Operation,
        bound: BoundOperation,
        binding: Binding,
        catalog: Catalog,
        translator: Translator,
    ) -> None:
        """Raise ExpressionError for whatever is no JSONata."""
        stage = f"operations.{operation.name}"
        outputs = catalog.outputs(operation)
        functions = translator.functions(outputs)
        self.operation = operation
        self.calls = [
            BoundCall(call, f"{stage}.calls[{place}]", functions) for place, call in enumerate(bound.calls)
        ]
        reply = bound.answer
        self._rows = Expression(reply.rows, f"{stage}.answer.rows", functions) if reply.rows else None
        self._read = mentions(reply.rows or "").roots
        self._row = Expression(reply.row, f"{stage}.answer.row", functions) if reply.row else None
        self._refusals = RefusalReader(binding, catalog, operation, translator)
        self._catalog = catalog
        self._translator = translator
        self._wanted = tuple(item.name for item in outputs)
        self._path = operation_path(catalog.package, operation)

    def reads(self, call: str) -> bool:
        """Tell whether the rows are read from the answers of a call, by its name or as the last answer."""
        return call in self._read or ("answer" in self._read and call == self.calls[-1].name)

    def rows(self, scene: dict[str, Json]) -> list[Json]:
        """Return the vendor's rows of an answer."""
        found = self._rows.value(scene) if self._rows else []
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def row(self, row: Json, scene: dict[str, Json]) -> dict[str, Json]:
        """Return a vendor's row as the contract's, by romaji names."""
        made = self._row.value(row, scene) if self._row else self._translator.from_vendor(row, self._wanted)
        fields = made if isinstance(made, dict) else {}
        return {self._catalog.item(name).romaji: value for name, value in fields.items() if value is not None}

    def accepted(self, rows: list[dict[str, Json]], elapsed_s: float) -> Answer:
        """Return the contract's answer to an operation that was carried out."""
        told = {"title": self.operation.name, "detail": f"{len(rows)}件"}
        return _answer(200, {"metadata": told, "_links": self._links(), "result": rows}, elapsed_s)

    def refused(self, answer: Answer, told: dict[str, Json], elapsed_s: float) -> Answer:
        """Return the contract's answer to a call that was refused."""
        status, errors = self._refusals.read(answer.status or 0, told)
        body: dict[str, Json] = {"title": "Error", "detail": f"HTTP {answer.status}", "_links": self._links()}
        if answer.json_failure is not None:
            return Answer(status, answer.headers, answer.body, None, answer.json_failure, elapsed_s)
        return _answer(status, body | {"errors": [dict(each) for each in errors]}, elapsed_s)

    def _links(self) -> dict[str, Json]:
        return {"self": {"href": self._path}}


def _answer(status: int, body: dict[str, Any], elapsed_s: float) -> Answer:
    headers = {"content-type": JSON_CONTENT}
    return Answer(status, headers, msgspec.json.encode(body), body, elapsed_s=elapsed_s)


def _text(answer: Answer) -> str:
    return answer.failure.text() if answer.failure else answer.body.decode("utf-8", "backslashreplace")
