"""A system that repeats secrets, tokens and 個人番号 wherever and however it can is run against; nothing that tekigo
writes or says holds one."""

import json
import os
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from searching import found

from conformance.certification.reports import write_reports
from conformance.cli.main import main
from conformance.engine.evidence import read_evidence
from conformance.spec.paths import data_root
from conformance.target.redact import MASK, NUMBER_MASK, Redactor
from tests.certification.conftest import run
from tests.target.authority import CLIENT_ID, SECRET, Authority, authority
from tests.target_files import WITH_TOKENS

TIMEOUTS = "{connect: 0.3, read: 0.2, total: 0.5}"
CHECKS = ("s4_4_", "s4_1_1_1_", "item:resident_records:tennyu:kojinbango")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
PERSON = "佐藤試験一郎"  # who runs the test; a part of the path of the target file
EVIDENCE = "目印となる応答"
BIN = data_root() / "reports" / "allure" / "node_modules" / ".bin"


def spellings(value: str) -> list[str]:
    """Write a value in the ways in which systems really do."""
    raw = value.encode()
    return [
        value,
        quote(value, safe=""),
        value.translate(WIDE),
        value.translate(WIDE).encode("ascii", "backslashreplace").decode(),
        *(b64encode(before + raw).decode() for before in (b"", b"a", b"ab")),
    ]


def echoes(app: Authority) -> Callable[[bytes], bytes]:
    """Accept everything, and say what nobody may see in fields that checks compare and quote."""

    def reply(body: bytes) -> bytes:
        asked = json.loads(body) if body.startswith(b"{") else {}
        token = app.issued[-1]["token"] if app.issued else ""
        number = asked.get("kojinbango", "")
        numbers = [number, number.translate(WIDE), "-".join((number[:4], number[4:8], number[8:]))]
        memo = " ".join([EVIDENCE, *numbers, *spellings(token), *spellings(SECRET)])
        said = {"atenabango": "1", "shimei": SECRET, "juminhyokodo": token, "memo": memo}
        row = {**asked, **said, "kojinbango": number or "123456789018"}
        answer = {"metadata": {"title": token, "detail": memo}, "result": [row]}
        return json.dumps(answer, ensure_ascii=bool(len(body) % 2)).encode()

    return reply


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    monkeypatch.setenv("TEKIGO_TEST_SECRET", SECRET)
    with authority() as app:
        app.reply = echoes(app)
        yield app


class Outputs(NamedTuple):
    """What a run left: its folder with all that was made of it, what was said, and what must not be in either."""

    folder: Path
    said: dict[str, str]
    planted: set[str]
    runs: list[Path]


def planted_in(app: Authority, titles: str) -> set[str]:
    """Tell what went out or came in that nobody may see.

    Numbers that item checks make wrong on purpose are named in their titles, and belong to nobody.
    """
    bodies = [json.loads(body) for _, _, body in app.requests if body.startswith(b"{")]
    numbers = {str(body.get("kojinbango", "")) for body in bodies}
    numbers = {each for each in numbers if len(each) == 12 and each.isascii() and each.isdigit()}
    assertions = {each["client_assertion"] for each in app.issued if "client_assertion" in each}
    tokens = {each["token"] for each in app.issued}
    return {SECRET, *tokens, *assertions, *(each for each in numbers if each not in titles)}


def tekigo(*arguments: object) -> str:
    """Run a command line in this process and return all it says."""
    told = StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        main([str(each) for each in arguments])
    return told.getvalue()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outputs]:
    """Two runs and everything that can be made of them."""
    with pytest.MonkeyPatch.context() as patch, authority() as app:
        patch.setenv("TEKIGO_TEST_SECRET", SECRET)
        if (BIN / "allure").exists() and shutil.which("node"):
            patch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
        app.reply = echoes(app)
        yield made(tmp_path_factory.mktemp("redaction"), app)


