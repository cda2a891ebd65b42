"""One HTTP exchange as evidence keeps it: readable, already redacted, bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.target.answer import Answer, Sending
    from conformance.target.redact import Redactor

BODY_LIMIT = 64 * 1024  # characters of a body that evidence keeps
HEADER_LIMIT = 2 * 1024  # characters of a header's name, and of its value
_PDF, _HEADER = b"%PDF-", 1024  # what begins a PDF, and the bytes in which it may stand
HEADERS_LIMIT = 16 * 1024  # characters of all headers of a message; those that come after are left out


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
    asked, told = _readable(sending.body), _readable(answer.body)
    for text in (asked, told):
        if text:
            redactor.learn(text)
    return Exchange(
        method=sending.method,
        url=redactor.text(sending.url),
        request_headers=_kept_headers(sending.headers, redactor),
        request_body=redactor.beginning(asked, BODY_LIMIT) or None,
        status=answer.status,
        response_headers=_kept_headers(answer.headers, redactor),
        response_body=redactor.beginning(told, BODY_LIMIT) or None,
        truncated=max(len(asked), len(told)) > BODY_LIMIT,
        elapsed_ms=round(answer.elapsed_s * 1000, 3),
        error=answer.failure.code if answer.failure else None,
        attempts=answer.attempts,
    )


def _kept_headers(headers: Mapping[str, str], redactor: Redactor) -> dict[str, str]:
    """Mask headers and cut them; what is left out is told by a header of its own."""
    kept: dict[str, str] = {}
    size = 0
    for name, value in redactor.headers(headers).items():
        short = value if len(value) <= HEADER_LIMIT else value[: HEADER_LIMIT - 1] + "…"
        size += len(name[:HEADER_LIMIT]) + len(short)
        if size > HEADERS_LIMIT:
            return kept | {"…": str(len(headers) - len(kept))}
        kept[name[:HEADER_LIMIT]] = short
    return kept


def _readable(body: bytes) -> str:
    """Bytes as text; what is no UTF-8 shows as `\\x82`. Of a PDF only its size: nothing could be masked in it."""
    if _PDF in body[:_HEADER]:
        return f"[PDF, {len(body)} bytes]"
    return body.decode("utf-8", "backslashreplace")
