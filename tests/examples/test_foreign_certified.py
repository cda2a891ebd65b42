"""The foreign system is certified through its binding alone, and what is wrong with it is found there too."""

from itertools import count
from pathlib import Path

import pytest

from conformance.binding.load import load_binding
from conformance.binding.reach import Reach
from conformance.cli.main import main
from conformance.reference.resident_records import business
from conformance.spec.load import load_error_codes
from conformance.target.load import load_target
from conformance.target.preflight import preflight
from examples.foreign_system.server import start, write_target
from examples.foreign_system.tables import FOLDER
from tests.certification.conftest import run

SCENARIOS = (
    "s4_0_8_drafts",  # two calls, and one on hold
    "s4_0_1_subjects",  # lists of members
    "s2_1_3_basic_search",  # pages, and numbers that no address may hold
    "s10_3_user_rights",  # three users
    "s10_3_function_rights",
    "s11_1_",  # errors and warnings
    "s1_1_2_foreign",  # most codes
)
ITEMS = ("item:resident_records:tennyu:", "item:resident_records:juminkensaku:")

# What is broken, and where it shows: one of each kind of thing that the binding translates.
FAULTS = (
    ("F-NO-HEAD-ALERT", "s4_0_4_"),  # a warning that does not come
    ("F-COMMITTED-STAYS", "s4_0_8_"),  # drafts on hold
    ("F-REASON-OTHER", "s1_2_2_"),  # a code
    ("F-ISSUES-NEWEST-FIRST", "s1_3_8_"),  # the order of a list
    ("F-UNKNOWN-LOST", "s1_1_8_"),  # a value that gets lost
    ("F-HIDDEN-UNTOLD", "s10_4_"),  # rights
    ("F-CHECKDIGIT", "item:resident_records:juminshokai:"),  # a wrong value let through
)


def test_preflight_finds_nothing_wrong_with_the_set_up(target: Path) -> None:
    assert [line for line in preflight(load_target(target)) if not line.ok] == []


def test_a_sound_system_passes_through_the_binding(target: Path, tmp_path: Path) -> None:
    _, verdict, found = run(target, tmp_path, *SCENARIOS, *ITEMS)

    wrong = {id_: each.got for id_, each in found.items() if each.outcome != "passed"}
    assert wrong == {}
    assert len(found) > 200
    assert verdict.valid


@pytest.mark.parametrize(("fault", "shown"), FAULTS)
def test_a_fault_is_found_and_laid_to_its_requirement(fault: str, shown: str, tmp_path: Path) -> None:
    with start(faults=[fault]) as broken:
        write_target(broken, tmp_path / "target.yaml")
        _, verdict, _ = run(tmp_path / "target.yaml", tmp_path / "runs", shown)

    (broken_requirement,) = [each.requirement for each in business().faults if each.id == fault]
    blamed = {
        each.requirement.id
        for tested in verdict.businesses
        for each in tested.requirements
        if each.word == "nonconformant"
    }
    assert blamed == {broken_requirement}


def test_sessions_that_end_during_a_run_are_begun_again(tmp_path: Path) -> None:
    clock = count()  # the clock goes on by one each time the system looks at it: a session lasts twenty calls
    with start(session_s=20, now=lambda: float(next(clock))) as running:
        write_target(running, tmp_path / "target.yaml")
        _, verdict, found = run(tmp_path / "target.yaml", tmp_path / "runs", "s4_1_1_1")
        begun = running.sessions.begun

    assert {each.outcome for each in found.values()} == {"passed"}
    assert verdict.valid
    assert begun > 1


def test_the_binding_reaches_what_the_vendor_offers_and_fits_the_document(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bind", "check", str(target)]) == 0

    said = capsys.readouterr().out
    # The vendor's API has nothing for the links of chapters 4.5 and 7, nor for lists, batches and logs of 9 and 10.
    assert "操作 150 のうち 78 を対応付けています" in said
    assert "対応付けに問題はありません" in said


def test_an_operation_of_two_calls_carries_only_what_both_take_as_it_is() -> None:
    catalog = business().catalog
    reach = Reach(load_binding(FOLDER / "binding.yaml", catalog, load_error_codes()), catalog)
    search = catalog.operation("住民検索")

    assert reach.carries(search, {"kensakufurigana": "ハナコ"})
    assert not reach.carries(search, {"kensakufurigana": {}})  # the address would make a right text of it
    assert reach.carries(search, {"kojinbango": {}})  # goes by the body alone
