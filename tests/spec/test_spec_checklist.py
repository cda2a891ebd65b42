"""No line of the references is forgotten: the counts of each, and the rule of lint that holds the lines."""

import pytest

from conformance.spec.lint import lint_all
from conformance.spec.load import find_package, list_packages, load_package
from tests.spec.made_package import MadePackage

# Requirement lines of each reference, counted there.
LINES = {
    "resident_records": 143,
    "elector_roll": 41,
    "school_enrolment": 38,
    "individual_resident_tax": 65,
    "corporate_resident_tax": 44,
    "fixed_asset_tax": 52,
    "light_vehicle_tax": 44,
    "tax_collection": 47,
    "national_health_insurance": 57,
    "late_elderly_medical": 40,
    "long_term_care_insurance": 50,
    "national_pension": 39,
    "disability_welfare": 46,
    "public_assistance": 50,
    "health_management": 46,
    "child_rearing_allowance": 44,
    "child_allowance": 42,
    "childcare_support": 46,
    "addressee_numbering": 12,  # functions of 031 that 共通機能標準仕様書 names
    "api_authorization": 0,  # taken from the official text section by section, which numbers no lines
    "api_consumer": 0,
    "official_linkages": 83,  # interfaces of the intermediate server
}
THERE = [path.rpartition("/")[2] for path in list_packages()]


@pytest.mark.parametrize("business", THERE)
def test_the_checklist_of_a_package_has_every_line_of_its_reference(business: str) -> None:
    numbers = [
        (part.prefix, number)
        for part in load_package(find_package(business)).standard.checklist
        for number in part.numbers
    ]
    assert len(set(numbers)) == len(numbers) == LINES[business]


CHECKLIST = 'checklist:\n  - {prefix: S, first: 1, last: 3}\n  - {ids: ["S 2"]}\nitem_checks'


def test_lines_that_requirements_name_have_no_findings(made: MadePackage) -> None:
    made.change("alpha/standard.yaml", "item_checks", CHECKLIST)
    assert lint_all(made.root) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("last: 3", "last: 4", "TKG-SPEC091", "S 4"),
        ("first: 1, last: 3", 'ids: ["1", "1.1"]', "TKG-SPEC091", "S 1.1"),
        ("first: 1, last: 3", "first: 10, last: 10", "TKG-SPEC091", "S 10"),
        ("first: 1, last: 3", "first: 3, last: 1", "TKG-SPEC090", "S"),
        ("first: 1, last: 3", "first: 1", "TKG-SPEC090", "S"),
        ('"S 2"', '"S 22"', "TKG-SPEC091", "S 22"),
    ],
)
def test_a_line_that_is_missing_is_told(made: MadePackage, old: str, new: str, code: str, words: str) -> None:
    made.change("alpha/standard.yaml", "item_checks", CHECKLIST)
    line = made.change("alpha/standard.yaml", old, new)
    assert [(each.code, each.origin) for each in lint_all(made.root)] == [
        (code, f"specs/alpha/standard.yaml:{line}")
    ]
    assert words in lint_all(made.root)[0].text()


def test_a_line_is_not_found_in_a_longer_number(made: MadePackage) -> None:
    made.change(
        "alpha/standard.yaml", "item_checks", "checklist:\n  - {prefix: S, first: 1, last: 1}\nitem_checks"
    )
    for longer in ("S 10", "S 1.2", "XS 1"):
        made.change("alpha/requirements.csv", ",S 1,", f",{longer},")
        made.change("alpha/requirements.csv", ",S 1,", f",{longer},")
        assert [each.code for each in lint_all(made.root)] == ["TKG-SPEC091"]
        made.change("alpha/requirements.csv", f",{longer},", ",S 1,")
        made.change("alpha/requirements.csv", f",{longer},", ",S 1,")
