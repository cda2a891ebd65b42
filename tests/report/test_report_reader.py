"""What someone who reads the report for the first time needs, and a report made again later must repeat."""

import re
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import html
from sample_run import FACTS, RECORDS, basis, exchange, record, write_run
from selecting import pick, said

from conformance.certification.reports import write_reports
from conformance.engine.manifest import Phase, read_manifest, write_manifest
from conformance.report.bundle import load_bundle
from conformance.report.collect import trim_exchange
from conformance.report.html import render_html
from conformance.report.labels import labels
from conformance.report.rows import sentence


def page(folder: Path, lang: str = "ja") -> Any:  # noqa: ANN401 - lxml has no useful type for a document
    return html.fromstring(render_html(load_bundle(folder), lang))  # type: ignore[arg-type]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_reports_made_again_from_a_closed_run_are_the_same_bytes(run_dir: Path, tmp_path: Path) -> None:
    write_reports(run_dir)
    manifest = read_manifest(run_dir)
    # The engine notes what the reports took after it wrote them.
    phases = (*manifest.phases, Phase(name="reports", seconds=2.5))
    write_manifest(run_dir, msgspec.structs.replace(manifest, phases=phases))
    first = everything(run_dir)
    assert len([name for name in first if name.endswith("-result.json")]) == len(RECORDS)
    elsewhere = tmp_path / "moved"
    shutil.copytree(run_dir, elsewhere)
    write_reports(elsewhere)
    assert everything(elsewhere) == first


def test_an_invalid_run_says_so_before_any_count(tmp_path: Path) -> None:
    invalid = said(page(write_run(tmp_path / "r-1", missing=1)).get_element_by_id("result"))
    assert invalid.index("✕ 無効") < invalid.index("実装必須機能")
    assert "残るため" not in invalid  # that a run is invalid is reason enough
    valid = said(page(write_run(tmp_path / "r-2")).get_element_by_id("result"))
    assert valid.index("○ 有効") > valid.index("実装必須機能")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ja", "未確認又は試験不能の実装必須機能が2件残るため"),
        ("en", "2 mandatory requirements are unverified or"),
    ],
)
def test_a_verdict_that_cannot_be_given_says_what_is_missing(
    tmp_path: Path, lang: str, expected: str
) -> None:
    open_run = write_run(tmp_path / "r-1", [each for each in RECORDS if each.outcome != "failed"][:3])
    shown = said(pick(page(open_run, lang), "ul.say")[0])
    assert expected.replace("2", str(len(pick(page(open_run, lang), "#open tbody tr")))) in shown
    assert "判定できません" not in said(pick(page(write_run(tmp_path / "r-2")), "ul.say")[0])


def test_every_count_leads_to_the_requirements_it_counts(run_dir: Path) -> None:
    tree = page(run_dir)
    rows = pick(tree, "#req-table tbody tr")
    links = pick(tree, "td.hit a")
    assert len(links) == 9
    for link in links:
        wanted = msgspec.json.decode(link.get("data-choose"), type=dict[str, str])
        met = [row for row in rows if all(row.get(f"data-{name}") == value for name, value in wanted.items())]
        assert len(met) == int(said(link))


def test_scenarios_come_before_what_random_requests_found(tmp_path: Path) -> None:
    kinds = ("fuzz", "item", "probe", "scenario")
    records = [record(n, "failed", "ZZ-2.M", kind=kind) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]
    tree = page(write_run(tmp_path / "r-1", records))
    assert [said(each) for each in pick(tree, "#failures h4")] == ["検査3", "検査2", "検査1"]
    listed = said(tree.get_element_by_id("r-zz-ZZ-2.M"))
    assert [listed.index(f"検査{n} ") for n in (3, 2, 1, 0)] == sorted(
        listed.index(f"検査{n} ") for n in range(4)
    )


def test_a_body_is_set_apart_from_its_headers_and_laid_out(tmp_path: Path) -> None:
    body = '{"shimei":"試験　太郎","kazu":[1,2.50]}'
    tree = page(write_run(tmp_path / "r-1", [record(1, "failed", "ZZ-1.M", body=body)]))
    asked = pick(tree, "details.x pre")[0].text_content()
    laid_out = '{\n "shimei": "試験　太郎",\n "kazu": [\n  1,\n  2.50\n ]\n}'
    assert asked == f"content-type: application/json\n\n{laid_out}"


@pytest.mark.parametrize("body", ['{"a":1', "<html>", "[" * 3000, '{"a":1}x', "{}" * 4000])
def test_a_body_that_is_no_json_stays_as_it_was(body: str) -> None:
    shown = trim_exchange(exchange(body)).response_body or ""
    assert body.startswith(shown.rstrip("…"))


def test_expected_and_got_are_not_repeated_below_the_check(tmp_path: Path) -> None:
    same = record(1, "failed", "ZZ-1.M")
    other = msgspec.structs.replace(record(2, "failed", "ZZ-1.M"), expected="別の期待")
    tree = page(write_run(tmp_path / "r-1", [same, other]))
    checks = pick(tree.get_element_by_id("r-zz-ZZ-1.M"), "details.check")
    assert [len(pick(check, "ol dl")) for check in checks] == [0, 1]


def test_the_command_to_run_again_says_what_to_put_in(run_dir: Path) -> None:
    failures = said(page(run_dir).get_element_by_id("failures"))
    assert "再実行 tekigo run TARGET.yaml --only-failed r-1" in failures
    assert "TARGET.yaml を接続先の定義ファイルの名前に置き換えて" in failures
    assert "TARGET.yaml" not in said(page(write_run(run_dir.parent / "ok", RECORDS[:1])))


def test_short_names_of_sources_are_explained_where_a_requirement_cites_them(tmp_path: Path) -> None:
    facts = [msgspec.structs.replace(FACTS["ZZ-1.M"], source="HON 1.1; LAW 3条")]
    known = {"HON": "本文 第1.0版", "LAW": "法令", "OTHER": "使われていない"}
    grounds = msgspec.structs.replace(basis(facts), sources=known)
    words = said(page(write_run(tmp_path / "r-1", RECORDS[:1], bases=[grounds])).get_element_by_id("words"))
    assert re.search("出典の略号 HON 本文 第1.0版 LAW 法令", words)
    assert "OTHER" not in words


def test_a_requirement_of_which_a_run_tells_only_a_part_is_counted_as_such(run_dir: Path) -> None:
    business = load_bundle(run_dir).verdict.businesses[0]
    told = tuple(
        msgspec.structs.replace(
            each, requirement=msgspec.structs.replace(each.requirement, testability_reason="紙面は見えない。")
        )
        for each in business.requirements
    )

    whole = sentence(business, labels("ja"), valid=True)
    partly = sentence(msgspec.structs.replace(business, requirements=told), labels("ja"), valid=True)

    assert "適合のうち1件には、実行では確かめられない部分が残ります" in partly
    assert "確かめられない部分" not in whole
