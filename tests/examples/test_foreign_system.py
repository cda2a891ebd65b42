"""The foreign system speaks its own API, over real HTTP."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from conformance.spec.paths import data_root
from examples.foreign_system.server import Running, start
from examples.foreign_system.sessions import Sessions
from examples.foreign_system.shelves import Shelf
from tests.examples.conftest import MOVER, Visitor


def _reasons(answer: requests.Response) -> list[tuple[str, str]]:
    return [(fault["reason"], fault["field"]) for fault in answer.json()["faults"]]


@pytest.mark.parametrize(
    "asked",
    [
        {"user": "kanri01", "password": "wrong"},
        {"user": "nobody", "password": ""},
        {"user": "kanri01"},
        {"user": ["kanri01"], "password": {}},
    ],
)
def test_a_wrong_log_in_is_refused(foreign: Running, asked: dict[str, object]) -> None:
    answer = requests.post(f"{foreign.base_url}/session", json=asked, timeout=10)

    assert answer.status_code == 401
    assert answer.json() == {
        "ok": False,
        "faults": [{"reason": "LOGIN", "severity": "ERROR", "text": "利用者又はパスワードが違います。"}],
    }


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer made-up", "Basic a2Fucmk6eA=="])
def test_nothing_is_told_without_a_session(foreign: Running, authorization: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    answer = requests.get(f"{foreign.base_url}/v1/people", headers=headers, timeout=10)

    assert (answer.status_code, answer.json()["faults"][0]["reason"]) == (401, "SESSION")


def test_a_session_ends_by_itself_and_by_logging_out() -> None:
    clock = [0.0]
    sessions = Sessions({"kanri01": "right"}, life_s=60, now=lambda: clock[0])
    token = sessions.log_in("kanri01", "right")
    other = sessions.log_in("kanri01", "right")
    assert token is not None
    assert other is not None

    clock[0] = 59.9
    assert sessions.user(token) == "kanri01"
    sessions.log_out(other)
    assert sessions.user(other) is None
    clock[0] = 60.0
    assert sessions.user(token) is None


def test_a_movement_is_drafted_and_then_approved(visitor: Visitor) -> None:
    draft = visitor.ask("POST", "/v1/movements/move-in/drafts", json=MOVER)
    assert (draft.status_code, draft.json()["state"]) == (201, "PENDING")
    approve = f"/v1/movements/drafts/{draft.json()['draftId']}/approve"

    done = visitor.ask("POST", approve).json()["movements"][0]
    record = visitor.ask("GET", "/v1/people/record", params={"person.id": done["person"]["id"]}).json()[
        "record"
    ]

    assert done["movement"]["date"]["date"] == "20260401"
    assert record["history"] == {"number": 1, "latest": True}
    assert record["person"]["sex"] == "F"
    assert visitor.ask("POST", approve).status_code == 404


def test_nobody_else_approves_a_draft(foreign: Running, visitor: Visitor) -> None:
    draft = visitor.ask("POST", "/v1/movements/move-in/drafts", json=MOVER).json()["draftId"]
    other = Visitor(foreign, "mado01")
    answer = other.ask("POST", f"/v1/movements/drafts/{draft}/approve")
    other.close()

    assert answer.status_code == 404


def test_the_form_is_judged_by_the_draft_and_the_rules_by_the_approval(visitor: Visitor) -> None:
    wrong = MOVER | {"address": {"prefecture": "東京都", "city": "千代田区"}, "extra": {"word": 1}}
    draft = visitor.ask("POST", "/v1/movements/move-in/drafts", json=wrong)
    assert draft.status_code == 422
    assert set(_reasons(draft)) == {("REQUIRED", "address.lot"), ("UNEXPECTED", "extra.word")}

    ahead = MOVER | {"movement": {"reason": "DOMESTIC_IN", "date": {"date": "29990401"}}}
    refused = visitor.move("move-in", ahead)
    assert (refused.status_code, _reasons(refused)) == (422, [("FUTURE_DATE", "movement.date.date")])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sex", "1"),
        ("sex", True),
        ("kind", "日本人住民"),
        ("birth", {"date": "1990-04-01"}),
        ("birth", {"date": 19900401}),
    ],
)
def test_the_words_of_the_contract_are_not_its_own(visitor: Visitor, field: str, value: object) -> None:
    body = MOVER | {
        "person": {
            "name": {"full": "適合　花子"},
            "birth": {"date": "19900401"},
            "kind": "JAPANESE",
            field: value,
        }
    }
    answer = visitor.ask("POST", "/v1/movements/move-in/drafts", json=body)

    assert answer.status_code == 422
    assert [reason for reason, _ in _reasons(answer)] == ["INVALID"]


def test_a_warning_passes_when_it_is_acknowledged(visitor: Visitor) -> None:
    head = visitor.mover()
    household = visitor.ask("GET", "/v1/people/record", params={"person.id": head}).json()["record"][
        "household"
    ]["id"]
    for _ in range(2):
        visitor.mover(household={"id": household, "relation": "子"})
    leaving = {
        "members": [{"id": head}],
        "movement": {"reason": "DOMESTIC_OUT", "date": {"date": "20260501"}},
        "destination": {"planned": {"address": "神奈川県横浜市西区"}},
    }

    warned = visitor.move("move-out", leaving)
    assert (warned.status_code, warned.json()["faults"][0]["severity"]) == (428, "WARNING")
    assert warned.json()["faults"][0]["reason"] == "W_HEAD"

    draft = visitor.ask("POST", "/v1/movements/move-out/drafts", json=leaving).json()["draftId"]
    passed = visitor.ask("POST", f"/v1/movements/drafts/{draft}/approve", json={"acknowledge": ["W_HEAD"]})
    assert passed.status_code == 200


def test_a_list_comes_in_pages_that_are_the_user_s_own(foreign: Running, visitor: Visitor) -> None:
    person = visitor.mover()
    for number in range(7):
        visitor.ask(
            "POST", "/v1/memos", json={"person": {"id": person}, "memo": {"text": "メモ" * (number + 1)}}
        )

    first = visitor.ask("GET", "/v1/memos", params={"person.id": person}).json()
    more = {"cursor": first["nextCursor"]}
    second = visitor.ask("GET", "/v1/memos", params=more).json()
    other = Visitor(foreign, "mado01")
    stolen = other.ask("GET", "/v1/memos", params=more)
    other.close()

    assert [len(page["memos"]) for page in (first, second)] == [5, 2]
    assert second["nextCursor"] is None
    assert stolen.status_code == 404


def test_a_personal_number_is_taken_in_a_body_only(visitor: Visitor) -> None:
    number = "123456789018"
    person = visitor.mover(person=MOVER["person"] | {"myNumber": number})

    in_address = visitor.ask("GET", "/v1/people", params={"person.myNumber": number})
    in_body = visitor.ask("POST", "/v1/people/search", json={"person": {"myNumber": number}})

    assert (in_address.status_code, _reasons(in_address)) == (422, [("UNEXPECTED", "person.myNumber")])
    assert [each["person"]["id"] for each in in_body.json()["people"]] == [person]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/tekigo/v1/resident_records/juminshokai"), ("PATCH", "/v1/people")]
)
def test_what_is_not_there_is_said_in_its_own_way(visitor: Visitor, method: str, path: str) -> None:
    answer = visitor.ask(method, path)

    assert answer.status_code in (404, 405)
    assert answer.json()["faults"][0]["reason"] == "NO_SUCH_PAGE"


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_a_body_that_is_no_object_is_refused(visitor: Visitor, body: bytes) -> None:
    answer = visitor.ask("POST", "/v1/memos", data=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["faults"][0]["reason"]) == (422, "MALFORMED")


def test_a_shelf_forgets_the_oldest_first() -> None:
    shelf: Shelf[int] = Shelf("P")
    keys = [shelf.keep("kanri01", number) for number in range(2_001)]

    assert shelf.find("kanri01", keys[0]) is None
    assert shelf.find("kanri01", keys[-1]) == 2_000
    assert shelf.find("mado01", keys[-1]) is None


def test_data_stay_in_a_file(tmp_path: Path) -> None:
    with start(database=tmp_path / "minato.sqlite") as running:
        visitor = Visitor(running)
        person = visitor.mover()
        visitor.close()
    with start(database=tmp_path / "minato.sqlite") as running:
        visitor = Visitor(running)
        found = visitor.ask("GET", "/v1/people/record", params={"person.id": person})
        visitor.close()

    assert found.json()["record"]["person"]["name"]["full"] == "適合　花子"


def test_it_runs_as_a_process_that_writes_a_target_file_and_ends_when_told(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "target.yaml"
    command = [sys.executable, "-m", "examples.foreign_system", "--port", "0", "--write-target", str(target)]
    with subprocess.Popen(
        command, cwd=data_root(), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()

    address = said.split()[1]
    assert f"base_url: {address}" in target.read_text(encoding="utf-8")
    secrets = sorted((target.parent / "secrets").iterdir())
    assert [file.name for file in secrets] == ["kanri01.txt", "mado01.txt", "mado02.txt"]
    assert {os.stat(file).st_mode & 0o777 for file in secrets} == {0o600}
    assert not any(file.read_text() in said for file in secrets)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--fault", "F-NOBODY"],
        ["--port", "{taken}"],
        ["--db", "/nowhere/at/all.sqlite"],
        ["--write-target", "pyproject.toml"],
        ["--write-target", "pyproject.toml/target.yaml"],
    ],
)
def test_a_start_that_cannot_be_is_told_without_a_traceback(foreign: Running, wrong: list[str]) -> None:
    taken = foreign.base_url.rpartition(":")[2]
    words = [word.format(taken=taken) for word in wrong]
    command = [
        sys.executable,
        "-m",
        "examples.foreign_system",
        *(["--port", "0"] if words[0] != "--port" else []),
        *words,
    ]
    done = subprocess.run(
        command, cwd=data_root(), capture_output=True, text=True, encoding="utf-8", timeout=30, check=False
    )

    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert "write" not in done.stderr or "Errno" not in done.stderr
