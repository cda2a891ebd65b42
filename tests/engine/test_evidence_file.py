"""Evidence is written line by line, survives killed runs and several processes, and reads back the same."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from conformance.engine.evidence import (
    Evidence,
    EvidenceWriter,
    StepRecord,
    TornLine,
    iter_evidence,
    merge_evidence,
    read_evidence,
    worker_file,
)
from conformance.engine.manifest import Manifest, TargetInfo, read_manifest, write_manifest
from conformance.engine.plan_file import Plan, PlannedCheck, read_plan, write_plan
from conformance.i18n import TekigoError
from conformance.target.exchange import Exchange

CALL = Exchange(
    method="POST",
    url="http://127.0.0.1/tekigo/v1/zz/a",
    request_headers={"content-type": "application/json"},
    request_body='{"shimei":"試験　太郎"}',
    status=200,
    response_headers={},
    response_body='{"result":[]}',
    truncated=False,
    elapsed_ms=1.5,
    error=None,
)


def record(check: str, got: str | None = None) -> Evidence:
    return Evidence(
        check=check,
        kind="scenario",
        title="登録する",
        business="zz",
        requirements=("ZZ-1.M",),
        outcome="failed",
        expected="A",
        got=got,
        steps=(StepRecord(keyword="もし", text="登録する", outcome="failed", exchanges=(CALL,)),),
    )


def test_records_read_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "run" / "evidence.ndjson"
    with EvidenceWriter(path, fsync=True) as writer:
        writer.write(record("a", got="改行\nと\u2028と\x1b[31m"))
        writer.write(record("b"))
        assert [each.check for each in read_evidence(path)] == ["a", "b"]  # visible while still open
    assert read_evidence(path)[0] == record("a", got="改行\nと\u2028と\x1b[31m")
    assert path.read_bytes().count(b"\n") == 2


def test_half_a_surrogate_pair_does_not_lose_the_record(tmp_path: Path) -> None:
    path = tmp_path / "evidence.ndjson"
    with EvidenceWriter(path) as writer:
        writer.write(record("a", got="x\ud800y"))
    assert read_evidence(path)[0].got == "x\ufffdy"


def test_the_torn_line_of_a_killed_run_is_reported_and_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "evidence.ndjson"
    with EvidenceWriter(path) as writer:
        writer.write(record("a"))
    path.write_bytes(path.read_bytes() + b'{"schema":"tekigo.evidence/1","check":"b')
    torn: list[TornLine] = []
    assert [each.check for each in read_evidence(path, torn)] == ["a"]
    assert [(line.file, line.line) for line in torn] == [("evidence.ndjson", 2)]
    with EvidenceWriter(path) as writer:
        writer.write(record("c"))
    torn.clear()
    assert [each.check for each in iter_evidence(path, torn.append)] == ["a", "c"]
    assert [line.line for line in torn] == [2]


@pytest.mark.parametrize("damage", ["{}", "\xff\xfe", "[1]", '{"schema":"other/1"}', ""])
def test_a_line_that_is_no_evidence_is_reported(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "evidence.ndjson"
    path.write_bytes(damage.encode("latin-1") + b"\n" + msgspec.json.encode(record("a")) + b"\n")
    torn: list[TornLine] = []
    assert [each.check for each in read_evidence(path, torn)] == ["a"]
    assert [line.line for line in torn] == [1]


WRITE = """
import sys
from pathlib import Path
from conformance.engine.evidence import Evidence, EvidenceWriter, worker_file
name = sys.argv[2]
with EvidenceWriter(worker_file(Path(sys.argv[1]), name)) as writer:
    for number in range(200):
        writer.write(Evidence(check=f"{name}-{number}", kind="item", title="x" * 5000, business="zz",
                              requirements=("ZZ-1.M",), outcome="passed", worker=name))
"""


def test_several_processes_write_and_the_files_are_joined(tmp_path: Path) -> None:
    names = ["gw0", "gw1", "gw2"]
    started = [subprocess.Popen([sys.executable, "-c", WRITE, str(tmp_path), name]) for name in names]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    with worker_file(tmp_path, "gw1").open("ab") as file:
        file.write(b'{"torn')
    torn: list[TornLine] = []
    merged = read_evidence(merge_evidence(tmp_path), torn)
    assert sorted(each.check for each in merged) == sorted(f"{n}-{i}" for n in names for i in range(200))
    assert len(torn) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.ndjson"]
    assert merge_evidence(tmp_path) == tmp_path / "evidence.ndjson"


@pytest.mark.parametrize("step", range(5))
def test_a_kill_while_files_are_joined_neither_loses_nor_doubles_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    for name in ("a", "b", "c"):
        with EvidenceWriter(worker_file(tmp_path, name)) as writer:
            writer.write(record(name))
    steps = iter(range(step, -1, -1))

    def killed_before(change: Callable[..., object]) -> Callable[..., object]:
        def do(*given: object) -> object:
            if next(steps) == 0:
                raise KeyboardInterrupt
            return change(*given)

        return do

    with monkeypatch.context() as patched:
        for change in ("unlink", "replace"):
            patched.setattr(Path, change, killed_before(getattr(Path, change)))
        with pytest.raises(KeyboardInterrupt):
            merge_evidence(tmp_path)

    assert [each.check for each in read_evidence(merge_evidence(tmp_path))] == ["a", "b", "c"]
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.ndjson"]


def test_plan_and_manifest_read_back_as_they_were_written(tmp_path: Path) -> None:
    check = PlannedCheck(id="a", kind="item", title="試験", business="zz", requirements=("ZZ-1.M",))
    plan = Plan(checks=(check,), omitted=(check,))
    manifest = msgspec.convert(
        {
            "run": "r1",
            "started": "2026-04-01T09:00:00+09:00",
            "as_of": "2026-04-01",
            "target": {"name": "試験系", "municipality": {"class": "ordinary"}},
        },
        Manifest,
    )
    write_plan(tmp_path, plan)
    write_manifest(tmp_path, manifest)
    assert read_plan(tmp_path) == plan
    assert read_manifest(tmp_path) == manifest
    assert isinstance(manifest.target, TargetInfo)


@pytest.mark.parametrize("name", ["plan.json", "run.json", "evidence.ndjson"])
def test_a_missing_or_damaged_file_is_told_with_a_code(tmp_path: Path, name: str) -> None:
    readers = {"plan.json": read_plan, "run.json": read_manifest}
    reader = readers.get(name, lambda folder: read_evidence(folder / name))
    with pytest.raises(TekigoError, match="TKG-VER001"):
        reader(tmp_path)
    if name in readers:
        (tmp_path / name).write_text("{", encoding="utf-8")
        with pytest.raises(TekigoError, match="TKG-VER002"):
            reader(tmp_path)
