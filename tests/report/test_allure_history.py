"""The Allure site of a run knows the earlier runs of the same system, each once, and no other."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sample_run import RECORDS, record, write_run

from conformance.certification.reports import write_reports
from conformance.engine.manifest import Manifest
from conformance.report.allure_history import HISTORY, LIMIT, continued, history_file
from conformance.report.bundle import load_bundle
from conformance.spec.paths import data_root

BIN = data_root() / "reports" / "allure" / "node_modules" / ".bin"


def named(run: str, *, vendor: str = "見本社") -> Callable[[Manifest], Manifest]:
    """Let a manifest be that of another run, which began in the hour its name tells."""
    return lambda one: replace(
        one, run=run, started=f"2026-04-{run[-2:]}T09:00:00+09:00", target=replace(one.target, vendor=vendor)
    )


def built(run_dir: Path, manifest: Manifest, **told: object) -> list[str]:
    """Do as Allure does: read the history, append this report to it; return which runs it was given."""
    with continued(run_dir, manifest):
        path = run_dir / HISTORY
        before = path.read_text(encoding="utf-8").splitlines()
        line = {"uuid": os.urandom(8).hex(), "name": "報告", "timestamp": 1, "testResults": {}, **told}
        path.write_text("\n".join([*before, json.dumps(line)]) + "\n", encoding="utf-8")
    assert not path.exists()
    return [json.loads(each)["name"] for each in before]


def kept(path: Path) -> list[str]:
    return [json.loads(line)["name"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    return load_bundle(write_run(tmp_path / "r-1")).manifest


def test_a_run_knows_those_before_it_and_is_kept_once_however_often_its_site_is_built(
    tmp_path: Path, manifest: Manifest
) -> None:
    runs = {name: named(name)(manifest) for name in ("d-01", "d-02", "d-03")}
    folder, file = tmp_path / "r-1", history_file(tmp_path / "r-1", manifest)
    assert built(folder, runs["d-01"]) == []
    assert built(folder, runs["d-03"]) == ["d-01"]
    assert built(folder, runs["d-02"]) == ["d-01"]  # made late: what came after it is not its past
    assert built(folder, runs["d-03"]) == ["d-01", "d-02"]
    assert kept(file) == ["d-01", "d-02", "d-03"]
    assert file.parent == tmp_path


def test_systems_have_histories_of_their_own(tmp_path: Path, manifest: Manifest) -> None:
    built(tmp_path / "r-1", named("d-01")(manifest))
    assert built(tmp_path / "r-1", named("d-02", vendor="別社")(manifest)) == []
    assert len(list(tmp_path.glob("allure-history-*.jsonl"))) == 2


def test_a_history_is_bounded_and_a_torn_line_is_dropped(tmp_path: Path, manifest: Manifest) -> None:
    file = history_file(tmp_path / "r-1", manifest)
    file.write_bytes(b'[1]\n{"uuid": "x"}\n{"uuid": "y", "timestamp": "z"}\n\xff\n{"uuid": "half')
    for number in range(1, LIMIT + 3):
        built(tmp_path / "r-1", named(f"d-{number:02}")(manifest))
    assert kept(file) == [f"d-{number:02}" for number in range(3, LIMIT + 3)]


def test_a_site_that_was_not_built_leaves_the_history_as_it_was(tmp_path: Path, manifest: Manifest) -> None:
    built(tmp_path / "r-1", named("d-01")(manifest))
    with continued(tmp_path / "r-1", named("d-02")(manifest)):
        pass
    assert kept(history_file(tmp_path / "r-1", manifest)) == ["d-01"]


def data_of(index: Path) -> dict[str, Any]:
    """Read the results of a real site by the names of their checks."""
    found = [
        json.loads(each.read_bytes()) for each in (index.parent / "data" / "test-results").glob("*.json")
    ]
    return {each["fullName"]: each for each in found}


@pytest.mark.skipif(
    not (BIN / "allure").exists() or not shutil.which("node"), reason="no Allure here: make allure"
)
def test_the_site_of_a_second_run_shows_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    worse = (record(1, "failed", "ZZ-1.M"), *RECORDS[1:])
    first = write_run(tmp_path / "d-01", changes=named("d-01"))
    second = write_run(tmp_path / "d-02", worse, changes=named("d-02"))
    sites = [data_of(write_reports(each, ("allure", "site"))[-1]) for each in (first, second)]
    check = RECORDS[0].check
    assert sites[0][check].get("history", []) == []
    assert [each["status"] for each in sites[1][check]["history"]] == ["passed"]
    assert (sites[1][check]["status"], len(sites[1])) == ("failed", len(RECORDS))
