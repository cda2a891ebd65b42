"""Asks a target that implements tekigo's own contract."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from conformance.contract.paths import operation_path, scope
from conformance.i18n import TekigoError
from conformance.target import pdf_text
from conformance.target.answer import Failure
from conformance.target.asking import DEFAULT_ROLE

if TYPE_CHECKING:
    from conformance.spec.model import Operation, Package
    from conformance.target.answer import Answer
    from conformance.target.client import TargetClient
    from conformance.target.redact import Redactor

_OK, _NOT_OFFERED = 200, (404, 405, 406, 501)
_TOKEN = "$TEKIGO_TOKEN"  # noqa: S105 - a placeholder: tokens never reach evidence


class ContractAsker:
    """Sends what checks ask to the contract's own addresses."""

    def __init__(self, package: Package, client: TargetClient) -> None:
        self._package = package
        self._client = client
        self._romaji = {item.name: item.romaji for item in package.items}

    @property
    def redactor(self) -> Redactor:
        """See `Asker`."""
        return self._client.redactor

    def ask(self, operation: Operation, body: dict[str, Any], role: str = DEFAULT_ROLE) -> Answer:
        """See `Asker`. Raises TekigoError TKG-CONF013 for a role that the target file does not have."""
        path, asked = operation_path(self._package, operation), scope(self._package, operation)
        if operation.pdf:
            return self._document(operation, path, asked, body, role)
        if operation.api is None:
            return self._client.invoke(path, asked, body, role)
        sent, headers = msgspec.json.encode(body), _headers(operation)
        return self._client.request(
            "POST", path, body=sent, headers=headers, role=role, scope=asked, repeatable=False
        )

    def _document(
        self, operation: Operation, path: str, asked: str, body: dict[str, Any], role: str
    ) -> Answer:
        """Ask for a PDF and return its text as the contract's answer. Raises TKG-BND013 where none is offered."""
        sent, headers = msgspec.json.encode(body), {"Accept": pdf_text.ACCEPT}
        answer = self._client.request(
            "POST", path, body=sent, headers=headers, role=role, scope=asked, repeatable=False
        )
        if answer.status in _NOT_OFFERED and not isinstance(_member(answer.json, "errors"), list):
            raise TekigoError("TKG-BND013", operation=operation.name)
        if answer.status != _OK or answer.failure is not None:
            return answer
        told = _member(answer.json, "pdf")
        if not isinstance(told, dict):
            return replace(answer, json=None, json_failure=Failure("TKG-TGT074"))
        row = {self._romaji[operation.pdf]: told[pdf_text.TEXT]}
        return replace(answer, json={"metadata": {"title": operation.name}, "result": [row]})

    def ask_without_proof(self, operation: Operation, body: dict[str, Any]) -> Answer | None:
        """See `Asker`."""
        path = operation_path(self._package, operation)
        return self._client.send_raw(path, body=msgspec.json.encode(body), headers=_headers(operation))

    def carries(self, operation: Operation, body: Any) -> bool:  # noqa: ANN401 - any JSON
        """See `Asker`: every body is sent byte for byte."""
        return True

    def replay(self, operation: Operation, body: Any) -> str | None:  # noqa: ANN401 - any JSON
        """Write the command that sends a body again, byte for byte but for the token and 個人番号."""
        text = msgspec.json.encode(body).decode()
        self.redactor.learn(text)
        base = self._client.target.base_url.rstrip("/")
        words = ["curl", "-sS", "-X", "POST", base + operation_path(self._package, operation)]
        kind = operation.api.content_type if operation.api else "application/json;charset=UTF-8"
        headers = f'-H "Authorization: Bearer {_TOKEN}" -H "Content-Type: {kind}"'
        return f"{shlex.join(words)} {headers} --data-binary {shlex.quote(self.redactor.text(text))}"


def _member(answer: Any, name: str) -> Any:  # noqa: ANN401 - any JSON
    return answer.get(name) if isinstance(answer, dict) else None


def _headers(operation: Operation) -> dict[str, str]:
    """Return the headers that an official API asks for beside the usual ones."""
    return {"Content-Type": operation.api.content_type} if operation.api else {}
