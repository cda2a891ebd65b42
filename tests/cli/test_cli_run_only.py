"""`tekigo run --requirement` limits a run to the checks of some requirements; the others stay unverified."""

from datetime import date
from pathlib import Path

import pytest

from conformance.certification.prepare import Choices, prepare
from conformance.cli.main import main
from conformance.cli.run_only import of_requirements
from tests.binding import files
from tests.binding.note_house import KEY

MEMO = "RR-1.1.15.M"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return files.write(tmp_path, "http://127.0.0.1:9", KEY)


def test_all_checks_of_a_requirement_are_chosen_and_the_others_omitted(target: Path, tmp_path: Path) -> None:
    chosen = of_requirements(target, [MEMO], "coverage", None)
    plan = prepare(target, Choices(out=tmp_path / "runs", only=chosen)).plan

    assert plan.checks
    assert all(MEMO in each.requirements for each in plan.checks)
    assert plan.omitted
    assert not any(MEMO in each.requirements for each in plan.omitted)


def test_a_pattern_stands_for_several_and_the_date_and_fuzzing_are_heeded(target: Path) -> None:
    day = date(2026, 4, 1)
    several = of_requirements(target, ["RR-1.1.1?.M"], "off", day)
    one = of_requirements(target, [MEMO], "off", day)

    assert one < several
    assert not any(each.startswith("fuzz:") for each in several)


@pytest.mark.parametrize("wanted", ["RR-0.M", "*.X", ""])
def test_a_requirement_without_checks_is_refused(
    target: Path, wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(target), "--requirement", MEMO, "--requirement", wanted]) == 2
    said = capsys.readouterr().err
    assert "TKG-RUN013" in said
    assert wanted in said
