"""The table of errors and alerts names scenarios and faults that are there, and leaves no code out."""

import re
from typing import NamedTuple

import pytest

from conformance.checks.scenarios.features import Feature, read_feature
from conformance.reference.businesses import BUSINESSES
from conformance.spec.load import load_error_codes
from conformance.spec.paths import data_root, features_dir

DOCUMENT = data_root() / "docs" / "maintainer" / "errors_and_alerts.md"
WITHOUT_A_ROW = {"E0004", "T1001", "T1002", "T1406"}  # of the form of a request; of what no operation does
CODES = {code.code: code for code in load_error_codes()}


class Row(NamedTuple):
    """One line of the table."""

    case: str
    code: str
    feature: str
    scenario: str
    fault: str


def _table() -> list[Row]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [Row(*each) for each in cells[1:]]


ROWS = _table()


def _feature(row: Row) -> Feature:
    key = f"resident_records/{row.feature}"
    return read_feature(features_dir() / f"{key}.feature", key)


def _texts(row: Row) -> str:
    """Return the sentences of all runs of a scenario."""
    cases = [case for case in _feature(row).cases if case.name == row.scenario]
    return "\n".join(step.text for case in cases for step in case.steps)


@pytest.mark.parametrize("row", [row for row in ROWS if row.scenario != "―"], ids=lambda row: row.case)
def test_the_scenario_is_there_and_expects_the_error(row: Row) -> None:
    text = _texts(row)

    assert text, f"{row.feature}: {row.scenario}"
    if row.code != "―":
        assert f"「{CODES[row.code].name}」" in text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.case)
def test_a_fault_stands_behind_every_case(row: Row) -> None:
    assert row.fault in {fault.id for fault in BUSINESSES["resident_records"]().faults}


def test_a_case_without_a_scenario_is_a_probe() -> None:
    probes = {probe.name for probe in BUSINESSES["resident_records"]().catalog.package.probes}
    named = [row.feature for row in ROWS if row.scenario == "―"]

    assert named
    assert {name.removeprefix("probe: ") for name in named} <= probes


def test_every_code_has_a_case() -> None:
    assert set(CODES) - {row.code for row in ROWS} == WITHOUT_A_ROW


def test_every_numbered_case_of_the_reference_is_there() -> None:
    numbers = {int(found[0]) for row in ROWS if (found := re.match("[0-9]+", row.case))}
    assert numbers == set(range(1, 21))
