"""Each seeded fault changes its behaviour, and no other that is looked at here."""

import re
from pathlib import Path

import pytest

import conformance.reference
from conformance.i18n import TekigoError
from conformance.reference.businesses import reference_system
from conformance.reference.faults import fault_active, with_faults
from tests.reference.desk import Desk
from tests.reference.faulty import SHOWN

SOURCES = list(Path(conformance.reference.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("fault", SHOWN)
def test_a_fault_shows_and_a_sound_system_does_not_have_it(fault: str) -> None:
    look, sound, broken = SHOWN[fault]
    assert look(Desk()) == sound
    assert look(Desk([fault])) == broken


@pytest.mark.parametrize("fault", SHOWN)
def test_a_fault_leaves_everything_else_alone(fault: str) -> None:
    others = [other for other in SHOWN if other != fault]
    changed = [other for other in others if SHOWN[other][0](Desk([fault])) != SHOWN[other][1]]
    assert changed == []


def test_faults_belong_to_a_system_not_to_the_process() -> None:
    sound, broken = Desk(), Desk(["F-FUTURE-NOTICE"])
    assert broken.do("転入届", 届出年月日=broken.day(1)).status == 200
    assert sound.do("転入届", 届出年月日=sound.day(1)).status == 400
    with with_faults(["F-FUTURE-NOTICE"]):
        assert fault_active("F-FUTURE-NOTICE")
    assert not fault_active("F-FUTURE-NOTICE")


def test_an_unknown_fault_is_refused_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(TekigoError, match="F-OVERWRITE"):
        reference_system(faults=["F-OVERWRIT"])


def test_every_fault_has_its_seam_and_every_seam_its_fault(desk: Desk) -> None:
    faults = desk.system.business.faults
    text = {path.stem: path.read_text(encoding="utf-8") for path in SOURCES}
    asked = {name: set(re.findall(r'fault_active\("([^"]+)"\)', source)) for name, source in text.items()}
    for fault in faults:
        assert fault.id in asked[fault.seam] or fault.id in desk.system.business.prohibited, fault
    assert set().union(*asked.values()) <= {fault.id for fault in faults} | {"F-…"}


def test_every_fault_names_a_requirement_and_shows(desk: Desk) -> None:
    for fault in desk.system.business.faults:
        assert desk.catalog.requirement(fault.requirement)
        assert re.search("[ぁ-ん]", fault.text)
    assert len({fault.id for fault in desk.system.business.faults}) == len(desk.system.business.faults)
