"""A run is read back from its files; whatever was changed in them since takes its verdict away."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_run import tampered

from conformance.report.bundle import load_bundle


def drop_evidence(folder: Path) -> None:
    path = folder / "evidence.ndjson"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def repeat_evidence(folder: Path) -> None:
    path = folder / "evidence.ndjson"
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[1])


def drop_from_plan(folder: Path) -> None:
    path = folder / "plan.json"
    plan = json.loads(path.read_bytes())
    del plan["checks"][1]
    path.write_text(json.dumps(plan), encoding="utf-8")


def drop_failure_everywhere(folder: Path) -> None:
    """Take a failed check out of plan and evidence, as one would to look better."""
    drop_from_plan(folder)
    path = folder / "evidence.ndjson"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(
        b"".join(line for line in lines if b'"failed","code"' not in line or b"ZZ-2.M" not in line)
    )


def call_mandatory_optional(folder: Path) -> None:
    tampered(folder, "verdict.json", '"class": "mandatory"', '"class": "optional"')


def count_less(folder: Path) -> None:
    tampered(folder, "run.json", '"selected": 7', '"selected": 6')


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_evidence, "TKG-VER010"),
        (repeat_evidence, "TKG-VER013"),
        (drop_from_plan, "TKG-VER011"),
        (drop_failure_everywhere, "TKG-VER027"),
        (call_mandatory_optional, "TKG-VER027"),
        (count_less, "TKG-VER028"),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_a_run_that_was_changed_judges_nothing(
    run_dir: Path, change: Callable[[Path], None], code: str
) -> None:
    change(run_dir)
    verdict = load_bundle(run_dir).verdict
    assert code in [problem.code for problem in verdict.problems]
    assert not verdict.valid
    assert [business.word for business in verdict.businesses] == ["indeterminate"]


def test_a_run_that_nobody_touched_is_as_it_was(run_dir: Path) -> None:
    verdict = load_bundle(run_dir).verdict
    assert (verdict.valid, verdict.problems) == (True, ())
    assert [business.word for business in verdict.businesses] == ["nonconformant"]
