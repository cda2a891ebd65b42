"""tekigo as the provider: a faithful using system passes, each wrong one fails where it is wrong, no secret is kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from conformance.certification.provide import report, stage
from conformance.checks.consumer.play import Times, command, play, serving
from conformance.cli.main import main
from conformance.engine.evidence import read_evidence
from conformance.i18n import TekigoError
from conformance.reference.clients import new_clients
from tests.checks.using_system import FLAWS, PLAYED, UsingSystem

if TYPE_CHECKING:
    from conformance.reference.clients import Client
    from conformance.spec.consumer import Situation
    from conformance.verdict.model import Verdict

BRISK = Times(first_s=0.2, quiet_s=0.03, all_s=60)
pytestmark = pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")


@pytest.fixture
def client() -> Client:
    return new_clients()["default"]


@pytest.fixture
def target(tmp_path: Path, client: Client) -> Path:
    (tmp_path / "secret").write_text(client.client_secret, encoding="utf-8")
    told = {
        "name": "利用側", "vendor": "v", "product": "p", "version": "1", "environment": "test",
        "municipality": {"code": "131016", "name": "試験市", "class": "ordinary"},
        "base_url": "http://127.0.0.1:1", "token_url": "http://127.0.0.1:1/token",
        "roles": {"default": {"client_id": client.client_id, "client_secret": {"file": "secret"}}},
        "scope": {"businesses": [PLAYED]},
    }  # fmt: skip
    path = tmp_path / "target.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return path


def certified(target: Path, client: Client, flaw: str = "") -> tuple[Path, Verdict]:
    ready = stage(target, PLAYED, pause_s=0.01)
    with serving(ready.provider, "127.0.0.1", 0) as base_url:
        system = UsingSystem(base_url, client, flaw)

        def act(situation: Situation) -> bool:
            system.transact()
            return True

        played = play(ready.provider, ready.package.consumer.situations, act, BRISK)
    return report(ready, played, target.parent / "reports")


def words(verdict: Verdict) -> dict[str, str]:
    return {each.requirement.id: each.word for each in verdict.businesses[0].requirements}


def test_a_faithful_system_is_conformant_and_nothing_secret_is_kept(target: Path, client: Client) -> None:
    folder, verdict = certified(target, client)
    assert verdict.valid, verdict.problems
    assert set(words(verdict).values()) == {"conformant"}
    assert verdict.businesses[0].word == "conformant"
    kept = read_evidence(folder / "evidence.ndjson")
    assert all(each.steps[0].exchanges for each in kept)
    for path in folder.rglob("*"):
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        assert client.client_secret not in text
        assert "eyJ" not in text or path.suffix == ".xlsx"


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_wrong_system_fails_where_it_is_wrong(flaw: str, target: Path, client: Client) -> None:
    _, verdict = certified(target, client, flaw)
    failed = {id_ for id_, word in words(verdict).items() if word == "nonconformant"}
    assert failed == FLAWS[flaw], words(verdict)
    assert verdict.businesses[0].word == "nonconformant"


def test_where_nobody_calls_nothing_is_said(target: Path) -> None:
    ready = stage(target, PLAYED, pause_s=0.01)
    with serving(ready.provider, "127.0.0.1", 0):
        played = play(ready.provider, ready.package.consumer.situations, lambda _: True, BRISK)
    _, verdict = report(ready, played, target.parent / "reports")
    assert set(words(verdict).values()) == {"unverified"}
    assert verdict.businesses[0].word == "indeterminate"


def test_a_command_acts_for_each_situation_and_is_told_the_addresses(target: Path, tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    program = tmp_path / "note.py"
    program.write_text(
        "import os, sys\n"
        "told = os.environ['TEKIGO_SITUATION'] + ' ' + os.environ['TEKIGO_TOKEN_URL']\n"
        "open(sys.argv[1], 'a').write(told + chr(10))\n",
        encoding="utf-8",
    )
    each = f"{sys.executable} {program} {noted}"
    options = ["--first", "20", "--quiet", "0.02", "--out", str(tmp_path / "r"), "--each", each]
    assert main(["provider", str(target), "-b", PLAYED, *options]) == 4
    lines = noted.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("normal http://127.0.0.1:")
    assert len(lines) == len(stage(target, PLAYED, pause_s=0).package.consumer.situations)


def test_what_cannot_be_played_or_run_is_told_in_words(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["provider", str(target), "-b", "api_authorization"]) == 2
    assert "TKG-CON004" in capsys.readouterr().err
    assert main(["provider", str(target), "-b", PLAYED, "--address", "192.0.2.1"]) == 2
    assert "TKG-CON003" in capsys.readouterr().err
    situation = stage(target, PLAYED, pause_s=0).package.consumer.situations[0]
    with pytest.raises(TekigoError) as caught:
        command(["no-such-command-at-all"], "http://127.0.0.1:1", 1)(situation)
    assert caught.value.code == "TKG-CON002"
