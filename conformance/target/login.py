"""Roles that log in: a call with user name and password, and the token of its answer from then on."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec

from conformance.target.answer import Answer, Failure, Sending
from conformance.target.oauth import LONGEST_TOKEN, Token, fresh_for
from conformance.target.transport import address_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.target.answer import Sender
    from conformance.target.auth_model import LoginAuth
    from conformance.target.credentials import Credentials
    from conformance.target.redact import Redactor

LOGIN_REFUSED = "TKG-TGT036"
NO_TOKEN = "TKG-TGT037"  # noqa: S105 - a message code
_ACCEPTED = range(200, 300)
_TYPES = {"json": "application/json;charset=UTF-8", "form": "application/x-www-form-urlencoded"}


class LoginRoles:
    """The authenticator of log-in calls: a token per role, renewed before it ends and after a 401."""

    def __init__(
        self,
        way: LoginAuth,
        base_url: str,
        sender: Sender,
        clients: dict[str, Credentials],
        redactor: Redactor,
    ) -> None:
        """`clients`: role → user name and password. Each token got is told to `redactor`."""
        self._way = way
        self._url = base_url.rstrip("/") + way.path if way.path.startswith("/") else way.path
        self._sender = sender
        self._clients = clients
        self._redactor = redactor
        self._tokens: dict[str, Token] = {}

    def headers(self, role: str, scope: str | None) -> dict[str, str] | Failure:
        """Make the header of a role; logs in when there is no fresh token."""
        got = self.token(role, ())
        if isinstance(got, Failure):
            return got
        scheme = self._way.scheme
        return {self._way.header: f"{scheme} {got.value}" if scheme else got.value}

    def renewed(self, role: str, scope: str | None) -> dict[str, str] | Failure | None:
        """Log in again."""
        self._tokens.pop(role, None)
        return self.headers(role, scope)

    def token(self, role: str, scopes: Sequence[str]) -> Token | Failure:
        """Return the token of a role, from the last log-in while it is fresh."""
        token = self._tokens.get(role)
        if token is not None and monotonic() < token.renew_at:
            return token
        got = self._log_in(role)
        if isinstance(got, Token):
            self._tokens[role] = got
        return got

    def _log_in(self, role: str) -> Token | Failure:
        asked = monotonic()
        answer = self._sender.send(self._request(self._clients[role]))
        if answer.failure is not None:
            return answer.failure
        params = {"address": address_of(self._url), "status": str(answer.status), "role": role}
        if answer.status not in _ACCEPTED:
            return Failure(LOGIN_REFUSED, params)
        return self._token(answer, asked) or Failure(NO_TOKEN, params | {"place": self._way.token})

    def _request(self, client: Credentials) -> Sending:
        way = self._way
        given = way.extra | {way.username_field: client.client_id, way.password_field: client.secret}
        body = msgspec.json.encode(given) if way.body == "json" else urlencode(given).encode()
        headers = {"Content-Type": _TYPES[way.body], "Accept": "application/json"}
        return Sending(way.method, self._url, headers, body)

    def _token(self, answer: Answer, asked: float) -> Token | None:
        value = found_at(answer.json, self._way.token)
        usable = isinstance(value, str) and value.isascii() and value.isprintable() and " " not in value
        if not usable or not 0 < len(value) <= LONGEST_TOKEN:
            return None
        self._redactor.add(value)
        told = found_at(answer.json, self._way.expires) if self._way.expires else None
        life = _seconds(told) or self._way.lifetime
        return Token(value=value, renew_at=asked + fresh_for(life), scopes=frozenset())


def found_at(value: Any, place: str) -> Any:  # noqa: ANN401 - any JSON
    """Find what stands at a place (`data.items.0.id`) of a JSON value; None when nothing does."""
    for step in place.split("."):
        if isinstance(value, list) and step.isascii() and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def _seconds(told: object) -> object:
    """Read how long a token lives: seconds as they are, a date and time as the seconds until then."""
    if isinstance(told, str) and not told.isdigit():
        try:
            ends = datetime.fromisoformat(told)
        except ValueError:
            return None
        return (ends if ends.tzinfo else ends.replace(tzinfo=UTC)).timestamp() - time()
    return told