def made(place: Path, system: Authority) -> Outputs:
    home = place / PERSON
    home.mkdir()
    file, out = home / "target.yaml", place / "out"
    file.write_text(
        WITH_TOKENS.format(
            url=system.url, token_url=f"{system.url}/oauth2/token", client_id=CLIENT_ID, timeouts=TIMEOUTS
        ),
        encoding="utf-8",
    )
    prepared, _, records = run(file, out, *CHECKS)
    said = {"run": tekigo("run", file, "--only-failed", prepared.run_dir, "--fuzz", "off", "--out", out)}
    runs = sorted(path.parent for path in out.glob("*/run.json"))
    assert len(runs) == 2
    said["report"] = tekigo("report", runs[0])
    said["json"] = tekigo("report", runs[0], "--format", "json")
    said["compare"] = tekigo("compare", *runs, "--anyway", "--out", out / "compared")
    said["key"] = tekigo("sign", "--new-key", home / "key.pem")
    said["sign"] = tekigo(
        "sign", runs[0], "--key", home / "key.pem", "--allure", "--out", out / "a.tekigo.zip"
    )
    said["verify"] = tekigo("verify", out / "a.tekigo.zip", "--key", home / "key.pub.pem")
    said.pop("key")  # it says where the key is, to the one who asked for it
    titles = "".join(each.title for each in records.values())
    return Outputs(out, said, planted_in(system, titles), runs)


def test_nothing_that_tekigo_writes_or_says_holds_a_secret_a_token_or_a_number(outputs: Outputs) -> None:
    assert len(outputs.planted) > 5
    names = {path.name for path in outputs.folder.rglob("*") if path.is_file()}
    assert {"evidence.ndjson", "report.html", "tekigohyo.xlsx", "junit.xml", "pytest.log"} <= names
    assert "a.tekigo.zip" in names
    assert {path.suffix for path in outputs.folder.glob("compared/compare-*")} == {".html", ".xlsx"}
    assert all(outputs.said.values())
    assert "Traceback" not in "".join(outputs.said.values())
    assert found(outputs.planted, outputs.folder, outputs.said) == []


def test_nothing_names_who_ran_the_test(outputs: Outputs) -> None:
    assert found([PERSON], outputs.folder, {}) == []


def test_what_is_evidence_stays_readable(outputs: Outputs) -> None:
    first = outputs.runs[0]
    records = read_evidence(first / "evidence.ndjson")
    judged = "".join(f"{each.expected} {each.got}" for each in records)
    # What was hidden is hidden in words of the checks too, not only in the exchanges, and says what it was.
    assert MASK in judged
    assert NUMBER_MASK in judged
    exchanges = [one for each in records for step in each.steps for one in step.exchanges]
    assert any(
        "/tekigo/v1/" in one.url and one.request_body and "shimei" in one.request_body for one in exchanges
    )
    for name in ("evidence.ndjson", "report.html"):
        text = (first / name).read_text(encoding="utf-8")
        assert EVIDENCE in text
        assert "適合　試" in text  # the made-up people of a test
        assert CLIENT_ID not in text or name == "evidence.ndjson"
    assert "見本市" in (first / "report.html").read_text(encoding="utf-8")
    assert "個人番号" in (first / "junit.xml").read_text(encoding="utf-8")


def test_a_redaction_that_does_nothing_is_found(
    tmp_path: Path, system: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Redactor, "text", lambda self, text: text)
    file = tmp_path / "target.yaml"
    file.write_text(
        WITH_TOKENS.format(
            url=system.url, token_url=f"{system.url}/oauth2/token", client_id=CLIENT_ID, timeouts=TIMEOUTS
        ),
        encoding="utf-8",
    )
    prepared, _, _ = run(file, tmp_path / "out", *CHECKS)
    write_reports(prepared.run_dir)
    hits = found([SECRET], prepared.run_dir, {})
    told = {name for name, _ in hits}
    assert {"evidence.ndjson", "report.html", "junit.xml"} <= told
    assert any(name.startswith("allure-results/") for name in told)


@pytest.mark.parametrize(
    "leak",
    [
        "{}", "a {} b", "%41{}", "\\u0061{}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", [SECRET, "123456789018"])
def test_the_search_finds_a_leak_however_it_is_spelt(tmp_path: Path, value: str, leak: str) -> None:
    for number, spelling in enumerate(spellings(value)):
        (tmp_path / f"{number}.txt").write_text(leak.format(spelling), encoding="utf-8")
    assert len(found([value], tmp_path, {"console": value})) == len(spellings(value)) + 1


def test_the_search_looks_into_archives(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "inner.xlsx", "w", zipfile.ZIP_DEFLATED) as inner:
        inner.writestr("xl/sharedStrings.xml", f"<t>{SECRET}</t>")
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as outer:
        outer.write(tmp_path / "inner.xlsx", "inner.xlsx")
    (tmp_path / "inner.xlsx").unlink()
    assert found([SECRET], tmp_path, {}) == [("a.zip/inner.xlsx/xl/sharedStrings.xml", SECRET)]
