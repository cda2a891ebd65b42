"""junit.xml tells a pipeline what failed, in readable Japanese and legal XML."""

from pathlib import Path

import pytest
from lxml import etree
from sample_run import write_run

from conformance.report.bundle import load_bundle
from conformance.report.junit import write_junit


def tree(folder: Path) -> etree._Element:
    return etree.fromstring(write_junit(load_bundle(folder)).read_bytes())


def test_every_check_is_a_case_and_outcomes_are_kept_apart(run_dir: Path) -> None:
    root = tree(run_dir)
    suite = root[0]
    assert suite.get("name") == "試験業務zz"
    for node in (root, suite):
        numbers = [node.get(name) for name in ("tests", "failures", "errors", "skipped", "time")]
        assert numbers == ["7", "3", "1", "1", "0.084"]
    tags = [[child.tag for child in case if child.tag != "properties"] for case in suite.iterfind("testcase")]
    assert tags == [[], ["failure"], ["skipped"], ["failure"], ["failure"], [], ["error"]]


def test_a_failure_says_expected_got_clause_and_remedy_in_readable_japanese(run_dir: Path) -> None:
    text = (write_junit(load_bundle(run_dir))).read_text(encoding="utf-8")
    assert "期待: 受付 / 実際: 拒否" in text  # no &#x...; escapes
    case = tree(run_dir)[0].findall("testcase")[1]
    assert case.get("classname") == "ZZ-2.M"
    detail = case.find("failure")
    assert detail is not None
    assert detail.get("type") == "TKG-VER010"
    told = detail.text or ""
    assert "根拠: 本文 2" in told
    assert "直し方: もう一度" in told
    assert "✕ ならば 受け付けられる" in told
    assert case.xpath("properties/property[@name='requirement']/@value") == ["ZZ-2.M"]


def test_characters_that_xml_forbids_become_visible(hostile_dir: Path) -> None:
    path = write_junit(load_bundle(hostile_dir))
    root = etree.fromstring(path.read_bytes())  # it parses at all
    text = path.read_text(encoding="utf-8")
    assert "␛[31m" in text
    assert "\x1b" not in text
    assert len(root.xpath("//script")) == 0


def test_a_run_without_evidence_is_an_empty_report(tmp_path: Path) -> None:
    assert tree(write_run(tmp_path / "r-1", ())).get("tests") == "0"


def test_the_writer_would_refuse_what_the_cleaning_removes() -> None:
    with pytest.raises(ValueError, match="XML compatible"):
        etree.Element("a", name="\x1b")
