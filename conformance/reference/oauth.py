"""The authorisation server: OAuth 2.0 client credentials as 共通機能標準仕様書 asks, RFC 7662 introspection and RFC
7009 revocation.

Tokens are opaque, live for minutes, hold scopes of one provider only, and are never refreshed.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from time import time
from typing import Any

from msgspec import Struct

from conformance.reference.assertions import OAuthError, Proofs, forget_old
from conformance.reference.clients import Client
from conformance.reference.faults import fault_active, with_faults

_MONTH_S = 30 * 86400
_ACCEPTED = frozenset({"client_credentials"})


class Grant(Struct, frozen=True):
    """What one access token allows. `expires`: seconds since the epoch."""

    client: Client
    scopes: frozenset[str]
    issued: int
    expires: int


class AuthorisationServer:
    """Issues tokens to its clients and remembers them until they expire or are revoked."""

    def __init__(
        self,
        clients: Iterable[Client],
        scopes: Iterable[str],
        now: Callable[[], float] = time,
        faults: Iterable[str] = (),
    ) -> None:
        """`faults`: those that it acts with."""
        self._scopes = frozenset(scopes)
        self._now = now
        self._grants: dict[str, Grant] = {}
        self._faults = frozenset(faults)
        self._proofs = Proofs({client.client_id: client for client in clients}, now)

    @property
    def audiences(self) -> frozenset[str]:
        """The addresses that assertions may be meant for."""
        return self._proofs.audiences

    @audiences.setter
    def audiences(self, found: frozenset[str]) -> None:
        self._proofs.audiences = found

    def faulty(self) -> Any:  # noqa: ANN401 - a context manager
        """Answer everything inside the block with the faults of this server."""
        return with_faults(self._faults)

    def token(self, form: Mapping[str, str], authorization: str | None) -> dict[str, Any]:
        """Answer the token endpoint. Raises OAuthError."""
        client = self._proofs.client(form, authorization)
        _only_credentials(form.get("grant_type", ""))
        scopes = self._granted(form.get("scope", ""))
        now = int(self._now())
        value = secrets.token_urlsafe(32)
        forget_old(self._grants, lambda grant: grant.expires <= now)
        self._grants[value] = Grant(client, scopes, now, now + client.token_life_s)
        return _told(value, scopes, client.token_life_s, form)

    def introspect(self, form: Mapping[str, str], authorization: str | None) -> dict[str, Any]:
        """Answer the introspection endpoint for a client that has proven itself. Raises OAuthError."""
        self._known(form, authorization, open_to_all=fault_active("F-OA-INTROSPECT-OPEN"))
        grant = self.grant(form.get("token", ""))
        if grant is None:
            return {"active": fault_active("F-OA-INTROSPECT-ALIVE")}
        if fault_active("F-OA-INTROSPECT-DEAD"):
            return {"active": False}
        return {
            "active": True,
            "client_id": grant.client.client_id,
            "scope": " ".join(sorted(grant.scopes)),
            "token_type": "Bearer",
            "iat": grant.issued,
            "exp": grant.expires,
        }

    def revoke(self, form: Mapping[str, str], authorization: str | None) -> dict[str, Any]:
        """Answer the revocation endpoint: a token of the client that asks lives no longer. Raises OAuthError."""
        client = self._known(form, authorization, open_to_all=fault_active("F-OA-REVOKE-OPEN"))
        token = form.get("token", "")
        grant = self._grants.get(token)
        if grant is None and fault_active("F-OA-REVOKE-UNKNOWN"):
            raise OAuthError("invalid_request", "unknown token")
        own = grant is not None and (client is None or grant.client == client)
        if own and not fault_active("F-OA-REVOKE-NOTHING"):
            self._grants.pop(token, None)
        return {}

    def grant(self, token: str) -> Grant | None:
        """Return what a token allows; None when it is unknown, was revoked or has expired."""
        grant = self._grants.get(token)
        if grant is None and token and fault_active("F-OA-TOKEN-ANY"):
            grant = next(iter(self._grants.values()), None)
        if grant is None or fault_active("F-OA-TOKEN-EXPIRED"):
            return grant
        return grant if self._now() < grant.expires else None

    def _known(
        self, form: Mapping[str, str], authorization: str | None, *, open_to_all: bool
    ) -> Client | None:
        """Tell which client asks; nobody in particular where a fault lets everybody ask."""
        try:
            return self._proofs.client(form, authorization)
        except OAuthError:
            if open_to_all:
                return None
            raise

    def _granted(self, asked: str) -> frozenset[str]:
        """Return the scopes asked for; when none was named (RFC 6749 §3.3) all, if they are of one provider."""
        scopes = frozenset(asked.split())
        foreign = frozenset(each for each in scopes - self._scopes if not _let_pass(each, self._scopes))
        if foreign:
            raise OAuthError("invalid_scope", "unknown scope")
        granted = scopes or self._scopes
        if not _of_one_provider(asked.split() or sorted(granted)):
            raise OAuthError("invalid_scope", "scopes of one provider only")
        if scopes and fault_active("F-OA-SCOPE-MORE"):
            provider = next(iter(scopes)).partition(":")[0]
            return frozenset(each for each in self._scopes if each.startswith(f"{provider}:"))
        return granted


def _told(value: str, scopes: frozenset[str], life_s: int, form: Mapping[str, str]) -> dict[str, Any]:
    """Make the answer that holds a token."""
    told = {
        "access_token": value,
        "token_type": "mac" if fault_active("F-OA-TYPE-MAC") else "Bearer",
        "expires_in": life_s,
        "scope": " ".join(sorted(scopes)),
    }
    if fault_active("F-OA-TYPE-NONE"):
        told.pop("token_type")
    if fault_active("F-OA-LIFE-MONTH"):
        told["expires_in"] = _MONTH_S
    if fault_active("F-OA-LIFE-ENDLESS"):
        told["expires_in"] = 0
    if fault_active("F-OA-SCOPE-FORM"):
        told["scope"] = str(told["scope"]).replace(":", "/")
    if fault_active("F-OA-REFRESH") or ("access_type" in form and fault_active("F-OA-REFRESH-ASKED")):
        told["refresh_token"] = secrets.token_urlsafe(32)
    return told


def _only_credentials(grant_type: str) -> None:
    """Refuse every grant type but client_credentials."""
    if grant_type in _ACCEPTED:
        return
    if grant_type == "refresh_token" and fault_active("F-OA-GRANT-REFRESH"):
        return
    if not grant_type and fault_active("F-OA-GRANT-NONE"):
        return
    if grant_type in ("password", "authorization_code") and fault_active("F-OA-GRANT-USERS"):
        return
    raise OAuthError("unsupported_grant_type", "grant_type must be client_credentials")


def _of_one_provider(scopes: list[str]) -> bool:
    found = {each.partition(":")[0] for each in scopes}
    if fault_active("F-OA-PROVIDERS-ENDS"):
        found = {scopes[place].partition(":")[0] for place in (0, -1)}
    return len(found) <= 1 or fault_active("F-OA-PROVIDERS")


def _let_pass(scope: str, known: frozenset[str]) -> bool:
    """Tell whether a scope that is not defined is granted all the same: never, unless a fault does."""
    if fault_active("F-OA-SCOPE-ANY"):
        return True
    resource = scope.rpartition(":")[0]
    return fault_active("F-OA-SCOPE-OPERATION") and any(each.startswith(f"{resource}:") for each in known)
