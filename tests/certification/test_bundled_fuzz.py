"""The bundled reference system keeps the contract under fuzzing: `tekigo selftest` asks scenarios alone."""

from pathlib import Path

import pytest

from conformance.certification.bundled import bundled_businesses, bundled_target
from conformance.certification.certify import certify
from conformance.certification.prepare import Choices, prepare
from conformance.checks.fuzz.plan import plan_fuzz
from conformance.engine.evidence import read_evidence
from conformance.spec.load import load_package
from tests.certification.conftest import AS_OF

FUZZED = [each for each in bundled_businesses() if load_package(each).operations]


@pytest.mark.parametrize("business", FUZZED)
def test_no_input_of_the_coverage_phase_breaks_the_contract(business: str, tmp_path: Path) -> None:
    only = frozenset(check.id for check in plan_fuzz(load_package(business), "coverage"))
    with bundled_target((business,)) as file:
        prepared = prepare(file, Choices(out=tmp_path, fuzz="coverage", as_of=AS_OF, only=only))
        verdict = certify(prepared)

    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    assert verdict.valid, verdict.problems
    assert {each.check for each in found} == only
    assert {each.check: each.got for each in found if each.outcome != "passed"} == {}
