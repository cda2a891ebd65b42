"""An old run opens with this tekigo: every report is made from its files alone. A newer format is refused."""

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from sample_run import tampered

from conformance.certification.reports import ALWAYS, write_reports
from conformance.certification.signing.keys import new_key, read_private_key, read_public_key
from conformance.certification.signing.sign import sign_run
from conformance.certification.signing.verify import verify_bundle
from conformance.cli.main import main
from conformance.i18n import TekigoError
from conformance.report.bundle import changed_since, load_bundle
from conformance.report.compare.make import compare

OLD = Path(__file__).parent / "old_runs" / "20261121-175916"
PART = OLD.with_name("20261121-201724")
WORDS = {
    "CA-001.M": "conformant",
    "CA-010.M": "nonconformant",
    "CA-024.M": "conformant",
    "CA-034.O": "unverified",
}
SCHEMAS = {"run.json": "run", "plan.json": "plan", "verdict.json": "verdict", "evidence.ndjson": "evidence"}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return shutil.copytree(OLD, tmp_path / "later")


def test_its_verdict_is_decided_anew_and_is_the_same(old: Path) -> None:
    bundle = load_bundle(old)
    (business,) = bundle.verdict.businesses
    assert {each.requirement.id: each.word for each in business.requirements} == WORDS
    assert (bundle.verdict.valid, business.word, changed_since(bundle.verdict)) == (True, "nonconformant", [])
    assert (bundle.manifest.tekigo_version, bundle.manifest.edition) == ("0.1.0", {"child_allowance": "2.5"})


def test_every_report_is_made_from_it(old: Path) -> None:
    page, sheets, junit, allure = write_reports(old, ALWAYS)
    text = page.read_text(encoding="utf-8")
    assert all(each in text for each in (*WORDS, "「手当月額」が「35000」", "20261121-175916"))
    rows = list(load_workbook(sheets)["要件一覧"].iter_rows(min_row=2, values_only=True))
    told = {row[1]: (row[4], "不適合" in row, "適合" in row) for row in rows}
    assert set(told) == set(WORDS)
    assert told["CA-010.M"][1:] == (True, False)
    assert told["CA-024.M"][1:] == (False, True)
    (suite,) = etree.parse(junit).getroot()
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("児童手当", "3", "1")
    assert suite.xpath("testcase[failure]/properties/property[@name='requirement']/@value") == ["CA-010.M"]
    results = [json.loads(path.read_bytes()) for path in allure.glob("*-result.json")]
    assert sorted(each["status"] for each in results) == ["failed", "passed", "passed"]


def test_it_is_compared_signed_and_verified(old: Path, tmp_path: Path) -> None:
    assert compare([load_bundle(OLD), load_bundle(old)]).mode == "history"
    new_key(tmp_path / "key.pem")
    (old / "settings.json").write_text("{}\n", encoding="utf-8")
    signed = sign_run(old, read_private_key(tmp_path / "key.pem"))
    done = verify_bundle(signed.path, read_public_key(tmp_path / "key.pub.pem"))
    assert (done.verified, done.result) == (True, "FAILED")


def test_a_part_stays_a_part(tmp_path: Path) -> None:
    later = shutil.copytree(PART, tmp_path / "later")
    bundle = load_bundle(later)
    (business,) = bundle.verdict.businesses
    words = {each.requirement.id: each.word for each in business.requirements}
    assert (bundle.verdict.schema, changed_since(bundle.verdict)) == ("tekigo.verdict/2", [])
    assert (words["CA-010.M"], words["CA-024.M"], business.partial) == ("out_of_scope", "conformant", True)
    assert [each.code for each in bundle.verdict.stale] == ["TKG-VER040"]
    page, sheets, _, _ = write_reports(later, ALWAYS)
    told = "".join(map(str, load_workbook(sheets)["総括"].values))
    for text in (page.read_text(encoding="utf-8"), told):
        assert "判定不能（一部の機能のみ）" in text
        assert "額の改定は別の製品が担う" in text


@pytest.mark.parametrize(("name", "kind"), SCHEMAS.items())
def test_a_newer_format_is_refused_and_said_so(
    old: Path, name: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tampered(old, name, f'"tekigo.{kind}/1"', f'"tekigo.{kind}/9"')
    with pytest.raises(TekigoError) as raised:
        write_reports(old)
    assert raised.value.code == "TKG-VER003"
    for language in ("ja", "en"):
        said = raised.value.text(language)
        assert all(each in said for each in (name, f"tekigo.{kind}/9", f"tekigo.{kind}/1"))
    assert main(["report", str(old)]) == 2
    assert "TKG-VER003" in capsys.readouterr().err


def test_another_thing_altogether_is_damage_and_no_version(old: Path) -> None:
    tampered(old, "run.json", '"tekigo.run/1"', '"tekigo.running/1"')
    with pytest.raises(TekigoError, match="TKG-VER002"):
        load_bundle(old)
    tampered(old, "run.json", '"tekigo.running/1"', '"tekigo.run/1"')
    tampered(old, "evidence.ndjson", '"tekigo.evidence/1"', '"other/2"')
    assert "TKG-VER020" in {each.code for each in load_bundle(old).verdict.problems}


@pytest.mark.parametrize("name", SCHEMAS)
def test_fields_that_a_later_tekigo_added_within_the_version_are_left_aside(old: Path, name: str) -> None:
    before = load_bundle(old)
    text = (old / name).read_text(encoding="utf-8")
    (old / name).write_text(text.replace("{", '{"added_later": {"a": [1]}, ', 1), encoding="utf-8")
    assert load_bundle(old) == before
