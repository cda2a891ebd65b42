"""tekigohyo.xlsx, read back: what procurement finds in it, and what a hostile system cannot put into it."""

import shutil
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sample_run import ATTACK, DAY, FACTS, HOSTILE, RECORDS, basis, record, write_run

from conformance.report.bundle import load_bundle
from conformance.report.sheet_styles import colours
from conformance.report.tekigohyo import write_tekigohyo
from conformance.verdict.model import WORDS, Basis, RequirementFacts

FORMULAS = ('=HYPERLINK("http://a","b")', "+1+1", "-1+1", "@SUM(1)", "#N/A", "_x0041_")


def book(folder: Path, lang: str = "ja") -> Workbook:
    return load_workbook(write_tekigohyo(load_bundle(folder), lang))  # type: ignore[arg-type]


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), each, strict=True)) for each in body]


def text(sheet: Worksheet) -> str:
    return "\n".join(
        str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None
    )


def ground(*facts: RequirementFacts, kind: str = "ordinary", attested: str = "手引 3頁") -> Basis:
    made = basis(facts or tuple(FACTS.values()))
    told = replace(made.ground.declarations, municipality_class=kind, attested={"ZZ-4.M": attested})
    return replace(made, ground=replace(made.ground, declarations=told))


def test_the_summary_comes_first_and_says_who_what_when_and_what_tekigo_is_not(run_dir: Path) -> None:
    found = book(run_dir)
    assert found.sheetnames == ["総括", "要件一覧"]
    said = text(found["総括"])
    for expected in (
        "試験系 1.2",
        "見本社",
        "見本市 999997 一般市区町村",
        "令和8年4月1日",
        "第1.0版",
        "r-1",
        "有効（選定 7件",
    ):
        assert expected in said
    assert "tekigo は国の「適合番号」を発行しません" in said
    assert "無効" not in said.partition("用語")[0]


def test_counts_and_shares_are_those_of_the_verdict(run_dir: Path) -> None:
    sheet = book(run_dir)["総括"]
    table = [row for row in sheet.iter_rows(values_only=True) if "実装必須機能" in row]
    assert table[0][3:12] == (1, 1, 1, 1, 1, 1, 0, 0, 6)
    shares = [value for value in table[1] if value is not None]
    assert shares == [
        "試験業務zz",
        "実装必須機能",
        6,
        "3 件（50.0 %）",
        "1 件（16.6 %）",
        "1 件（16.6 %）",
        "1 件（16.6 %）",
    ]


def test_every_requirement_has_its_row_with_word_grounds_and_dates(run_dir: Path) -> None:
    by_id = {row["機能ID"]: row for row in rows(book(run_dir)["要件一覧"])}
    assert list(by_id) == list(FACTS)
    failed = by_id["ZZ-2.M"]
    assert (failed["業務"], failed["大項目"], failed["中項目"], failed["判定"]) == (
        "試験業務zz",
        "2",
        "照会",
        "不適合",
    )
    assert failed["要件"] == "照会できること。"
    assert failed["根拠"] == "合格しなかった検査がある\n合格 0 / 検査 1\n不合格: 検査2"
    assert by_id["ZZ-1.M"]["根拠"] == "検査がすべて合格した\n合格 2 / 検査 2"
    assert by_id["ZZ-4.M"]["根拠"] == "根拠のある申告がある\n申告の根拠: 手引 3頁"
    assert by_id["ZZ-5.M"]["経過措置"].date() == DAY  # type: ignore[attr-defined]
    assert by_id["ZZ-5.M"]["適合基準日"] is None
    assert "出所：公式本文" in str(by_id["ZZ-1.M"]["備考"])
    assert by_id["ZZ-1.M"]["出典"] == "本文 1"


@pytest.mark.parametrize(("kind", "here"), [("ordinary", "オプション"), ("core_city", "－"), ("", "必須")])
def test_the_class_of_the_standard_and_the_one_in_force_stand_apart(
    tmp_path: Path, kind: str, here: str
) -> None:
    facts = RequirementFacts(
        id="ZZ-1.M", class_="mandatory", title="台帳／登録", section="3", official_id="0010001",
        applies_to=("designated_city", "ordinary"), optional_for=("ordinary",),
    )  # fmt: skip
    folder = write_run(tmp_path / "r-1", RECORDS[:1], bases=[ground(facts, kind=kind)])
    row = rows(book(folder)["要件一覧"])[0]
    assert [row[name] for name in ("指定都市", "中核市", "一般市区町村", "本団体の区分")] == [
        "必須",
        "－",
        "オプション",
        here,
    ]
    assert (row["機能ID"], row["大項目"], row["中項目"]) == ("0010001", "3 台帳", "登録")
    assert "要件番号：ZZ-1.M" in str(row["備考"])


