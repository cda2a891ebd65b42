"""Where operations are reached."""

from conformance.contract.paths import contract_paths, operation_path, probe_path, scope
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

PACKAGE = load_package("resident_records")


def test_an_operation_has_a_path_and_a_scope() -> None:
    operation = Catalog(PACKAGE).operation("転入届")
    assert operation_path(PACKAGE, operation) == "/tekigo/v1/resident_records/tennyu"
    assert scope(PACKAGE, operation) == "001:tekigo/v1/resident_records/tennyu:Create"


def test_a_probe_has_a_path_of_the_same_form() -> None:
    probe = PACKAGE.probes[0]
    assert probe_path(PACKAGE, probe) == f"/tekigo/v1/resident_records/{probe.id}"


def test_every_operation_has_a_path_of_its_own() -> None:
    assert len(contract_paths(PACKAGE)) == len(PACKAGE.operations)
