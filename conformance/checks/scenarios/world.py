"""The world of one scenario: what its steps have made, asked and seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.checks.scenarios.outcomes import Blocked, Mismatch, require_answer
from conformance.checks.scenarios.parameters import shown
from conformance.contract.typing import Json
from conformance.engine.bench import OK, RESULT, Bench, Unprepared, Values, errors, rows
from conformance.i18n import TekigoError, message
from conformance.spec.model import ErrorCode, Operation
from conformance.target.answer import Answer
from conformance.target.asking import DEFAULT_ROLE

ACKNOWLEDGED = "確認済アラート"
REFUSALS = (400, 403, 404, 405, 409)


class World:
    """Steps act through this and judge what came back. Names are the standard's own; unknown ones are refused."""

    def __init__(self, bench: Bench, error_codes: Sequence[ErrorCode]) -> None:
        self.bench = bench
        self.role = DEFAULT_ROLE
        self._errors = {code.name: code for code in error_codes}
        self._kinds = {code.code: code for code in error_codes}
        self._last: tuple[Operation, dict[str, Json], str] | None = None
        self._answer: Answer | None = None
        self._noted: dict[tuple[str, str, frozenset[tuple[str, str]]], list[dict[str, Any]]] = {}

    @property
    def answer(self) -> Answer:
        """The answer to the last action. Raises TekigoError when the scenario has not acted yet."""
        if self._answer is None:
            raise TekigoError("TKG-BDD022")
        return self._answer

    def given(
        self, operation: str, thing: str, things: Sequence[str] = (), values: Values | None = None
    ) -> None:
        """Carry an operation out as a precondition and call what it made `thing`. Raises Blocked."""
        found = self.bench.catalog.operation(operation)
        subject = self.bench.subject(found, things) if things else {}
        try:
            self.bench.make(found, thing, {**subject, **(values or {})}, role=self.role)
        except Unprepared as fault:
            require_answer(fault.answer)
            reason = message("TKG-BDD031", operation=operation, got=self.describe(fault.answer))
            raise Blocked("TKG-BDD031", reason) from None

    def act(
        self,
        operation: str,
        things: Sequence[str] = (),
        values: Values | None = None,
        role: str | None = None,
    ) -> None:
        """Carry out the operation that the scenario is about; the answer is judged by later steps."""
        found = self.bench.catalog.operation(operation)
        subject = self.bench.subject(found, things) if things else {}
        body = self.bench.body(found, {**subject, **(values or {})}, thing=RESULT)
        self.send(found, body, role or self.role)

    def send(self, operation: Operation, body: dict[str, Json], role: str) -> None:
        """Send a finished body and remember it with its answer."""
        self._last = (operation, body, role)
        self._answer = require_answer(self.bench.send(operation, body, role=role))
        self.bench.things.pop(RESULT, None)
        if self._answer.status == OK and rows(self._answer):
            self.bench.keep(RESULT, body, rows(self._answer)[0])

    def repeat_acknowledged(self) -> None:
        """Repeat the last action with every alert that it raised acknowledged."""
        if self._last is None:
            raise TekigoError("TKG-BDD022")
        operation, body, role = self._last
        field = self.bench.catalog.item(ACKNOWLEDGED).romaji
        alerts = [e["code"] for e in errors(self.answer) if self._is_alert(e["code"])]
        if not alerts:
            raise Mismatch("アラート", self.describe(self.answer))
        before = body.get(field)
        kept = before if isinstance(before, list) else []
        self.send(operation, {**body, field: [*kept, *alerts]}, role)

    def query(
        self, operation: str, thing: str, parameters: Mapping[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """Ask for a thing's state without touching the last answer. Raises Mismatch when it is not answered.

        `parameters` (item → value expression) go over the operation's sample and the values of the thing.
        """
        found = self.bench.catalog.operation(operation)
        body = self.bench.body(
            found, {**self.bench.subject(found, [thing]), **(parameters or {})}, thing=thing
        )
        answer = require_answer(self.bench.send(found, body, role=self.role))
        if answer.status != OK or not isinstance(answer.json, dict):
            raise Mismatch(f"「{thing}」の「{operation}」{shown(parameters)}に答える", self.describe(answer))
        return rows(answer)

    def note(self, operation: str, thing: str, parameters: Mapping[str, str]) -> None:
        """Remember what a query answers now, by all that it was asked with."""
        self._noted[operation, thing, frozenset(parameters.items())] = self.query(
            operation, thing, parameters
        )

    def noted(self, operation: str, thing: str, parameters: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return what a query answered when it was noted. Raises TekigoError TKG-BDD027 when it was not."""
        found = self._noted.get((operation, thing, frozenset(parameters.items())))
        if found is None:
            asked = shown(parameters)
            raise TekigoError("TKG-BDD027", operation=operation, thing=thing, parameters=asked)
        return found

    def result(self) -> list[dict[str, Any]]:
        """Return the entries of the last answer. Raises Mismatch when it was not accepted."""
        self.expect_accepted()
        return rows(self.answer)

    def expect_accepted(self) -> None:
        """Raise Mismatch unless the last action was accepted."""
        if self.answer.status != OK or not isinstance(self.answer.json, dict):
            raise Mismatch("受け付けられる", self.describe(self.answer))

    def expect_refused(self) -> None:
        """Raise Mismatch unless the last action was refused for its content or the state of things."""
        if self.answer.status not in REFUSALS:
            raise Mismatch("受け付けられない", self.describe(self.answer))

    def expect_error(self, name: str, item: str | None = None) -> list[dict[str, str]]:
        """Raise Mismatch unless the named error or alert came, for the item when one is given. Return its entries."""
        code = self.error_code(name)
        expected = (
            f"{(code.kind == 'alert' and 'アラート') or 'エラー'}「{name}」（{code.code}、HTTP {code.http}）"
        )
        named = self.bench.catalog.item(item).name if item else ""
        expected = f"項目「{named}」の{expected}" if named else expected
        found = [e for e in errors(self.answer) if e["code"] == code.code and named in e["message"]]
        if self.answer.status != code.http or not found:
            raise Mismatch(expected, self.describe(self.answer))
        return found

    def error_code(self, name: str) -> ErrorCode:
        """Find an error or alert by its name. Raises TekigoError with the known names."""
        if name not in self._errors:
            raise TekigoError("TKG-BDD023", name=name, known="、".join(self._errors))
        return self._errors[name]

    def describe(self, answer: Answer) -> str:
        """Say in one line what the target answered."""
        if answer.failure is not None:
            return answer.failure.text()
        found = errors(answer)
        if answer.status == OK and isinstance(answer.json, dict):
            return "受け付けられた"
        told = "、".join(f"{self._kind_name(e['code'])}: {e['message']}" for e in found[:3])
        why = answer.json_failure.text() if answer.json_failure else ""
        return f"HTTP {answer.status}" + (f"（{told or why}）" if told or why else "")

    def _is_alert(self, code: str) -> bool:
        return code in self._kinds and self._kinds[code].kind == "alert"

    def _kind_name(self, code: str) -> str:
        return f"{code} {self._kinds[code].name}" if code in self._kinds else code


def as_mapping(table: Sequence[Sequence[str]] | None) -> Mapping[str, str]:
    """Read a table headed 項目 | 値. Raises TekigoError for another head or a repeated item."""
    if not table:
        return {}
    if list(table[0]) != ["項目", "値"]:
        raise TekigoError("TKG-BDD024", found=" | ".join(table[0]))
    names = [row[0] for row in table[1:]]
    if len(set(names)) < len(names):
        raise TekigoError("TKG-BDD025", names="、".join(sorted({n for n in names if names.count(n) > 1})))
    return {row[0]: row[1] for row in table[1:]}


def as_rows(table: Sequence[Sequence[str]]) -> list[Mapping[str, str]]:
    """Read a table whose head names items and whose rows are entries."""
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]
