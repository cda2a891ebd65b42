"""A vendor's OpenAPI document, however sloppy: read as it is meant, never followed outside, never the end of a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from conformance.binding.model import Call
from conformance.binding.vendor_openapi import VendorApi, load_vendor_api
from conformance.checks.fuzz.vendor import coverage_requests
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.contract.typing import Json

CALL = Call(method="POST", path="/people", body="$vendor(request)")
DOCUMENT = """
openapi: 3.0.3
info: {title: Office, version: "1"}
paths:
  /people:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Person"}
      responses:
        200: {description: done}
components:
  schemas:
    Person:
      type: object
      properties:
        born: {type: string, enum: [2026-04-01, "2026-04-02"]}
        answer: {type: string, enum: [yes, NO, on]}
        age: {type: integer, minimum: 0, exclusiveMinimum: true}
        parent: {$ref: "#/components/schemas/Person"}
"""


def loaded(folder: Path, text: str = DOCUMENT) -> VendorApi:
    path = folder / "openapi.yaml"
    path.write_text(text, encoding="utf-8")
    return load_vendor_api(path)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(TekigoError) as caught:
        loaded(folder, text)
    assert caught.value.code == "TKG-BND031"
    return str(caught.value)


def codes(api: VendorApi, call: Call = CALL, body: Json = None) -> list[str]:
    return [code for code, _ in api.faults(call, body)]


def test_scalars_are_read_as_they_are_meant(tmp_path: Path) -> None:
    api = loaded(tmp_path)

    person = api.document["components"]["schemas"]["Person"]["properties"]
    assert person["born"]["enum"] == ["2026-04-01", "2026-04-02"]
    assert person["answer"]["enum"] == ["yes", "NO", "on"]
    assert list(api.document["paths"]["/people"]["post"]["responses"]) == ["200"]
    assert codes(api, body={"born": "2026-04-01", "age": 1}) == []
    assert codes(api, body={"born": "2026-04-03"}) == ["TKG-BND037"]
    assert codes(api, body={"age": 0}) == ["TKG-BND037"]


def test_requests_are_generated_from_an_unquoted_date(tmp_path: Path) -> None:
    assert coverage_requests(loaded(tmp_path), "POST", "/people")


@pytest.mark.parametrize("media", ["application/json;charset=UTF-8", "application/vnd.office+json", "*/*"])
def test_a_body_of_json_may_be_called_otherwise(tmp_path: Path, media: str) -> None:
    assert codes(loaded(tmp_path, DOCUMENT.replace("application/json", f'"{media}"')), body={}) == []


def test_a_body_that_is_no_json_is_told(tmp_path: Path) -> None:
    assert codes(loaded(tmp_path, DOCUMENT.replace("application/json", "text/csv")), body={}) == [
        "TKG-BND036"
    ]


def test_a_path_may_be_a_reference(tmp_path: Path) -> None:
    text = DOCUMENT.replace(
        "  /people:\n    post:", "  /people: {$ref: '#/x-paths/people'}\nx-paths:\n  people:\n    post:"
    )

    api = loaded(tmp_path, text)

    assert codes(api, body={}) == []
    assert api.path_of(CALL) == "/people"


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("type: object", "type: objekt", "Person → type"),
        ("{type: string, enum: [yes, NO, on]}", "{type: string, pattern: '(a'}", "answer → pattern"),
        ("{type: string, enum: [yes, NO, on]}", '{type: string, minLength: "1"}', "answer → minLength"),
        ("    post:\n", "    parameters: 5\n    post:\n", "/people → parameters"),
        ("    post:\n", "    parameters: [{name: [1], in: query}]\n    post:\n", "parameters → 0"),
        (
            'content:\n          application/json:\n            schema: {$ref: "#/components/schemas/Person"}',
            "content: [1]",
            "requestBody → content",
        ),
    ],
)
def test_what_is_no_openapi_is_told_with_its_place(
    tmp_path: Path, right: str, wrong: str, place: str
) -> None:
    assert right in DOCUMENT
    api = loaded(tmp_path, DOCUMENT.replace(right, wrong))

    found = [params for code, params in api.faults(CALL, {}) if code == "TKG-BND060"]

    assert any(place in each["place"] for each in found)


@pytest.mark.parametrize("told", ["null", "[]"])
def test_no_parameters_are_fine(tmp_path: Path, told: str) -> None:
    text = DOCUMENT.replace("    post:\n", f"    parameters: {told}\n    post:\n")

    assert codes(loaded(tmp_path, text), body={}) == []


@pytest.mark.parametrize(
    "reference", ["http://127.0.0.1:9/secret", "file:///etc/hostname", "other.yaml#/a", "//host/a", "#anchor"]
)
def test_a_reference_leads_nowhere_outside(tmp_path: Path, reference: str) -> None:
    said = refused(
        tmp_path,
        DOCUMENT.replace('parent: {$ref: "#/components/schemas/Person"}', f'p: {{$ref: "{reference}"}}'),
    )

    assert reference in said


def test_an_example_from_elsewhere_is_left_out(tmp_path: Path) -> None:
    text = DOCUMENT.replace(
        'schema: {$ref: "#/components/schemas/Person"}',
        'examples: {a: {externalValue: "http://127.0.0.1:9/a"}}\n            schema: {type: object}',
    )

    assert "externalValue" not in json.dumps(loaded(tmp_path, text).document)


@pytest.mark.parametrize(
    "change",
    [
        ("components:", "x: {a: {$ref: '#/x/b'}, b: {$ref: '#/x/a'}}\ncomponents:"),
        ("components:", "x: {$ref: '#/nowhere'}\ncomponents:"),
        ("components:", "x: &a [*a]\ncomponents:"),
        ("components:", f"x: {'[' * 900}{']' * 900}\ncomponents:"),
        ("  /people:", "  1: 2\n  /people:"),
        ("paths:", "roads:"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    assert "openapi.yaml" in refused(tmp_path, DOCUMENT.replace(*change))


def test_an_identifier_elsewhere_is_not_asked(tmp_path: Path) -> None:
    text = DOCUMENT.replace("      type: object", '      $id: "http://127.0.0.1:9/"\n      type: object')

    assert codes(loaded(tmp_path, text), body={"parent": {}}) in ([], ["TKG-BND037"])
