"""A run keeps what it promised: every check counted, the same seed the same requests, nothing lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from conformance.certification.certify import certify
from conformance.engine.evidence import read_evidence, recorded
from conformance.engine.plan_file import Plan, PlannedCheck, read_plan, write_plan
from tests.certification.conftest import planned, run

SOME = ("s4_1_1_1", "probe:", "item:resident_records:memotoroku:")


def test_every_selected_check_is_collected_executed_and_reported(reference: Path, tmp_path: Path) -> None:
    prepared, verdict, found = run(reference, tmp_path, *SOME)

    *counts, undone = msgspec.structs.astuple(verdict.counts)
    assert undone == 0
    assert len(set(counts)) == 1
    assert counts[0] == len(prepared.plan.checks) == len(found) > len(SOME)
    assert verdict.valid
    assert {each.outcome for each in found.values()} == {"passed"}


def test_a_check_that_was_planned_and_never_ran_makes_the_run_invalid(
    reference: Path, tmp_path: Path
) -> None:
    prepared = planned(reference, tmp_path, "probe:")
    ghost = PlannedCheck(
        id="scenario:resident_records/none::いない",
        kind="scenario",
        title="いない",
        business="resident_records",
        requirements=("RR-1.1.1.M",),
    )
    plan = Plan(checks=(*prepared.plan.checks, ghost), omitted=prepared.plan.omitted)
    write_plan(prepared.run_dir, plan)

    verdict = certify(msgspec.structs.replace(prepared, plan=plan))

    assert not verdict.valid
    assert any(ghost.id in problem.subjects for problem in verdict.problems)
    assert {business.word for business in verdict.businesses} == {"indeterminate"}


def test_what_was_left_out_is_never_conformant(reference: Path, tmp_path: Path) -> None:
    _, verdict, _ = run(reference, tmp_path, "probe:")

    words = {each.word for business in verdict.businesses for each in business.requirements if each.checks}
    assert verdict.businesses[0].word == "indeterminate"
    assert "nonconformant" not in words


def test_the_same_seed_asks_the_same_bytes(tmp_path: Path) -> None:
    from conformance.certification.bundled import bundled_target

    def asked(name: str, seed: int) -> list[tuple[str, str | None]]:
        with bundled_target(["resident_records"]) as file:
            _, _, found = run(file, tmp_path / name, "s4_1_1_1", seed=seed)
        return [
            (exchange.url.partition("/tekigo/")[2], exchange.request_body)
            for check in sorted(found)
            for step in found[check].steps
            for exchange in step.exchanges
        ]

    assert asked("one", 7) == asked("two", 7)
    assert asked("three", 8) != asked("one again", 7)


def test_a_run_twice_against_a_system_that_keeps_its_data_passes_twice(
    reference: Path, tmp_path: Path
) -> None:
    for seed in (101, 102):
        _, _, found = run(reference, tmp_path / str(seed), "s4_1_1_1", seed=seed)
        assert {each.outcome for each in found.values()} == {"passed"}


def test_several_processes_report_as_much_as_one(reference: Path, tmp_path: Path) -> None:
    prepared = planned(reference, tmp_path, *SOME)

    verdict = certify(prepared, processes=2)

    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    assert verdict.valid
    assert {each.outcome for each in found} == {"passed"}
    assert {each.worker for each in found} == {"gw0", "gw1"}


def test_a_killed_run_loses_nothing_and_is_taken_up_again(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "conformance.cli.main", "run", "-b", "resident_records"]
    command += ["--fuzz", "off", "--out", str(tmp_path)]
    killed = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        before = _wait_for_evidence(tmp_path, 50)
    finally:
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate(timeout=10)
    run_dir = before.parent
    kept = recorded(run_dir)

    resumed = subprocess.run(
        [*command, "--resume", run_dir.name, "--json"], capture_output=True, timeout=400, check=False
    )

    verdict = json.loads(resumed.stdout)
    found = read_evidence(run_dir / "evidence.ndjson")
    assert len(kept) >= 50
    assert kept < {each.check for each in found} == {check.id for check in read_plan(run_dir).checks}
    assert verdict["valid"], verdict["problems"]
    assert {each.check: each.outcome for each in found if each.outcome != "passed"} == {}


def _wait_for_evidence(out: Path, lines: int) -> Path:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for path in out.glob("*/evidence.main.ndjson"):
            if path.read_bytes().count(b"\n") >= lines:
                return path
        time.sleep(0.02)
    raise AssertionError("no evidence within 30 s")


def test_checks_of_several_processes_do_not_meet_each_others_people(reference: Path, tmp_path: Path) -> None:
    prepared = planned(reference, tmp_path, "item:resident_records:kokusekishutoku:")

    certify(prepared, processes=2)

    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    assert {each.worker for each in found} == {"gw0", "gw1"}
    assert {each.check: each.reason for each in found if each.outcome != "passed"} == {}
