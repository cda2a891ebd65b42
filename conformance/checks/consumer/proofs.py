"""Judges how a using system proves itself at the token endpoint that tekigo plays.

Reads the RFCs for itself: the reference system has proofs of its own, and an error that both shared would stay hidden.
"""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from conformance.i18n import message
from conformance.target.oauth import ASSERTION_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.target.credentials import Credentials

LEEWAY_S = 30


class Prover:
    """Knows the clients, and the assertions that have been used."""

    def __init__(self, clients: Mapping[str, Credentials], audiences: frozenset[str]) -> None:
        """`clients`: by client id."""
        self._clients = clients
        self._audiences = audiences
        self._used: set[str] = set()

    def wrong(self, form: Mapping[str, str], authorization: str) -> str:
        """Say what is wrong with the proof of a request; empty when nothing is."""
        if "client_secret" in form:
            return message("con.secret_in_body")
        asserted = form.get("client_assertion", "")
        if bool(authorization) == bool(asserted):
            return message("con.one_proof")
        if authorization:
            return self._basic(authorization)
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            return message("con.assertion_type")
        return self._assertion(asserted)

    def _basic(self, authorization: str) -> str:
        kind, _, coded = authorization.partition(" ")
        try:
            name, _, secret = b64decode(coded.strip(), validate=True).decode().partition(":")
        except ValueError:  # no Base64, no ASCII, no UTF-8
            return message("con.basic")
        client = self._clients.get(unquote_plus(name))
        right = kind.lower() == "basic" and client is not None and unquote_plus(secret) == client.secret
        return "" if right else message("con.basic")

    def _assertion(self, asserted: str) -> str:
        import jwt

        try:
            named = str(jwt.decode(asserted, options={"verify_signature": False}).get("sub"))
            client = self._clients[named]
            claims = jwt.decode(
                asserted,
                client.secret,
                algorithms=["HS256"],
                audience=self._audiences,
                issuer=client.client_id,
                leeway=LEEWAY_S,
                options={"require": ["iss", "sub", "aud", "exp", "jti"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError) as error:
            return message("con.assertion", reason=type(error).__name__)
        if str(claims["jti"]) in self._used:
            return message("con.jti")
        self._used.add(str(claims["jti"]))
        return ""
