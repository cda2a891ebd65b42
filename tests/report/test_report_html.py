"""report.html: what an official reads first, what a vendor mends by, and what a hostile target cannot do."""

import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from lxml import html
from lxml.html import HtmlElement
from sample_run import ATTACK, FACTS, RECORDS, basis, record, tampered, write_run
from selecting import dangling, pick, said

from conformance.report.bundle import load_bundle
from conformance.report.html import css_string, render_html, write_html
from conformance.report.labels import labels, templates_dir

EXTERNAL = re.compile(r"""(?:src|href)=["'](?!#)|@import|url\(|https?://(?!127\.0\.0\.1)""")


def page(folder: Path, lang: str = "ja") -> tuple[str, HtmlElement]:
    text = render_html(load_bundle(folder), lang)  # type: ignore[arg-type]
    return text, html.fromstring(text)


def test_the_first_screen_says_who_what_when_and_how_it_ended(run_dir: Path) -> None:
    _, tree = page(run_dir)
    facts = said(pick(tree, "dl.facts")[0])
    for expected in ("試験系 1.2", "見本社", "見本市 999997 一般市区町村", "令和8年4月1日", "r-1"):
        assert expected in facts
    result = said(tree.get_element_by_id("result"))
    assert "✕ 不適合" in result
    assert "第1.0版" in result
    assert "実行で確認した割合 62.5 % (5 / 8)" in result
    assert "選定 7 件 = 収集 7 件 = 実行 7 件 = 報告 7 件" in result
    assert "tekigo は国の「適合番号」を発行しません" in result


def test_counts_keep_the_classes_apart_and_each_word_has_its_colour(run_dir: Path) -> None:
    _, tree = page(run_dir)
    table = pick(tree, "#result table")[0]
    rows = {said(pick(row, "th[scope=row]")[0]): row for row in pick(table, "tbody tr") if pick(row, "td")}
    numbers = {name: [said(cell) for cell in pick(row, "td")] for name, row in rows.items()}
    assert numbers["実装必須機能"] == ["1", "1", "1", "1", "1", "1", "0", "0", "6"]
    assert numbers["標準オプション機能"] == ["0", "1", "0", "0", "0", "0", "0", "1", "2"]
    assert numbers["実装不可機能"] == ["1", "0", "0", "0", "0", "0", "0", "0", "1"]
    hit = pick(rows["実装必須機能"], "td.hit")
    assert [cell.get("class").split()[-1] for cell in hit][:2] == ["conformant", "nonconformant"]


def test_the_first_screen_tells_a_run_from_a_declaration_and_from_nothing(run_dir: Path) -> None:
    _, tree = page(run_dir)
    told = [[said(each) for each in pick(part, "li")] for part in pick(tree, "th.verdict .how ul")]
    everything, mandatory = told
    assert everything == ["実行で確認 5", "申告のみ 1", "未確認 1", "試験不能・判定保留 1"]
    assert mandatory == ["実行で確認 3", "申告のみ 1", "未確認 1", "試験不能・判定保留 1"]
    bars = [[float(each.get("width")) for each in pick(bar, "rect")] for bar in pick(tree, "th.verdict svg")]
    assert bars == [[62.5, 12.5, 12.5, 12.5], [50, 16.67, 16.67, 16.67]]
    assert "適合の数ではありません" in said(tree.get_element_by_id("result"))
    assert "要件9件のうち7件は「暫定」です" in said(tree.get_element_by_id("result"))


def test_failures_come_first_with_expected_got_clause_and_how_to_mend(run_dir: Path) -> None:
    text, tree = page(run_dir)
    failures = tree.get_element_by_id("failures")
    cards = [said(card) for card in pick(failures, "article")]
    assert [card.split()[2] for card in cards] == ["ZZ-2.M", "ZZ-6.O", "ZZ-5.M"]  # in transition last
    for expected in ("期待 受付", "実際 拒否", "事情 事情", "根拠 本文 2", "直し方 もう一度実行してください"):
        assert expected in cards[0]
    assert "--only-failed r-1" in cards[0]
    assert text.index('id="failures"') < text.index('id="requirements"')


def test_open_mandatory_requirements_are_listed_with_the_reason(run_dir: Path) -> None:
    _, tree = page(run_dir)
    rows = [said(row) for row in pick(tree, "#open tbody tr")]
    assert rows == [
        "ZZ-3.M 3 履歴 ？ 未確認 実施できなかった検査がある（基準日に有効な規則がないなど）",
        "ZZ-9.M 9 中断 ■ 試験不能 終えられなかった検査がある",
    ]


