"""Roles that act by OAuth tokens: one token for all scopes of a provider, one per scope where that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.target.answer import Failure
from conformance.target.oauth import SCOPE_REFUSED, Token, TokenSource, provider_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class OAuthRoles:
    """The authenticator of OAuth 2.0 client credentials."""

    def __init__(self, tokens: TokenSource, scopes: Iterable[str], own: Sequence[str] | None = None) -> None:
        """`scopes`: those of the contract; `own`: those of the vendor's own authorisation server in their place."""
        self._tokens = tokens
        self._scopes = by_provider(scopes)
        self._own = None if own is None else tuple(own)
        self._single: set[tuple[str, str]] = set()

    def headers(self, role: str, scope: str | None) -> dict[str, str] | Failure:
        """Make the Bearer header of a role."""
        got = self._token(role, scope)
        return got if isinstance(got, Failure) else {"Authorization": f"Bearer {got.value}"}

    def renewed(self, role: str, scope: str | None) -> dict[str, str] | Failure | None:
        """Drop the token that the target no longer accepts and get another."""
        self._tokens.forget(role, self._asked(role, scope))
        return self.headers(role, scope)

    def token(self, role: str, scopes: Sequence[str]) -> Token | Failure:
        """Get a token for exactly these scopes, or for the vendor's own."""
        return self._tokens.get(role, scopes if self._own is None else self._own)

    def _token(self, role: str, scope: str | None) -> Token | Failure:
        """Get the token for the provider of `scope`: one for all its scopes.

        Where the server refuses to grant a role all of them at once, one per scope.
        """
        asked = self._asked(role, scope)
        got = self._tokens.get(role, asked)
        refused = isinstance(got, Failure) and got.code == SCOPE_REFUSED
        if refused and scope is not None and self._own is None and len(asked) > 1:
            self._single.add((role, provider_of([scope])))
            got = self._tokens.get(role, [scope])
        return got

    def _asked(self, role: str, scope: str | None) -> Sequence[str]:
        if self._own is not None:
            return self._own
        if scope is None:
            return ()
        provider = provider_of([scope])
        together = self._scopes.get(provider, ())
        return together if scope in together and (role, provider) not in self._single else (scope,)


def by_provider(scopes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Group scopes by the 業務ID of their provider: no token may be of several."""
    grouped: dict[str, list[str]] = {}
    for scope in sorted(set(scopes)):
        grouped.setdefault(provider_of([scope]), []).append(scope)
    return {provider: tuple(found) for provider, found in grouped.items()}
