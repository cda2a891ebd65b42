"""A target that is down, hangs, breaks off or answers nonsense ends in a plain reason, never in a traceback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.cli.main import main
from tests.certification.conftest import run
from tests.target.authority import CLIENT_ID, SECRET, Authority, authority
from tests.target.misbehaving import answer, hangs, misbehaving, refusing_url, says, says_and_closes
from tests.target_files import WITH_TOKENS

TIMEOUTS = "{connect: 0.3, read: 0.2, total: 0.5}"
CHECKS = ("s4_1_1_1", "probe:resident_records:idosakujo", "item:resident_records:memotoroku:")
PAGE = b"<html><body>Internal error</body></html>"
BEHAVIOURS = {
    "hangs": hangs,
    "html": says(answer(PAGE, "Content-Type: text/html")),
    "server error": says(answer(b'{"title":"x"}', "Content-Type: application/json", status="500 Oops")),
    "html error": says(answer(PAGE, "Content-Type: text/html", status="500 Oops")),
    "maintenance": says(answer(b"", status="503 Service Unavailable")),
    "half": says_and_closes(answer(b'{"result":[', "Content-Type: application/json", length=500)),
    "no json": says(answer(b"ok", "Content-Type: application/json")),
    "a list": says(answer(b"[1,2]", "Content-Type: application/json")),
    "odd result": says(answer(b'{"result":{"a":1}}', "Content-Type: application/json")),
    "odd errors": says(answer(b'{"errors":"E0001"}', "Content-Type: application/json", status="400 Bad")),
}


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    monkeypatch.setenv("TEKIGO_TEST_SECRET", SECRET)
    with authority() as app:
        yield app


def target_file(folder: Path, url: str, tokens: Authority) -> Path:
    path = folder / "target.yaml"
    issuer = f"{tokens.url}/oauth2/token"
    text = WITH_TOKENS.format(url=url, token_url=issuer, client_id=CLIENT_ID, timeouts=TIMEOUTS)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_nothing_passes_and_every_check_says_why(name: str, tmp_path: Path, tokens: Authority) -> None:
    with misbehaving(BEHAVIOURS[name]) as server:
        _, verdict, found = run(target_file(tmp_path, server.url, tokens), tmp_path, *CHECKS)

    assert verdict.valid, verdict.problems
    assert verdict.businesses[0].word in ("nonconformant", "indeterminate")
    for each in found.values():
        assert each.outcome in ("failed", "blocked"), each.check
        assert each.code != "TKG-RUN900", each.reason
        assert each.reason or (each.expected and each.got)


def test_a_target_that_is_down_blocks_every_check(tmp_path: Path, tokens: Authority) -> None:
    _, verdict, found = run(target_file(tmp_path, refusing_url(), tokens), tmp_path, *CHECKS)

    assert {each.outcome for each in found.values()} == {"blocked"}
    assert verdict.businesses[0].word == "indeterminate"


def test_a_target_that_hangs_does_not_hold_the_run_up(tmp_path: Path, tokens: Authority) -> None:
    with misbehaving(hangs) as server:
        _, _, found = run(
            target_file(tmp_path, server.url, tokens), tmp_path, "item:resident_records:tennyu:"
        )
        calls = server.hits

    assert len(found) > 50
    assert calls < 10
    assert {each.outcome for each in found.values()} == {"blocked"}


def test_the_command_tells_a_target_that_is_down_before_it_tests(
    tmp_path: Path, tokens: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["run", str(target_file(tmp_path, refusing_url(), tokens)), "--out", str(tmp_path)])

    told = capsys.readouterr()
    assert code == 2
    assert "TKG-RUN007" in told.err
    assert "Traceback" not in told.err + told.out


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("environment: prod", 6),
        ("class: core_cty", 5),
        ("base_url: ftp://x", 7),
        ("scope: {businesses: []}", 12),
    ],
)
def test_a_target_file_with_a_mistake_names_file_and_line(
    tmp_path: Path, tokens: Authority, capsys: pytest.CaptureFixture[str], wrong: str, line: int
) -> None:
    path = target_file(tmp_path, "http://127.0.0.1:1", tokens)
    key = wrong.partition(":")[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    found = next(n for n, text in enumerate(lines) if f"{key}:" in text)
    lines[found] = lines[found].replace("class: core_city", wrong) if key == "class" else wrong
    path.write_text("\n".join(lines), encoding="utf-8")

    code = main(["run", str(path), "--out", str(tmp_path)])

    told = capsys.readouterr().err
    assert code == 2
    assert f"target.yaml:{line}" in told
