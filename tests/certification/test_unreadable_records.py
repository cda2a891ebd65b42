"""Records that a kill cut off, or that are damaged, spoil no run: they are told, and their checks are done again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.certification.certify import certify
from conformance.certification.resume import resume
from conformance.engine.evidence import merge_evidence, read_evidence, worker_file
from conformance.engine.manifest import read_manifest
from conformance.report.bundle import load_bundle
from tests.certification.conftest import planned


def _cut_off(run_dir: Path) -> None:
    """Leave what a kill in the middle of a write leaves: half the last record in the file of its process."""
    merged = run_dir / "evidence.ndjson"
    merged.replace(worker_file(run_dir, "main"))
    data = worker_file(run_dir, "main").read_bytes()
    last = data.rindex(b"\n", 0, -1) + 1
    worker_file(run_dir, "main").write_bytes(data[: (last + len(data)) // 2])


def _cut_off_and_merged(run_dir: Path) -> None:
    _cut_off(run_dir)
    merge_evidence(run_dir)


def _damaged(run_dir: Path) -> None:
    path = run_dir / "evidence.ndjson"
    first, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(first.replace(b'"check"', b'"chick"', 1) + b"\n" + rest)


@pytest.mark.parametrize("harm", [_cut_off, _cut_off_and_merged, _damaged])
def test_a_record_that_cannot_be_read_is_told_and_its_check_done_again(
    reference: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    prepared = planned(reference, tmp_path, "probe:")
    certify(prepared)
    harm(prepared.run_dir)
    merge_evidence(prepared.run_dir)
    ids = [check.id for check in prepared.plan.checks]
    told = load_bundle(prepared.run_dir).verdict
    assert "TKG-VER020" in {each.code for each in told.problems}
    assert not told.valid

    again = certify(resume(prepared.run_dir, reference))
    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    assert sorted(each.check for each in found) == sorted(ids)
    assert {each.outcome for each in found} == {"passed"}
    assert again.valid, again.problems
    (taken_up,) = read_manifest(prepared.run_dir).resumed
    assert (taken_up.blocked, taken_up.unreadable) == (0, 1)
    assert f"{taken_up.at} (1)" in (prepared.run_dir / "report.html").read_text(encoding="utf-8")
