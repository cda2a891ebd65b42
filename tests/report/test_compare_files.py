"""The page and the workbook of a comparison, and `tekigo compare` as its users meet it."""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from compared import SOUND, SUITE, bids, bundle, history
from lxml import html
from lxml.html import HtmlElement
from openpyxl import load_workbook
from sample_run import ATTACK, HOSTILE, RECORDS
from selecting import dangling, pick, said

from conformance.cli.main import main
from conformance.report.bundle import RunBundle
from conformance.report.compare.html import render
from conformance.report.compare.make import compare
from conformance.report.compare.sheet import write
from conformance.report.html import css_string
from conformance.report.labels import labels

EXTERNAL = re.compile(r"""(?:src|href)=["'](?!#)|@import|url\(|https?://""")


def page(bundles: list[RunBundle], lang: str = "ja") -> tuple[str, HtmlElement]:
    text = render(compare(bundles, lang=lang), lang)  # type: ignore[arg-type]
    return text, html.fromstring(text)


def test_bids_stand_side_by_side_with_the_differences_first(tmp_path: Path) -> None:
    text, tree = page(bids(tmp_path))
    assert text.index('id="decisive"') < text.index('id="agreed"')
    row = pick(tree, "#decisive tbody tr")[0]
    assert [said(cell).split()[:2] for cell in pick(row, "td")[2:]] == [["✕", "不適合"], ["○", "適合"]]
    heads = [said(cell) for cell in pick(tree, "#summary thead th")[1:]]
    assert heads == ["甲システム 1.0 甲社 r-1", "乙システム 1.0 乙社 r-1"]
    assert "実装必須機能 適合 1 不適合 1 未確認 1" in said(tree.get_element_by_id("summary"))
    assert not pick(tree, "#unlike")
    assert not EXTERNAL.findall(text)


@pytest.mark.parametrize("mode", ["bids", "history"])
def test_every_link_inside_a_comparison_leads_somewhere(tmp_path: Path, mode: str) -> None:
    text, tree = page(bids(tmp_path) if mode == "bids" else history(tmp_path, SOUND, RECORDS))
    assert pick(tree, "nav a[href^=#]")
    assert dangling(tree) == set()
    assert dangling(html.fromstring(text.replace('id="summary"', "").replace('id="main"', "")))


def test_cells_that_say_the_same_are_told_once(tmp_path: Path) -> None:
    _, tree = page(bids(tmp_path))
    cells = pick(tree, "#agreed tbody tr td.agree")
    assert {cell.get("colspan") for cell in cells} == {"2"}
    assert len(cells) == 8


def test_unlike_yardsticks_and_invalid_runs_are_told_before_anything_else(tmp_path: Path) -> None:
    text, tree = page(bids(tmp_path, interrupted=True, digests={**SUITE, "specs": "sha256:0"}))
    boxes = [said(box) for box in pick(tree, "main .validity.bad")]
    assert "無効な実行があります" in boxes[0]
    assert "乙システム" in boxes[0]
    assert "物差しの違う実行を比べています" in boxes[1]
    assert "標準仕様のデータ" in boxes[1]
    assert text.index("無効な実行があります") < text.index('class="numbers"')
    assert "同じ物差しで" not in said(tree)
    assert css_string("【無効な実行を含む】")[1:-1] in text  # at the top of every sheet of paper
    assert css_string("【無効な実行を含む】")[1:-1] not in page(bids(tmp_path / "valid"))[0]


def test_a_history_shows_regressions_first_and_what_moved(tmp_path: Path) -> None:
    text, tree = page(history(tmp_path, SOUND, RECORDS, version="2.0"))
    order = [text.index(f'id="{name}"') for name in ("moved", "regression", "mended", "other", "same")]
    assert order == sorted(order)
    moved = said(tree.get_element_by_id("moved"))
    assert "物差しは同じです" in moved
    assert "システムの版 1.0 2.0 変わった" in moved
    assert said(pick(tree, ".numbers .alarm")[0]) == "後退した要件 1 件"


def test_foreign_text_stays_text_and_only_our_own_script_may_act(tmp_path: Path) -> None:
    attack = ATTACK.replace("\ud800", "")
    text, tree = page(
        [bundle(tmp_path / "1", HOSTILE, product=attack, vendor=attack), bundle(tmp_path / "2", HOSTILE)]
    )
    assert len(pick(tree, "script")) == len(pick(tree, "style")) == 1
    assert not pick(tree, "img")
    assert not set(text) & set("\x00\x07\x1b\u202e")
    policy = pick(tree, "meta[http-equiv]")[0].get("content")
    assert policy is not None
    assert "default-src 'none'" in policy


