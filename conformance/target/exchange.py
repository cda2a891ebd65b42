"""One HTTP exchange as evidence keeps it: readable, already redacted, bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from conformance.target.answer import Answer, Sending
    from conformance.target.redact import Redactor

BODY_LIMIT = 64 * 1024  # characters of a body that evidence keeps


class Translation(Struct, frozen=True, kw_only=True):
    """What the contract asked of a bound operation and how the answers were understood: redacted JSON texts."""

    request: str
    answer: str


class Exchange(Struct, frozen=True, omit_defaults=True):
    """One request and its answer, redacted. `error`: the message code of a call that gave no usable answer.

    `translation`: with the last call of an operation that a binding carried out. `attempts`: how often the request
    went out.
    """

    method: str
    url: str
    request_headers: dict[str, str]
    request_body: str | None
    status: int | None
    response_headers: dict[str, str]
    response_body: str | None
    truncated: bool
    elapsed_ms: float
    error: str | None
    translation: Translation | None = None
    attempts: int = 1


def exchange_of(sending: Sending, answer: Answer, redactor: Redactor) -> Exchange:
    """Record an exchange; what the request holds of 個人番号 is masked in the answer too."""
    asked = _readable(sending.body)
    if asked:
        redactor.learn(asked)
    told = _readable(answer.body)
    if told:
        redactor.learn(told)
    asked, told = (redactor.text(text) if text else text for text in (asked, told))
    return Exchange(
        method=sending.method,
        url=redactor.text(sending.url),
        request_headers=redactor.headers(sending.headers),
        request_body=asked[:BODY_LIMIT] if asked else None,
        status=answer.status,
        response_headers=redactor.headers(answer.headers),
        response_body=told[:BODY_LIMIT] if told else None,
        truncated=max(len(asked or ""), len(told or "")) > BODY_LIMIT,
        elapsed_ms=round(answer.elapsed_s * 1000, 3),
        error=answer.failure.code if answer.failure else None,
        attempts=answer.attempts,
    )


def _readable(body: bytes) -> str:
    """Bytes as text; what is no UTF-8 shows as `\\x82`."""
    return body.decode("utf-8", "backslashreplace")
