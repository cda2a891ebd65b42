"""Sound systems with any seed and in any order; and the page that shows what the last selftest found."""

from pathlib import Path

import pytest

from conformance.certification.selftest.matrix import Killed, Matrix, Sound, write_matrix
from conformance.certification.selftest.mutants import model as mutants
from conformance.certification.selftest.published import PAGE, page, publish
from conformance.certification.selftest.sound import SoundRun, SoundRuns, run_shuffled, write_sound
from conformance.cli.main import main
from conformance.spec.paths import data_root


@pytest.mark.parametrize("seed", [11, 12])
def test_no_check_fails_on_a_sound_system_in_another_order(seed: int) -> None:
    run = run_shuffled("child_allowance", seed)
    assert run.wrong == ()
    assert run.checks > 1000


def _row(fault: str, *, caught: bool = True, **more: object) -> Killed:
    usual = {"business": "beta", "requirement": "B-1.M", "text": "誤り", "caught": caught}
    return Killed(fault=fault, **{**usual, **more})  # type: ignore[arg-type]


def test_the_page_counts_what_the_files_hold_and_names_what_was_missed(tmp_path: Path) -> None:
    matrix = Matrix(
        date="2026-11-21",
        seed=1,
        seconds=12.0,
        sound=(Sound(business="beta", checks=100),),
        killed=(_row("F-A"), _row("F-B", caught=False), _row("F-C", also={"B-2.M": "nonconformant"})),
    )
    write_matrix(tmp_path, matrix)
    run = SoundRun(business="beta", seed=7, checks=100, wrong=("scenario:x",))
    write_sound(tmp_path, SoundRuns(date="2026-11-21", runs=(run,)))
    text = publish(tmp_path, tmp_path / "docs").read_text(encoding="utf-8")
    assert "| all | | | 3 | 2 (66.7 %) | 1 (33.3 %) |" in text
    assert "- F-B (B-1.M): not caught" in text
    assert "- F-C (B-1.M): also B-2.M" in text
    assert "100 checks on sound systems, 1 did not pass" in text
    assert "- seed 7: scenario:x" in text
    assert "Not run yet." in text  # no mutants


def _mutants(date: str, **killed: int) -> mutants.Mutants:
    """Businesses of which so many of ten mutants were killed."""
    tested = (
        mutants.Tested(
            business=each,
            possible=10,
            mutants=10,
            viable=10,
            killed=count,
            killed_by={},
            files=(),
            survivors=(),
        )
        for each, count in killed.items()
    )
    return mutants.Mutants(date=date, commit="abc", seed=1, seconds=1.0, businesses=tuple(tested))


def test_mutants_of_a_business_that_was_not_tried_again_stay_with_their_date(tmp_path: Path) -> None:
    for date, killed in (("2026-11-20", {"alpha": 7, "beta": 8}), ("2026-11-21", {"beta": 9})):
        found = tmp_path / date
        found.mkdir()
        mutants.write_mutants(found, _mutants(date, **killed))
        text = publish(found, tmp_path / "docs").read_text(encoding="utf-8")
    assert "| alpha | 2026-11-20 | abc | 10 | 10 | 10 | 7 (70.0 %) |" in text
    assert "| beta | 2026-11-21 | abc | 10 | 10 | 10 | 9 (90.0 %) |" in text
    assert publish(tmp_path / "nothing", tmp_path / "docs").read_text(encoding="utf-8") == text


def test_the_page_of_the_repository_is_made_from_its_files() -> None:
    docs = data_root() / "docs"
    assert (docs / PAGE).read_text(encoding="utf-8") == page(docs / "selftest")


def test_options_that_do_not_go_together_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest", "--seeds", "1", "--fault", "F-X"]) == 2
    assert "TKG-SELF003" in capsys.readouterr().err
