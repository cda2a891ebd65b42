"""Sends one step: a request that deviates from a sound one in what the step names."""

from __future__ import annotations

import secrets
from base64 import b64encode
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

import msgspec
from msgspec import Struct

from conformance.checks.access.assertion import OTHER_KEY, Client, altered, assertion, unsigned_token
from conformance.checks.access.judge import Asked, token_of
from conformance.checks.scenarios.outcomes import Blocked
from conformance.i18n import message
from conformance.target.oauth import ASSERTION_TYPE

if TYPE_CHECKING:
    from conformance.checks.access.grounds import Grounds, Provider
    from conformance.spec.access import AccessStep, Proof
    from conformance.target.answer import Answer
    from conformance.target.client import TargetClient

UNKNOWN, UNSIGNED, GARBLED = "unknown", "unsigned", "~garbled"
LONGEST_WAIT_S = 30
_MARGIN_S = 1.0
_UNKNOWN_CLIENT = "TekigoNoSuchClient00000000000000"


class Kept(Struct, frozen=True):
    """A token that a step got. `until`: monotonic seconds when it expires, None when the answer did not say."""

    value: str
    until: float | None


class Steps:
    """Sends the steps of one case; tokens and jti are its own."""

    def __init__(self, grounds: Grounds, client: TargetClient) -> None:
        self._grounds = grounds
        self._client = client
        self._kept: dict[str, Kept] = {}
        self._ids: dict[str, str] = {}

    def send(self, step: AccessStep) -> tuple[Answer, Asked]:
        """Send a step. Raises Blocked when a kept token does not expire in time."""
        if step.ask == "token":
            return self._token(step)
        if step.ask == "resource":
            return self._resource(step), Asked()
        server = self._grounds.server
        assert server is not None  # noqa: S101 - run_access has asked
        url = server.introspection_url if step.ask == "introspection" else server.revocation_url
        form, headers = self._proof(step.prove, step)
        form = {"token": self._value(step.token)} | form
        return self._client.post_form(str(url), form, headers), Asked()

    def _token(self, step: AccessStep) -> tuple[Answer, Asked]:
        server = self._grounds.server
        assert server is not None  # noqa: S101 - run_access has asked
        asked = self._asked(step)
        form, headers = self._proof(step.prove, step)
        form = {"grant_type": "client_credentials"} | form
        if asked.scopes:
            form["scope"] = " ".join(asked.scopes)
        form = {name: value for name, value in (form | step.form).items() if name not in step.without}
        answer = self._client.post_form(server.token_url, form, headers)
        value = token_of(answer)
        if value:
            self._client.redactor.add(value)
            self._kept[step.keep or "_"] = Kept(value, _until(answer))
        return answer, asked

    def _proof(self, prove: Proof, step: AccessStep) -> tuple[dict[str, str], dict[str, str]]:
        """Make the fields and headers by which a client proves itself."""
        client = self._grounds.client(step.client)
        server = self._grounds.server
        if prove == "own" and server is not None:
            prove = "basic" if server.method == "client_secret_basic" else "assertion"
        match prove:
            case "assertion":
                made = assertion(client, step.signing, self._jti(step.signing.jti))
                return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": made}, {}
            case "basic":
                return {}, {"Authorization": self._basic(client, step)}
            case "body":
                return {"client_id": client.client_id, "client_secret": client.secret}, {}
            case "client_id":
                return {"client_id": client.client_id}, {}
            case _:
                return {}, {}

    def _basic(self, client: Client, step: AccessStep) -> str:
        name = client.client_id if step.basic.client == "own" else _UNKNOWN_CLIENT
        secret = {
            "own": client.secret,
            "other": OTHER_KEY,
            "last_changed": altered(client.secret, -1),
            "empty": "",
        }[step.basic.secret]
        if secret:
            self._client.redactor.add_basic(name, secret)
        return "Basic " + b64encode(f"{quote_plus(name)}:{quote_plus(secret)}".encode()).decode()

    def _jti(self, name: str) -> str:
        new = secrets.token_urlsafe(24)
        return self._ids.setdefault(name, new) if name else new

    def _asked(self, step: AccessStep) -> Asked:
        """Choose the scopes to ask for, and say which of them may be granted."""
        grounds = self._grounds
        if grounds.own_scopes is not None or not grounds.providers:
            own = grounds.own_scopes or ()
            return Asked(own, frozenset(own))
        provider = grounds.providers[step.provider - 1]
        own = (provider.operations[step.resource - 1][1],) if step.one_scope else provider.scopes
        other = grounds.elsewhere.operations[0][1]
        wrong = _wrong(provider)
        match step.scope:
            case "own":
                return Asked(own, frozenset(own))
            case "none":
                return Asked()
            case "two_providers":
                return Asked((own[0], other), frozenset({own[0], other}))
            case "providers_in_turn":
                asked = (own[0], other, own[-1])
                return Asked(asked, frozenset(asked))
            case name:
                return Asked((own[0], wrong[name]), frozenset({own[0]}))

    def _resource(self, step: AccessStep) -> Answer:
        provider = self._grounds.providers[step.provider - 1]
        path, _ = provider.operations[step.resource - 1]
        if step.expire:
            self._wait(step.token)
        token = "" if step.place == "none" else self._value(step.token)
        bearer = {"Authorization": f"Bearer {token}"}
        send = self._client.send_raw
        match step.place:
            case "none":
                return send(path, body=b"{}")
            case "query":
                return send(f"{path}?access_token={quote(token, safe='')}", body=b"{}")
            case "json":
                return send(path, body=msgspec.json.encode({"access_token": token}))
            case "custom_header":
                return send(path, body=b"{}", headers={"X-API-Key": token})
            case "other_scheme":
                return send(path, body=b"{}", headers={"Authorization": f"Basic {token}"})
            case _:
                return send(path, body=b"{}", headers=bearer)

    def _value(self, name: str) -> str:
        """Find a kept token, or make one that never was issued; whichever it is, it is never shown."""
        if name == UNKNOWN:
            value = secrets.token_urlsafe(32)
        elif name == UNSIGNED:
            value = unsigned_token()
        elif name.endswith(GARBLED):
            value = self._kept[name.removesuffix(GARBLED)].value
            value = altered(value, len(value) // 2)
        else:
            value = self._kept[name].value
        self._client.redactor.add(value)
        return value

    def _wait(self, name: str) -> None:
        until = self._kept[name].until
        left = LONGEST_WAIT_S + 1 if until is None else until - monotonic()
        if left > LONGEST_WAIT_S:
            raise Blocked("TKG-ACC006", message("TKG-ACC006", limit=LONGEST_WAIT_S))
        sleep(max(left, 0) + _MARGIN_S)


def _until(answer: Answer) -> float | None:
    told = answer.json.get("expires_in")
    life = (
        int(told) if isinstance(told, int | float) or (isinstance(told, str) and told.isdecimal()) else None
    )
    return None if life is None else monotonic() + life


def _wrong(provider: Provider) -> dict[str, str]:
    """Spell scopes that nobody has defined, each wrong in one part."""
    gyomu_id, resource, operation = provider.operations[0][1].split(":")
    other = next(each for each in ("Delete", "Update", "Create", "Read") if _free(provider, resource, each))
    return {
        "unknown_provider": f"ZZZ:{resource}:{operation}",
        "unknown_resource": f"{gyomu_id}:{resource}tekigounknown:{operation}",
        "other_operation": f"{gyomu_id}:{resource}:{other}",
        "malformed": f"{gyomu_id}/{resource}",
    }


def _free(provider: Provider, resource: str, operation: str) -> bool:
    return all(scope.split(":")[1:] != [resource, operation] for _, scope in provider.operations)