def test_the_console_stays_silent_and_filters_filter(
    tmp_path: Path, browser: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    file = tmp_path / "c.html"
    text, _ = page(bids(tmp_path))
    file.write_text(text, encoding="utf-8")
    done = browser(file, "--enable-logging=stderr", "--v=0", "--dump-dom")
    assert b"CONSOLE" not in done.stderr
    act = "var f = document.getElementById('filters'); f.elements.word.value = 'attested';"
    act += " f.dispatchEvent(new Event('input'));"
    open_text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    file.write_text(open_text.replace("</body>", f"<script>{act}</script></body>"), encoding="utf-8")
    tree = html.fromstring(browser(file, "--dump-dom").stdout.decode())
    left = [row for row in pick(tree, "tr[data-words]") if row.get("hidden") is None]
    assert [said(pick(row, "th")[0]) for row in left] == ["ZZ-4.M"]
    assert tree.get_element_by_id("shown").text == "1"


def test_the_workbook_has_the_same_words_and_filters(tmp_path: Path) -> None:
    first = write(compare(bids(tmp_path)), tmp_path / "1.xlsx").read_bytes()
    found = load_workbook(tmp_path / "1.xlsx")
    assert found.sheetnames == ["総括", "要件一覧"]
    assert "判定が分かれた要件（実装必須機能・実装不可機能） 1件\n判定が同じ要件 8件" in str(
        found["総括"]["A2"].value
    )
    table = found["要件一覧"]
    head, *body = table.iter_rows(values_only=True)
    assert head[6:8] == ("甲システム 1.0\n判定", "甲システム 1.0\n理由")
    assert (body[0][0], body[0][2], body[0][6], body[0][8]) == (
        "相違（必須・不可）",
        "ZZ-2.M",
        "不適合",
        "適合",
    )
    assert (table.freeze_panes, table.auto_filter.ref, table.print_title_rows) == ("D2", "A1:J10", "$1:$1")
    assert table["G2"].fill.start_color.rgb != table["I2"].fill.start_color.rgb
    assert found.properties.created == datetime(2026, 4, 1)  # noqa: DTZ001 - as the file has it, in UTC
    (tmp_path / "again").mkdir()
    again = compare(bids(tmp_path / "again"))
    assert write(again, tmp_path / "2.xlsx").read_bytes() == first


def test_the_workbook_warns_of_invalid_and_unlike_runs_and_knows_no_formula(tmp_path: Path) -> None:
    runs = bids(tmp_path, interrupted=True, product="=1+1", vendor="@x", digests={})
    found = load_workbook(write(compare(runs), tmp_path / "1.xlsx"))
    top = [value for row in found["総括"].iter_rows(max_row=3, max_col=1, values_only=True) for value in row]
    assert "無効な実行があります" in str(top[1])
    assert "物差しの違う" in str(top[2])
    assert {sheet.oddHeader.center.text for sheet in found.worksheets} == {"【無効な実行を含む】"}
    assert {row[8] for row in found["要件一覧"].iter_rows(min_row=2, values_only=True)} == {"無効"}
    assert not [
        cell
        for sheet in found.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def tekigo(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = main(["compare", *map(str, args)])
    said_ = capsys.readouterr()
    return code, said_.out, said_.err


@pytest.mark.parametrize(
    ("before", "after", "more", "code"),
    [(SOUND, RECORDS, {}, 3), (RECORDS, SOUND, {}, 0), (SOUND, RECORDS, {"interrupted": True}, 4)],
    ids=["worse", "better", "invalid"],
)
def test_a_history_ends_with_the_code_of_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: object, after: object, more: object, code: int
) -> None:
    old, new = history(tmp_path, before, after, **more)  # type: ignore[arg-type]
    done = tekigo(capsys, old.folder, new.folder, "--out", tmp_path / "out")
    assert (done[0], done[2]) == (code, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "compare-old-new.html",
        "compare-old-new.xlsx",
    ]


def test_bids_of_unlike_yardsticks_need_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = bids(tmp_path, digests={**SUITE, "specs": "sha256:0"})
    code, out, err = tekigo(capsys, one.folder, two.folder, "--out", tmp_path / "c.html")
    assert (code, out) == (2, "")
    assert "TKG-REP022" in err
    assert "--anyway" in err
    assert not (tmp_path / "c.html").exists()
    code, out, _ = tekigo(
        capsys, one.folder, two.folder, "--anyway", "--format", "html", "--out", tmp_path / "c.html"
    )
    assert code == 0
    assert "物差しの違う" in out
    assert "物差しの違う" in (tmp_path / "c.html").read_text(encoding="utf-8")
    assert not (tmp_path / "c.xlsx").exists()


def test_json_alone_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one, two = bids(tmp_path)
    code, out, err = tekigo(capsys, one.folder, two.folder, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["lines"][0]["cells"][1]["word"] == "conformant"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_wrong_name_or_place_of_the_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = bids(tmp_path)
    code, _, err = tekigo(capsys, one.folder, two.folder, "--format", "xlsx", "--out", tmp_path / "c.html")
    assert (code, "TKG-REP024" in err) == (2, True)
    (tmp_path / "d.html").mkdir()
    code, _, err = tekigo(capsys, one.folder, two.folder, "--out", tmp_path / "d.html")
    assert (code, "TKG-REP025" in err, "Traceback" in err) == (2, True, False)
    code, _, err = tekigo(capsys, one.folder, tmp_path / "nowhere")
    assert (code, "TKG-RUN004" in err) == (2, True)


def test_english_says_the_same(tmp_path: Path) -> None:
    text, tree = page(bids(tmp_path), "en")
    assert said(pick(tree, "h1")[0]) == labels("en")["compare"]["bids"]
    assert "✕ nonconformant" in said(pick(tree, "#decisive tbody tr")[0])
    assert 'lang="en"' in text
