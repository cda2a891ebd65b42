"""`tekigo report`: everything again from the files of a run alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample_run import tampered, write_run

from conformance.verdict.store import read_verdict


def tekigo(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conformance.cli.main", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_all_reports_are_written_again(run_dir: Path) -> None:
    done = tekigo("report", run_dir, cwd=run_dir.parent)
    assert done.returncode == 0, done.stderr
    names = [Path(line).name for line in done.stdout.split()]
    assert names == ["report.html", "tekigohyo.xlsx", "junit.xml", "allure-results"]
    assert all((run_dir / name).exists() for name in names)
    before = (run_dir / "report.html").read_bytes()
    tekigo("report", run_dir, "--format", "html", cwd=run_dir.parent)
    assert (run_dir / "report.html").read_bytes() == before


def test_a_run_is_found_by_its_name(tmp_path: Path) -> None:
    write_run(tmp_path / "reports" / "r-1")
    assert tekigo("report", "r-1", "--format", "junit", cwd=tmp_path).returncode == 0


def test_json_prints_the_verdict_and_nothing_else(run_dir: Path) -> None:
    done = tekigo("report", run_dir, "--format", "json", "--format", "junit", cwd=run_dir.parent)
    assert json.loads(done.stdout)["run"] == "r-1"
    assert "junit.xml" in done.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("verdict.json", '"word": "nonconformant"', '"word": "conformant"', "TKG-VER027"),
        ("run.json", '"run": "r-1"', '"run": "r-2"', "TKG-VER028"),
    ],
)
def test_a_verdict_that_does_not_follow_from_the_evidence_is_told(
    run_dir: Path, name: str, old: str, new: str, code: str
) -> None:
    done = tekigo("report", tampered(run_dir, name, old, new), "--format", "html", cwd=run_dir.parent)
    assert done.returncode == 4
    assert code in done.stderr
    assert code in (run_dir / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["verdict.json", "evidence.ndjson", "run.json"])
def test_a_missing_file_is_told_without_a_traceback(run_dir: Path, name: str) -> None:
    (run_dir / name).unlink()
    done = tekigo("report", run_dir, cwd=run_dir.parent)
    assert done.returncode == 2
    assert "TKG-VER001" in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_killed_run_whose_evidence_is_torn_is_invalid(run_dir: Path) -> None:
    path = run_dir / "evidence.ndjson"
    path.write_bytes(path.read_bytes()[:-40])
    done = tekigo("report", run_dir, "--format", "json", cwd=run_dir.parent)
    verdict = json.loads(done.stdout)
    assert not verdict["valid"]
    assert {"TKG-VER010", "TKG-VER020"} <= {problem["code"] for problem in verdict["problems"]}
    assert read_verdict(run_dir).valid  # the file of the run itself is left as it was
