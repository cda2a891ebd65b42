"""A run by a later edition selects what that edition has; what it adds has teeth, what it drops is not tried."""

from pathlib import Path

import pytest

from conformance.certification.bundled import bundled_target
from conformance.certification.certify import certify
from conformance.certification.data_run import DataChoices, run_files
from conformance.certification.editions import named_editions, served_editions
from conformance.certification.export.files import export_business
from conformance.certification.export.town import settle_town
from conformance.certification.prepare import Choices, Prepared, prepare
from conformance.certification.selftest.trial import editions_of_faults
from conformance.certification.selftest.workbench import Workbench
from conformance.checks.session import Session
from conformance.cli.run_only import of_requirements
from conformance.i18n import TekigoError
from conformance.reference.businesses import BUSINESSES, reference_system
from conformance.spec.editions import in_force, order_of
from conformance.spec.load import load_whole

BUSINESS = "resident_records"
LATEST = "2025-05-26"
EDITED = [key for key in BUSINESSES if set(editions_of_faults(key).values()) - {""}]


def prepared(tmp_path: Path, target: Path, *editions: str) -> Prepared:
    choices = Choices(businesses=(BUSINESS,), editions=editions, fuzz="off", seed=1, out=tmp_path)
    return prepare(target, choices)


def selected(run: Prepared) -> set[str]:
    return {id_ for check in run.plan.checks for id_ in check.requirements}


def test_a_later_edition_selects_more_and_leaves_out_what_was_replaced(tmp_path: Path) -> None:
    with bundled_target([BUSINESS]) as target:
        default, one_stop, readings = (
            prepared(tmp_path, target, *each) for each in ((), ("4.0",), (f"{BUSINESS}={LATEST}",))
        )
    assert {"RR-OS1.M", "RR-OS2.M", "RR-OS3.M"} <= selected(one_stop) - selected(default)
    assert {"RR-FK1.M", "RR-FK2.M", "RR-FK3.M"} <= selected(readings) - selected(one_stop)
    assert not {id_ for id_ in selected(default) if id_.startswith(("RR-OS", "RR-FK"))}
    assert "RR-5.3.N" in selected(default)
    assert not {"RR-5.3.N", "RR-5.3.O"} & selected(readings)
    assert {each.id for each in default.plan.checks} < {each.id for each in one_stop.plan.checks}
    assert [run.manifest.edition for run in (default, readings)] == [{BUSINESS: "1.0"}, {BUSINESS: LATEST}]
    (info,) = readings.manifest.businesses
    assert "版の番号は不明" in info.edition_name
    assert "公式の版ではない" in info.edition_note


def test_every_process_of_a_run_takes_the_edition_of_the_run(tmp_path: Path) -> None:
    with bundled_target([BUSINESS], editions={BUSINESS: LATEST}) as target:
        session = Session(prepared(tmp_path, target, LATEST).settings)
        assert session.catalogs[BUSINESS].operation("氏名の振り仮名の記載")
    assert session.settings.editions == {BUSINESS: LATEST}


def test_the_reference_system_offers_the_operations_of_its_edition() -> None:
    offered = {}
    for edition in ("1.0", "4.0", LATEST):
        system = reference_system(BUSINESS, editions={BUSINESS: edition})
        offered[edition] = {each.name for hosted in system.hosted for each in hosted.operations()}
        system.close()
    assert "オンライン転出届" not in offered["1.0"]
    assert "オンライン転出届" in offered["4.0"]
    assert offered[LATEST] - offered["4.0"] == {"氏名の振り仮名の記載"}


