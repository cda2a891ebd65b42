"""The numbering function answers as its official API: addresses, bodies, messages, numbers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from conformance.reference.businesses import reference_system
from conformance.reference.server import RunningServer, start_server
from tests.reference.addressee_numbering.calls import post, send, token_of

PATH = "/app_submit/v10/jutogaishaatenabangofuban"
SCOPE = "031:app_submit/v10/jutogaishaatenabangofuban:Create"
REQUEST = {
    "shorikubun": "0",
    "shikuchosonkodo": "131016",
    "nayosemotofuragu": "0",
    "tagyomusanshofukafuragu": "0",
    "sosashaid": "123456",
    "sosanengappi": "2021-11-01",
    "sosajikoku": "09:00:00",
}
LINKS = {"self": {"href": PATH}}
TITLE = "住登外者宛名番号付番"


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with start_server(reference_system("addressee_numbering")) as served:
        yield served


def _ask(running: RunningServer, **changes: str | None) -> tuple[int, dict[str, Any]]:
    body = {name: value for name, value in (REQUEST | changes).items() if value is not None}
    return post(running, PATH, token_of(running, SCOPE), json.dumps(body).encode())


def _messages(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["message"]) for each in answer["errors"]]


def test_a_number_comes_in_the_official_envelope(running: RunningServer) -> None:
    status, answer = _ask(running)
    (entry,) = answer.pop("result")
    assert (status, answer) == (
        200,
        {"metadata": {"title": TITLE, "detail": "登録が完了しました。"}, "_links": LINKS},
    )
    assert entry | {"atenabango": ""} == {
        "shikuchosonkodo": "131016",
        "atenabango": "",
        "rirekibango": 1,
        "sosashaid": "123456",
        "sosanengappi": "2021-11-01",
        "sosajikoku": "09:00:00",
    }


def test_every_error_of_a_request_is_told_in_the_official_words(running: RunningServer) -> None:
    status, answer = _ask(running, sosashaid=None, shikuchosonkodo="13101", shimei="abc", shorikubun="1")
    assert (status, answer["title"], answer["detail"], answer["_links"]) == (
        400,
        TITLE,
        "エラーが発生しました。",
        LINKS,
    )
    assert _messages(answer) == [
        ("E0003", "市区町村コードは6桁で設定してください。"),
        ("E0001", "操作者IDが設定されていません。"),
        ("E0002", "氏名は全角文字で設定してください。"),
        ("E0004", "処理区分が設定されている場合、宛名番号は設定必須です。"),
    ]


def test_without_a_token_the_body_has_no_errors(running: RunningServer) -> None:
    status, answer = post(running, PATH, None, json.dumps(REQUEST).encode())
    assert (status, answer) == (
        401,
        {"title": TITLE, "detail": "アクセストークンが無効です。", "_links": LINKS},
    )


def test_answers_name_their_characters(running: RunningServer) -> None:
    *_, kind = send(running, PATH, {"Content-Type": "application/json"}, b"{}")
    assert kind == "application/json;charset=UTF-8"


@pytest.mark.parametrize("body", [b"not json", b"[1]", b"null", b"\xff", b"{}"])
def test_a_body_that_sets_nothing_lacks_whatever_is_required(running: RunningServer, body: bytes) -> None:
    status, answer = post(running, PATH, token_of(running, SCOPE), body)
    assert (status, [code for code, _ in _messages(answer)]) == (400, ["E0001"] * 7)


def test_what_the_api_does_not_know_is_passed_over(running: RunningServer) -> None:
    assert _ask(running, mikanokomoku="x")[0] == 200


def test_a_merge_needs_a_number_that_exists_and_is_another(running: RunningServer) -> None:
    source, target = (_ask(running)[1]["result"][0]["atenabango"] for _ in range(2))
    merge = {"shorikubun": "1", "atenabango": source, "nayosemotofuragu": "1"}
    told = [("E0004", "名寄せ元フラグが設定されている場合、名寄せ先宛名番号は設定必須です。")]
    for wrong in (None, source, "000000000000000"):
        status, answer = _ask(running, **merge, nayosesakiatenabango=wrong)
        assert (status, _messages(answer)) == (400, told)
    assert _ask(running, **merge, nayosesakiatenabango=target)[1]["result"][0]["atenabango"] == source


def test_a_refused_request_leaves_no_history(running: RunningServer) -> None:
    number = _ask(running)[1]["result"][0]["atenabango"]
    assert _ask(running, shorikubun="1", atenabango=number, seibetsu="9")[0] == 400
    entry = _ask(running, shorikubun="1", atenabango=number)[1]["result"][0]
    assert (entry["atenabango"], entry["rirekibango"]) == (number, 2)
