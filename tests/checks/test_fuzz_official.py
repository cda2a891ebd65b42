"""Fuzzing of an official API: what its text leaves open is never held against a system."""

from typing import Any

import pytest

from conformance.checks.fuzz.judge import FuzzJudge
from conformance.contract.openapi import build
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.target.answer import Answer, Failure

PACKAGE = load_package("addressee_numbering")
CATALOG = Catalog(PACKAGE)
JUDGE = FuzzJudge(CATALOG, PACKAGE.operations[0], build(PACKAGE, load_error_codes()))
HEADERS = {"content-type": "application/json;charset=UTF-8"}
UNEXPECTED = {
    "title": "住登外者宛名番号付番",
    "detail": "想定外のエラーが発生しました。",
    "_links": {"self": {"href": "/app_submit/v10/jutogaishaatenabangofuban"}},
}
ACCEPTED = {
    "metadata": {"title": "住登外者宛名番号付番", "detail": "登録が完了しました。"},
    "_links": UNEXPECTED["_links"],
    "result": [
        {
            "shikuchosonkodo": "131016",
            "atenabango": "600000000000016",
            "rirekibango": 1,
            "sosashaid": "1",
            "sosanengappi": "2026-04-01",
            "sosajikoku": "09:00",
        }
    ],
}
REQUEST: dict[str, Any] = {
    "shorikubun": "0",
    "shikuchosonkodo": "131016",
    "nayosemotofuragu": "0",
    "tagyomusanshofukafuragu": "0",
    "sosashaid": "1",
    "sosanengappi": "2026-04-01",
    "sosajikoku": "09:00",
}


def _unexpected(**changes: object) -> Answer:
    return Answer(status=503, headers=HEADERS, json=UNEXPECTED | changes)


@pytest.mark.parametrize("body", [None, [], "x", 1])
def test_the_official_503_is_right_for_what_cannot_be_read(body: Any) -> None:  # noqa: ANN401 - any JSON
    assert JUDGE.may_fail(body, _unexpected())


def test_a_503_is_no_answer_to_parameters_that_are_wrong() -> None:
    assert not JUDGE.may_fail({"shorikubun": "9"}, _unexpected())


def test_a_503_of_another_form_and_no_answer_at_all_are_not() -> None:
    assert not JUDGE.may_fail(None, _unexpected(detail="落ちました。"))
    assert not JUDGE.may_fail(None, Answer(status=500, headers=HEADERS, json=UNEXPECTED))
    assert not JUDGE.may_fail(None, Answer(status=None, failure=Failure("TKG-TGT001")))


@pytest.mark.parametrize(
    "item",
    [
        {"seinengappi": "2001-02-30"},
        {"seibetsu": "7"},
        {"jusho_choaza": "適" * 100},
        {"atenabango": "123456789123456"},
        {"mikano": "項目"},
        {"shorikubun": "0", "jusho_choazakodo": "9999999"},
    ],
)
def test_what_the_text_leaves_open_may_be_accepted(item: dict[str, str]) -> None:
    assert JUDGE.judge(REQUEST | item, Answer(status=200, headers=HEADERS, json=ACCEPTED)) == ()


@pytest.mark.parametrize(
    "item",
    [
        {"shorikubun": "1"},
        {"shikuchosonkodo": "13101"},
        {"shimei": "abc"},
        {"sosashaid": "1" * 11},
        {"sosashaid": ""},
    ],
)
def test_what_every_reading_refuses_may_not(item: dict[str, str]) -> None:
    found = JUDGE.judge(REQUEST | item, Answer(status=200, headers=HEADERS, json=ACCEPTED))
    assert [each.kind for each in found] == ["accepted"]
