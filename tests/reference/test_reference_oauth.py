"""The authorisation server: who may have a token, for what, for how long."""

from base64 import b64encode
from time import time
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest

from conformance.reference.assertions import ASSERTION_TYPE
from conformance.reference.clients import TOKEN_LIFE_S, given_clients, new_clients
from tests.reference.desk import Desk, call_wsgi

AUDIENCE = "http://127.0.0.1/oauth2/token"
SCOPE = "001:tekigo/v1/resident_records/tennyu:Create"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def office(desk: Desk) -> Desk:
    desk.system.oauth.audiences = frozenset({AUDIENCE})
    return desk


def post(
    office: Desk, form: dict[str, str], basic: tuple[str, str] | None = None, path: str = "token"
) -> Any:  # noqa: ANN401
    extra = {}
    if basic:
        extra["HTTP_AUTHORIZATION"] = "Basic " + b64encode(":".join(basic).encode()).decode()
    raw = urlencode(form).encode()
    return call_wsgi(office.app, f"/oauth2/{path}", raw, extra=extra, kind=FORM)


def assertion(office: Desk, algorithm: str = "HS256", **changes: object) -> dict[str, str]:
    client = office.system.clients["default"]
    claims: dict[str, Any] = {
        "iss": client.client_id, "sub": client.client_id, "aud": AUDIENCE, "jti": str(time()),
        "iat": int(time()), "exp": int(time()) + 60,
    }  # fmt: skip
    claims = {name: value for name, value in (claims | changes).items() if value is not None}
    key = None if algorithm == "none" else client.client_secret
    signed = jwt.encode(claims, key, algorithm=algorithm)
    return {
        "grant_type": "client_credentials", "scope": SCOPE, "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed,
    }  # fmt: skip


def test_a_signed_assertion_gets_a_short_lived_token_and_nothing_to_refresh(office: Desk) -> None:
    status, headers, body = post(office, assertion(office))
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == TOKEN_LIFE_S <= 900
    assert body["scope"] == SCOPE
    assert "refresh_token" not in body


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "http://elsewhere/"},
        {"exp": 1},
        {"exp": None},
        {"jti": None},
        {"iat": None},
        {"iss": "somebody"},
        {"sub": "somebody"},
        {"exp": int(time()) + 86400},
    ],
)
def test_a_wrong_assertion_is_refused(office: Desk, changes: dict[str, object]) -> None:
    status, _, body = post(office, assertion(office, **changes))
    assert (status, body["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("algorithm", ["HS384", "none"])
def test_only_hs256_signs(office: Desk, algorithm: str) -> None:
    assert post(office, assertion(office, algorithm))[2]["error"] == "invalid_client"


def test_an_assertion_serves_once(office: Desk) -> None:
    form = assertion(office)
    assert post(office, form)[0] == 200
    assert post(office, form)[2]["error"] == "invalid_client"


def test_a_secret_serves_too_but_not_beside_an_assertion(office: Desk) -> None:
    client = office.system.clients["clerk_a"]
    pair = (client.client_id, client.client_secret)
    form = {"grant_type": "client_credentials", "scope": SCOPE}
    assert post(office, form, pair)[0] == 200
    assert post(office, form, (client.client_id, "wrong"))[2]["error"] == "invalid_client"
    assert post(office, assertion(office), pair)[2]["error"] == "invalid_request"


@pytest.mark.parametrize("proof", ["Basic \xe9", "Basic /w==", "Basic %", "Basic", "Basic Og=="])
def test_what_is_no_proof_at_all_is_refused_like_a_wrong_one(office: Desk, proof: str) -> None:
    form = urlencode({"grant_type": "client_credentials", "scope": SCOPE}).encode()
    status, _, told = call_wsgi(
        office.app, "/oauth2/token", form, extra={"HTTP_AUTHORIZATION": proof}, kind=FORM
    )
    assert (status, told["error"]) == (401, "invalid_client")


def test_unknown_scopes_and_other_grants_are_refused(office: Desk) -> None:
    form = assertion(office) | {"scope": f"{SCOPE} 001:tekigo/v1/resident_records/idosakujo:Delete"}
    assert post(office, form)[2]["error"] == "invalid_scope"
    form = assertion(office) | {"grant_type": "password"}
    assert post(office, form)[2]["error"] == "unsupported_grant_type"


def test_introspection_tells_of_living_tokens_only(office: Desk) -> None:
    token = post(office, assertion(office))[2]["access_token"]
    client = office.system.clients["default"]
    pair = (client.client_id, client.client_secret)
    _, _, body = post(office, {"token": token}, pair, "introspect")
    assert body["active"] is True
    assert body["client_id"] == client.client_id
    assert post(office, {"token": "other"}, pair, "introspect")[2] == {"active": False}
    assert post(office, {"token": token}, None, "introspect")[0] == 401


def test_a_token_outside_the_header_opens_nothing(office: Desk) -> None:
    token = post(office, assertion(office))[2]["access_token"]
    path = "/tekigo/v1/resident_records/tennyu"
    status, _, _ = call_wsgi(office.app, path, b"{}", extra={"QUERY_STRING": f"access_token={token}"})
    assert status == 401


def test_given_clients_must_have_the_official_shape() -> None:
    made = new_clients()["default"]
    assert given_clients({"default": (made.client_id, made.client_secret)})
    with pytest.raises(ValueError, match="32 alphanumerics"):
        given_clients({"default": ("short", made.client_secret)})
    with pytest.raises(ValueError, match="at least 32"):
        given_clients({"default": (made.client_id, "short")})
