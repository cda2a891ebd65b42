"""The generated contract, judged by libraries that did not make it."""

import json
import warnings
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from conformance.contract.openapi import build
from conformance.contract.request_schema import request_schema
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.spec.model import Operation

PACKAGE = load_package("resident_records")
CATALOG = Catalog(PACKAGE)
CONTRACT = build(PACKAGE, load_error_codes())
OPERATIONS = {path: methods["post"] for path, methods in CONTRACT["paths"].items()}


def _whole_schema(path: str) -> dict[str, Any]:
    body = OPERATIONS[path]["requestBody"]["content"]["application/json"]["schema"]
    return {**body, "components": CONTRACT["components"]}


def test_it_is_valid_openapi() -> None:
    assert list(OpenAPIV31SpecValidator(CONTRACT).iter_errors()) == []


def test_schemathesis_loads_it_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        import schemathesis

        loaded = list(schemathesis.openapi.from_dict(CONTRACT).get_all_operations())
    assert {type(each).__name__ for each in loaded} == {"Ok"}
    assert len(loaded) == len(PACKAGE.operations)


def test_it_says_that_it_is_not_official() -> None:
    assert "公式のAPIでもない" in CONTRACT["info"]["description"]


def test_every_operation_names_its_requirements_and_its_scope() -> None:
    known = {each.id for each in PACKAGE.requirements}
    scopes = CONTRACT["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]["scopes"]
    for operation in OPERATIONS.values():
        assert operation["x-requirements"]
        assert known.issuperset(operation["x-requirements"])
        assert operation["security"][0]["oauth2"][0] in scopes


def test_operation_ids_are_those_of_the_spec_in_their_order() -> None:
    assert [each["operationId"] for each in OPERATIONS.values()] == [each.id for each in PACKAGE.operations]


def test_every_status_of_the_contract_is_described() -> None:
    for operation in OPERATIONS.values():
        assert list(operation["responses"]) == ["200", "400", "401", "403", "404", "409", "503"]


def test_the_refusals_of_an_operation_stand_at_their_status() -> None:
    answers = OPERATIONS["/tekigo/v1/resident_records/tennyu"]["responses"]
    assert "T1405" in answers["409"]["description"]
    assert "T1101" in answers["400"]["description"]
    assert "確認済アラート" in answers["409"]["description"]


@pytest.mark.parametrize("path", OPERATIONS, ids=[path.rpartition("/")[2] for path in OPERATIONS])
def test_every_example_fits_its_schema(path: str) -> None:
    schema = _whole_schema(path)
    example = OPERATIONS[path]["requestBody"]["content"]["application/json"]["example"]
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(example)) == []
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(example)


def test_the_document_is_the_same_every_time() -> None:
    again = build(load_package("resident_records"), load_error_codes())
    assert json.dumps(again, ensure_ascii=False) == json.dumps(CONTRACT, ensure_ascii=False)


def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(request_schema(CATALOG, _operation(name), inline=True))


def _operation(name: str) -> Operation:
    return CATALOG.operation(name)


MOVE_IN = {
    "idojiyu": "国内転入",
    "idonengappi": "2026-04-01",
    "juminshubetsu": "日本人住民",
    "shimei": "適合　試",
    "seinengappi": "1990-04-01",
    "jusho_todofuken": "東京都",
    "jusho_shikugunchosonmei": "千代田区",
    "jusho_banchigohyoki": "１番１号",
    "honseki": "なし",
    "hittosha": "なし",
}


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"jusho_katagaki": ""}, True),
        ({"seibetsu": ""}, True),
        ({"shimei": ""}, False),
        ({"shimei": "abc"}, False),
        ({"honseki": ""}, False),
        ({"juminshubetsu": "外国人住民"}, False),
        (
            {"juminshubetsu": "外国人住民", "kokusekichiiki": "試験国", "ho30jono45kiteikubun": "特別永住者"},
            True,
        ),
        (
            {
                "juminshubetsu": "外国人住民",
                "kokusekichiiki": "試験国",
                "ho30jono45kiteikubun": "中長期在留者",
            },
            False,
        ),
        ({"setaibango": "10"}, False),
        ({"setaibango": ""}, True),
        ({"setaibango": "10", "zokugara": "子の子"}, True),
        ({"setaibango": "10", "zokugara": "子の子の子の子の子"}, False),
        ({"idojiyu": "死亡"}, False),
        ({"unknown": "1"}, False),
        ({"kakuninzumiarato": ["T2002"]}, True),
        ({"zairyukikan_nen": "2"}, False),
        ({"zairyukikan_nen": 2}, True),
    ],
)
def test_conditions_empties_and_codes_are_part_of_the_schema(changes: dict[str, Any], fits: bool) -> None:
    body = MOVE_IN | changes
    schema = request_schema(CATALOG, _operation("転入届"), inline=True)
    assert _validator("転入届").is_valid(body) is fits
    assert jsonschema.Draft202012Validator(schema).is_valid(body) is fits


@pytest.mark.parametrize(
    ("body", "fits"),
    [({}, False), ({"shimei": ""}, False), ({"shimei": "適合"}, True), ({"shutokukensu": 10}, False)],
)
def test_at_least_one_of_the_named_items_must_have_a_value(body: dict[str, Any], fits: bool) -> None:
    assert _validator("住民検索").is_valid(body) is fits
