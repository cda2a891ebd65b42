"""Tokens: the assertion verifies, one token serves a role and provider, and it is renewed in time."""

from time import monotonic
from typing import Any

import pytest
from msgspec.structs import replace

from conformance.i18n import TekigoError
from conformance.target import oauth
from conformance.target.answer import Failure
from conformance.target.client import TargetClient
from conformance.target.credentials import Credentials
from conformance.target.model import OAuth, Target
from conformance.target.oauth import Token
from tests.target.authority import CLIENT_ID, SCOPES, SECRET, Authority, reply

READ, WRITE = SCOPES
pytestmark = pytest.mark.usefixtures("secret")


def post(client: TargetClient, path: str = READ) -> int | None:
    return client.invoke(path, SCOPES[path], {"氏名": "甲"}, "default").status


def refused(client: TargetClient) -> Failure:
    got = client.token("default", [SCOPES[READ]])
    assert isinstance(got, Failure)
    return got


def test_one_token_for_all_scopes_of_a_provider(system: Authority, client: TargetClient) -> None:
    assert [post(client), post(client, WRITE), post(client)] == [200, 200, 200]
    assert len(system.issued) == 1
    assert system.issued[0]["scope"] == " ".join(sorted(SCOPES.values()))
    assert system.issued[0]["grant_type"] == "client_credentials"


def test_another_provider_gets_a_token_of_its_own(system: Authority, target: Target) -> None:
    other = {"/tekigo/v1/b/read": "022:tekigo/v1/b/read:Read"}
    with TargetClient(target, SCOPES | other) as client:
        post(client)
        client.invoke("/tekigo/v1/b/read", "022:tekigo/v1/b/read:Read", {}, "default")
    assert [each["scope"].split(":")[0] for each in system.issued] == ["001", "022"]


def test_the_request_goes_out_as_the_contract_says(system: Authority, client: TargetClient) -> None:
    post(client)
    method, headers, body = system.requests[0]
    assert method == "POST"
    assert headers["Content-Type"] == "application/json;charset=UTF-8"
    assert body == '{"氏名":"甲"}'.encode()


def test_basic_authentication(system: Authority, target: Target) -> None:
    basic = replace(target, oauth=OAuth(method="client_secret_basic"))
    with TargetClient(basic, SCOPES) as client:
        assert post(client) == 200
    assert "client_assertion" not in system.issued[0]


def test_a_wrong_secret_is_told_without_being_shown(
    system: Authority, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEKIGO_TEST_SECRET", "another secret of forty characters ok".replace(" ", "_"))
    with TargetClient(target, SCOPES) as client:
        client.redactor.add(SECRET)
        failure = refused(client)
    assert failure.code == oauth.CLIENT_REFUSED
    assert SECRET not in failure.text("ja") + failure.text("en")
    assert "invalid_client" in failure.text("ja")


def test_a_token_is_renewed_before_it_expires(
    system: Authority, client: TargetClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    system.expires_in = 100
    now = monotonic()
    monkeypatch.setattr(oauth, "monotonic", lambda: now)
    post(client)
    monkeypatch.setattr(oauth, "monotonic", lambda: now + 74)
    post(client)
    assert len(system.issued) == 1
    monkeypatch.setattr(oauth, "monotonic", lambda: now + 76)
    assert post(client) == 200
    assert len(system.issued) == 2


@pytest.mark.parametrize("expires_in", [None, "soon", "300", 0, -5, True, 10**400, {"a": 1}])
def test_any_lifetime_a_server_may_claim_is_survived(
    system: Authority, client: TargetClient, expires_in: object
) -> None:
    system.expires_in = expires_in
    assert [post(client), post(client)] == [200, 200]
    assert len(system.issued) == 1


def test_401_renews_the_token_once(system: Authority, client: TargetClient) -> None:
    post(client)
    system.revoked.add(system.issued[0]["token"])
    assert post(client) == 200
    assert len(system.issued) == 2


def test_401_for_ever_is_handed_on(system: Authority, client: TargetClient) -> None:
    system.revoked.update(f"token-{n}-of-this-test" for n in range(9))
    assert post(client) == 401
    assert len(system.requests) == 2


def test_a_target_that_accepts_no_token_does_not_get_one_after_the_other(
    system: Authority, client: TargetClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.target.oauth.MOST_REFUSED", 3)
    monkeypatch.setattr(Authority, "operation", lambda self, request: reply(401, {"title": "401"}))
    for _ in range(10):
        assert post(client) == 401
    assert system.asked == 4


def test_where_all_scopes_at_once_are_refused_each_gets_its_own(
    system: Authority, client: TargetClient
) -> None:
    system.one_scope_only = True
    assert [post(client), post(client, WRITE), post(client)] == [200, 200, 200]
    assert [each["scope"] for each in system.issued] == [SCOPES[READ], SCOPES[WRITE]]
    assert system.asked == 3  # the refusal is remembered


REFUSALS = [
    ((400, {"error": "invalid_scope"}), oauth.SCOPE_REFUSED),
    ((400, {"error": "unauthorized_client"}), oauth.OTHER_REFUSAL),
    ((404, {"message": "no such page"}), oauth.NO_OAUTH),
    ((500, {"error": {"nested": 1}}), oauth.NO_OAUTH),
    ((200, {"token_type": "Bearer"}), oauth.UNUSABLE),
    ((200, {"access_token": "a b", "token_type": "Bearer"}), oauth.UNUSABLE),
    ((200, {"access_token": "abcdefghij", "token_type": "mac"}), oauth.UNUSABLE),
    ((200, {"access_token": 5, "token_type": "Bearer"}), oauth.UNUSABLE),
]


@pytest.mark.parametrize(("answer", "code"), REFUSALS)
def test_each_token_fault_has_its_code(
    system: Authority, client: TargetClient, answer: tuple[int, dict[str, Any]], code: str
) -> None:
    system.refuse = answer
    failure = refused(client)
    assert failure.code == code
    assert "{" not in failure.text("ja") + failure.text("en")


def test_no_token_means_no_request(system: Authority, client: TargetClient) -> None:
    system.refuse = (503, {})
    got = client.invoke(READ, SCOPES[READ], {}, "default")
    assert (got.status, got.failure and got.failure.code) == (None, oauth.NO_OAUTH)
    assert system.requests == []


def test_an_unknown_role_is_told(client: TargetClient) -> None:
    with pytest.raises(TekigoError, match="TKG-CONF013"):
        client.invoke(READ, SCOPES[READ], {}, "nobody")


def test_reprs_hide_credentials(client: TargetClient) -> None:
    token = client.token("default", [SCOPES[READ]])
    assert isinstance(token, Token)
    assert token.value not in repr(token)
    assert SECRET not in repr(Credentials(CLIENT_ID, SECRET))
    assert CLIENT_ID in repr(Credentials(CLIENT_ID, SECRET))
