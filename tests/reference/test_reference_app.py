"""The envelope: paths, methods, statuses, bodies, and what happens when the system itself fails."""

import logging
import sqlite3
from pathlib import Path

import pytest

from conformance.reference.answers import ErrorCodes
from conformance.reference.app import LARGEST_BODY
from conformance.reference.registry import Problem
from tests.reference.desk import Desk, call_wsgi

PATH = "/tekigo/v1/resident_records/tennyu"


def bearer(desk: Desk) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {desk.tokens['default']}"}


@pytest.mark.parametrize("probe", ["idosakujo", "kofurirekisakujo", "keikataizaishaichiran", "nosuchthing"])
def test_what_is_not_offered_is_not_found(desk: Desk, probe: str) -> None:
    answer = desk.send(probe, {})
    assert answer.status == 404
    assert "errors" not in answer.body


def test_every_operation_of_the_contract_is_offered(desk: Desk) -> None:
    for operation in desk.catalog.package.operations:
        assert desk.send(operation.id, {}).status not in (404, 405, 503) or not operation.required


def test_other_methods_are_told_what_is_allowed(desk: Desk) -> None:
    status, headers, _ = call_wsgi(desk.app, PATH, b"", method="GET")
    assert (status, headers["Allow"]) == (405, "POST")


def test_success_carries_title_link_and_results(desk: Desk) -> None:
    body = desk.do("転入届").body
    assert list(body) == ["metadata", "_links", "result"]
    assert body["metadata"]["title"] == "転入届"
    assert body["_links"]["self"]["href"] == PATH


def test_errors_carry_title_detail_link_and_errors(desk: Desk) -> None:
    body = desk.ask("転入届").body
    assert list(body) == ["title", "detail", "_links", "errors"]
    assert body["detail"] == "エラーが発生しました。"


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", "Basic eDp5"])
def test_no_token_no_answer(desk: Desk, token: str) -> None:
    status, headers, body = call_wsgi(desk.app, PATH, b"{}", extra={"HTTP_AUTHORIZATION": token})
    assert status == 401
    assert body["detail"] == "アクセストークンが無効です。"
    assert headers["WWW-Authenticate"].startswith("Bearer")


def test_an_expired_token_is_no_token(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    later = desk.system.oauth._now() + 100_000
    monkeypatch.setattr(desk.system.oauth, "_now", lambda: later)
    assert desk.do("転入届").status == 401


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(desk: Desk, kind: str) -> None:
    status, _, body = call_wsgi(desk.app, PATH, b"{}", extra=bearer(desk), kind=kind)
    assert (status, body["errors"][0]["code"]) == (400, "T1002")


def test_a_body_beyond_all_bounds_is_not_read(desk: Desk) -> None:
    status, _, body = call_wsgi(desk.app, PATH, b" " * (LARGEST_BODY + 1), extra=bearer(desk))
    assert (status, body["errors"][0]["code"]) == (413, "T1002")


def test_a_failure_of_the_system_is_503_and_undone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.resident()

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr("conformance.reference.resident_records.records.record_delta", fail)
    with caplog.at_level(logging.CRITICAL):
        answer = desk.do("転入届")
    assert (answer.status, answer.body["detail"]) == (503, "想定外のエラーが発生しました。")
    assert "errors" not in answer.body
    monkeypatch.undo()
    assert desk.resident()["宛名番号"] == "000000000000027"


def test_an_integer_beyond_the_database_is_an_error_of_the_request(desk: Desk) -> None:
    person = desk.resident()["宛名番号"]
    answer = desk.ask("異動の取消し", 宛名番号=person, 取消対象履歴番号=2**63)
    assert answer.codes == ["E0003"]
    assert desk.ask("異動の取消し", 宛名番号=person, 取消対象履歴番号=10**40).status == 400


def test_data_outlive_the_process_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    first = Desk(database=path)
    person = first.resident()["宛名番号"]
    first.system.close()
    second = Desk(database=path)
    assert second.state(person)["宛名番号"] == person
    assert second.resident()["宛名番号"] != person
    second.system.close()


@pytest.mark.parametrize("code", ["T1001", "T1101", "T1102", "T1201", "T1401", "T1405", "T2001", "T2002"])
def test_an_error_tells_reason_and_remedy(desk: Desk, code: str) -> None:
    """11.1."""
    for codes in (ErrorCodes(), ErrorCodes(desk.system.business.remedies)):
        assert codes.told((Problem(code, "氏名"),))[0]["message"].count("。") == 2


@pytest.mark.parametrize("message", ["理由です。", "理由です。直し方です。"])
def test_a_reason_without_a_remedy_gets_the_usual_one(desk: Desk, message: str) -> None:
    told = ErrorCodes().told((Problem("T1102", "氏名", message),))[0]["message"]
    assert told.startswith(message)
    assert told.count("。") == 2
