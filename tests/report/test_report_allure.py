"""Allure results: made from evidence alone, the same each time, in the format that Allure documents."""

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attr
import pytest
from allure_commons import model2
from msgspec.structs import replace
from sample_run import ATTACK, FACTS, RECORDS, basis, record, write_run

from conformance.report.allure import Catalog, catalog_of, subject, write_result
from conformance.report.allure_meta import categories, properties, write_allure
from conformance.report.allure_model import Attachment, Link, Named, Result, StatusDetails, Step
from conformance.report.bundle import load_bundle
from conformance.report.headings import chapter_of
from conformance.report.labels import labels
from conformance.report.rows import anchor_of
from conformance.report.text import milliseconds
from conformance.verdict.model import RequirementFacts


def catalog(*changed: RequirementFacts) -> Catalog:
    """The catalog of the sample run, with some requirements changed."""
    facts = {**FACTS, **{each.id: each for each in changed}}
    with TemporaryDirectory() as folder:
        run = write_run(Path(folder) / "r-1", bases=(basis(tuple(facts.values())),))
        return catalog_of(load_bundle(run), "ja")


CATALOG = catalog()


def written(folder: Path, number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_result(RECORDS[number], folder, CATALOG).read_bytes())
    return found


def label(result: dict[str, Any], name: str) -> list[str]:
    return [each["value"] for each in result["labels"] if each["name"] == name]


def test_a_result_names_business_requirement_clause_and_status(tmp_path: Path) -> None:
    result = written(tmp_path, 1)
    assert (result["name"], result["status"], result["stage"]) == ("検査2", "failed", "finished")
    assert label(result, "epic") == ["試験業務zz"]
    assert label(result, "feature") == ["第2章"]
    assert label(result, "story") == ["ZZ-2.M 照会 (実装必須機能)"]
    assert label(result, "tag") == ["ZZ-2.M"]
    assert label(result, "subSuite") == ["zz/a"]
    assert "根拠: 本文 2" in result["description"]
    assert result["links"][0]["url"] == f"../report.html#{anchor_of('zz', 'ZZ-2.M')}"
    assert result["stop"] - result["start"] == 12
    assert result["start"] == milliseconds("2026-04-01T00:00:00Z")


def test_the_reason_is_in_the_status_with_expected_and_got(tmp_path: Path) -> None:
    details = written(tmp_path, 1)["statusDetails"]
    assert details["message"].split("\n") == ["不適合 [実装必須機能]", "期待: 受付", "実際: 拒否", "事情"]
    assert "再" not in details["message"]
    assert "直し方" in details["trace"]


def test_outcomes_become_the_statuses_of_allure(tmp_path: Path) -> None:
    statuses = [written(tmp_path, number)["status"] for number in range(len(RECORDS))]
    assert statuses == ["passed", "failed", "skipped", "failed", "failed", "passed", "broken"]


def test_steps_are_the_gherkin_steps_with_their_exchanges_attached(tmp_path: Path) -> None:
    steps = written(tmp_path, 1)["steps"]
    assert [step["name"] for step in steps] == [
        "前提 「甲」がいる:",
        "もし 登録する",
        "ならば 受け付けられる",
    ]
    assert steps[0]["parameters"][1] == {"name": "2", "value": "| 氏名 | 試験　太郎 |"}
    assert "attachments" not in steps[0]
    assert steps[2]["statusDetails"]["message"] == "期待: 受付\n実際: 拒否"
    assert steps[2]["start"] - steps[1]["start"] == 4
    (attached,) = steps[2]["attachments"]
    assert attached["name"] == "要求・応答 (2)"
    text = (tmp_path / attached["source"]).read_text(encoding="utf-8")
    assert "POST http://127.0.0.1:1/tekigo/v1/zz/toroku" in text
    assert '→ 200  (3.2 ms)\nx-test: 応答\n\n{"a":1}' in text
    assert "→ 応答なし TKG-TGT001" in text


def test_writing_again_writes_the_same_files(tmp_path: Path) -> None:
    def all_bytes() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    for each in RECORDS:
        write_result(each, tmp_path, CATALOG)
    before = all_bytes()
    for each in reversed(RECORDS):
        write_result(each, tmp_path, CATALOG)
    assert all_bytes() == before
    other = Catalog(run="r-2", names={}, judged={})
    assert write_result(RECORDS[0], tmp_path, other).name not in before


def test_a_check_of_an_unknown_requirement_still_has_a_result(tmp_path: Path) -> None:
    result = json.loads(
        write_result(RECORDS[1], tmp_path, Catalog(run="r", names={}, judged={})).read_bytes()
    )
    assert label(result, "epic") == ["zz"]
    assert label(result, "feature") == []


def test_hostile_text_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    write_result(record(1, "failed", "ZZ-1.M", body=ATTACK, text=ATTACK), tmp_path, CATALOG)
    for path in tmp_path.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "\x1b" not in text
        assert "␛[31m" in text


@dataclass(frozen=True)
class Pair:
    ours: type
    theirs: type


