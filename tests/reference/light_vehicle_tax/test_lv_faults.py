"""Each seeded fault of 軽自動車税 changes its behaviour, and no other that is looked at here."""

import re
from pathlib import Path

import pytest

import conformance.reference.light_vehicle_tax as module
from conformance.reference.light_vehicle_tax import business
from tests.reference.light_vehicle_tax.counter import Counter
from tests.reference.light_vehicle_tax.lv_faulty import SHOWN

SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in Path(module.__file__).parent.glob("*.py")}


@pytest.mark.parametrize("fault", SHOWN)
def test_a_fault_shows_and_leaves_everything_else_alone(fault: str) -> None:
    broken = Counter([fault])
    seen = {other: look(broken) for other, (look, _, _) in SHOWN.items()}
    broken.system.close()
    assert seen[fault] == SHOWN[fault][2]
    others = [other for other in SHOWN if other != fault and seen[other] != SHOWN[other][1]]
    assert others == SEEN_TOO.get(fault, [])


# A vehicle that is taxed while withheld is taxed on the first day of it, too.
SEEN_TOO = {"F-LV-HELD-TAXED": ["F-LV-HELD-FROM-NEXT-DAY"]}


def test_a_sound_system_shows_none_of_the_faults(counter: Counter) -> None:
    assert {fault: look(counter) for fault, (look, _, _) in SHOWN.items()} == {
        fault: sound for fault, (_, sound, _) in SHOWN.items()
    }


def test_every_look_is_at_a_fault() -> None:
    assert set(SHOWN) <= {fault.id for fault in business().faults}


def test_every_fault_has_its_seam_and_every_seam_its_fault() -> None:
    asked = {
        name: set(re.findall(r'fault_active\(["\']([^"\']+)["\']\)', source))
        for name, source in SOURCES.items()
    }
    assert [fault for fault in business().faults if fault.id not in asked[fault.seam]] == []
    assert set().union(*asked.values()) == {fault.id for fault in business().faults}


def test_every_mandatory_requirement_that_an_api_shows_has_a_fault(counter: Counter) -> None:
    package = counter.catalog.package
    mandatory = {
        each.id for each in package.requirements if each.class_ == "mandatory" and each.testability == "api"
    }
    assert mandatory - {fault.requirement for fault in business().faults} == set()
    assert {fault.requirement for fault in business().faults} <= {each.id for each in package.requirements}
