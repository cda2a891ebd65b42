"""errata.yaml: what it names has to exist, and every entry says where both readings stand."""

from msgspec.structs import replace

from conformance.spec.catalog import Catalog
from conformance.spec.lint.errata import lint_errata
from conformance.spec.lint.requirements import lint_references
from conformance.spec.load import load_error_codes, load_package
from conformance.spec.model import Package

PACKAGE = load_package("addressee_numbering")
CODES = load_error_codes()
FIRST = PACKAGE.errata[0]


def _found(package: Package) -> list[str]:
    return [each.code for each in (*lint_errata(Catalog(package), CODES), *lint_references(package))]


def _with(**changes: object) -> Package:
    return replace(PACKAGE, errata=(replace(FIRST, **changes), *PACKAGE.errata[1:]))


def test_the_errata_of_the_official_api_are_sound() -> None:
    assert _found(PACKAGE) == []


def test_every_difference_names_the_cells_of_its_readings() -> None:
    silent = [each.id for each in PACKAGE.errata if not all(reading.cells for reading in each.readings)]
    alone = [each.id for each in PACKAGE.errata if each.kind == "contradiction" and len(each.readings) < 2]
    assert (silent, alone) == ([], [])


def test_what_the_third_party_reported_is_there_but_for_the_false_alarms_of_its_tool() -> None:
    reported = {each.third_party for each in PACKAGE.errata} - {""}
    assert reported == {f"SF-{number:02d}" for number in range(1, 15)}


def test_unknown_items_codes_requirements_and_prefixes_are_found() -> None:
    assert _found(_with(items=("ない項目",))) != []
    assert _found(_with(codes=("E9999",))) == ["TKG-SPEC074"]
    assert _found(_with(requirement="AN-NONE.M")) == ["TKG-SPEC074"]
    assert _found(_with(id="ZZ-E01")) == ["TKG-SPEC071"]
    assert _found(_with(id=PACKAGE.errata[1].id)) == ["TKG-SPEC070"]


def test_nothing_that_is_not_at_hand_can_be_tested_or_passed_over_in_silence() -> None:
    package = load_package("official_linkages")
    assert len(package.requirements) == 93
    assert {each.testability for each in package.requirements} == {"document"}
    assert all(each.testability_reason.startswith("公式の文が手元にない") for each in package.requirements)
