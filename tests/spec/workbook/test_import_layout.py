"""Another layout than the official one: what moved is found, what is missing or merged is a fault."""

from collections.abc import Callable

import pytest
from openpyxl.comments import Comment

from tests.spec.workbook.made_workbook import CODES, ITEMS, MadeWorkbook


def _renamed(made: MadeWorkbook) -> None:
    made.items["M5"] = "けた数"


def _deleted(made: MadeWorkbook) -> None:
    made.items["L5"] = None


def _double(made: MadeWorkbook) -> None:
    made.items["V5"] = "桁数"


def _one_id_cell(made: MadeWorkbook) -> None:
    made.items.unmerge_cells("B5:C6")
    made.items["C5"] = "枝番"


def _merged(made: MadeWorkbook) -> None:
    made.items.merge_cells("P9:P12")


def _merged_into_the_headings(made: MadeWorkbook) -> None:
    made.items.unmerge_cells("M5:M6")
    made.items.merge_cells("M5:M8")


def _hidden_codes(made: MadeWorkbook) -> None:
    made.codes.sheet_state = "hidden"


def _no_codes(made: MadeWorkbook) -> None:
    for letter in "ABCD":
        made.codes[f"{letter}4"] = f"見出し{letter}"


@pytest.mark.parametrize(
    ("spoil", "code", "sheet", "cell"),
    [
        (_renamed, "030", ITEMS, "M5"),
        (_deleted, "030", ITEMS, "L5"),
        (_double, "033", ITEMS, "M5, V5"),
        (_one_id_cell, "030", ITEMS, "C5"),
        (_merged, "028", ITEMS, "P9:P12"),
        (_merged_into_the_headings, "028", ITEMS, "M5:M8"),
        (_hidden_codes, "024", CODES, "A1"),
        (_no_codes, "025", CODES, "A1"),
    ],
)
def test_another_layout_is_a_fault(
    made: MadeWorkbook, spoil: Callable[[MadeWorkbook], None], code: str, sheet: str, cell: str
) -> None:
    spoil(made)
    assert (sheet, cell, True) in [(each.sheet, each.cell, each.fault) for each in made.told(code)]


def test_a_renamed_heading_is_told_with_the_nearest(made: MadeWorkbook) -> None:
    made.items["P5"] = "データの出力条件"
    (told,) = made.told("030")
    assert "「データ出力条件」" in told.text()
    assert "データの出力条件" in str(told.params["near"])
    assert made.imported().items == ()


def test_columns_and_rows_that_moved_are_found_by_their_headings(made: MadeWorkbook) -> None:
    right = made.imported().items
    for area in [str(each) for each in made.items.merged_cells.ranges]:
        made.items.unmerge_cells(area)
    made.items.move_range("M5:W36", cols=1)
    made.items.move_range("A1:X36", rows=1)
    made.items["M6"] = "新しい列"
    done = made.imported()
    assert [each.no for each in done.items] == [each.no for each in right]
    assert [each.length for each in done.items] == [each.length for each in right]
    assert {"TKG-IMP031", "TKG-IMP032", "TKG-IMP034"} <= {each.code for each in done.oddities}
    assert done.faults == ()


def test_rows_that_are_empty_or_hidden_and_columns_that_are(made: MadeWorkbook) -> None:
    for letter in "BCDEFIJKLMPQRSTUW":
        made.items[f"{letter}9"] = None
    made.items.row_dimensions[8].hidden = True
    made.items.column_dimensions["M"].hidden = True
    done = made.imported()
    told = {each.code: each.cell for each in done.oddities}
    assert (told["TKG-IMP038"], told["TKG-IMP026"], told["TKG-IMP027"]) == ("9:9", "8:8", "M:M")
    assert len(done.items) == 28


def test_no_end_marker(made: MadeWorkbook) -> None:
    made.items.delete_rows(36)
    assert [each.cell for each in made.told("035")] == ["A36"]
    assert len(made.imported().items) == 29


def test_sheets_of_other_names_and_kinds(made: MadeWorkbook) -> None:
    made.items.title = "一覧"
    made.book.create_sheet("改版履歴")["A1"] = "第1版"
    made.book.remove(made.types)
    told = {each.code: (each.sheet, each.cell) for each in made.imported().oddities}
    assert told["TKG-IMP042"] == ("一覧", "A1")
    assert told["TKG-IMP025"] == ("改版履歴", "A1")
    assert told["TKG-IMP041"] == ("", "凡例）データ型")


def test_a_comment_changes_nothing(made: MadeWorkbook) -> None:
    right = made.imported().items
    made.items["D9"].comment = Comment("見直し中", "誰か")
    assert made.imported().items == right