@pytest.mark.parametrize(
    "pair",
    [
        Pair(Result, model2.TestResult),
        Pair(Step, model2.TestStepResult),
        Pair(Attachment, model2.Attachment),
        Pair(StatusDetails, model2.StatusDetails),
        Pair(Link, model2.Link),
        Pair(Named, model2.Label),
        Pair(Named, model2.Parameter),
    ],
    ids=lambda pair: pair.theirs.__name__,
)
def test_our_fields_are_fields_of_allure(pair: Pair) -> None:
    assert set(pair.ours.__struct_encode_fields__) <= {each.name for each in attr.fields(pair.theirs)}  # type: ignore[attr-defined]


def test_a_whole_run_has_results_environment_categories_and_executor(run_dir: Path) -> None:
    stale = run_dir / "allure-results" / "old-result.json"
    stale.parent.mkdir()
    stale.write_text("{}", encoding="utf-8")
    folder = write_allure(load_bundle(run_dir), CATALOG)
    assert not stale.exists()  # results of an earlier writing would be counted with these
    assert len(list(folder.glob("*-result.json"))) == len(RECORDS)
    names = [each["name"] for each in json.loads((folder / "categories.json").read_bytes())]
    assert names[:4] == [
        "不適合 [実装必須機能]",
        "不適合 [標準オプション機能]",
        "不適合 [実装不可機能]",
        "試験不能",
    ]
    assert json.loads((folder / "executor.json").read_bytes())["buildName"] == "r-1"
    config = json.loads((run_dir / "allurerc.json").read_bytes())
    assert config["plugins"]["awesome"]["options"]["reportLanguage"] == "ja"


def test_every_result_that_did_not_pass_falls_into_one_category(tmp_path: Path) -> None:
    import re

    rules = categories(labels("ja"))
    for number, each in enumerate(RECORDS):
        result = written(tmp_path, number)
        message = result.get("statusDetails", {}).get("message", "")
        hits = [
            rule["name"]
            for rule in rules
            if result["status"] in rule["matchedStatuses"] and re.search(rule["messageRegex"], message)
        ]
        assert len(hits) == (0 if each.outcome == "passed" else 1)


def test_the_environment_is_read_alike_by_java_and_javascript() -> None:
    assert properties({"対象 a:b": "値\n=\\x 𠮷"}) == (
        "\\u5bfe\\u8c61\\ a\\:b=\\u5024\\u000a=\\\\x \\ud842\\udfb7\n"
    )


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ("scenario:a/b::c:d[1]", "a/b"),
        ("item:tennyu:shimei:length", "tennyu"),
        ("fuzz:tennyu:coverage", "tennyu"),
        ("odd", ""),
    ],
)
def test_a_check_id_tells_its_subject(check: str, expected: str) -> None:
    assert subject(check) == expected


def test_the_catalog_knows_every_requirement() -> None:
    assert set(CATALOG.judged) == set(FACTS)


def test_the_class_in_force_here_decides_story_severity_and_category(tmp_path: Path) -> None:
    relaxed = replace(FACTS["ZZ-2.M"], optional_for=("ordinary",), option="bulk")
    result = json.loads(write_result(RECORDS[1], tmp_path, catalog(relaxed)).read_bytes())
    assert label(result, "severity") == ["normal"]
    assert label(result, "story") == ["ZZ-2.M 照会 (標準オプション機能)"]
    assert result["statusDetails"]["message"].startswith("不適合 [標準オプション機能]\n")
    assert label(written(tmp_path, 1), "severity") == ["critical"]


def test_a_failure_that_is_in_transition_is_not_called_nonconformant(tmp_path: Path) -> None:
    assert written(tmp_path, 3)["statusDetails"]["message"].split("\n")[0] == "猶予"


def test_a_check_stands_below_each_requirement_of_its_chapter_and_no_wrong_one(tmp_path: Path) -> None:
    both = catalog(replace(FACTS["ZZ-1.M"], section="8.2", source="本文 8.2"))
    told = json.loads(write_result(RECORDS[5], tmp_path, both).read_bytes())
    assert label(told, "feature") == ["第8章"]
    assert label(told, "story") == ["ZZ-8.N 独自出力 (実装不可機能)", "ZZ-1.M 登録 (実装必須機能)"]
    assert [each["name"] for each in told["links"]] == ["ZZ-8.N 独自出力（8）", "ZZ-1.M 登録（8.2 本文 8.2）"]
    apart = written(tmp_path, 5)
    assert label(apart, "story") == ["ZZ-8.N 独自出力 (実装不可機能)"]
    assert label(apart, "tag") == ["ZZ-8.N", "ZZ-1.M"]


@pytest.mark.parametrize(
    ("section", "title", "chapter"),
    [
        ("4.1.3.0.4", "特例転入", "第4章"),
        ("", "台帳管理／受給者", "台帳管理"),
        ("", "受給者区分", "受給者区分"),
        ("全体", "履歴", "全体"),
    ],
)
def test_the_chapter_is_what_section_and_title_tell(section: str, title: str, chapter: str) -> None:
    assert chapter_of(replace(FACTS["ZZ-1.M"], section=section, title=title), labels("ja")) == chapter
