"""Behaviours of the authorisation server, whose answers are used before any check begins."""

from __future__ import annotations

from conformance.target import failures as f
from conformance.target import oauth as o
from tests.hostile.case import JUDGED, Hostile, as_json
from tests.hostile.texts import SCRIPT, TERMINAL
from tests.target.misbehaving import Behaviour, answer, floods, says

TOKEN = "token-of-a-hostile-server"


def token(**more: object) -> Behaviour:
    """Issue a token, some of its members put otherwise."""
    return says(as_json({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300, **more}))


def refuses(error: str, description: str) -> Behaviour:
    """Refuse a token."""
    return says(as_json({"error": error, "error_description": description}, "400 Bad Request"))


def _case(name: str, behave: Behaviour, *codes: str, heavy: bool = False) -> Hostile:
    speaks = any(word in name for word in ("attacks", "escapes", "scripts", "login page"))
    return Hostile(name, behave, codes, at="tokens", heavy=heavy, speaks=speaks)


TOKENS = [
    _case("token for somebody else's scope", token(scope="099:other/v1/x:Read"), o.OTHER_SCOPE),
    _case("token for a scope that attacks", token(scope=f"{TERMINAL}{SCRIPT}"), o.OTHER_SCOPE),
    _case("token of 10 MB", token(access_token="t" * 10_000_000), f.TOO_LARGE, heavy=True),
    _case("token of 5 MB", token(access_token="t" * 5_000_000), o.TOO_LONG, heavy=True),
    _case("token of 20 KB", token(access_token="t" * 20_000), o.TOO_LONG),
    _case("token with line ends", token(access_token="t\r\nX-Injected: 1"), o.UNUSABLE),
    _case("token with terminal escapes", token(access_token=f"t{TERMINAL}"), o.UNUSABLE),
    _case("token that is a list", token(access_token=["t"]), o.UNUSABLE),
    _case("token of another type", token(token_type="<script>"), o.UNUSABLE),
    _case("a refresh token as well", token(refresh_token="r-123456789"), JUDGED),
    _case("expires_in below zero", token(expires_in=-5), JUDGED),
    _case("expires_in in words", token(expires_in="soon"), JUDGED),
    _case("expires_in of 400 digits", token(expires_in=10**400), JUDGED),
    _case("refusal with terminal escapes", refuses(TERMINAL, TERMINAL), o.OTHER_REFUSAL),
    _case("refusal with scripts", refuses("invalid_client", SCRIPT), o.CLIENT_REFUSED),
    _case("refusal of megabytes", refuses("invalid_client", "x" * 7_000_000), o.CLIENT_REFUSED, heavy=True),
    _case("token server that sends on to a login page", says(answer(b"", "Location: http://x.invalid/\x1b]0;owned\x07", status="302 Found")), f.REDIRECT),
    _case("token server with an endless answer", floods(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1_000_000), f.TOO_LARGE, heavy=True),
    _case("token twice in one answer", says(answer(b'{"access_token":"a","access_token":"b","token_type":"Bearer"}')), o.UNUSABLE),
]  # fmt: skip
