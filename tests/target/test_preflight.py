"""Preflight names what is wrong with the set-up, how to mend it, and nothing that is secret."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.cli.main import main
from conformance.target.checklist import CheckLine
from conformance.target.model import Target
from conformance.target.preflight import preflight
from tests.target.authority import SCOPES, SECRET, Authority
from tests.target.misbehaving import answer, hangs, misbehaving, refusing_url, says

ALL = tuple(SCOPES.values())


def by_name(lines: list[CheckLine]) -> dict[str, str | None]:
    return {line.name: line.code for line in lines}


def at(target: Target, url: str) -> Target:
    return replace(target, base_url=url)


def test_a_sound_set_up_has_no_problem(target: Target, secret: str) -> None:
    lines = preflight(target, ALL)
    assert [line.name for line in lines if line.ok] == ["environment", "reachable", "clock", "token:default"]
    assert {line.code for line in lines if not line.ok} == {"TKG-TGT049"}
    assert not any(line.blocking for line in lines if not line.ok)


def test_a_system_that_is_down(target: Target, secret: str) -> None:
    lines = preflight(at(target, refusing_url()), ALL)
    assert by_name(lines)["reachable"] == "TKG-TGT001"
    assert "token:default" in by_name(lines)


def test_an_error_for_everything(target: Target, secret: str) -> None:
    with misbehaving(says(answer(b"<html>", status="502 Bad Gateway"))) as server:
        assert by_name(preflight(at(target, server.url)))["reachable"] == "TKG-TGT041"


def test_a_login_page_in_the_way(target: Target, secret: str) -> None:
    with misbehaving(says(answer(b"", "Location: /login", status="302 Found"))) as server:
        assert by_name(preflight(at(target, server.url)))["reachable"] == "TKG-TGT014"


@pytest.mark.parametrize(
    ("date", "code"),
    [
        (format_datetime(datetime.now(UTC) + timedelta(hours=5)), "TKG-TGT042"),
        (format_datetime(datetime.now(UTC) - timedelta(hours=5)), "TKG-TGT042"),
        ("yesterday", "TKG-TGT043"),
        ("Tue, 99 Jan 20261 00:00:00 GMT", "TKG-TGT043"),
        (None, "TKG-TGT043"),
    ],
    ids=["ahead", "behind", "word", "impossible", "none"],
)
def test_clocks(target: Target, secret: str, date: str | None, code: str) -> None:
    headers = [f"Date: {date}"] if date else []
    with misbehaving(says(answer(b"{}", *headers))) as server:
        assert by_name(preflight(at(target, server.url)))["clock"] == code


def test_a_missing_secret_does_not_hide_the_rest(target: Target) -> None:
    found = by_name(preflight(target))
    assert found["secret:default"] == "TKG-CONF010"
    assert found["reachable"] is None


def test_a_token_server_that_hangs_is_waited_for_once(target: Target, secret: str) -> None:
    three = dict.fromkeys(("a", "b", "c"), target.roles["default"])
    times = replace(target.timeouts, read=0.2)
    with misbehaving(hangs) as server:
        lines = preflight(replace(target, roles=three, token_url=server.url, timeouts=times))
        assert server.hits == 1
    assert [line.code for line in lines if line.name.startswith("token:")] == ["TKG-TGT005"] * 3


def test_what_the_standard_forbids_is_noted_but_does_not_block(
    target: Target, system: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEKIGO_TEST_SECRET", "short-secret")
    system.extra = {"refresh_token": "r-123456789", "scope": ALL[0]}
    system.refuse = (200, {"access_token": "t-123456789", "token_type": "bearer"} | system.extra)
    role = replace(target.roles["default"], client_id="keycloak-client")
    lines = preflight(replace(target, roles={"default": role}), ALL)
    noted = {line.code for line in lines if not line.ok}
    assert noted == {"TKG-TGT044", "TKG-TGT045", "TKG-TGT047", "TKG-TGT048", "TKG-TGT049"}
    assert not any(line.blocking for line in lines if not line.ok)


def test_a_target_without_the_role_that_does_everything_is_stopped(target: Target, secret: str) -> None:
    renamed = replace(target, roles={"clerk_a": target.roles["default"]})
    found = {line.name: line.blocking for line in preflight(renamed) if line.code == "TKG-TGT049"}
    assert found == {"role:default": True, "role:clerk_b": False}


@pytest.fixture
def real_file(target_file: Path) -> Path:
    """The target file with a business that there is."""
    text = target_file.read_text(encoding="utf-8").replace("businesses: [a]", "businesses: [child_allowance]")
    target_file.write_text(text, encoding="utf-8")
    return target_file


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_command_tells_and_exits(
    real_file: Path, system: Authority, secret: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", lang, "preflight", str(real_file), "--scope", ALL[0]]) == 0
    system.refuse = (401, {"error": "invalid_client", "error_description": SECRET})
    assert main(["--lang", lang, "preflight", str(real_file), "--scope", ALL[0]]) == 2
    shown = capsys.readouterr()
    assert "TKG-TGT031" in shown.out
    assert ("直し方" if lang == "ja" else "how to mend") in shown.out
    assert SECRET not in shown.out + shown.err
    assert "Traceback" not in shown.err


def test_the_command_as_json(real_file: Path, secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", str(real_file), "--json", "--scope", ALL[0]]) == 0
    told = {line["name"]: line["ok"] for line in json.loads(capsys.readouterr().out)}
    assert told == {
        "declared": True,
        "environment": True,
        "role:clerk_a": False,
        "role:clerk_b": False,
        "reachable": True,
        "clock": True,
        "token:default": True,
        "query:child_allowance": True,
    }


def test_a_business_that_there_is_not_is_told(
    target_file: Path, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preflight", str(target_file)]) == 2
    assert "TKG-SPEC003" in capsys.readouterr().err


def test_a_production_target_is_refused(target_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = target_file.read_text(encoding="utf-8").replace("environment: test", "environment: production")
    target_file.write_text(text, encoding="utf-8")
    assert main(["preflight", str(target_file)]) == 2
    assert f"{target_file}:6: TKG-CONF005" in capsys.readouterr().err
