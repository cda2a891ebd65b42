"""Businesses get numbers for people who are not residents from the numbering function, as its clients."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from conformance.contract.paths import operation_path, scope
from conformance.reference.businesses import reference_system
from conformance.reference.server import RunningServer, start_server
from conformance.spec.check_digits import holds
from conformance.spec.load import load_package
from conformance.spec.model import Operation, Package
from tests.reference.addressee_numbering.calls import post, token_of

TAX, ALLOWANCE, NUMBERING = "light_vehicle_tax", "child_allowance", "addressee_numbering"
OWNER = {
    "atenakubun": "住登外者",
    "shimeimatahameisho": "適合　試験",
    "jusho": "試験市一丁目",
    "furigana": "テキゴウ　シケン",
}
APPLICANT = {
    "atenabango": "",
    "shimei": "適合　試験",
    "seinengappi": "1990-04-01",
    "juminjotai": "住登外",
    "jusho": "試験市二丁目",
}


@pytest.fixture
def running() -> Iterator[RunningServer]:
    with start_server(reference_system((TAX, ALLOWANCE, NUMBERING))) as served:
        yield served


def _register(running: RunningServer, business: str, body: dict[str, str]) -> tuple[int, dict[str, Any]]:
    package = load_package(business)
    operation = next(each for each in package.operations if each.name == "宛名登録")
    return _ask(running, package, operation, body)


def _ask(
    running: RunningServer, package: Package, operation: Operation, body: dict[str, str]
) -> tuple[int, dict[str, Any]]:
    token = token_of(running, scope(package, operation))
    return post(running, operation_path(package, operation), token, json.dumps(body).encode())


def _history(running: RunningServer, number: str) -> list[dict[str, Any]]:
    (store,) = [each.store for each in running.system.hosted if each.business.key == NUMBERING]
    rows = store.all("SELECT content FROM an_history WHERE person = ? ORDER BY number", number)
    return [json.loads(row["content"]) for row in rows]


def test_an_owner_who_is_not_a_resident_gets_a_number_of_the_numbering_function(
    running: RunningServer,
) -> None:
    status, answer = _register(running, TAX, OWNER)
    number = answer["result"][0]["atenabango"]
    assert status == 200
    assert holds("modulus11", number)
    (kept,) = _history(running, number)
    assert (kept["処理区分"], kept["業務ID"], kept["氏名"]) == ("0", "013", "適合　試験")


def test_a_resident_is_no_business_of_the_numbering_function(running: RunningServer) -> None:
    _, answer = _register(running, TAX, OWNER | {"atenakubun": "住民"})
    assert _history(running, answer["result"][0]["atenabango"]) == []


def test_an_applicant_who_lives_elsewhere_keeps_the_number_and_is_made_known(running: RunningServer) -> None:
    _, owner = _register(running, TAX, OWNER)
    number = owner["result"][0]["atenabango"]
    status, _ = _register(running, ALLOWANCE, APPLICANT | {"atenabango": number})
    assert status == 200
    first, second = _history(running, number)
    assert (first["業務ID"], second["業務ID"]) == ("013", "027")
    assert second["処理区分"] == "1"


def test_many_callers_at_once_do_not_wait_for_each_other_for_ever(running: RunningServer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _register(running, TAX, OWNER), range(16)))
    numbers = {answer["result"][0]["atenabango"] for status, answer in answers if status == 200}
    assert len(numbers) == 16


def test_what_the_numbering_function_refuses_the_business_refuses_too(running: RunningServer) -> None:
    status, answer = _register(running, TAX, OWNER | {"jusho": "長" * 121})
    assert status == 400
    assert [each["code"] for each in answer["errors"]] == ["T1102"]
    assert "住所_町字は120桁で設定してください。" in answer["errors"][0]["message"]


def test_a_business_whose_numbering_function_is_out_of_reach_says_503(running: RunningServer) -> None:
    running.system.connect(_nobody, running.token_url)
    status, answer = _register(running, TAX, OWNER)
    assert (status, answer["detail"]) == (503, "想定外のエラーが発生しました。")


def _nobody(*_: object) -> tuple[int, bytes]:
    return 503, b"maintenance"
