"""The vendor's OpenAPI document says what its routes are, and the binding calls nothing else."""

import re
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate
from werkzeug.routing import Map

from conformance.reference.businesses import BUSINESSES
from conformance.spec.catalog import Catalog
from conformance.spec.model import Operation
from examples.foreign_system.app import App
from examples.foreign_system.office import Office
from examples.foreign_system.openapi import FILE, text
from examples.foreign_system.sessions import Sessions
from examples.foreign_system.tables import FOLDER, codes, fields, routes

_OWN_TOO = {"続柄"}  # words that the vendor uses as they are


# What the vendor's API does not offer: the operations of these requirements stay unbound.
@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return BUSINESSES["resident_records"]().catalog


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def _calls(binding: str) -> set[tuple[str, str]]:
    """Read the calls of the binding file: method and path, whatever stands for a value in it."""
    read = yaml.safe_load((FOLDER / binding).read_text(encoding="utf-8"))
    calls = [call for operation in read["operations"].values() for call in operation["calls"]]
    return {(call["method"], re.sub(r"\{.*?\}", "{}", call["path"])) for call in calls}


def test_the_file_is_what_the_routes_make(document: dict[str, Any]) -> None:
    assert FILE.read_text(encoding="utf-8") == text()
    validate(document)


def test_the_document_has_every_route_and_no_other(document: dict[str, Any]) -> None:
    office = Office()
    rules: Map = App(office, Sessions({}))._map
    office.close()
    served = {
        (method, re.sub(r"<.*?>", "{}", rule.rule))
        for rule in rules.iter_rules()
        for method in rule.methods or ()
        if method != "HEAD"
    }
    told = {
        (method.upper(), re.sub(r"\{.*?\}", "{}", path))
        for path, methods in document["paths"].items()
        for method in methods
    }

    assert told == served
    assert len(told) == len(routes()) + 3  # log-in, log-out, approval


def test_the_binding_calls_all_that_the_document_has_but_the_session(document: dict[str, Any]) -> None:
    told = {
        (method.upper(), re.sub(r"\{.*?\}", "{}", path))
        for path, methods in document["paths"].items()
        for method in methods
        if path != "/session"
    }

    assert _calls("binding.yaml") == told


def test_no_personal_number_is_a_parameter(document: dict[str, Any]) -> None:
    names = {
        parameter["name"]
        for methods in document["paths"].values()
        for described in methods.values()
        for parameter in described.get("parameters", ())
    }

    assert fields()["住民票コード"] in names
    assert fields()["個人番号"] not in names


def _bound(catalog: Catalog) -> list[Operation]:
    """Return the operations that this system has: work at a counter, no links to other systems, no batches or logs."""
    bound = {route.operation for route in routes()}
    return [operation for operation in catalog.package.operations if operation.id in bound]


def test_every_item_of_an_operation_has_a_place_of_its_own(catalog: Catalog) -> None:
    used = {
        item.name
        for operation in _bound(catalog)
        for item in (*catalog.inputs(operation), *catalog.outputs(operation))
    }
    places = list(fields().values())

    assert set(fields()) == used
    assert len(set(places)) == len(places)
    assert [one for one in places for other in places if other.startswith(f"{one}.")] == []


def test_every_operation_has_a_route_and_every_code_a_word(catalog: Catalog) -> None:
    offered = _bound(catalog)
    assert {route.operation for route in routes()} == {operation.id for operation in offered}
    assert len(offered) == 78
    for item in [
        each for operation in offered for each in (*catalog.inputs(operation), *catalog.outputs(operation))
    ]:
        listed = catalog.codes_of(item)
        if listed is not None and listed.name not in _OWN_TOO:
            words = codes()[listed.name]
            assert set(words) == set(listed.values), item.name
            assert len(set(words.values())) == len(words), item.name


def test_nothing_of_the_contract_shows(catalog: Catalog) -> None:
    document = FILE.read_text(encoding="utf-8")
    romaji = {item.romaji for item in catalog.package.items} - {"na", "password"}
    shown = set(re.findall(r"[A-Za-z_]+", document))

    assert romaji & shown == set()
    assert {operation.id for operation in catalog.package.operations} & shown == set()
    assert "tekigo" not in document
