"""The contract of an official API is that API, and nothing of tekigo's."""

from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from conformance.contract.openapi import build
from conformance.contract.paths import contract_paths
from conformance.spec.load import load_error_codes, load_package

PACKAGE = load_package("addressee_numbering")
CONTRACT = build(PACKAGE, load_error_codes())
(PATH,) = CONTRACT["paths"]
POST = CONTRACT["paths"][PATH]["post"]
LINKS = {"self": {"href": "/app_submit/v10/jutogaishaatenabangofuban"}}
SUCCESS: dict[str, Any] = {
    "metadata": {"title": "住登外者宛名番号付番", "detail": "登録が完了しました。"},
    "_links": LINKS,
    "result": [
        {
            "shikuchosonkodo": "131016",
            "atenabango": "123456789123456",
            "rirekibango": 1,
            "sosashaid": "123456",
            "sosanengappi": "2021-11-01",
            "sosajikoku": "09:00:00",
        }
    ],
}
REFUSAL: dict[str, Any] = {
    "title": "住登外者宛名番号付番",
    "detail": "エラーが発生しました。",
    "_links": LINKS,
    "errors": [{"code": "E0001", "message": "宛名番号が設定されていません。"}],
}


def _errors(status: str, body: dict[str, Any]) -> list[str]:
    schema = POST["responses"][status]["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator({**schema, "components": CONTRACT["components"]})
    return [each.json_path for each in validator.iter_errors(body)]


def test_it_is_valid_openapi() -> None:
    assert list(OpenAPIV31SpecValidator(CONTRACT).iter_errors()) == []


def test_address_and_scope_are_the_official_ones() -> None:
    assert contract_paths(PACKAGE) == {
        "/app_submit/v10/jutogaishaatenabangofuban": "031:app_submit/v10/jutogaishaatenabangofuban:Create"
    }
    assert CONTRACT["info"]["title"] == "住登外者宛名番号付番API仕様 第2.0版"


def test_only_official_answers_are_there() -> None:
    assert sorted(POST["responses"]) == ["200", "400", "401", "503"]
    assert "T1" not in str(POST)


def test_the_official_samples_are_right_once_they_are_json() -> None:
    assert _errors("200", SUCCESS) == []
    assert _errors("400", REFUSAL) == []


def test_what_the_text_does_not_forbid_is_let_pass() -> None:
    assert _errors("401", {**REFUSAL, "detail": "アクセストークンが無効です。"}) == []
    schema = POST["requestBody"]["content"]["application/json"]["schema"]
    assert "additionalProperties" not in schema


@pytest.mark.parametrize(
    ("status", "way", "value"),
    [
        ("200", ("metadata", "detail"), "登録しました。"),
        ("200", ("result", 0, "rirekibango"), "1"),
        ("200", ("result", 0, "rirekibango"), 1000),
        ("200", ("_links", "self", "href"), "/tekigo/v1/other"),
        ("200", ("result",), []),
        ("400", ("detail",), "エラーです。"),
        ("400", ("errors", 0, "code"), "T1102"),
        ("400", ("errors",), []),
        ("401", ("detail",), "エラーが発生しました。"),
        ("503", ("detail",), "エラーが発生しました。"),
    ],
)
def test_each_member_and_fixed_sentence_counts(status: str, way: tuple[Any, ...], value: object) -> None:
    body = deepcopy(SUCCESS if status == "200" else REFUSAL)
    part: Any = body
    for step in way[:-1]:
        part = part[step]
    part[way[-1]] = value
    assert _errors(status, body) != []


@pytest.mark.parametrize("name", ["shikuchosonkodo", "atenabango", "rirekibango", "sosajikoku"])
def test_every_member_of_the_result_has_to_be_there(name: str) -> None:
    body = deepcopy(SUCCESS)
    del body["result"][0][name]
    assert _errors("200", body) == ["$.result[0]"]


def test_every_request_item_of_the_workbook_is_there_and_nothing_else() -> None:
    sent = POST["requestBody"]["content"]["application/json"]["schema"]
    assert len(sent["properties"]) == 40
    assert len(sent["required"]) == 7
