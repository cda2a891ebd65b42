"""Roles prove who they are by log-in token, API key or Basic; nothing of that is ever seen outside."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from conformance.target import login
from conformance.target.answer import Failure
from conformance.target.client import TargetClient
from conformance.target.exchange import Exchange
from conformance.target.load import TargetFileErrors, load_target
from conformance.target.preflight import preflight
from tests.target.authority import Authority
from tests.target.doorman import KEY, PASSWORD, USER, Doorman, doorman
from tests.target_files import HEAD

TARGET = (
    HEAD
    + """\
base_url: {url}
auth: {auth}
roles: {{default: {role}}}
timeouts: {{connect: 0.5, read: 1, total: 2}}
scope: {{businesses: [a]}}
"""
)
LOGIN = (
    "type: login, path: /session, username_field: userId, password_field: pass, token: data.session.0.token"
)
BY_NAME = f"{{username: {USER}, password: {{env: TEKIGO_TEST_PASSWORD}}}}"
BY_KEY = "{key: {env: TEKIGO_TEST_KEY}}"

Connect = Callable[..., AbstractContextManager[TargetClient]]


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Doorman]:
    monkeypatch.setenv("TEKIGO_TEST_PASSWORD", PASSWORD)
    monkeypatch.setenv("TEKIGO_TEST_KEY", KEY)
    with doorman() as app:
        yield app


@pytest.fixture
def written(tmp_path: Path, door: Doorman) -> Callable[[str, str], Path]:
    def write(auth: str, role: str) -> Path:
        path = tmp_path / "target.yaml"
        path.write_text(TARGET.format(url=door.url, auth=f"{{{auth}}}", role=role), encoding="utf-8")
        return path

    return write


@pytest.fixture
def connect(written: Callable[[str, str], Path], exchanges: list[Exchange]) -> Connect:
    def open_(auth: str, role: str = BY_NAME) -> TargetClient:
        return TargetClient(load_target(written(auth, role)), {}, exchanges.append)

    return open_


def get(client: TargetClient, **more: Any) -> int | None:  # noqa: ANN401 - whatever `request` takes
    return client.request("GET", "/people?page=1", role="default", **more).status


def test_a_log_in_serves_all_calls_of_a_role(connect: Connect, door: Doorman) -> None:
    with connect(LOGIN + ", extra: {tenant: T1}") as client:
        assert [get(client), get(client)] == [200, 200]
    method, kind, body = door.logins[0]
    assert (len(door.logins), method, kind) == (1, "POST", "application/json;charset=UTF-8")
    assert body == f'{{"tenant":"T1","userId":"{USER}","pass":"{PASSWORD}"}}'.encode()
    assert door.calls[0][2]["authorization"] == "Bearer tok-1"


def test_a_form_another_method_and_a_header_of_its_own(connect: Connect, door: Doorman) -> None:
    with connect(LOGIN + ', body: form, method: PUT, header: X-Session, scheme: ""') as client:
        assert get(client) == 200
    assert door.logins[0][:2] == ("PUT", "application/x-www-form-urlencoded")
    assert door.calls[0][2]["x-session"] == "tok-1"
    assert "authorization" not in door.calls[0][2]


def test_a_log_in_elsewhere(connect: Connect, door: Doorman) -> None:
    with connect(LOGIN.replace("/session", f"{door.url}/session")) as client:
        assert get(client) == 200


def test_401_logs_in_once_more(connect: Connect, door: Doorman) -> None:
    with connect(LOGIN) as client:
        get(client)
        door.revoked.add("tok-1")
        assert get(client) == 200
        door.revoked |= {"tok-2", "tok-3"}
        assert get(client) == 401
    assert len(door.logins) == 3


def _from_now(told: object) -> object:
    return (datetime.now(UTC) + told).isoformat() if isinstance(told, timedelta) else told


@pytest.mark.parametrize(
    ("told", "setting", "life"),
    [
        ({"t": 100}, ", expires: t", 75),
        ({"t": "100"}, ", expires: t", 75),
        ({}, ", expires: t, lifetime: 100", 75),
        ({"t": "soon"}, ", expires: t, lifetime: 100", 75),
        ({"t": timedelta(seconds=900)}, ", expires: t", 870),
        ({}, "", 300),
    ],
    ids=["number", "text", "absent", "word", "date", "unsaid"],
)
def test_a_token_is_renewed_before_it_ends(  # 30 seconds or a quarter of its life before
    connect: Connect,
    door: Doorman,
    monkeypatch: pytest.MonkeyPatch,
    told: dict[str, object],
    setting: str,
    life: int,
) -> None:
    ends = {name: _from_now(each) for name, each in told.items()}
    door.answer = lambda token: {"data": {"session": [{"token": token}]}, **ends}
    now = monotonic()
    monkeypatch.setattr(login, "monotonic", lambda: now)
    with connect(LOGIN + setting) as client:
        get(client)
        monkeypatch.setattr(login, "monotonic", lambda: now + life * 0.9)
        get(client)
        assert len(door.logins) == 1
        monkeypatch.setattr(login, "monotonic", lambda: now + life + 60)
        assert get(client) == 200
    assert len(door.logins) == 2


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        ({"data": {"token": "elsewhere"}}, 200, login.NO_TOKEN),
        ({"data": {"session": [{"token": "two words"}]}}, 200, login.NO_TOKEN),
        ({"data": {"session": [{"token": 5}]}}, 200, login.NO_TOKEN),
        ([1], 200, login.NO_TOKEN),
        ({}, 503, login.LOGIN_REFUSED),
    ],
)
def test_each_fault_of_a_log_in_has_its_code(
    connect: Connect, door: Doorman, answer: object, status: int, code: str
) -> None:
    door.answer = lambda _: answer
    door.status = status
    with connect(LOGIN) as client:
        got = client.request("GET", "/people", role="default")
    assert (got.status, got.failure and got.failure.code) == (None, code)
    assert door.calls == []


def test_a_wrong_password_is_told_and_not_shown(
    connect: Connect, door: Doorman, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEKIGO_TEST_PASSWORD", "quite-another-password")
    with connect(LOGIN) as client:
        got = client.token("default", ())
    assert isinstance(got, Failure)
    assert got.code == login.LOGIN_REFUSED
    assert "password" not in got.text("en").lower().replace("user name", "")
    assert PASSWORD not in repr(got)


def test_an_api_key(connect: Connect, door: Doorman) -> None:
    with connect("type: api_key, header: X-Key", BY_KEY) as client:
        assert get(client) == 200
        assert client.token("default", ()) is None
    assert KEY not in door.calls[0][1]


def test_a_key_with_a_scheme_that_is_refused_is_sent_once(connect: Connect, door: Doorman) -> None:
    with connect("type: api_key, header: Authorization, scheme: Key", BY_KEY) as client:
        assert get(client) == 401
    assert [call[2]["authorization"] for call in door.calls] == [f"Key {KEY}"]


def test_basic(connect: Connect) -> None:
    with connect("type: basic") as client:
        assert get(client) == 200


def test_own_headers_come_along_but_never_in_place_of_credentials(connect: Connect, door: Doorman) -> None:
    with connect("type: basic") as client:
        assert get(client, headers={"X-Tenant": "T1", "authorization": "Bearer made-up"}) == 200
    assert door.calls[0][2]["x-tenant"] == "T1"


@pytest.mark.parametrize(
    ("auth", "role"),
    [
        (LOGIN, BY_NAME),
        (LOGIN + ', header: X-Session, scheme: ""', BY_NAME),
        ("type: api_key, header: X-Key", BY_KEY),
        ("type: basic", BY_NAME),
    ],
)
def test_nothing_secret_is_recorded(
    connect: Connect, exchanges: list[Exchange], auth: str, role: str
) -> None:
    with connect(auth, role) as client:
        assert get(client) == 200
        assert get(client, headers={"X-Echo": KEY if role == BY_KEY else PASSWORD}) == 200
    assert len(exchanges) == 2
    assert not [each for each in (PASSWORD, KEY, "tok-1") if each in repr(exchanges)]


def test_oauth_under_auth_with_scopes_of_its_own(target_file: Path, system: Authority, secret: str) -> None:
    text = target_file.read_text(encoding="utf-8")
    old = f"token_url: {system.url}/oauth2/token"
    assert old in text
    new = f"auth: {{type: oauth, token_url: '{system.url}/oauth2/token', scopes: [residents.write]}}"
    target_file.write_text(text.replace(old, new), encoding="utf-8")
    with TargetClient(load_target(target_file), {"/a": "001:a:Read"}) as client:
        assert client.request("POST", "/people", role="default").status == 200
        assert client.invoke("/a", "001:a:Read", {}, "default").status == 200
    assert [each["scope"] for each in system.issued] == ["residents.write"]


@pytest.mark.parametrize(
    ("auth", "role", "code", "line"),
    [
        (LOGIN, BY_KEY, "TKG-CONF019", 9),
        ("type: api_key", BY_NAME, "TKG-CONF019", 9),
        ("type: basic", f"{{username: {USER}}}", "TKG-CONF019", 9),
        ("type: api_key", "{key: {env: A, file: b}}", "TKG-CONF003", 9),
        ("type: api_key", "{key: planted-key-0123456789}", "TKG-CONF006", 9),
        ("type: basic", f"{{username: {USER}, password: {PASSWORD}}}", "TKG-CONF006", 9),
        ("type: api_key, query: key", BY_KEY, "TKG-SPEC011", 8),
        ("type: api_key, header: 'X Key'", BY_KEY, "TKG-SPEC010", 8),
        ("type: kerberos", BY_NAME, "TKG-SPEC010", 8),
        ("path: /session", BY_NAME, "TKG-SPEC012", 8),
        ("type: login", BY_NAME, "TKG-SPEC012", 8),
        ("type: login, path: session", BY_NAME, "TKG-SPEC010", 8),
    ],
)
def test_each_slip_is_told_at_its_line(
    written: Callable[[str, str], Path], auth: str, role: str, code: str, line: int
) -> None:
    path = written(auth, role)
    with pytest.raises(TargetFileErrors) as caught:
        load_target(path)
    assert [(each.code, each.origin) for each in caught.value.findings] == [(code, f"{path}:{line}")]
    assert PASSWORD not in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "more", ["token_url: http://127.0.0.1:1/t\n", "oauth: {method: client_secret_basic}\n"]
)
def test_two_ways_at_once_are_refused(written: Callable[[str, str], Path], more: str) -> None:
    path = written("type: basic", BY_NAME)
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(TargetFileErrors) as caught:
        load_target(path)
    assert [(each.code, each.origin) for each in caught.value.findings] == [("TKG-CONF003", f"{path}:12")]


def test_no_way_at_all_is_refused(target_file: Path) -> None:
    text = target_file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("token_url")]
    target_file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(TargetFileErrors, match="auth"):
        load_target(target_file)


def test_preflight_logs_in_and_asks_nothing_of_a_key(written: Callable[[str, str], Path]) -> None:
    by_login = preflight(load_target(written(LOGIN, BY_NAME)), ["001:a:Read"])
    by_key = preflight(load_target(written("type: api_key, header: X-Key", BY_KEY)), ["001:a:Read"])
    assert [line.name for line in by_login if line.name.startswith("token:")] == ["token:default"]
    assert {line.code for line in (*by_login, *by_key) if not line.ok} == {"TKG-TGT049"}  # of the clerks
