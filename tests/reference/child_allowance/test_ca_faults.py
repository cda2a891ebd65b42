"""Each seeded fault of 児童手当 changes the behaviour it names, and none of the others that are looked at."""

import re
from pathlib import Path

import pytest

from conformance.reference import child_allowance
from tests.reference.child_allowance.faulty import SHOWN
from tests.reference.child_allowance.office import Office

FAULTS = child_allowance.business().faults


def test_every_look_is_at_a_fault() -> None:
    assert set(SHOWN) <= {fault.id for fault in FAULTS}


@pytest.mark.parametrize("fault", SHOWN)
def test_a_fault_shows_where_it_says_and_nowhere_else(fault: str) -> None:
    office = Office(fault)
    seen = {other: look(office) for other, (look, _, _) in SHOWN.items()}
    expected = {other: sound for other, (_, sound, _) in SHOWN.items()}
    assert seen[fault] == SHOWN[fault][2]
    changed = {other for other in SHOWN if seen[other] != expected[other]}
    assert changed == {fault}


def test_a_sound_system_has_none_of_them() -> None:
    office = Office()
    assert {name: look(office) for name, (look, _, _) in SHOWN.items()} == {
        name: sound for name, (_, sound, _) in SHOWN.items()
    }


def test_every_fault_has_its_requirement_and_its_seam_and_every_seam_its_fault() -> None:
    catalog = child_allowance.business().catalog
    folder = Path(child_allowance.__file__).parent
    asked = {
        path.stem: set(re.findall(r'fault_active\(\s*"([^"]+)"', path.read_text(encoding="utf-8")))
        for path in folder.glob("*.py")
    }
    for fault in FAULTS:
        assert fault.id in asked[fault.seam], fault
        assert catalog.requirement(fault.requirement)
        assert re.search("[ぁ-ん]", fault.text)
    assert set().union(*asked.values()) == {fault.id for fault in FAULTS}


def test_every_mandatory_requirement_has_a_fault() -> None:
    package = child_allowance.business().catalog.package
    mandatory = {
        each.id for each in package.requirements if each.class_ == "mandatory" and each.testability == "api"
    }
    assert mandatory <= {fault.requirement for fault in FAULTS}
