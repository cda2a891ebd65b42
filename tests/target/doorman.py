"""A small system, real over HTTP, that lets callers in by log-in token, API key or Basic, as it is told."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.wrappers import Request, Response

from tests.serving import served

USER = "suzuki"
PASSWORD = "planted/password+0123"
KEY = "planted-key-0123456789"


class Doorman:
    """Logs in at `/session`; elsewhere answers 200 to whom `lets_in` knows. Tests change its attributes."""

    def __init__(self) -> None:
        self.url = ""
        self.logins: list[tuple[str, str, bytes]] = []
        self.tokens: list[str] = []
        self.revoked: set[str] = set()
        self.answer: Callable[[str], Any] = lambda token: {"data": {"session": [{"token": token}]}}
        self.status = 201
        self.calls: list[tuple[str, str, dict[str, str]]] = []

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        response = self.login(request) if request.path == "/session" else self.call(request)
        return response(environ, start)

    def login(self, request: Request) -> Response:
        body = request.get_data(cache=True)
        self.logins.append((request.method, request.content_type or "", body))
        given = request.get_json() if request.is_json else request.form.to_dict()
        if (given.get("userId"), given.get("pass")) != (USER, PASSWORD):
            return Response(f'{{"wrong":"{PASSWORD}"}}', 403)
        self.tokens.append(
            f"tok-{len(self.tokens) + 1}"
        )  # too short for the redactor to know it by its value
        return Response(
            json.dumps(self.answer(self.tokens[-1])), self.status, content_type="application/json"
        )

    def call(self, request: Request) -> Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.calls.append((request.method, request.full_path, headers))
        status = 200 if self.lets_in(headers) else 401
        return Response("{}", status, content_type="application/json")

    def lets_in(self, headers: dict[str, str]) -> bool:
        scheme, _, rest = headers.get("authorization", "").partition(" ")
        if scheme == "Basic":
            return b64decode(rest).decode() == f"{USER}:{PASSWORD}"
        token = headers.get("x-session", rest)
        return headers.get("x-key") == KEY or (token in self.tokens and token not in self.revoked)


@contextmanager
def doorman() -> Iterator[Doorman]:
    """Run a doorman for the length of a block."""
    app = Doorman()
    with served(app) as app.url:
        yield app
