"""OAuth 2.0 client credentials as 共通機能標準仕様書 asks: client_secret_jwt (HS256), for the time being also
client_secret_basic. One token per role and provider 業務ID, renewed before it expires.
"""

from __future__ import annotations

import secrets
import warnings
from base64 import b64encode
from time import monotonic, time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

from msgspec import Struct

from conformance.target.answer import Answer, Failure, Sender, Sending
from conformance.target.auth_model import OAuthMethod
from conformance.target.transport import address_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.target.credentials import Credentials
    from conformance.target.redact import Redactor

CLIENT_REFUSED = "TKG-TGT031"
SCOPE_REFUSED = "TKG-TGT032"
OTHER_REFUSAL = "TKG-TGT033"
UNUSABLE = "TKG-TGT034"
NO_OAUTH = "TKG-TGT035"
TOO_LONG = "TKG-TGT038"
OTHER_SCOPE = "TKG-TGT039"
MOST_REFUSED = 200  # tokens of one process; every one is remembered, so that it can be masked
LONGEST_TOKEN = 16 * 1024  # characters; it goes out with every request, in one header
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_LIFE_S = 60
_UNKNOWN_LIFE_S = 300.0
_MARGIN_S = 30.0
_LONGEST_LIFE_S = 86400.0
_SHOWN = 200
_SCOPES_SHOWN = 3
_OK = 200


class Token(Struct, frozen=True):
    """An access token, which its repr hides. `renew_at`: `time.monotonic` seconds after which a new one is asked for.

    `scopes`: what the server says it granted, or what was asked for when it does not say.
    `refreshable`: the server also issued a refresh token, which the standard forbids.
    """

    value: str
    renew_at: float
    scopes: frozenset[str]
    refreshable: bool = False

    def __repr__(self) -> str:
        return f"Token(…, scopes={sorted(self.scopes)})"


class TokenServer(Struct, frozen=True):
    """The authorisation server. `audience`: `aud` of the assertion; the token address when None."""

    url: str
    method: OAuthMethod = "client_secret_jwt"
    audience: str | None = None


