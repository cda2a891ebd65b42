"""`tekigo run` with extracted files: checked before anything is sent, judged in the same verdict."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance.certification.certify import SetUpError, certify, check_set_up
from conformance.certification.prepare import Choices, Prepared, prepare
from conformance.certification.resume import resume
from conformance.engine.evidence import Evidence, read_evidence
from conformance.i18n import TekigoError
from conformance.verdict.model import Verdict, Word
from tests.data.city import NOTES, PEOPLE, Rows, city, write

JUDGED = "RR-D1.M"
BUSINESS = "resident_records"


def target_with(reference: Path, name: str, files: dict[str, Any]) -> Path:
    """Write a target file that names extracted files."""
    told = yaml.safe_load(reference.read_text(encoding="utf-8")) | {"data_files": files}
    target = reference.with_name(f"{name}.yaml")
    target.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return target


def with_files(reference: Path, tmp_path: Path, rows: dict[str, Rows], *kinds: str) -> Prepared:
    """Prepare a run of the checks of files, and of some other kinds, on the reference system."""
    (tmp_path / "files").mkdir()
    write(tmp_path / "files", rows)
    target = target_with(reference, tmp_path.name, {"folder": str(tmp_path / "files")})
    every = prepare(target, Choices(out=tmp_path / "all", fuzz="off")).plan.checks
    chosen = frozenset(each.id for each in every if each.kind in ("file", *kinds))
    return prepare(target, Choices(out=tmp_path / "runs", fuzz="off", only=chosen))


def found(prepared: Prepared) -> dict[str, Evidence]:
    return {each.check: each for each in read_evidence(prepared.run_dir / "evidence.ndjson")}


def word_of(verdict: Verdict) -> Word:
    (one,) = (each for each in verdict.businesses[0].requirements if each.requirement.id == JUDGED)
    return one.word


def test_files_are_a_part_of_a_run(reference: Path, tmp_path: Path) -> None:
    rows = city()
    rows[PEOPLE][0]["性別"] = "8"
    prepared = with_files(reference, tmp_path, rows, "probe")

    verdict = certify(prepared)

    made = found(prepared)
    assert {each.kind for each in made.values()} == {"file", "probe"}
    assert verdict.valid, verdict.problems
    assert verdict.counts.reported == verdict.counts.selected == len(prepared.plan.checks)
    assert [each.check for each in made.values() if each.outcome == "failed"] == [
        f"file:{BUSINESS}:{PEOPLE}:code"
    ]
    assert word_of(verdict) == "nonconformant"
    assert (prepared.run_dir / "data_errors.xlsx").is_file()


def test_what_could_not_be_read_is_blocked_and_done_again(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    prepared = with_files(reference, tmp_path, city(people=1))
    with monkeypatch.context() as locked:
        locked.setattr("conformance.data.file_check.seen", refuse)
        verdict = certify(prepared)

    assert {(each.outcome, each.code) for each in found(prepared).values()} == {("blocked", "TKG-DATA002")}
    assert (verdict.valid, word_of(verdict)) == (True, "blocked")
    assert str(tmp_path) not in (prepared.run_dir / "evidence.ndjson").read_text(encoding="utf-8")

    again = certify(resume(prepared.run_dir, reference.with_name(f"{tmp_path.name}.yaml")))

    assert {each.outcome for each in found(prepared).values()} == {"passed"}
    assert word_of(again) == "conformant"


def test_preflight_looks_for_the_folder(reference: Path, tmp_path: Path) -> None:
    prepared = with_files(reference, tmp_path, city(people=1))
    assert [line.ok for line in check_set_up(prepared) if line.name == "files"] == [True]

    shutil.rmtree(tmp_path / "files")

    with pytest.raises(SetUpError) as error:
        check_set_up(prepared)
    assert [line.code for line in error.value.lines] == ["TKG-DATA002"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"folder": "nowhere"}, "TKG-DATA002"),
        ({"folder": ".", "others": {"child_allowance": "nowhere"}}, "TKG-DATA002"),
        ({"folder": ".", "others": {"no_business": "."}}, "TKG-SPEC003"),
        (
            {"folder": ".", "absent": [{"business": BUSINESS, "group": NOTES, "reason": "備えない"}]},
            "TKG-DATA075",
        ),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_sent(
    reference: Path, tmp_path: Path, files: dict[str, Any], code: str
) -> None:
    target = target_with(reference, tmp_path.name, files)

    with pytest.raises(TekigoError) as error:
        prepare(target, Choices(out=tmp_path, fuzz="off"))

    assert error.value.code == code
