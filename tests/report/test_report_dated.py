"""The report says what the as-of date picked: editions, rows of rule tables, requirements and checks."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from dated_run import AGES, OUT_OF_DATE, info, tables, write_dated_run
from lxml import etree, html
from lxml.html import HtmlElement
from sample_run import ATTACK, FACTS, RECORDS, basis, record, write_run
from selecting import pick, said

from conformance.engine.manifest import NAME, read_manifest
from conformance.report.allure import catalog_of
from conformance.report.allure_meta import environment
from conformance.report.bundle import load_bundle
from conformance.report.console import summary
from conformance.report.html import render_html, write_html
from conformance.report.junit import write_junit


def page(folder: Path, lang: str = "ja") -> HtmlElement:
    return html.fromstring(render_html(load_bundle(folder), lang))  # type: ignore[arg-type]


@pytest.fixture
def dated(tmp_path: Path) -> HtmlElement:
    return page(write_dated_run(tmp_path / "r-1"))


def rows(tree: HtmlElement) -> list[list[str]]:
    return [[said(cell) for cell in pick(row, "td")] for row in pick(tree, "#rules tbody tr")]


def test_the_first_screen_names_the_day_and_the_edition_with_its_date(dated: HtmlElement) -> None:
    facts = said(pick(dated, "dl.facts")[0])
    assert "判定の基準日 令和8年4月1日（2026-04-01）" in facts
    assert "標準仕様書の版 第1.0版（2025-01-31）" in facts


def test_several_businesses_are_named_with_their_editions(tmp_path: Path) -> None:
    undated = msgspec.structs.replace(info("yy", ()), edition_date=None)
    folder = write_run(tmp_path / "r", bases=(basis(), basis(key="yy")), businesses=(info(), undated))
    assert [said(each) for each in pick(page(folder), "th.verdict small")] == [
        "第1.0版（2025-01-31）",
        "第1.0版（日付の記載なし）",
    ]


def test_rows_in_force_are_shown_and_no_others(dated: HtmlElement) -> None:
    assert rows(dated) == [
        [
            "甲組",
            "2023-04-01 から ※ （基準日の月初の3年前）",
            "222",
            "円",
            "2026-04-01 から",
            "新法1条",
            "標準の値 暫定",
        ],
        [
            "すべて",
            "2001-01-01 から 2001-12-31 まで",
            "333",
            "円",
            "記載なし",
            "条例9条",
            "条例の値 target.yaml:12",
        ],
    ]
    assert "111" not in said(dated.get_element_by_id("rules"))
    (table,) = pick(dated, "#rules details")
    assert table.get("open") is None
    assert said(pick(table, "summary")[0]) == "年齢 有効な行 2（全 3 行）、条例の値 1行、暫定 1行"
    assert "有効期間と比べる日：届出の日" in said(table)


def test_a_limit_that_is_not_asked_about_is_named_with_the_reason(dated: HtmlElement) -> None:
    (line,) = pick(dated, "#rules ul.disputed li")
    assert said(line) == "誕生日 2023-04-01 から (甲組)：二つの資料が食い違う"
    assert "資料が食い違うため問わない境" in said(dated.get_element_by_id("rules"))


def test_a_table_without_a_row_in_force_is_named_as_out_of_scope(dated: HtmlElement) -> None:
    assert said(pick(dated, "#rules p.none")[0]) == "基準日に有効な行がない（対象外） ：終わった表"


def test_requirements_whose_dates_matter_are_listed_by_what_the_dates_do(dated: HtmlElement) -> None:
    groups = {said(pick(each, "h3")[0]): each for each in pick(dated, "#dated details")}
    assert {name: [said(row) for row in pick(each, "tbody tr")] for name, each in groups.items()} == {
        "経過措置の期間中の要件": ["ZZ-5.M 5 停止 令和8年4月1日（2026-04-01） ▲ 猶予"],
        "適合基準日が到来していない要件": ["ZZ-1.M 1 登録 令和8年4月2日（2026-04-02） ○ 適合"],
        "版により対象外とした要件": ["ZZ-9.M 9 中断 第2.0版から － 対象外"],
        "基準日に有効な規則がないため対象外とした検査": ["終わった表 ZZ-3.M 「終わった表」の行がない"],
    }


def test_a_check_that_could_not_be_put_for_another_reason_is_not_of_the_date(tmp_path: Path) -> None:
    unbound = msgspec.structs.replace(OUT_OF_DATE, code="TKG-BDD001")
    tree = page(write_dated_run(tmp_path / "r-1", (*RECORDS, unbound)))
    assert "終わった表" not in said(tree.get_element_by_id("dated"))


def test_what_has_nothing_to_show_is_not_there(tmp_path: Path) -> None:
    facts = [FACTS["ZZ-1.M"]]
    tree = page(write_run(tmp_path / "r-1", [record(1, "passed", "ZZ-1.M")], bases=[basis(facts)]))
    assert not pick(tree, "#rules, #dated")
    assert not pick(tree, "a[href=#rules], a[href=#dated]")
    assert "標準仕様書の版 第1.0版" in said(pick(tree, "dl.facts")[0])


def test_sources_that_rules_cite_are_explained(tmp_path: Path) -> None:
    row = msgspec.structs.replace(AGES[2], source="KK 3頁")
    table = msgspec.structs.replace(
        tables()[0], in_force=(msgspec.structs.replace(tables()[0].in_force[1], source=row.source),)
    )
    named = msgspec.structs.replace(basis(), sources={"KK": "手引", "LL": "引かれない資料"})
    tree = page(write_run(tmp_path / "r-1", bases=(named,), businesses=(info(rules=(table,)),)))
    assert "KK 手引" in said(tree.get_element_by_id("words"))
    assert "引かれない資料" not in said(tree.get_element_by_id("words"))


def test_hostile_text_in_an_ordinance_stays_text(tmp_path: Path) -> None:
    text = ATTACK.encode("utf-8", "replace").decode()
    table = msgspec.structs.replace(
        tables()[0], in_force=(msgspec.structs.replace(tables()[0].in_force[1], source=text),)
    )
    tree = page(write_run(tmp_path / "r-1", businesses=(info(rules=(table,)),)))
    assert len(pick(tree, "script")) == 1
    assert "document.title='owned'" in said(tree.get_element_by_id("rules"))
    assert "\x1b" not in said(tree.get_element_by_id("rules"))


def test_the_page_stays_whole_and_links_only_to_what_is_there(dated: HtmlElement) -> None:
    ids = [node.get("id") for node in pick(dated, "[id]")]
    assert len(ids) == len(set(ids))
    assert {node.get("href")[1:] for node in pick(dated, "a[href^=#]")} <= set(ids)
    assert all(cell.get("scope") for cell in pick(dated, "th"))


def test_it_is_said_in_english_too(tmp_path: Path) -> None:
    tree = page(write_dated_run(tmp_path / "r-1"), "en")
    assert "2 of 3 rows in force, 1 set by ordinance, 1 provisional" in said(tree.get_element_by_id("rules"))
    assert "from 2023-04-01 ※ (基準日の月初の3年前)" in said(tree.get_element_by_id("rules"))
    assert "from edition 2.0" in said(tree.get_element_by_id("dated"))


def test_the_record_of_the_run_is_read_back(tmp_path: Path) -> None:
    folder = write_dated_run(tmp_path / "r-1")
    assert read_manifest(folder).businesses == (info(),)
    assert '"in_force": []' in (folder / NAME).read_text(encoding="utf-8")


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="no pdftotext on this machine to read the paper with"
)
def test_rows_closed_on_the_screen_are_open_on_paper(
    tmp_path: Path, browser: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    paper = tmp_path / "report.pdf"
    written = write_html(load_bundle(write_dated_run(tmp_path / "r-1")))
    assert '<details class="rules"><summary>' in written.read_text(encoding="utf-8")
    browser(written, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    done = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, timeout=60)
    text = "".join(done.stdout.decode().split())
    assert "222円2026-04-01から新法1条" in text
    assert "二つの資料が食い違う" in text


def told(folder: Path, lang: str = "ja") -> list[str]:
    return summary(load_bundle(folder), [], lang, color=False).splitlines()  # type: ignore[arg-type]


def test_the_console_says_in_one_line_what_the_date_picked(tmp_path: Path) -> None:
    folder = write_dated_run(tmp_path / "r-1")
    assert "  基準日 2026-04-01: 規則表 2（有効な行 2）、対象外の検査 1" in told(folder)
    assert "  as of 2026-04-01: rule tables 2 (rows in force 2), checks out of scope 1" in told(folder, "en")


def test_the_console_names_the_date_where_there_are_no_tables(tmp_path: Path) -> None:
    assert "  基準日 2026-04-01: 規則表なし" in told(write_run(tmp_path / "a", businesses=(info(rules=()),)))
    assert "  基準日 2026-04-01" in told(write_run(tmp_path / "b"))  # a record that did not keep the tables


def test_junit_and_allure_say_what_the_date_picked_too(tmp_path: Path) -> None:
    bundle = load_bundle(write_dated_run(tmp_path / "r-1"))
    suite = etree.fromstring(write_junit(bundle).read_bytes())[0]
    assert [(each.get("name"), each.get("value")) for each in suite.find("properties")] == [
        ("as_of", "2026-04-01"),
        ("edition", "第1.0版（2025-01-31）"),
        ("rules", "規則表 2（有効な行 2）"),
    ]
    catalog = catalog_of(bundle, "ja")
    shown = environment(bundle.manifest, catalog)
    assert shown["基準日に適用した規則 試験業務zz"] == "規則表 2（有効な行 2）"
    assert shown["判定の基準日"] == "令和8年4月1日（2026-04-01）"


def test_many_rows_of_seventeen_businesses_stay_within_the_size(tmp_path: Path) -> None:
    table = tables()[0]
    long = msgspec.structs.replace(table.in_force[0], source="根拠とした資料の名と頁" * 6)
    keys = [f"b{number}" for number in range(17)]
    many = tuple(
        msgspec.structs.replace(table, name=f"表{n}", in_force=(long,) * 20, rows=20) for n in range(20)
    )
    facts = [
        msgspec.structs.replace(
            FACTS["ZZ-1.M"],
            id=f"ZZ-{n}.M",
            summary="定められた項目を登録できること。" * 4,
            due=date(2030, 1, 1),
        )
        for n in range(200)
    ]
    folder = write_run(
        tmp_path / "r",
        [
            msgspec.structs.replace(record(n, "failed", f"ZZ-{n % 200}.M"), business=keys[n // 200 % 17])
            for n in range(3400)
        ],
        bases=[basis(facts, key) for key in keys],
        businesses=[info(key, many) for key in keys],
    )
    text = render_html(load_bundle(folder))
    assert len(text.encode()) <= 10_000_000
    tree = html.fromstring(text)
    assert "表0" in said(pick(tree, "#rules summary")[0])
    assert "run.json を見てください" in said(tree.get_element_by_id("rules"))
    assert "要件の一覧にあります" in said(tree.get_element_by_id("dated"))
