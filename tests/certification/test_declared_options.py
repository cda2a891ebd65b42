"""Scenarios of an option run where it is declared; where it is not, its requirement is out of scope, never 未確認."""

from pathlib import Path

import pytest
import yaml

from conformance.certification.certify import certify
from conformance.certification.prepare import Choices, prepare
from conformance.checks.fuzz.plan import plan_fuzz
from conformance.engine.evidence import read_evidence
from conformance.reference.resident_records import business
from conformance.spec.load import load_package
from conformance.verdict.model import RequirementVerdict, Verdict
from tests.certification.conftest import run

OPTION = "special_permanent_renewal_count"
SHOWN = ("s8_2_3_renewal_counts", ":kirikaeyoteisushokai:")
REQUIREMENT = "RR-8.2.3.O"


@pytest.fixture(scope="module")
def without(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The target file of the same system, which declares every option but one."""
    target = yaml.safe_load(reference.read_text(encoding="utf-8"))
    target["options"].remove(OPTION)
    file = tmp_path_factory.mktemp("without") / "target.yaml"
    file.write_text(yaml.safe_dump(target, allow_unicode=True), encoding="utf-8")
    return file


def _judged(verdict: Verdict, requirement: str) -> RequirementVerdict:
    (tested,) = verdict.businesses
    (found,) = [each for each in tested.requirements if each.requirement.id == requirement]
    return found


def test_the_reference_system_declares_every_option_that_can_be_tested() -> None:
    testable = {
        each.option
        for each in load_package("resident_records").requirements
        if each.class_ == "optional" and each.testability == "api"
    }
    assert set(business().options) == testable


def test_a_declared_option_is_verified(reference: Path, tmp_path: Path) -> None:
    _, verdict, found = run(reference, tmp_path, *SHOWN)

    assert {each.outcome for each in found.values()} == {"passed"}
    assert len(found) > 5
    assert _judged(verdict, REQUIREMENT).word == "conformant"


def test_an_option_that_is_not_declared_is_out_of_scope_and_nothing_is_sent_for_it(
    without: Path, tmp_path: Path
) -> None:
    _, verdict, found = run(without, tmp_path, *SHOWN, "s8_2_1_renewal_list")

    assert {requirement for each in found.values() for requirement in each.requirements} == {"RR-8.2.1.O"}
    assert (_judged(verdict, REQUIREMENT).word, _judged(verdict, REQUIREMENT).why) == (
        "out_of_scope",
        "option_not_declared",
    )
    assert {each.outcome for each in found.values()} == {"passed"}


def test_its_operations_are_not_fuzzed_either(without: Path, tmp_path: Path) -> None:
    chosen = {
        check.id
        for check in plan_fuzz(load_package("resident_records"), "coverage")
        if ":kirikaeyoteisushokai:" in check.id or ":chikushokai:" in check.id
    }
    prepared = prepare(without, Choices(out=tmp_path, fuzz="coverage", only=frozenset(chosen)))
    certify(prepared)

    found = {each.check for each in read_evidence(prepared.run_dir / "evidence.ndjson")}
    assert len(chosen) == 2
    assert found == {each for each in chosen if "chikushokai" in each}
