"""Calls of a served reference system as a client of its own would make them."""

import json
from base64 import b64encode
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from conformance.contract.paths import TOKEN_PATH
from conformance.reference.server import RunningServer


def token_of(running: RunningServer, scope: str) -> str:
    """Get a token of the default role."""
    client = running.clients["default"]
    basic = b64encode(f"{client.client_id}:{client.client_secret}".encode()).decode()
    form = urlencode({"grant_type": "client_credentials", "scope": scope}).encode()
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
    status, answer, _ = send(running, TOKEN_PATH, headers, form)
    assert status == 200, answer
    return str(answer["access_token"])


def post(running: RunningServer, path: str, token: str | None, body: bytes) -> tuple[int, dict[str, Any]]:
    """Post JSON with a token, or without one."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    status, answer, _ = send(running, path, headers, body)
    return status, answer


def send(
    running: RunningServer, path: str, headers: dict[str, str], body: bytes
) -> tuple[int, dict[str, Any], str]:
    """Send bytes; return status, body and media type."""
    place = urlsplit(running.base_url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=20)
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read()), answer.headers["Content-Type"]
    finally:
        connection.close()
