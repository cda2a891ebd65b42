"""`tekigo reference`: faults listed, a system served and stopped, a target file that leads to it."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from conformance.cli.main import main
from conformance.reference.businesses import BUSINESSES
from conformance.reference.clients import new_clients
from conformance.target.credentials import read_secret
from conformance.target.load import load_target

COMMAND = [sys.executable, "-m", "conformance.cli.main", "reference", "serve"]


@contextmanager
def served(*options: str, until: str = "Ctrl-C") -> Iterator[list[str]]:
    """Serve as a process and yield what it told before it began to wait."""
    with subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told: list[str] = []
        while not told or until not in told[-1]:
            line = process.stdout.readline()
            assert line, told
            told.append(line.strip())
        yield told
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0


def test_faults_are_listed_with_the_requirement_they_break(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reference", "faults"]) == 0
    assert "F-OVERWRITE" in capsys.readouterr().out
    assert main(["reference", "faults", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"business", "id", "requirement", "text"} <= listed[0].keys()
    assert {each["business"] for each in listed} == set(BUSINESSES)
    assert main(["reference", "faults", "-b", "resident_records", "--json"]) == 0
    assert {each["business"] for each in json.loads(capsys.readouterr().out)} == {"resident_records"}


def test_a_served_system_writes_a_target_file_that_leads_to_it(tmp_path: Path) -> None:
    path = tmp_path / "reference.yaml"
    database = tmp_path / "records.sqlite"
    scope = min(BUSINESSES["resident_records"]().scopes)
    options = ["--write-target", str(path), "--db", str(database), "--fault", "F-UNREPORTED"]
    for _ in range(2):
        with served(*options) as told:
            target = load_target(path)
            role = target.roles["default"]
            secret = read_secret(role.client_secret, "default")
            answer = requests.post(
                target.token_url,
                data={"grant_type": "client_credentials", "scope": scope},
                auth=(role.client_id, secret),
                timeout=5,
            )
            assert answer.json()["token_type"] == "Bearer"
            assert any("F-UNREPORTED" in line for line in told)
    assert not database.exists()
    assert {path.name for path in tmp_path.glob("*.sqlite")} == {
        f"records.{key}.sqlite" for key in BUSINESSES
    }
    assert all(each.stat().st_mode & 0o077 == 0 for each in tmp_path.glob("*.secret"))


def test_given_clients_are_kept(tmp_path: Path) -> None:
    client = new_clients()["default"]
    path = tmp_path / "clients.json"
    pair = {"client_id": client.client_id, "client_secret": client.client_secret}
    path.write_text(json.dumps({"default": pair}), encoding="utf-8")
    with served("--clients", str(path)) as told:
        assert any(client.client_id in line for line in told)


def test_wrong_options_are_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clients = tmp_path / "clients.json"
    clients.write_text('{"default": {"client_id": "short", "client_secret": "x"}}', encoding="utf-8")
    for key in BUSINESSES:
        (tmp_path / f"no.{key}.sqlite").write_text("no database", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        cases = {
            "TKG-REF001": ["--fault", "F-OVERWRIT"],
            "TKG-REF002": ["--port", str(taken.getsockname()[1])],
            "TKG-REF003": ["--db", str(tmp_path / "no.sqlite")],
            "TKG-REF005": ["--clients", str(clients)],
            "TKG-REF006": ["-b", "resident_record"],
        }
        for code, options in cases.items():
            assert main(["reference", "serve", *options]) == 2
            assert code in capsys.readouterr().err


def test_a_file_of_somebody_else_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "target.yaml"
    path.write_text("name: mine\n", encoding="utf-8")
    assert main(["reference", "serve", "--write-target", str(path)]) == 2
    assert "TKG-REF004" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "name: mine\n"


def test_what_keeps_no_data_has_none_to_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reference", "export", str(tmp_path), "-b", "api_authorization"]) == 2
    assert "TKG-REF010" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
