"""Extracted files as a run: evidence, verdict and reports like those of any other, and no value in any of them."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.certification.data_run import DataChoices, DataRun, run_files
from conformance.cli.main import main
from conformance.data.check import check_sources
from conformance.data.dialect import load_dialect
from conformance.data.evidence import records
from conformance.data.plan import plan_files
from conformance.data.sources import Source
from conformance.engine.evidence import Evidence, read_evidence
from conformance.i18n import set_language
from conformance.report.bundle import load_bundle
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.verdict.model import RequirementVerdict, Verdict
from tests.data.city import NOTES, PEOPLE, Rows, city, person_numbers, write, write_rows

JUDGED = "RR-D1.M"
BUSINESS = "resident_records"


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    yield
    set_language("ja")


def ran(tmp_path: Path, rows: dict[str, Rows] | None = None) -> DataRun:
    folder = tmp_path / "files"
    folder.mkdir(exist_ok=True)
    if rows is not None:
        write(folder, rows)
    return run_files(DataChoices(folder=folder, businesses=(BUSINESS,), out=tmp_path / "runs"))


def found(run_dir: Path) -> dict[str, Evidence]:
    return {each.check: each for each in read_evidence(run_dir / "evidence.ndjson")}


def word_of(verdict: Verdict | None, requirement: str = JUDGED) -> RequirementVerdict:
    assert verdict is not None
    (one,) = (
        each
        for business in verdict.businesses
        for each in business.requirements
        if each.requirement.id == requirement
    )
    return one


def test_right_files_show_the_requirement_and_nothing_else(tmp_path: Path) -> None:
    run = ran(tmp_path, city())

    bundle = load_bundle(run.run_dir)
    counts = bundle.verdict.counts
    assert bundle.verdict.valid
    assert bundle.verdict == run.verdict
    assert counts.selected == counts.collected == counts.executed == counts.reported > 20
    assert {(each.kind, each.outcome) for each in found(run.run_dir).values()} == {("file", "passed")}
    assert (word_of(run.verdict).word, word_of(run.verdict).why) == ("conformant", "passed")
    assert bundle.verdict.businesses[0].word == "indeterminate"
    assert bundle.verdict.businesses[0].share.verified == 1
    assert {"report.html", "tekigohyo.xlsx", "junit.xml", "data.json", "data_errors.xlsx"} <= {
        path.name for path in run.run_dir.iterdir()
    }


def test_the_checks_are_the_same_in_every_run(tmp_path: Path) -> None:
    first, second = ran(tmp_path, city()), ran(tmp_path, city(people=2))

    assert list(found(first.run_dir)) == list(found(second.run_dir))
    assert f"file:{BUSINESS}:{PEOPLE}:newest" in found(first.run_dir)


def test_wrong_files_fail_by_file_and_rule(tmp_path: Path) -> None:
    rows = city()
    rows[PEOPLE][6]["性別"] = "8"
    rows[PEOPLE][6]["生年月日"] = "1990-02-30"

    run = ran(tmp_path, rows)

    wrong = {each.check: each for each in found(run.run_dir).values() if each.outcome != "passed"}
    assert set(wrong) == {f"file:{BUSINESS}:{PEOPLE}:code", f"file:{BUSINESS}:{PEOPLE}:date"}
    code = wrong[f"file:{BUSINESS}:{PEOPLE}:code"]
    assert code.outcome == "failed"
    assert code.expected == "1:男、2:女"
    assert code.replay == f"tekigo data check DIR -b {BUSINESS}"
    assert code.got is not None
    assert "60行のうち1行（1.67%）" in code.got
    assert "7 9" in code.got
    assert [step.text[:11] for step in code.steps] == ["TKG-DATA033"]
    assert word_of(run.verdict).word == "nonconformant"


def test_a_missing_file_fails_and_its_rules_are_not_judged(tmp_path: Path) -> None:
    ran(tmp_path, city())
    (tmp_path / "files" / f"{NOTES}.csv").unlink()

    run = ran(tmp_path)

    of_notes = {
        check.rpartition(":")[2]: each for check, each in found(run.run_dir).items() if NOTES in check
    }
    assert of_notes.pop("present").outcome == "failed"
    assert {(each.outcome, each.code) for each in of_notes.values()} == {("blocked", "TKG-DATA074")}
    assert word_of(run.verdict).word == "nonconformant"


def test_keys_are_not_judged_without_their_column(tmp_path: Path) -> None:
    ran(tmp_path, city())
    names = ["メモ内容", "対象履歴番号"]
    write_rows(tmp_path / "files", NOTES, names, [dict.fromkeys(names, "")])

    of_notes = {
        check.rpartition(":")[2]: each
        for check, each in found(ran(tmp_path).run_dir).items()
        if NOTES in check
    }

    assert of_notes["columns"].outcome == "failed"
    assert of_notes["key"].outcome == "blocked"
    assert of_notes["required"].outcome == "passed"


SECRETS = ("山田サブロウ", "987654321098", "三丁目四番")


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield path.name, path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())


def test_no_file_of_a_run_holds_a_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = city()
    rows[PEOPLE][1] |= {"氏名": f"{SECRETS[0]} x", "個人番号": SECRETS[1], "生年月日": "1990-13-13"}
    rows[PEOPLE][2]["性別"] = SECRETS[0]
    ran(tmp_path, rows)
    headless = ",".join([*SECRETS, "x", "y"])
    (tmp_path / "files" / f"{NOTES}.csv").write_text(f"{headless}\n{headless}\n", encoding="utf-8")

    run = ran(tmp_path)
    main(["data", "check", str(tmp_path / "files"), "-b", BUSINESS, "--out", str(tmp_path / "runs")])

    assert {each.check for each in found(run.run_dir).values() if each.outcome == "failed"} >= {
        f"file:{BUSINESS}:{PEOPLE}:check_digit",
        f"file:{BUSINESS}:{NOTES}:columns",
    }
    told = capsys.readouterr().out
    for secret in (*SECRETS, "1990-13-13", str(tmp_path)):
        shown = [name for name, content in everything(tmp_path / "runs") if secret.encode() in content]
        assert shown == []
        if secret != str(tmp_path):
            assert secret not in told


def test_a_business_without_such_a_requirement_is_told_and_not_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(tmp_path, "宛名", ["宛名番号"], [{"宛名番号": "1"}])
    args = ["data", "check", str(tmp_path), "-b", "national_pension", "--out", str(tmp_path / "runs")]

    assert main(args) == 3

    told = capsys.readouterr().out
    assert "ファイルで判定する要件がない" in told
    (run_dir,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in run_dir.iterdir()} == {"data.json", "data_errors.xlsx"}


def test_a_reference_that_nobody_can_judge_keeps_its_requirement_unverified(tmp_path: Path) -> None:
    tax = load_package("light_vehicle_tax")
    (one, *_) = (each for each in tax.requirements if each.class_ == "mandatory")
    package = replace(
        tax,
        requirements=tuple(
            replace(each, testability="file") if each is one else each for each in tax.requirements
        ),
        standard=replace(tax.standard, file_checks={"reference": one.id}),
    )
    rows = [{"宛名番号": person_numbers(1)[0], "宛名区分": "住民"}]
    write_rows(tmp_path, "宛名", ["宛名番号", "宛名区分"], rows)
    source = Source(catalog=Catalog(package), folder=tmp_path)

    (result,) = check_sources([source], load_dialect())
    made = {each.check: each for each in records(plan_files(package), source.catalog, source.layouts, result)}

    about = made["file:light_vehicle_tax:宛名:reference"]
    assert (about.outcome, about.code) == ("not_applicable", "TKG-DATA072")
    assert about.reason is not None
    assert "resident_records" in about.reason


def test_a_run_is_reported_signed_verified_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before, after = ran(tmp_path, city()).run_dir, ran(tmp_path, city() | {NOTES: []}).run_dir
    (after / "data_errors.xlsx").unlink()

    assert main(["report", str(after)]) == 0
    assert (after / "data_errors.xlsx").is_file()
    assert main(["sign", "--new-key", "vendor.pem"]) == 0
    assert main(["sign", str(after), "--key", "vendor.pem", "--out", "b.zip"]) == 0
    assert main(["verify", "b.zip", "--key", "vendor.pub.pem"]) == 0
    assert main(["compare", str(before), str(after), "--out", "compared"]) == 0
    with zipfile.ZipFile("b.zip") as archive:
        assert any(re.search("data_errors.xlsx$", name) for name in archive.namelist())
    assert "Traceback" not in capsys.readouterr().err


def test_what_cannot_be_read_is_told_and_leaves_no_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, city(people=1))
    monkeypatch.setattr("conformance.data.file_check.seen", refuse)

    args = ["data", "check", str(tmp_path), "-b", BUSINESS, "--out", str(tmp_path / "runs")]
    assert main(args) == 2

    assert "TKG-DATA002" in capsys.readouterr().err
    assert not (tmp_path / "runs").exists()


def test_several_businesses_are_checked_against_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (BUSINESS, "light_vehicle_tax", "outsiders"):
        (tmp_path / name).mkdir()
    write(tmp_path / BUSINESS, city(people=2))
    first, _, _, stranger = person_numbers(4)
    rows = [{"宛名番号": first, "宛名区分": "住民"}, {"宛名番号": stranger, "宛名区分": "住民"}]
    write_rows(tmp_path / "light_vehicle_tax", "宛名", ["宛名番号", "宛名区分"], rows)
    write_rows(tmp_path / "outsiders", "住登外者宛名基本情報", ["宛名番号"], [])
    businesses = ("-b", BUSINESS, "-b", "light_vehicle_tax")
    others = ("--with", f"addressee_management={tmp_path / 'outsiders'}")

    code = main(
        ["data", "check", str(tmp_path), *businesses, *others, "--out", str(tmp_path / "runs"), "--json"]
    )

    told = json.loads(capsys.readouterr().out)
    assert code == 3
    assert [each["business"] for each in told["businesses"]] == [BUSINESS, "light_vehicle_tax"]
    assert [(each["requirement"], each["word"]) for each in told["requirements"]] == [
        (JUDGED, "conformant"),
        ("LV-D1.M", "nonconformant"),
    ]
    wrong = [each for file in told["businesses"][1]["files"] for each in file["findings"]]
    references = [each for each in wrong if each["code"] == "TKG-DATA039"]
    assert [(each["count"], each["examples"][0]["row"]) for each in references] == [(1, 2)]


def test_a_header_without_end_is_told_in_bounds(tmp_path: Path) -> None:
    write(tmp_path, city(people=1))
    head = ",".join(f"x{each}" for each in range(90_000))
    (tmp_path / f"{NOTES}.csv").write_text(f"{head}\n", encoding="utf-8")

    run = run_files(DataChoices(folder=tmp_path, businesses=(BUSINESS,), out=tmp_path / "runs"))

    (file,) = (file for file in run.found.businesses[0].files if file.group == NOTES)
    strange = [each for each in file.findings if each.code == "TKG-DATA022"]
    assert len(strange) == 51
    assert strange[-1].count == 90_000 - 50
