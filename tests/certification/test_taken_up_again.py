"""A run ends in good order when time is up or the system goes away, and what is left can be done later."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.certification import certify as certifying
from conformance.certification.certify import certify
from conformance.certification.resume import resume
from conformance.checks.pytest_plugin import MIDNIGHT
from conformance.checks.settings import read_settings, write_settings
from conformance.cli.main import main
from conformance.engine.evidence import DAY_OVER, NOT_DONE, Evidence, read_evidence
from conformance.engine.manifest import read_manifest
from conformance.i18n import TekigoError
from conformance.target.load import load_target
from conformance.verdict.decide import exit_code
from tests.certification.conftest import planned
from tests.certification.sluice import MAINTENANCE, Sluice, sluice

SOME = ("probe:", "item:resident_records:memotoroku:")


@pytest.fixture
def gate(reference: Path, tmp_path: Path) -> Iterator[Sluice]:
    """A way to the reference system that a test can shut."""
    with sluice(reference, tmp_path / "through.yaml") as made:
        yield made


def records(run_dir: Path) -> dict[str, Evidence]:
    return {each.check: each for each in read_evidence(run_dir / "evidence.ndjson")}


@pytest.mark.parametrize("processes", [1, 2])
def test_when_time_is_up_the_rest_is_recorded_as_not_run_and_done_later(
    reference: Path, tmp_path: Path, processes: int
) -> None:
    prepared = planned(reference, tmp_path, *SOME)
    verdict = certify(prepared, processes=processes, minutes=1e-9)
    found = records(prepared.run_dir)

    assert {(each.outcome, each.code) for each in found.values()} == {("blocked", NOT_DONE)}
    assert set(found) == {check.id for check in prepared.plan.checks}
    assert verdict.valid, verdict.problems
    assert (verdict.counts.executed, verdict.counts.not_done) == (0, len(found))
    assert (verdict.businesses[0].word, exit_code(verdict)) == ("indeterminate", 4)
    assert [each.code for each in verdict.remarks] == ["TKG-VER039"]

    again = certify(resume(prepared.run_dir, reference), processes=processes)
    assert {each.outcome for each in records(prepared.run_dir).values()} == {"passed"}
    assert (again.valid, again.counts.not_done, again.counts.executed) == (True, 0, len(found))
    (taken_up,) = read_manifest(prepared.run_dir).resumed
    assert taken_up.blocked == len(found)
    assert read_settings(prepared.run_dir).stop_at is None


def test_time_that_is_up_halfway_leaves_what_was_done(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = planned(reference, tmp_path, *SOME)
    half = len(prepared.plan.checks) // 2
    asked = iter(range(10**6))
    monkeypatch.setattr("conformance.checks.pytest_plugin.Suite.time_is_up", lambda _: next(asked) >= half)
    verdict = certify(prepared, minutes=60)
    outcomes = [each.outcome for each in records(prepared.run_dir).values()]
    assert (outcomes.count("passed"), verdict.counts.executed) == (half, half)
    assert verdict.counts.not_done == len(outcomes) - half > 0
    assert verdict.valid


def test_checks_of_a_day_that_is_over_are_not_judged_and_are_done_as_of_the_next(
    reference: Path, tmp_path: Path
) -> None:
    prepared = planned(reference, tmp_path, *SOME, "s4_1_3_0_1")
    yesterday = prepared.settings.today - timedelta(days=1)
    begun = replace(prepared, settings=replace(prepared.settings, today=yesterday, as_of=yesterday))
    write_settings(prepared.run_dir, begun.settings)
    verdict = certify(begun)
    found = records(prepared.run_dir)
    assert {(each.outcome, each.code) for each in found.values()} == {("blocked", DAY_OVER)}
    assert (verdict.valid, verdict.counts.executed, verdict.counts.not_done) == (True, 0, len(found))
    assert exit_code(verdict) == 4

    again = resume(prepared.run_dir, reference)
    assert (again.settings.today, again.settings.as_of) == (prepared.settings.today, yesterday)
    verdict = certify(again)
    assert {each.outcome for each in records(prepared.run_dir).values()} == {"passed"}
    assert (verdict.valid, verdict.counts.not_done, verdict.counts.executed) == (True, 0, len(found))


def test_a_check_that_midnight_falls_into_is_not_judged(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = planned(reference, tmp_path, *SOME)
    count = len(prepared.plan.checks)
    asked = iter(range(10**6))  # twice for each check: before it and, when it passed or failed, after it
    midnight = count | 1  # an odd one: after a check that began in time
    monkeypatch.setattr(
        "conformance.checks.pytest_plugin.today_in_japan",
        lambda: prepared.settings.today + (timedelta(days=1) if next(asked) >= midnight else timedelta()),
    )
    verdict = certify(prepared)
    outcomes = [(each.outcome, each.code, bool(each.steps)) for each in records(prepared.run_dir).values()]
    assert outcomes.count(("passed", None, True)) == midnight // 2
    assert outcomes.count(("blocked", MIDNIGHT, True)) == 1
    assert outcomes.count(("blocked", DAY_OVER, False)) == count - midnight // 2 - 1 > 0
    assert verdict.valid, verdict.problems
    assert verdict.counts.executed == midnight // 2 + 1


@pytest.mark.parametrize("page", MAINTENANCE)
def test_maintenance_blocks_and_fails_nothing_and_the_run_is_taken_up_after_it(
    gate: Sluice, tmp_path: Path, page: str
) -> None:
    prepared = planned(gate.target_file, tmp_path, *SOME, "s4_1_1_1")
    gate.shut(page, after=5)
    verdict = certify(prepared)
    found = records(prepared.run_dir)
    outcomes = {each.outcome for each in found.values()}
    assert outcomes == {"passed", "blocked"}
    assert verdict.valid
    assert all(each.reason for each in found.values() if each.outcome == "blocked")
    assert (verdict.businesses[0].word, exit_code(verdict)) == ("indeterminate", 4)
    passed = {id_ for id_, each in found.items() if each.outcome == "passed"}

    gate.open()
    asked = gate.hits
    again = certify(resume(prepared.run_dir, gate.target_file))
    later = records(prepared.run_dir)
    assert {each.outcome for each in later.values()} == {"passed"}
    assert again.valid
    assert all(later[id_] == found[id_] for id_ in passed)  # what had passed is not asked again
    assert gate.hits > asked


DECLARED = "declarations: [{requirement: RR-9.1.M, reference: p. 1, date: 2026-01-01}]\n"
OTHERS = [
    ("name", r"(?m)^name: .*$", "name: another"),
    ("version", r"(?m)^version: .*$", 'version: "9"'),
    ("municipality", r"(?m)^  code: .*$", '  code: "999997"'),
    ("options", r"(?m)^options:$", "options:\n- one_more"),
    ("exempt", r"(?m)^scope:$", "scope:\n  exempt: [{requirements: [RR-1.*], reason: r, reference: p}]"),
    ("attested", r"\Z", DECLARED),
    ("known_failures", r"\Z", "known_failures: [{requirement: RR-1.M, reason: r, expires: 2099-01-01}]\n"),
    ("base_url", r"(?m)^base_url: .*$", "base_url: http://127.0.0.1:9"),
]


@pytest.mark.parametrize(("what", "old", "new"), OTHERS, ids=[each[0] for each in OTHERS])
def test_a_run_is_not_ended_with_another_system(
    reference: Path, tmp_path: Path, what: str, old: str, new: str
) -> None:
    prepared = planned(reference, tmp_path, "probe:")
    text = reference.read_text(encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
    assert other.read_text(encoding="utf-8") != text
    with pytest.raises(TekigoError) as told:
        resume(prepared.run_dir, other)
    assert (told.value.code, told.value.params["what"]) == ("TKG-RUN008", what)
    assert read_manifest(prepared.run_dir).resumed == ()
    if what != "base_url":
        with pytest.raises(TekigoError, match=what):
            resume(prepared.run_dir, other, moved=True)


def test_another_address_is_taken_only_when_told_and_is_recorded(
    reference: Path, gate: Sluice, tmp_path: Path
) -> None:
    prepared = planned(reference, tmp_path, "probe:")
    moved = load_target(gate.target_file).base_url
    resume(prepared.run_dir, gate.target_file, moved=True)
    resume(prepared.run_dir, gate.target_file)  # it is known there now
    with pytest.raises(TekigoError, match="base_url"):
        resume(prepared.run_dir, reference)
    manifest = read_manifest(prepared.run_dir)
    assert [each.base_url for each in manifest.resumed] == [moved, ""]
    certify(resume(prepared.run_dir, gate.target_file))
    assert f"(0) {moved}" in (prepared.run_dir / "report.html").read_text(encoding="utf-8")


def test_the_command_takes_a_new_address_with_a_resumption_alone(
    reference: Path, gate: Sluice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(reference, tmp_path, "probe:").run_dir.name
    command = ["run", str(gate.target_file), "--out", str(tmp_path), "--fuzz", "off"]
    assert main([*command, "--resume", run]) == 2
    assert "TKG-RUN008" in capsys.readouterr().err
    assert main([*command, "--moved"]) == 2
    assert "TKG-RUN009" in capsys.readouterr().err
    assert main([*command, "--resume", run, "--moved"]) == 4


def test_a_run_that_needs_nothing_more_is_taken_up_in_peace(reference: Path, tmp_path: Path) -> None:
    prepared = planned(reference, tmp_path, "probe:")
    first = certify(prepared)
    assert certify(resume(prepared.run_dir, reference)) == first


def test_people_made_before_are_not_met_again_after_each_resumption(reference: Path, tmp_path: Path) -> None:
    """The reference system refuses a number that it has: equal values would block what is done again."""
    prepared = planned(reference, tmp_path, "item:resident_records:tennyu:", "s4_1_1_1")
    certify(prepared)
    for _ in range(2):
        _forget(prepared.run_dir)
        certify(resume(prepared.run_dir, reference))
        assert {each.outcome for each in records(prepared.run_dir).values()} == {"passed"}


def test_only_what_failed_is_run_again_and_the_rest_is_left_out(gate: Sluice, tmp_path: Path) -> None:
    prepared = planned(gate.target_file, tmp_path, *SOME)
    gate.shut("503 page", after=8)
    certify(prepared)
    gate.open()
    wanted = {id_ for id_, each in records(prepared.run_dir).items() if each.outcome != "passed"}
    options = ["--only-failed", prepared.run_dir.name, "--out", str(tmp_path), "--fuzz", "off"]
    assert main(["run", str(gate.target_file), *options]) == 4
    (newer,) = (each for each in tmp_path.glob("2*") if each != prepared.run_dir)
    assert set(records(newer)) == wanted
    assert len(wanted) > 0
    omitted = json.loads((newer / "plan.json").read_bytes())["omitted"]
    assert {each["id"] for each in omitted} >= set(records(prepared.run_dir)) - wanted


def test_the_command_takes_a_time_budget(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[float | None] = []

    def told(prepared: object, *, minutes: float | None, **_: object) -> None:
        given.append(minutes)
        raise KeyboardInterrupt

    monkeypatch.setattr(certifying, "certify", told)
    command = ["run", str(reference), "--out", str(tmp_path), "--fuzz", "off"]
    assert main([*command, "--time-budget", "1.5"]) != 0
    assert main(command) != 0
    assert given == [1.5, None]
    assert main([*command, "--time-budget", "0"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def _forget(run_dir: Path) -> None:
    """Make a run look as if all its checks had been blocked."""
    path = run_dir / "evidence.ndjson"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"outcome":"passed","code"', '"outcome":"blocked","code"'), encoding="utf-8")