def test_every_word_has_a_colour_of_its_own_and_is_written_out(run_dir: Path) -> None:
    assert set(WORDS) <= set(colours())
    sheet = book(run_dir)["要件一覧"]
    column = [cell.value for cell in sheet[1]].index("判定")
    painted = {row[column].value: row[column].fill.start_color.rgb[2:] for row in sheet.iter_rows(min_row=2)}
    assert painted["適合"] == colours()["conformant"][1]
    assert painted["不適合"] == colours()["nonconformant"][1]
    assert painted["未確認"] == colours()["unverified"][1]
    assert len(set(painted.values())) == len(painted) == 7


def test_an_invalid_run_says_so_on_the_first_sheet_and_on_every_page(tmp_path: Path) -> None:
    found = book(write_run(tmp_path / "r-1", interrupted=True))
    first = [value for row in found["総括"].iter_rows(max_row=3, values_only=True) for value in row if value]
    assert first[1] == "✕ この実行は無効です。どの業務も適合とも不適合とも判定しません。"
    assert str(first[2]).startswith("TKG-VER016")
    assert {sheet.oddHeader.center.text for sheet in found.worksheets} == {"【無効な実行】"}
    assert "判定不能" in text(found["総括"]).partition("用語")[0]


def test_sheets_filter_freeze_and_print_on_a4_landscape(run_dir: Path) -> None:
    found = book(run_dir)
    for sheet in found.worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text == "標準仕様適合表 試験系 1.2"
        assert sheet.oddHeader.right.text == "r-1"
        assert sheet.oddFooter.right.text == "&P / &N 頁"
        assert f"$A$1:${'L' if sheet.title == '総括' else 'O'}${sheet.max_row}" in sheet.print_area
    table = found["要件一覧"]
    assert (table.freeze_panes, table.auto_filter.ref, table.print_title_rows) == ("C2", "A1:O10", "$1:$1")


@pytest.mark.parametrize("foreign", FORMULAS)
def test_foreign_text_is_never_a_formula(tmp_path: Path, foreign: str) -> None:
    facts = [replace(each, source=foreign, note=foreign, title=foreign) for each in FACTS.values()]
    folder = write_run(tmp_path / "r-1", bases=[ground(*facts, attested=foreign)], name=foreign)
    found = book(folder)
    cells = [
        cell
        for sheet in found.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    plain = [cell for cell in cells if cell.value == foreign.replace("_x", "_x005F_x")]
    assert len(plain) >= len(facts)
    assert {bool(cell.quotePrefix) for cell in plain} == {foreign[0] in "=+-@"}


def test_a_formula_that_got_through_would_be_seen() -> None:
    sheet = Workbook().worksheets[0]
    sheet.append([FORMULAS[0]])
    assert sheet["A1"].data_type == "f"


def test_control_and_direction_characters_are_shown_and_nothing_breaks(tmp_path: Path) -> None:
    hostile = ATTACK.replace("\ud800", "")
    facts = [replace(each, note=hostile, title=f"&P{hostile}") for each in FACTS.values()]
    folder = write_run(
        tmp_path / "r-1", HOSTILE, bases=[ground(*facts, attested=hostile)], name=f"&D{hostile}"
    )
    found = book(folder)
    said = "".join(text(sheet) for sheet in found.worksheets)
    assert "<script>" in said
    assert not set(said) & set("\x00\x07\x1b\u202e\u2066\uffff")
    assert found.worksheets[0].oddHeader.left.text.startswith("標準仕様適合表 &&D")
    with ZipFile(folder / "tekigohyo.xlsx") as parts:
        for name in parts.namelist():
            etree.fromstring(parts.read(name))


def test_the_same_run_is_the_same_bytes_wherever_and_whenever(run_dir: Path, tmp_path: Path) -> None:
    first = write_tekigohyo(load_bundle(run_dir), "ja").read_bytes()
    copy = shutil.copytree(run_dir, tmp_path / "elsewhere")
    (copy / "tekigohyo.xlsx").unlink()
    assert write_tekigohyo(load_bundle(copy), "ja").read_bytes() == first
    made = load_workbook(copy / "tekigohyo.xlsx").properties
    assert made.created == made.modified == datetime(2026, 4, 1)  # noqa: DTZ001 - as the file has it, in UTC
    with ZipFile(copy / "tekigohyo.xlsx") as parts:
        assert {each.date_time for each in parts.infolist()} == {(2026, 4, 1, 0, 0, 0)}
    other = write_run(tmp_path / "other", [*RECORDS[:6], record(7, "passed", "ZZ-9.M")])
    assert write_tekigohyo(load_bundle(other), "ja").read_bytes() != first


def test_english_has_the_same_rows(run_dir: Path) -> None:
    found = book(run_dir, "en")
    assert found.sheetnames == ["Summary", "Requirements"]
    body = rows(found["Requirements"])
    assert len(body) == len(FACTS)
    assert (body[0]["Requirement"], body[0]["Verdict"]) == ("It registers.", "conformant")
    assert "tekigo never issues the national" in text(found["Summary"])