@pytest.mark.parametrize("business", EDITED)
def test_what_a_later_edition_adds_is_checked_and_every_fault_of_it_is_caught(business: str) -> None:
    """The whole suite by each edition has a command of its own: tekigo selftest."""
    faults = {each.id: each for each in BUSINESSES[business]().faults}
    for edition in dict.fromkeys(filter(None, editions_of_faults(business).values())):
        bench = Workbench(business, 1, edition=edition)
        added = [id_ for id_, of in editions_of_faults(business).items() if of == edition]
        broken = {faults[id_].requirement for id_ in added}
        only = {check.id for check in bench.checks if broken.intersection(check.requirements)}
        sound = {each.check: each.outcome for each in bench.try_on((), only)}
        assert set(sound.values()) <= {"passed", "not_applicable"}
        requirements = {check.id: set(check.requirements) for check in bench.checks}
        for id_ in added:
            failed = [each.check for each in bench.try_on((id_,), only) if each.outcome == "failed"]
            assert {faults[id_].requirement} == set().union(
                *(requirements[check] & broken for check in failed)
            )


@pytest.mark.parametrize("business", EDITED)
def test_requirements_of_later_editions_have_faults_or_say_why_no_run_can_tell(business: str) -> None:
    whole = load_whole(business)
    order = order_of(whole.standard)
    default = whole.standard.default_edition
    later = [each for each in whole.requirements if not in_force(each, default, order)]
    kinds: dict[str, set[str]] = {}
    for fault in BUSINESSES[business]().faults:
        kinds.setdefault(fault.requirement, set()).add(fault.kind)
    assert later
    for each in later:
        assert len(kinds.get(each.id, ())) >= 2 if each.testability == "api" else each.testability_reason
        assert each.fidelity != "transcribed"  # no text of a later edition is at hand
        assert each.source


def test_a_run_on_a_broken_system_of_the_edition_finds_the_fault_and_names_the_edition(
    tmp_path: Path,
) -> None:
    with bundled_target([BUSINESS], ["F-READING-BORROWED"], editions={BUSINESS: LATEST}) as target:
        only = of_requirements(target, ("RR-FK2.M",), "off", None, (LATEST,))
        choices = Choices(editions=(LATEST,), fuzz="off", seed=1, only=only, out=tmp_path)
        run = prepare(target, choices)
        verdict = certify(run)
    (judged,) = (each for each in verdict.businesses[0].requirements if each.requirement.id == "RR-FK2.M")
    assert (judged.word, verdict.businesses[0].ground.edition) == ("nonconformant", LATEST)
    assert f"版「{LATEST}」" in (run.run_dir / "report.html").read_text(encoding="utf-8")
    assert "公式の版ではない" in (run.run_dir / "report.html").read_text(encoding="utf-8")


def test_extracted_files_are_held_against_the_items_of_the_edition(tmp_path: Path) -> None:
    system = reference_system(BUSINESS, editions={BUSINESS: LATEST})
    try:
        settle_town(system.hosted[0], families=1, seed=1)
        export_business(system.hosted[0], tmp_path / "files")
    finally:
        system.close()
    found = {
        edition: run_files(
            DataChoices(
                folder=tmp_path / "files", businesses=(BUSINESS,), editions=(edition,), out=tmp_path / "runs"
            )
        ).found.sound
        for edition in ("1.0", LATEST)
    }
    assert found == {"1.0": False, LATEST: True}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("2.0",), {"a": "2.0", "b": "2.0"}),
        (("b=3.0",), {"b": "3.0"}),
        (("2.0", "b=3.0"), {"a": "2.0", "b": "3.0"}),
        (("b=3.0", "2.0"), {"a": "2.0", "b": "3.0"}),
        ((), {}),
    ],
)
def test_editions_are_named_for_all_businesses_or_for_one(
    words: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert named_editions(words, ("a", "b")) == expected


def test_a_business_or_an_edition_that_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(TekigoError) as caught:
        named_editions(("resident_recods=4.0",), (BUSINESS,))
    assert (caught.value.code, BUSINESS in str(caught.value)) == ("TKG-RUN014", True)
    with pytest.raises(TekigoError) as caught:
        served_editions(("9.9",), (BUSINESS,))
    assert caught.value.code == "TKG-RUN006"
    assert all(each in str(caught.value) for each in ("1.0", "4.0", LATEST))
