"""Exports that are broken on purpose: each fault is caught in the file that has it, and nothing else is said."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from conformance.certification.export.damage import DAMAGES
from conformance.certification.export.faults import MISSING_FILE, file_fault, read_file_faults
from conformance.certification.export.wrong_rows import ROW_KINDS
from conformance.certification.export.wrong_values import VALUE_KINDS
from conformance.certification.selftest.exports import ExportTrial
from conformance.cli.main import main
from conformance.data.plan import group_and_rule, plan_files
from conformance.data.rules import rule_of
from conformance.i18n import TekigoError
from conformance.reference.businesses import BUSINESSES, with_data
from tests.data.synthetic.errors import kinds

TOLD = {*kinds(), *DAMAGES, MISSING_FILE}
FAULTS = tuple(fault for fault in read_file_faults() if fault.code in TOLD)


@pytest.fixture(scope="module")
def trials() -> Iterator[list[ExportTrial]]:
    with ExitStack() as opened:
        yield [opened.enter_context(ExportTrial(business)) for business in with_data(BUSINESSES)]


def test_every_kind_of_error_has_a_fault() -> None:
    assert {fault.code for fault in read_file_faults()} == {*VALUE_KINDS, *ROW_KINDS, *DAMAGES, MISSING_FILE}


@pytest.mark.parametrize("place", range(len(FAULTS)), ids=[fault.id for fault in FAULTS])
def test_a_fault_is_caught_and_nothing_else_is_said(trials: list[ExportTrial], place: int) -> None:
    """In one file of one business, by turns. The whole matrix is: tekigo selftest --exports."""
    fault, turn = FAULTS[place], place % len(trials)
    tried = (
        trial.kill(fault, layout)
        for trial in (*trials[turn:], *trials[:turn])
        for layout in reversed(trial.layouts)  # none refers to the last ones
    )
    row = next(row for row in tried if row is not None)
    assert row.exact, row


def test_the_command_exports_a_broken_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = ["reference", "export", str(tmp_path), "-b", "child_allowance", "--families", "2"]
    assert main([*order, "--fault", "F-FILE-CHECK-DIGIT"]) == 0
    assert "F-FILE-CHECK-DIGIT" not in capsys.readouterr().err
    assert main([*order, "--fault", "F-FILE-DATE-IMPOSSIBLE"]) == 0
    assert main(["data", "check", str(tmp_path / "child_allowance"), "-b", "child_allowance"]) == 3
    assert "TKG-DATA034" in capsys.readouterr().out


def test_an_unknown_fault_is_told() -> None:
    with pytest.raises(TekigoError, match="F-FILE-BOM"):
        file_fault("F-FILE-BON")


def test_no_rule_on_files_is_without_teeth() -> None:
    """Every rule that a requirement rests on fails for some fault in some file of the business, which fails nothing
    else: keys that others refer to are left alone, so it is not every file."""
    toothless = []
    for business in with_data(BUSINESSES):
        with ExportTrial(business) as trial:
            named = {layout.group: layout for layout in trial.layouts}
            planned = [group_and_rule(check) for check in plan_files(trial.catalog.package)]
            for rule in dict.fromkeys(rule for _, rule in planned):
                able = [fault for fault in FAULTS if rule_of(fault.code) == rule]
                groups = [group for group, each in planned if each == rule]
                rows = (trial.kill(fault, named[group]) for group in groups for fault in able)
                if not any(row.exact for row in rows if row is not None):
                    toothless.append((business, rule))
    assert toothless == []
