"""Proves who a role is: one family of authenticators, whichever way the target file names under `auth`."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Protocol

from conformance.target.auth_model import ApiKeyAuth, BasicAuth, LoginAuth, OAuthAuth
from conformance.target.credentials import Credentials, read_secret
from conformance.target.login import LoginRoles
from conformance.target.oauth import TokenServer, TokenSource
from conformance.target.oauth_roles import OAuthRoles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conformance.target.answer import Failure, Sender
    from conformance.target.model import Target
    from conformance.target.oauth import Token
    from conformance.target.redact import Redactor


class Authenticator(Protocol):
    """Makes the headers by which the target knows a role. Roles are those of the target file."""

    def headers(self, role: str, scope: str | None) -> dict[str, str] | Failure:
        """Make the headers of a call; `scope`: what the contract asks for it, None for a call outside it."""
        ...

    def renewed(self, role: str, scope: str | None) -> dict[str, str] | Failure | None:
        """Make headers of fresh credentials after a 401; None when there are none fresher to be had."""
        ...

    def token(self, role: str, scopes: Sequence[str]) -> Token | Failure | None:
        """Get the token of a role for exactly these scopes; None where roles act without tokens."""
        ...


class FixedHeaders:
    """Roles that send the same header for ever: API keys and HTTP Basic."""

    def __init__(self, headers: Mapping[str, dict[str, str]]) -> None:
        """`headers`: role → its header."""
        self._headers = headers

    def headers(self, role: str, scope: str | None) -> dict[str, str]:
        """Return the header of a role."""
        return self._headers[role]

    def renewed(self, role: str, scope: str | None) -> None:
        """Nothing is fresher than what never changes."""

    def token(self, role: str, scopes: Sequence[str]) -> None:
        """There are no tokens."""


def authenticator(
    target: Target, sender: Sender, redactor: Redactor, scopes: Iterable[str] = ()
) -> Authenticator:
    """Make the authenticator that a target file asks for; whatever is secret is told to `redactor`.

    `scopes`: those of the contract that are going to be asked for. Raises TekigoError (TKG-CONF010..012) when a secret
    cannot be had.
    """
    way = target.sign_in
    clients = {
        name: Credentials(role.name, read_secret(role.secret, name)) for name, role in target.roles.items()
    }
    for client in clients.values():
        redactor.add_basic(client.client_id, client.secret)
    match way:
        case OAuthAuth():
            server = TokenServer(way.token_url, way.method, way.audience)
            source = TokenSource(sender, server, clients, redactor)
            return OAuthRoles(source, scopes, way.scopes)
        case LoginAuth():
            redactor.add_header(way.header)
            return LoginRoles(way, target.base_url, sender, clients, redactor)
        case ApiKeyAuth():
            redactor.add_header(way.header)
            return FixedHeaders(
                {name: {way.header: _with(way.scheme, c.secret)} for name, c in clients.items()}
            )
        case BasicAuth():
            return FixedHeaders({name: {"Authorization": _basic(c)} for name, c in clients.items()})


def _with(scheme: str, value: str) -> str:
    return f"{scheme} {value}" if scheme else value


def _basic(client: Credentials) -> str:
    return "Basic " + b64encode(f"{client.client_id}:{client.secret}".encode()).decode()
