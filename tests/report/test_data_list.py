"""data_errors.xlsx opens, filters, says what it leaves out, and never holds a formula."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conformance.cli.main import main
from conformance.data.model import DataFinding, DataFolder, DataResult, Example, FileResult
from conformance.i18n import set_language
from conformance.report import data_list
from conformance.report.data_list import write_list
from tests.data.city import PEOPLE, city, write

MADE = "2026-04-01T09:00:00+09:00"


def folder_of(*findings: DataFinding) -> DataFolder:
    file = FileResult(group="住民", file="住民.csv", rows=90, checked=True, findings=findings)
    return DataFolder(businesses=(DataResult(business="resident_records", files=(file,)),))


def wrong(count: int, shown: int, shape: str = "漢漢") -> DataFinding:
    return DataFinding(
        code="TKG-DATA031",
        file="住民.csv",
        column="氏名",
        count=count,
        rows=90,
        expected="N 100",
        examples=tuple(Example(row=row, shape=shape) for row in range(1, shown + 1)),
    )


def cells(path: Path, sheet: str) -> list[dict[str, object]]:
    head, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_summary_counts_and_the_rows_name_their_place(tmp_path: Path) -> None:
    left_open = DataFinding(code="TKG-DATA071", file="住民.csv", column="氏名", count=3, rows=90)
    path = write_list(tmp_path, folder_of(wrong(2, 2), left_open), MADE)

    first, second = cells(path, "まとめ")
    assert (first["件数"], first["全行数"], first["割合"], first["区分"]) == (2, 90, "2.22%", "誤り")
    assert (first["規則"], first["期待する値"]) == ("データ型・桁数・文字", "N 100")
    assert second["区分"] == "判定保留"
    one, two, more = cells(path, "行ごと")
    assert (one["データの行（見出しの次が1）"], one["表計算ソフトでの行"]) == (1, 2)
    assert (two["値の形（値は示さない）"], two["期待する値"], two["対応"]) == ("漢漢", "N 100", None)
    assert "ほかに3行" in str(more["値の形（値は示さない）"])


def test_heads_stand_still_and_filter(tmp_path: Path) -> None:
    book = load_workbook(write_list(tmp_path, folder_of(wrong(2, 2)), MADE))

    assert book.sheetnames == ["まとめ", "行ごと"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.dimensions.partition(':')[2]}"


@pytest.mark.parametrize("shape", ["=A+9", "+9", "-9", "@A", "\t=A", "a\x00\x0bb", "_x0041_"])
def test_no_cell_is_a_formula(tmp_path: Path, shape: str) -> None:
    sheet = load_workbook(write_list(tmp_path, folder_of(wrong(1, 1, shape)), MADE))["行ごと"]

    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    cell = sheet.cell(2, 9)
    assert cell.data_type == "s"
    assert cell.quotePrefix == shape.startswith(("=", "+", "-", "@", "\t"))


def test_what_is_not_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_list, "MOST_ROWS", 3)
    path = write_list(tmp_path, folder_of(wrong(80, 2), wrong(40, 5)), MADE)

    told = [row["値の形（値は示さない）"] for row in cells(path, "行ごと")]
    assert told.count("漢漢") == 3
    assert [each for each in told if each != "漢漢"] == [
        "ほかに78行（一つの規則につき2行までを示す）",
        "ほかに39行（一つの規則につき1行までを示す）",
    ]


def test_the_same_findings_are_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    first = write_list(tmp_path, folder_of(wrong(2, 2)), MADE).read_bytes()
    assert write_list(tmp_path / "a", folder_of(wrong(2, 2)), MADE).read_bytes() == first


def test_a_thousand_rows_of_a_rule_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = city(people=400)
    for row in rows[PEOPLE]:
        row["性別"] = "8"
    write(tmp_path, rows)
    args = ["data", "check", str(tmp_path), "-b", "resident_records", "--out", str(tmp_path / "runs")]

    assert main([*args, "--xlsx", str(tmp_path / "list.xlsx"), "--json"]) == 3

    told = json.loads(capsys.readouterr().out)
    (finding,) = (each for file in told["businesses"][0]["files"] for each in file["findings"])
    assert (finding["count"], finding["rows"], len(finding["examples"])) == (1200, 1200, 1000)
    assert finding["expected"] == "1:男、2:女"
    assert told["requirements"] == [
        {"business": "resident_records", "requirement": "RR-D1.M", "word": "nonconformant", "why": "failed"}
    ]
    listed = cells(tmp_path / "list.xlsx", "行ごと")
    assert len(listed) == 1001
    assert "ほかに200行" in str(listed[-1]["値の形（値は示さない）"])


def test_the_list_speaks_english(tmp_path: Path) -> None:
    set_language("en")
    try:
        book = load_workbook(write_list(tmp_path, folder_of(wrong(1, 1)), MADE))
    finally:
        set_language("ja")
    assert book.sheetnames == ["summary", "rows"]


def test_what_was_found_is_told_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = city(people=2)
    rows[PEOPLE][0]["氏名"] = "ﾔﾏﾀﾞ"
    write(tmp_path, rows)
    args = ["--lang", "en", "data", "check", str(tmp_path), "-b", "resident_records"]
    try:
        assert main([*args, "--out", str(tmp_path / "runs")]) == 3
    finally:
        set_language("ja")

    told = capsys.readouterr().out
    assert "half-width kana, which is not allowed" in told
    assert "1 kinds of errors, 1 in all; 0 kinds not decided" in told
    assert "RR-D1.M" in told
    assert "nonconformant" in told


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, city(people=1))
    args = ["data", "check", str(tmp_path), "-b", "resident_records", "--out", str(tmp_path / "runs")]

    assert main([*args, "--xlsx", str(tmp_path / "no" / "list.xlsx")]) == 2

    assert "TKG-DATA077" in capsys.readouterr().err


@pytest.mark.parametrize("pair", ["child_allowance", "=x", "child_allowance="])
def test_another_business_is_named_with_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pair: str
) -> None:
    assert main(["data", "check", str(tmp_path), "-b", "resident_records", "--with", pair]) == 2
    assert "TKG-DATA076" in capsys.readouterr().err
