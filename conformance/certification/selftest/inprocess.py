"""Reaches a reference system without a network: the same application, called in this process."""

from __future__ import annotations

import io
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from conformance.target.answer import Answer
from conformance.target.strict_json import parse

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from conformance.target.answer import Sending


class InProcess:
    """Sends through a WSGI application instead of a connection. Nothing is bounded: the system is our own."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def send(self, sending: Sending) -> Answer:
        """Call the application and read its whole answer."""
        started = perf_counter()
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:  # noqa: ANN401 - WSGI
            told["status"] = int(status.partition(" ")[0])
            told["headers"] = {name.lower(): value for name, value in headers}

        body = b"".join(self._application(_environ(sending), start_response))
        headers = told["headers"]
        value, flaw = parse(body, headers.get("content-type", ""))
        return Answer(told["status"], headers, body, value, flaw, perf_counter() - started)

    def close(self) -> None:
        """Do nothing: there is no connection."""


def _environ(sending: Sending) -> dict[str, Any]:
    url = urlsplit(sending.url)
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sending.headers.items()}
    return {
        "REQUEST_METHOD": sending.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": url.path,
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(sending.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
        "CONTENT_TYPE": headers.pop("HTTP_CONTENT_TYPE", ""),
        "CONTENT_LENGTH": str(len(sending.body)),
    }
