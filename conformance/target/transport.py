"""One bounded HTTP exchange after another: time, size and redirects are limits, and every fault is a value."""

from __future__ import annotations

from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from requests import PreparedRequest
from requests.structures import CaseInsensitiveDict

from conformance.target.answer import Answer, Failure, Sending
from conformance.target.deadline import LIMIT, DeadlineAdapter, tls_context
from conformance.target.failures import (
    BAD_CODING,
    REDIRECT,
    TOO_LARGE,
    TOO_LARGE_UNPACKED,
    classify,
)
from conformance.target.strict_json import parse
from conformance.target.unpack import BadCoding, Overflow, unpack

if TYPE_CHECKING:
    from requests import Response

_BLOCK = 65536
# A server that closes idle connections may do so just while the next request is on its way, and a POST must not
# be repeated blindly. Most servers keep at least two seconds; reconnecting after an idle spell costs nothing.
_IDLE_S = 1.5
_CLOCK_GRAIN_S = 0.001
# What may come over the wire beside a body of the greatest size: a hundred header lines, the marks of small chunks.
_AROUND_BODY = 8 * 1024 * 1024
_WITHOUT_BODY = frozenset({"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})
_REDIRECTS = frozenset({300, 301, 302, 303, 305, 307, 308})


class Limits(Struct, frozen=True):
    """Bounds of one call: seconds to connect, between two reads and in all; bytes as sent and as unpacked."""

    connect_s: float = 5.0
    read_s: float = 30.0
    total_s: float = 60.0
    max_bytes: int = 8 * 1024 * 1024


class Route(Struct, frozen=True):
    """How to get to the target: private authorities, client certificate and key (PEM files), proxy address."""

    ca: str | None = None
    client_cert: tuple[str, str | None] | None = None
    proxy: str | None = None


class Transport:
    """A keep-alive connection to the target; use one per process. Only the resolver's own time is not bounded.

    It drives the adapter of requests directly. `Session.request` would merge cookies, environment and hooks into
    each request: more than half of its time, and cookies would let one check influence the next.
    """

    def __init__(self, limits: Limits, route: Route) -> None:
        """Raise OSError or ssl.SSLError when a certificate file cannot be used."""
        self._limits = limits
        self._adapter = DeadlineAdapter(tls_context(route.ca, route.client_cert))
        self._proxies = {"http": route.proxy, "https": route.proxy} if route.proxy else {}
        self._last = 0.0

    def send(self, sending: Sending) -> Answer:
        """Send one request and read its whole answer; every fault comes back as `Answer.failure`."""
        started = perf_counter()
        now = monotonic()
        if now - self._last > _IDLE_S:
            self._adapter.close()
        LIMIT.at = now + self._limits.total_s
        LIMIT.room = 2 * self._limits.max_bytes + _AROUND_BODY
        response = None
        try:
            response = self._ask(sending)
            return self._read(response, started)
        except Exception as error:  # noqa: BLE001 - whatever a hostile server provokes must not stop the run
            failure = self._failure(error, sending.url)
            status = None if response is None else response.status_code
            headers = {} if response is None else _headers(response)
            return Answer(status, headers, failure=failure, elapsed_s=perf_counter() - started)
        finally:
            if response is not None:
                response.close()
            LIMIT.at = LIMIT.room = float("inf")
            self._last = monotonic()

    def close(self) -> None:
        """Close the connections."""
        self._adapter.close()

    def _ask(self, sending: Sending) -> Response:
        request = PreparedRequest()
        request.method = sending.method
        request.url = sending.url
        request.headers = CaseInsensitiveDict(sending.headers)
        if sending.body or sending.method not in _WITHOUT_BODY:
            request.body = sending.body
            request.headers.setdefault("Content-Length", str(len(sending.body)))
        limits = self._limits
        times = (min(limits.connect_s, limits.total_s), limits.read_s)
        return self._adapter.send(request, stream=True, timeout=times, proxies=self._proxies)

    def _read(self, response: Response, started: float) -> Answer:
        limit = self._limits.max_bytes
        blocks, size = [], 0
        while block := response.raw.read(_BLOCK, decode_content=False):
            blocks.append(block)
            size += len(block)
            if size > limit:
                break
        elapsed = perf_counter() - started
        headers = _headers(response)
        body, failure = self._unpack(b"".join(blocks), headers.get("content-encoding", ""))
        if failure is not None:
            return Answer(response.status_code, headers, elapsed_s=elapsed, failure=failure)
        value, flaw = parse(body, headers.get("content-type", ""))
        failure = _redirect(response.status_code, headers)
        return Answer(response.status_code, headers, body, value, flaw, elapsed, failure)

    def _unpack(self, packed: bytes, coding: str) -> tuple[bytes, Failure | None]:
        limit = self._limits.max_bytes
        if len(packed) > limit:
            return b"", Failure(TOO_LARGE, {"limit": str(limit)})
        try:
            return unpack(packed, coding, limit), None
        except Overflow:
            return b"", Failure(TOO_LARGE_UNPACKED, {"limit": str(limit)})
        except BadCoding as error:
            return b"", Failure(BAD_CODING, {"coding": str(error)[:40]})

    def _failure(self, error: Exception, url: str) -> Failure:
        if LIMIT.room < 0:
            return Failure(TOO_LARGE, {"limit": str(self._limits.max_bytes)})
        out_of_time = monotonic() >= LIMIT.at - _CLOCK_GRAIN_S
        return classify(error, address_of(url), out_of_time=out_of_time, total_s=self._limits.total_s)


def address_of(url: str) -> str:
    """Scheme, host and port of a URL: enough to name the place in a message, without path or credentials."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/', 1)[0].rpartition('@')[2]}"


def _headers(response: Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.raw.headers.items()}


def _redirect(status: int, headers: dict[str, str]) -> Failure | None:
    if status not in _REDIRECTS:
        return None
    return Failure(REDIRECT, {"status": str(status), "location": headers.get("location", "")[:200]})
