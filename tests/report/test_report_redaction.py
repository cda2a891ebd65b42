"""A system that repeats secrets, tokens and 個人番号 wherever it can is run against; no file of the run holds one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conformance.report.junit import NAME as JUNIT
from conformance.target.redact import MASK, NUMBER_MASK
from tests.certification.conftest import run
from tests.certification.test_hostile_targets import TARGET
from tests.target.authority import CLIENT_ID, SECRET, Authority, authority

CHECKS = ("s4_4_", "s4_1_1_1_", "item:resident_records:tennyu:kojinbango")


def echoes(app: Authority) -> Callable[[bytes], bytes]:
    """Accept everything, and say what nobody may see in fields that checks compare and quote."""

    def reply(body: bytes) -> bytes:
        asked, token = json.loads(body), app.issued[-1]["token"]
        number = asked.get("kojinbango", "")
        said = {"atenabango": "1", "shimei": SECRET, "juminhyokodo": token, "memo": f"番号 {number} {token}"}
        row = {**asked, **said, "kojinbango": number or "123456789018"}
        answer = {"metadata": {"title": token, "detail": SECRET}, "result": [row]}
        return json.dumps(answer, ensure_ascii=False).encode()

    return reply


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    monkeypatch.setenv("TEKIGO_TEST_SECRET", SECRET)
    with authority() as app:
        app.reply = echoes(app)
        yield app


def sent_numbers(app: Authority) -> set[str]:
    """Tell which 個人番号 went out, but for those that item checks make wrong on purpose and name in their titles."""
    bodies = [json.loads(body) for _, _, body in app.requests if body]
    numbers = {str(body.get("kojinbango", "")) for body in bodies}
    return {each for each in numbers if len(each) == 12 and each.isascii() and each.isdigit()}


def test_no_file_of_a_run_holds_a_secret_a_token_or_a_number(tmp_path: Path, system: Authority) -> None:
    file = tmp_path / "target.yaml"
    file.write_text(
        TARGET.format(url=system.url, token_url=system.url, client_id=CLIENT_ID), encoding="utf-8"
    )
    prepared, _, found = run(file, tmp_path / "out", *CHECKS)

    titles = "".join(each.title for each in found.values())
    planted = {SECRET, *(each["token"] for each in system.issued)}
    planted |= {number for number in sent_numbers(system) if number not in titles}
    assert len(planted) > 3
    files = [path for path in prepared.run_dir.rglob("*") if path.is_file()]
    assert {"evidence.ndjson", "report.html", JUNIT, "pytest.log"} <= {path.name for path in files}
    told = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in files}
    assert [(name, each) for name, text in told.items() for each in planted if each in text] == []
    # What was hidden is hidden in words of the checks too, not only in the exchanges.
    judged = "".join(f"{each.expected} {each.got}" for each in found.values())
    assert MASK in judged
    assert NUMBER_MASK in judged
