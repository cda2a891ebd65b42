"""Carries a bound operation out without a target: shows what would be sent, with answers that are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from conformance.target.answer import Answer, Sending
from conformance.target.strict_json import parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.contract.typing import Json
    from conformance.target.redact import Redactor


class DryClient:
    """Takes the place of the connection: keeps each request in `sent` and answers with the next of `answers`.

    When they are used up the answer is 200 with an empty object.
    """

    def __init__(self, base_url: str, redactor: Redactor, answers: Sequence[Answer] = ()) -> None:
        self.redactor = redactor
        self.sent: list[tuple[Sending, Answer]] = []
        self._base = base_url.rstrip("/")
        self._answers = list(answers)

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
        """Note a request and answer it."""
        answer = self._answers.pop(0) if self._answers else given(200, {})
        self.sent.append((Sending(method, self._base + path, headers or {}, body), answer))
        return answer


def given(status: int, body: Json) -> Answer:
    """Make an answer of a status and a JSON body."""
    content = msgspec.json.encode(body)
    parsed, failure = parse(content)
    return Answer(status, {"content-type": "application/json"}, content, parsed, failure)
