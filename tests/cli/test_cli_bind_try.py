"""`tekigo bind try` shows every stage, and nothing that is secret in any of them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from conformance.checks.record import JST
from conformance.cli.main import main
from tests.binding import files
from tests.binding.note_house import KEY

NUMBER = "123456789018"
BINDING = """
format: tekigo.binding/1
business: resident_records
names: {宛名番号: person.no, 氏名: person.name}
operations:
  住民照会:
    calls: [{method: POST, path: /people, body: '{"no": request.宛名番号, "on": today}'}]
    answer:
      rows: call.body
      row: '{"宛名番号": no, "個人番号": $join(parts)}'
"""


def tried(folder: Path, capsys: pytest.CaptureFixture[str], body: Any, *more: str) -> str:  # noqa: ANN401 - JSON
    """Try 住民照会 with one sample answer, and return what is shown."""
    target = files.write(folder, "http://127.0.0.1:9", KEY, BINDING)
    answers = folder / "answers.json"
    answers.write_text(json.dumps([{"status": 200, "body": body}]), encoding="utf-8")
    code = main(["bind", "try", str(target), "住民照会", "--answers", str(answers), *more])
    shown = capsys.readouterr()
    assert code == 0, shown.err
    return shown.out


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_number_is_masked_under_the_names_of_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: tuple[str, ...]
) -> None:
    shown = tried(
        tmp_path, capsys, {"no": 1, "parts": [NUMBER[:6], NUMBER[6:]], "memo": f"No. {NUMBER}"}, *form
    )

    assert "kojinbango" in shown
    assert NUMBER not in shown


def test_a_number_that_is_no_number_is_masked_in_the_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = tried(tmp_path, capsys, {"no": 1, "parts": []}, "--item", "個人番号=98765432")

    assert "個人番号" in shown
    assert "98765432" not in shown


def test_a_masked_number_that_was_a_json_number_is_shown_as_a_mask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = tried(
        tmp_path, capsys, {"no": int(NUMBER), "parts": [NUMBER]}, "--item", f"個人番号={NUMBER}", "--json"
    )

    stages = json.loads(shown)
    assert NUMBER not in shown
    assert stages["answer"]["result"][0]["atenabango"] == "[個人番号]"


def test_today_is_the_day_of_the_trial(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = [datetime.now(JST).date().isoformat()]
    shown = json.loads(tried(tmp_path, capsys, {"no": 1, "parts": []}, "--json"))
    days.append(datetime.now(JST).date().isoformat())  # the trial may run past midnight

    assert json.loads(shown["calls"][0]["request_body"])["on"] in days