def test_the_table_shows_every_requirement_with_fidelity_and_filter_values(run_dir: Path) -> None:
    _, tree = page(run_dir)
    rows = pick(tree, "#req-table tbody tr")
    assert len(rows) == len(FACTS)
    first, last = rows[0], rows[-1]
    assert (first.get("data-class"), first.get("data-word"), first.get("data-fidelity")) == (
        "mandatory",
        "conformant",
        "transcribed",
    )
    assert "公式本文" in said(first)
    assert "暫定" in said(last)


def test_each_requirement_has_its_checks_with_steps_and_exchanges(run_dir: Path) -> None:
    _, tree = page(run_dir)
    section = tree.get_element_by_id("r-zz-ZZ-2.M")
    assert section.tag == "details"
    assert section.get("open") is None
    check = pick(section, "details.check")[0]
    assert "登録する" in said(check)
    for expected in ("期待 受付", "実際 拒否", "根拠 本文 2", "直し方 もう一度"):
        assert expected in said(check)
    exchanges = pick(check, "details.x")
    assert "POST http://127.0.0.1:1/tekigo/v1/zz/toroku" in said(exchanges[0])
    assert "応答なし TKG-TGT001" in said(exchanges[2])


def test_a_failed_check_without_a_remedy_of_its_own_says_how_to_mend(tmp_path: Path) -> None:
    bare = msgspec.structs.replace(record(2, "failed", "ZZ-2.M"), code=None)
    _, tree = page(write_run(tmp_path / "r-1", [bare]))
    check = pick(tree.get_element_by_id("r-zz-ZZ-2.M"), "details.check")[0]
    assert "直し方 期待と実際の差を根拠の条項に照らして直し" in said(check)
    assert "tekigo run TARGET.yaml --only-failed r-1" in said(check)


def test_a_check_of_two_requirements_is_shown_once_and_linked_from_the_other(run_dir: Path) -> None:
    _, tree = page(run_dir)
    shown = [node.get("id") for node in pick(tree, "details.check") if "検査6" in said(node)]
    assert len(shown) == 1
    link = pick(tree.get_element_by_id("r-zz-ZZ-8.N"), "li a")[0]
    assert link.get("href") == f"#{shown[0]}"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [({"missing": 2}, "TKG-VER010"), ({"interrupted": True}, "TKG-VER016")],
)
def test_an_invalid_run_says_so_on_the_first_screen(
    tmp_path: Path, arguments: dict[str, object], code: str
) -> None:
    _, tree = page(write_run(tmp_path / "r-1", **arguments))  # type: ignore[arg-type]
    result = said(tree.get_element_by_id("result"))
    assert "✕ 無効" in result
    assert "△ 判定不能" in result
    assert code in result
    assert "不適合" not in said(pick(tree, "th.verdict")[0])


def test_missing_checks_are_named(tmp_path: Path) -> None:
    _, tree = page(write_run(tmp_path / "r-1", missing=2))
    listed = [said(each) for each in pick(tree, "#result .validity li")]
    assert listed == ["scenario:zz/a::検査1000", "scenario:zz/a::検査1001"]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("verdict.json", '"word": "nonconformant"', '"word": "conformant"', "TKG-VER027"),
        ("evidence.ndjson", '"outcome":"failed","code"', '"outcome":"passed","code"', "TKG-VER027"),
        ("run.json", '"seed": 7', '"seed": 7, "as_of": "2030-01-01"', "TKG-VER028"),
    ],
)
def test_files_changed_after_the_run_never_give_a_verdict(
    run_dir: Path, name: str, old: str, new: str, code: str
) -> None:
    if name == "run.json":
        old, new = '"as_of": "2026-04-01"', '"as_of": "2030-01-01"'
    bundle = load_bundle(tampered(run_dir, name, old, new))
    assert code in [problem.code for problem in bundle.verdict.problems]
    assert {business.word for business in bundle.verdict.businesses} == {"indeterminate"}


def test_hostile_text_stays_text(hostile_dir: Path) -> None:
    text, tree = page(hostile_dir)
    assert len(pick(tree, "script")) == 1
    assert not pick(tree, "img, iframe, object, [onerror], [onload], [onclick]")
    assert "49" not in said(tree.get_element_by_id("failures"))  # {{7*7}} is no template
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert "document.title='owned'" in said(tree.get_element_by_id("failures"))  # shown, not lost
    assert "</style>" not in text.partition("<style>")[2].partition("</style>\n</head>")[0]


def test_style_text_of_a_hostile_name_cannot_leave_its_string() -> None:
    assert (
        css_string('a"}</style>\n\\')
        == '"a\\000022 \\00007d \\00003c \\00002f style\\00003e \\00000a \\00005c "'
    )


def test_the_file_needs_nothing_from_outside(run_dir: Path) -> None:
    text, _ = page(run_dir)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert not EXTERNAL.search(text)
    assert EXTERNAL.search('<script src="https://example.invalid/x.js">')  # the test can fail


