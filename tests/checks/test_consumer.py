"""tekigo as the provider: a faithful using system passes, each wrong one fails where it is wrong, no secret is kept."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
import yaml

from conformance.certification.provide import report, stage
from conformance.checks.consumer.play import Times, command, play, serving
from conformance.cli.main import main
from conformance.contract.paths import TOKEN_PATH
from conformance.engine.evidence import read_evidence
from conformance.i18n import TekigoError
from conformance.reference.clients import new_clients
from conformance.reference.numbering import Numbering, Unavailable, over_http
from conformance.reference.registry import Refused
from conformance.spec.load import load_package
from tests.checks.using_system import FLAWS, PLAYED, UsingSystem

if TYPE_CHECKING:
    from collections.abc import Callable

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
    return played(target, PLAYED, lambda base_url: UsingSystem(base_url, client, flaw).transact)


def played(target: Path, business: str, using: Callable[[str], Callable[[], None]]) -> tuple[Path, Verdict]:
    """Play the provider of a business. `using`: makes of an address what carries out one transaction there."""
    ready = stage(target, business, pause_s=0.01)
    with serving(ready.provider, "127.0.0.1", 0) as base_url:
        transact = using(base_url)

        def act(situation: Situation) -> bool:
            transact()
            return True

        journals = play(ready.provider, ready.package.consumer.situations, act, BRISK)
    return report(ready, journals, target.parent / "reports")


def numbering(client: Client, base_url: str) -> Callable[[], None]:
    """Return how a business of the reference system asks for a number, at an address."""
    client_of = Numbering(load_package("addressee_numbering"), client, "013", "131016")
    client_of.carrier, client_of.audience = over_http(base_url), base_url + TOKEN_PATH
    person = {"shimei": "適合　花子", "seinengappi": "1980-04-01", "seinengappi_fushofuragu": "0"}

    def transact() -> None:
        with suppress(Refused, Unavailable):
            client_of.number_of(person, None, "2026-04-01T10:00:00", "user01")

    return transact


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


def test_businesses_of_the_reference_system_use_the_numbering_api_faithfully(
    target: Path, client: Client
) -> None:
    folder, verdict = played(target, "addressee_numbering", partial(numbering, client))
    assert set(words(verdict).values()) == {"conformant"}, words(verdict)
    kept = read_evidence(folder / "evidence.ndjson")
    called = [each.response_body for record in kept for step in record.steps for each in step.exchanges]
    assert any("住登外者宛名番号付番" in body and "アクセストークンが無効です。" in body for body in called)


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
    assert main(["provider", str(target), "-b", PLAYED, "--each", "note 'it"]) == 2
    assert "TKG-CON006" in capsys.readouterr().err
    situation = stage(target, PLAYED, pause_s=0).package.consumer.situations[0]
    with pytest.raises(TekigoError) as caught:
        command(["no-such-command-at-all"], "http://127.0.0.1:1", 1)(situation)
    assert caught.value.code == "TKG-CON002"


def test_what_is_no_proof_at_all_is_refused_like_a_wrong_one(target: Path) -> None:
    ready = stage(target, PLAYED, pause_s=0)
    with serving(ready.provider, "127.0.0.1", 0) as base_url:
        journal = ready.provider.begin(ready.package.consumer.situations[0])
        for proof in (b"Basic \xe9", b"Basic /w==", b"Basic %", b"Basic"):
            form = {"grant_type": "client_credentials"}
            told = requests.post(
                base_url + TOKEN_PATH, data=form, headers={"Authorization": proof}, timeout=10
            )
            assert (told.status_code, told.json()) == (401, {"error": "invalid_client"})
    assert [bool(each.wrong) for each in journal.tokens] == [True] * 4


def test_a_call_whose_body_never_comes_whole_keeps_no_situation_open(target: Path) -> None:
    ready = stage(target, PLAYED, pause_s=0)
    with serving(ready.provider, "127.0.0.1", 0) as base_url:
        journal = ready.provider.begin(ready.package.consumer.situations[0])
        parts = (b"x" * 65536 for _ in range(17))  # without a length, so that only reading it tells its size
        told = requests.post(f"{base_url}/anything", data=parts, timeout=10)
        assert told.status_code in (400, 413)
        assert (journal.count, journal.calls, journal.quiet(0)) == (1, [], True)
