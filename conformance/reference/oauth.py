"""The authorisation server: OAuth 2.0 client credentials as 共通機能標準仕様書 asks, and RFC 7662 introspection.

Clients prove themselves by client_secret_jwt (HS256 only, RFC 7523) or client_secret_basic. Tokens are opaque, live
for minutes, and are never refreshed.
"""

import binascii
import secrets
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from hmac import compare_digest
from time import time
from typing import Any
from urllib.parse import unquote_plus

from msgspec import Struct

from conformance.reference.clients import Client

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TOKEN_LIFE_S = 600
ASSERTION_LIFE_S = 600
LEEWAY_S = 30
_MAX_KEPT = 10_000


class OAuthError(Exception):
    """An error answer of RFC 6749 §5.2. The status of `invalid_client` is 401, of all others 400."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.error = error
        self.description = description


class Grant(Struct, frozen=True):
    """What one access token allows. `expires`: seconds since the epoch."""

    client: Client
    scopes: frozenset[str]
    issued: int
    expires: int


class AuthorisationServer:
    """Issues tokens to its clients and remembers them until they expire."""

    def __init__(
        self, clients: Iterable[Client], scopes: Iterable[str], now: Callable[[], float] = time
    ) -> None:
        self._clients = {client.client_id: client for client in clients}
        self._scopes = frozenset(scopes)
        self._now = now
        self._grants: dict[str, Grant] = {}
        self._seen: dict[tuple[str, str], float] = {}
        self.audiences: frozenset[str] = frozenset()

    def token(self, form: Mapping[str, str], authorization: str | None) -> dict[str, Any]:
        """Answer the token endpoint. Raises OAuthError."""
        client = self.authenticate(form, authorization)
        if form.get("grant_type") != "client_credentials":
            raise OAuthError("unsupported_grant_type", "grant_type must be client_credentials")
        scopes = self._granted(form.get("scope", ""))
        now = int(self._now())
        value = secrets.token_urlsafe(32)
        _forget_old(self._grants, lambda grant: grant.expires <= now)
        self._grants[value] = Grant(client, scopes, now, now + TOKEN_LIFE_S)
        return {
            "access_token": value,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE_S,
            "scope": " ".join(sorted(scopes)),
        }

    def introspect(self, form: Mapping[str, str], authorization: str | None) -> dict[str, Any]:
        """Answer the introspection endpoint for a client that has proven itself. Raises OAuthError."""
        self.authenticate(form, authorization)
        grant = self.grant(form.get("token", ""))
        if grant is None:
            return {"active": False}
        return {
            "active": True,
            "client_id": grant.client.client_id,
            "scope": " ".join(sorted(grant.scopes)),
            "token_type": "Bearer",
            "iat": grant.issued,
            "exp": grant.expires,
        }

    def grant(self, token: str) -> Grant | None:
        """Return what a token allows; None when it is unknown or has expired."""
        grant = self._grants.get(token)
        return grant if grant is not None and self._now() < grant.expires else None

    def authenticate(self, form: Mapping[str, str], authorization: str | None) -> Client:
        """Tell which client asks. Raises OAuthError invalid_client, invalid_request when it proves itself twice."""
        asserted = form.get("client_assertion")
        if authorization and asserted:
            raise OAuthError("invalid_request", "more than one client authentication")
        if authorization:
            return self._by_secret(authorization)
        if asserted and form.get("client_assertion_type") == ASSERTION_TYPE:
            return self._by_assertion(asserted)
        raise OAuthError("invalid_client", "client_secret_jwt or client_secret_basic is required")

    def _by_secret(self, authorization: str) -> Client:
        kind, _, encoded = authorization.partition(" ")
        try:
            pair = b64decode(encoded.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            pair = ""
        client_id, colon, secret = pair.partition(":")
        client = self._clients.get(unquote_plus(client_id))
        if kind.lower() != "basic" or not colon or client is None:
            raise OAuthError("invalid_client", "unknown client")
        if not compare_digest(unquote_plus(secret).encode(), client.client_secret.encode()):
            raise OAuthError("invalid_client", "wrong secret")
        return client

    def _by_assertion(self, assertion: str) -> Client:
        import jwt

        try:
            claimed = jwt.decode(assertion, options={"verify_signature": False}).get("sub")
            client = self._clients[str(claimed)]
            claims = jwt.decode(
                assertion,
                client.client_secret,
                algorithms=["HS256"],
                audience=self.audiences,
                issuer=client.client_id,
                leeway=LEEWAY_S,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "jti"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError) as error:
            raise OAuthError("invalid_client", f"assertion refused: {type(error).__name__}") from None
        self._once(client, str(claims["jti"]), float(claims["exp"]))
        return client

    def _once(self, client: Client, jti: str, expires: float) -> None:
        """Refuse an assertion that lives too long or was used before."""
        now = self._now()
        if expires - now > ASSERTION_LIFE_S + LEEWAY_S:
            raise OAuthError("invalid_client", "assertion lives too long")
        _forget_old(self._seen, lambda until: until + LEEWAY_S < now)
        if (client.client_id, jti) in self._seen:
            raise OAuthError("invalid_client", "assertion was used before")
        self._seen[client.client_id, jti] = expires

    def _granted(self, asked: str) -> frozenset[str]:
        """Return the scopes asked for; all of them when none was named (RFC 6749 §3.3)."""
        scopes = frozenset(asked.split())
        if scopes - self._scopes:
            raise OAuthError("invalid_scope", "unknown scope")
        return scopes or self._scopes


def _forget_old(kept: dict[Any, Any], old: Callable[[Any], bool]) -> None:
    """Keep memory bounded: drop what has expired once there is much of it."""
    if len(kept) < _MAX_KEPT:
        return
    for key in [key for key, value in list(kept.items()) if old(value)]:
        kept.pop(key, None)
