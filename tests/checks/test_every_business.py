"""What is generated works for every business, whether or not anyone wrote scenarios or a reference system for it."""

from collections import Counter

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from conformance.checks.fuzz.cases import coverage_cases
from conformance.checks.items.plan import plan_item_checks
from conformance.contract.openapi import build
from conformance.spec.catalog import Catalog
from conformance.spec.load import list_packages, load_error_codes, load_package
from conformance.spec.model import Package

EVERY = list_packages()
FUZZED = 2  # operations of each business: the generator is the same for all of them


@pytest.fixture(scope="module", params=EVERY)
def package(request: pytest.FixtureRequest) -> Package:
    return load_package(request.param)


def test_each_operation_has_item_checks_that_verify_a_requirement(package: Package) -> None:
    checks = plan_item_checks(package)
    known = {each.id for each in package.requirements}
    assert {check.requirement for check in checks} <= known
    assert {check.operation for check in checks} == {each.id for each in package.operations}
    assert [id_ for id_, count in Counter(check.id for check in checks).items() if count > 1] == []


def test_its_contract_is_a_valid_openapi_document(package: Package) -> None:
    document = build(package, load_error_codes())
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert sum("post" in path for path in document["paths"].values()) == len(package.operations)


def test_its_operations_can_be_fuzzed(package: Package) -> None:
    catalog = Catalog(package)
    taking = [each for each in package.operations if catalog.inputs(each)]
    for operation in taking[:FUZZED]:
        assert coverage_cases(catalog, operation, limit=5).cases