def test_headings_tables_and_fields_are_accessible(run_dir: Path) -> None:
    _, tree = page(run_dir)
    assert tree.get("lang") == "ja"
    levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") for cell in pick(tree, "th"))
    assert all(node.getparent().tag == "label" for node in pick(tree, "#filters input, #filters select"))
    assert pick(tree, "a.skip")[0].get("href") == "#main"
    ids = [node.get("id") for node in pick(tree, "[id]")]
    assert len(ids) == len(set(ids))
    assert dangling(tree) == set()


def test_a_link_to_nothing_is_found(run_dir: Path) -> None:
    text, _ = page(run_dir)
    assert dangling(html.fromstring(text.replace('id="requirements"', 'id="gone"'))) == {"#requirements"}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_of_a_word_can_be_read() -> None:
    style = (templates_dir() / "report.css").read_text(encoding="utf-8")
    pairs = re.findall(r"\{ color: (#\w{6}); background: (#\w{6}); \}", style)
    assert len(pairs) >= 8
    assert min(contrast(*pair) for pair in [*pairs, ("#50565e", "#f5f7fa")]) >= 4.5
    assert contrast("#888888", "#eeeeee") < 4.5  # the test can fail


def test_the_report_speaks_english(run_dir: Path) -> None:
    _, tree = page(run_dir, "en")
    assert tree.get("lang") == "en"
    result = said(tree.get_element_by_id("result"))
    assert "Trial zz edition 1.0" in result
    assert "nonconformant" in result
    assert "It registers." in said(tree.get_element_by_id("req-table"))
    assert not re.search("[ぁ-んァ-ン]", said(pick(tree, "#words")[0]))


def test_both_languages_have_every_label() -> None:
    def shape(node: object) -> object:
        return {key: shape(each) for key, each in node.items()} if isinstance(node, dict) else bool(node)

    first, second = shape(labels("ja")), shape(labels("en"))
    unit = {"count": {"unit": True}}
    assert first["count"].pop("unit") is unit["count"]["unit"]  # type: ignore[index]
    assert second["count"].pop("unit") is False  # type: ignore[index]  # English counts without a word
    assert first == second


def test_several_businesses_are_told_apart(tmp_path: Path) -> None:
    other = [msgspec.structs.replace(each, business="yy", check=f"y{each.check}") for each in RECORDS[:1]]
    folder = write_run(tmp_path / "r-1", [*RECORDS, *other], bases=(basis(), basis(key="yy")))
    _, tree = page(folder)
    assert [said(each) for each in pick(tree, "th.verdict .name")] == ["試験業務zz", "試験業務yy"]
    assert tree.get_element_by_id("r-yy-ZZ-1.M") is not None
    ids = [node.get("id") for node in pick(tree, "[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("outcome", ["failed", "passed"])
def test_the_file_stays_within_its_size_whatever_the_evidence_holds(tmp_path: Path, outcome: str) -> None:
    body = '"<&' * 3000  # each character grows when it is escaped
    ids = list(FACTS)
    many = [
        record(n, outcome, ids[n % 3], body=body, text='"&' * 40)  # type: ignore[arg-type]
        for n in range(3000)
    ]
    path = write_html(load_bundle(write_run(tmp_path / "r-1", many)))
    assert path.stat().st_size <= 10_000_000
    assert "evidence.ndjson" in path.read_text(encoding="utf-8")
    tree = html.fromstring(path.read_text(encoding="utf-8"))
    assert dangling(tree) == set()


def test_a_run_of_all_seventeen_businesses_stays_within_the_size_too(tmp_path: Path) -> None:
    long = "定められた全ての項目を登録し、照会し、修正できること。" * 4  # longer than the mean of real ones
    facts = [msgspec.structs.replace(FACTS["ZZ-1.M"], id=f"ZZ-{n}.M", summary=long) for n in range(200)]
    keys = [f"b{number}" for number in range(17)]
    many = [
        msgspec.structs.replace(
            record(n, "failed" if n % 5 == 0 else "passed", f"ZZ-{n % 200}.M"),
            business=keys[n // 200 % 17],
            check=f"scenario:a::{n}",
        )
        for n in range(20_000)
    ]
    path = write_html(load_bundle(write_run(tmp_path / "r", many, bases=[basis(facts, key) for key in keys])))
    assert path.stat().st_size <= 10_000_000


def test_the_attack_of_these_tests_is_one() -> None:
    naked = html.fromstring(f"<div>{ATTACK.encode('utf-8', 'replace').decode().replace(chr(0), '')}</div>")
    assert pick(naked, "script")
    assert pick(naked, "[onerror]")
