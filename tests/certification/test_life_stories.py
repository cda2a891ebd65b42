"""Each life story of 住民記録 notices a fault, and blames nothing but the requirement that the fault breaks."""

import pytest

from conformance.certification.selftest.workbench import Workbench
from conformance.checks.scenarios.stories import is_scene

FAULTS = (
    ("01", "F-SAME-LOT-SINCE", "RR-4.1.2.1.M"),
    ("02", "F-NATURALISED-SINCE", "RR-4.5.3.M"),
    ("03", "F-YEAR-AND-A-DAY", "RR-3.4.M"),
    ("04", "F-JOINED-WITH-REMOVED", "RR-5.1.N"),
    ("05", "F-DUE-DAY-COUNTED", "RR-6.1.M"),
    ("06", "F-SAME-PERSON-UNNOTICED", "RR-4.1.1.2.M"),
    ("07", "F-SPECIAL-USED-AGAIN", "RR-4.1.1.3.M"),
    ("08", "F-LOSS-EARLIER", "RR-4.5.5.M"),
    ("09", "F-STALE-HEAD-NAME", "RR-4.1.4.2.M"),
    ("10", "F-SLIGHT-MOVES", "RR-4.2.3.2.M"),
)


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench("resident_records", 1)


def _scenes(bench: Workbench, story: str = "") -> list[str]:
    return [id_ for id_, case in bench.cases.items() if is_scene(case) and f"/life_stories_{story}" in id_]


def test_there_are_ten_stories_and_a_sound_system_tells_them(bench: Workbench) -> None:
    scenes = _scenes(bench)
    assert sorted({id_.split("/life_stories_")[1][:2] for id_ in scenes}) == [each[0] for each in FAULTS]
    tried = list(bench.try_on((), scenes))
    assert len(tried) == len(scenes)
    assert [each for each in tried if each.outcome != "passed"] == []


def test_no_requirement_rests_on_stories_alone(bench: Workbench) -> None:
    """What a binding leaves out of a story says nothing, so other checks must."""
    told = {tag for id_ in _scenes(bench) for tag in bench.cases[id_].tags if tag.startswith("RR-")}
    others = {tag for case in bench.cases.values() if not is_scene(case) for tag in case.tags}
    assert told - others == set()
    assert len(told) > 20


@pytest.mark.parametrize(("story", "fault", "requirement"), FAULTS)
def test_a_story_notices_a_fault_and_blames_what_it_breaks(
    bench: Workbench, story: str, fault: str, requirement: str
) -> None:
    blamed = {
        tag
        for each in bench.try_on((fault,), _scenes(bench, story))
        if each.outcome not in ("passed", "set_aside")
        for tag in bench.cases[each.check].tags
        if tag.startswith("RR-")
    }
    assert blamed == {requirement}
