"""The catalogue of seeded faults is whole: what the suite claims to check can be broken, in more ways than one."""

from collections import Counter
from pathlib import Path

import pytest

from conformance.certification.selftest.trial import trial
from conformance.reference.businesses import BUSINESSES
from conformance.reference.faults import read_faults
from conformance.spec.errors import SpecErrors
from conformance.spec.model import Package

LEAST = 2
SAMPLE = 12


def _of_the_target_file(package: Package) -> set[str]:
    """What is read off the target file is nothing that a system could do wrong (tests/checks/test_access.py)."""
    return {
        case.requirement for case in package.access if {each.ask for each in case.steps} == {"credentials"}
    }


@pytest.mark.parametrize("business", BUSINESSES)
def test_every_requirement_with_a_check_has_a_fault_and_every_mandatory_one_two(business: str) -> None:
    tried = trial(business, 1)
    # a check under an erratum decides nothing, so that no fault could be caught by it
    checked = {id_ for check in tried.bench.checks if not check.erratum for id_ in check.requirements}
    checked -= _of_the_target_file(tried.bench.package)
    broken = Counter(fault.requirement for fault in tried.faults.values())
    few = [
        each.id
        for each in tried.bench.package.requirements
        if each.id in checked and broken[each.id] < (LEAST if each.class_ == "mandatory" else 1)
    ]
    assert few == []


@pytest.mark.parametrize("business", BUSINESSES)
def test_the_faults_of_a_mandatory_requirement_are_of_different_kinds(business: str) -> None:
    kinds: dict[str, set[str]] = {}
    for fault in trial(business, 1).faults.values():
        kinds.setdefault(fault.requirement, set()).add(fault.kind)
    assert [id_ for id_, found in kinds.items() if id_.endswith(".M") and len(found) == 1] == []


@pytest.mark.parametrize("business", BUSINESSES)
def test_every_fault_breaks_a_requirement_that_has_a_check_and_declares_known_ones(business: str) -> None:
    tried = trial(business, 1)
    checked = {id_ for check in tried.checks.values() for id_ in check.requirements}
    known = {each.id for each in tried.bench.package.requirements}
    for fault in tried.faults.values():
        assert fault.requirement in checked, fault
        assert set(fault.touches) <= known - {fault.requirement}, fault


@pytest.mark.parametrize("business", BUSINESSES)
def test_a_sample_of_the_kill_matrix(business: str) -> None:
    """The whole matrix has a command of its own: tekigo selftest."""
    tried = trial(business, 1)
    light = [id_ for id_, fault in tried.faults.items() if len(tried.affected(fault)) < len(tried.checks) / 2]
    step = max(1, len(light) // SAMPLE)
    rows = [tried.kill(id_) for id_ in light[::step]]
    assert tried.sound.wrong == ()
    assert len(rows) >= SAMPLE
    assert [row.fault for row in rows if not row.caught] == []
    assert [(row.fault, row.also) for row in rows if not row.exact] == []


@pytest.mark.parametrize("business", BUSINESSES)
def test_a_fault_that_touches_other_requirements_says_why(business: str) -> None:
    silent = [fault.id for fault in BUSINESSES[business]().faults if bool(fault.touches) != bool(fault.note)]
    assert silent == []


def test_a_catalogue_that_is_wrong_is_refused_with_the_line(tmp_path: Path) -> None:
    header = "id,requirement,kind,text,seam\n"
    (tmp_path / "faults.csv").write_text(
        header + "F-A,X-1.M,wrong_value,誤る,rows\nF-B,X-1.M,odd,誤る,rows\n"
    )
    with pytest.raises(SpecErrors, match=r"faults\.csv:3"):
        read_faults(tmp_path)