class TokenSource:
    """Gets and keeps the tokens of one target."""

    def __init__(
        self, transport: Sender, server: TokenServer, clients: dict[str, Credentials], redactor: Redactor
    ) -> None:
        """`clients`: role → credentials. Each token got is told to `redactor`."""
        self._transport = transport
        self._server = server
        self._clients = clients
        self._redactor = redactor
        self._tokens: dict[tuple[str, str, tuple[str, ...]], Token] = {}
        self._refused = 0

    def get(self, role: str, scopes: Sequence[str]) -> Token | Failure:
        """Return a token of a role for scopes of one provider, from the cache while it is fresh."""
        key = (role, provider_of(scopes), tuple(scopes))
        token = self._tokens.get(key)
        if token is not None and monotonic() < token.renew_at:
            return token
        got = self.ask(role, scopes)
        if isinstance(got, Token):
            self._tokens[key] = got
        return got

    def forget(self, role: str, scopes: Sequence[str]) -> None:
        """Drop a token that the target no longer accepts; of a target that accepts none, no more than MOST_REFUSED."""
        self._refused += 1
        if self._refused > MOST_REFUSED:
            return
        self._tokens.pop((role, provider_of(scopes), tuple(scopes)), None)

    def ask(self, role: str, scopes: Sequence[str]) -> Token | Failure:
        """Ask the authorisation server for a new token, bypassing the cache."""
        asked = monotonic()
        answer = self._transport.send(self._request(self._clients[role], scopes))
        failure = answer.failure or self._refusal(answer, role)
        return failure or self._token(answer.json, scopes, asked)

    def _request(self, client: Credentials, scopes: Sequence[str]) -> Sending:
        form = {"grant_type": "client_credentials"}
        if scopes:
            form["scope"] = " ".join(scopes)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        if self._server.method == "client_secret_basic":
            headers["Authorization"] = basic(client)
        else:
            form |= {"client_assertion_type": ASSERTION_TYPE, "client_assertion": self._assertion(client)}
        return Sending("POST", self._server.url, headers, urlencode(form).encode())

    def _assertion(self, client: Credentials) -> str:
        import jwt  # here, because a target with client_secret_basic never needs it

        now = int(time())
        claims = {
            "iss": client.client_id,
            "sub": client.client_id,
            "aud": self._server.audience or self._server.url,
            "jti": secrets.token_urlsafe(24),
            "iat": now,
            "exp": now + _ASSERTION_LIFE_S,
        }
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # that a secret is too short is for preflight to tell, in plain words
            return jwt.encode(claims, client.secret, algorithm="HS256")

    def _refusal(self, answer: Answer, role: str) -> Failure | None:
        """Turn an error answer of the token endpoint (RFC 6749 §5.2) into a message."""
        if answer.status == _OK:
            return None
        params = {"address": address_of(self._server.url), "status": str(answer.status), "role": role}
        told = answer.json if isinstance(answer.json, dict) else {}
        error = told.get("error")
        if not isinstance(error, str):
            return Failure(NO_OAUTH, params)
        described = told.get("error_description")
        detail = f"{error}: {described}" if isinstance(described, str) else error
        params["detail"] = self._redactor.beginning(detail, _SHOWN)
        code = {"invalid_client": CLIENT_REFUSED, "invalid_scope": SCOPE_REFUSED}.get(error, OTHER_REFUSAL)
        return Failure(code, params)

    def _token(self, told: Any, scopes: Sequence[str], asked: float) -> Token | Failure:  # noqa: ANN401 - any JSON
        value = told.get("access_token") if isinstance(told, dict) else None
        kind = told.get("token_type") if isinstance(told, dict) else None
        usable = isinstance(value, str) and value.isascii() and value.isprintable() and " " not in value
        if not usable or not value or str(kind).lower() != "bearer":
            return Failure(UNUSABLE, {"address": address_of(self._server.url)})
        params = {"address": address_of(self._server.url)}
        if len(value) > LONGEST_TOKEN:
            return Failure(TOO_LONG, params | {"length": str(len(value)), "limit": str(LONGEST_TOKEN)})
        self._redactor.add(value)
        told_scopes = told.get("scope")
        granted = frozenset(told_scopes.split() if isinstance(told_scopes, str) else scopes)
        if scopes and granted.isdisjoint(scopes):
            first = self._redactor.beginning(" ".join(sorted(granted)[:_SCOPES_SHOWN]), _SHOWN)
            return Failure(OTHER_SCOPE, params | {"asked": scopes[0], "granted": first})
        return Token(
            value=value,
            renew_at=asked + fresh_for(told.get("expires_in")),
            scopes=granted,
            refreshable="refresh_token" in told,
        )


def provider_of(scopes: Sequence[str]) -> str:
    """Return the 業務ID of the provider whose scopes these are: what stands before the first colon."""
    return scopes[0].partition(":")[0] if scopes else ""


def basic(client: Credentials) -> str:
    """Return the Authorization value of client_secret_basic (RFC 6749 §2.3.1: form-encoded first)."""
    pair = f"{quote_plus(client.client_id)}:{quote_plus(client.secret)}"
    return "Basic " + b64encode(pair.encode()).decode()


def fresh_for(expires_in: object) -> float:
    """Seconds for which a token is used: it must not expire on its way, nor be renewed for each call."""
    if isinstance(expires_in, str) and expires_in.isascii() and expires_in.isdigit():
        expires_in = int(expires_in[:9])
    if isinstance(expires_in, bool) or not isinstance(expires_in, int | float) or expires_in <= 0:
        return _UNKNOWN_LIFE_S
    life = min(expires_in, _LONGEST_LIFE_S)
    return life - min(_MARGIN_S, life / 4)
