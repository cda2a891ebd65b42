"""A small authorisation server and system, real over HTTP, that verifies every assertion it is given."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote_plus

import jwt
from werkzeug.wrappers import Request, Response

from tests.serving import served

CLIENT_ID = "Ab3" + "x" * 29
SECRET = "planted/secret+value=0123456789abcdef"
SCOPES = {
    "/tekigo/v1/a/read": "001:tekigo/v1/a/read:Read",
    "/tekigo/v1/a/write": "001:tekigo/v1/a/write:Create",
}


class Authority:
    """Issues tokens t1, t2, … and answers operations. Tests change its attributes to make it misbehave."""

    def __init__(self) -> None:
        self.asked = 0
        self.issued: list[dict[str, Any]] = []
        self.revoked: set[str] = set()
        self.expires_in: object = 300
        self.extra: dict[str, Any] = {}
        self.refuse: tuple[int, dict[str, Any]] | None = None
        self.one_scope_only = False
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.reply: Callable[[bytes], bytes] = lambda body: b'{"result":[]}'
        self.url = ""

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        response = self.token(request) if request.path == "/oauth2/token" else self.operation(request)
        return response(environ, start)

    def token(self, request: Request) -> Response:
        self.asked += 1
        form = request.form.to_dict()
        authenticated = self.authenticate(request, form)
        if self.refuse:
            return reply(self.refuse[0], self.refuse[1])
        if not authenticated:
            return reply(401, {"error": "invalid_client", "error_description": f"bad secret {SECRET}"})
        if self.one_scope_only and " " in form.get("scope", ""):
            return reply(400, {"error": "invalid_scope"})
        name = f"token-{len(self.issued) + 1}-of-this-test"
        self.issued.append({"token": name, **form})
        return reply(
            200, {"access_token": name, "token_type": "Bearer", "expires_in": self.expires_in} | self.extra
        )

    def authenticate(self, request: Request, form: dict[str, str]) -> bool:
        header = request.headers.get("Authorization", "")
        if header.startswith("Basic "):
            client, _, secret = b64decode(header[6:]).decode().partition(":")
            return (unquote_plus(client), unquote_plus(secret)) == (CLIENT_ID, SECRET)
        try:
            claims = jwt.decode(
                form["client_assertion"],
                SECRET,
                algorithms=["HS256"],
                audience=f"{self.url}/oauth2/token",
                options={"require": ["iss", "sub", "aud", "jti", "iat", "exp"]},
            )
        except (jwt.InvalidTokenError, KeyError):
            return False
        return bool(claims["iss"] == claims["sub"] == CLIENT_ID)

    def operation(self, request: Request) -> Response:
        body = request.get_data()
        self.requests.append((request.method, dict(request.headers), body))
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        valid = any(each["token"] == bearer for each in self.issued) and bearer not in self.revoked
        if not valid and request.method == "POST":
            return reply(401, {"title": "401"})
        return Response(self.reply(body), 200, content_type="application/json;charset=UTF-8")


def reply(status: int, body: dict[str, Any]) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


@contextmanager
def authority() -> Iterator[Authority]:
    """Run an authority for the length of a block."""
    app = Authority()
    with served(app) as app.url:
        yield app
