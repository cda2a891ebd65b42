"""Each oddity is told with its cell, and what cannot be read without guessing is not taken."""

import pytest

from tests.spec.workbook.made_workbook import CODES, ITEMS, MadeWorkbook, Value

Cells = dict[str, Value]


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"B9": 31}, "050", "B9"),
        ({"B9": None}, "050", "B9"),
        ({"C9": None}, "051", "C9"),
        ({"C9": "3a"}, "051", "C9"),
        ({"C9": 1}, "052", "C9"),
        ({"C9": "00001"}, "052", "C9"),
        ({"C9": "３"}, "063", "C9"),
        ({"D9": None}, "055", "D9"),
        ({"F9": " "}, "055", "F9"),
        ({"D9": "宛名番号"}, "056", "D9"),
        ({"E9": "Shimei"}, "057", "E9"),
        ({"E9": "氏名"}, "057", "E9"),
        ({"E9": "atenabango"}, "058", "E9"),
        ({"L9": "VARCHAR"}, "060", "L9"),
        ({"L9": "９"}, "060", "L9"),
        ({"L9": "BLOB"}, "060", "L9"),
        ({"M9": "百"}, "062", "M9"),
        ({"M9": -1}, "062", "M9"),
        ({"M9": 10.5}, "062", "M9"),
        ({"M9": "10,2"}, "062", "M9"),
        ({"M9": "１００"}, "063", "M9"),
        ({"M9": True}, "082", "M9"),
        ({"M9": "=10*10"}, "022", "M9"),
        ({"D9": "=D8"}, "022", "D9"),
        ({"N9": 77}, "071", "N9"),
        ({"N9": "住民1"}, "071", "N9"),
        ({"O9": "無制限"}, "062", "O9"),
        ({"G9": "〇"}, "065", "G9"),
        ({"H9": "有"}, "065", "H9"),
        ({"T9": "◎"}, "065", "T9"),
        ({"P9": "必 須"}, "066", "P9"),
        ({"D37": "追記"}, "037", "37:37"),
        ({"V9": 'tekigo:{"type":"Z"}'}, "089", "V9"),
        ({"V9": 'tekigo:{"origin":"x"}'}, "089", "V9"),
        ({"V9": "tekigo:{"}, "089", "V9"),
        ({"V9": "tekigo:" + "[" * 9_999}, "089", "V9"),
        ({"V9": 'tekigo:{"note":"\\ud800"}'}, "089", "V9"),
        ({"V9": 'tekigo:{"note":" x"}'}, "089", "V9"),
        ({"V9": f'tekigo:{{"length":"{"9" * 5_000}"}}'}, "089", "V9"),
        ({"C9": "9" * 5_000}, "051", "C9"),
        ({"M9": "9" * 5_000}, "062", "M9"),
        ({"N9": "9" * 5_000}, "071", "N9"),
        ({"O9": "9" * 5_000}, "062", "O9"),
    ],
)
def test_what_cannot_be_read_is_a_fault(made: MadeWorkbook, cells: Cells, code: str, cell: str) -> None:
    told = made.put(**cells).told(code)
    assert [(each.sheet, each.cell, each.fault) for each in told] == [(ITEMS, cell, True)]


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"C9": 33}, "053", "C9"),
        ({"L9": "N"}, "061", "L9"),
        ({"M18": 8}, "064", "M18"),
        ({"M9": None}, "064", "M9"),
        ({"P9": None}, "095", "P9"),
        ({"R9": None}, "067", "P9"),
        ({"R8": "※※何かのとき"}, "068", "P8"),
        ({"T7": None}, "069", "T7"),
        ({"H9": "○"}, "070", "H9"),
        ({"D9": "氏名\u3000"}, "080", "D9"),
        ({"D9": "氏_x000D_名"}, "083", "D9"),
        ({"D9": "氏\n名"}, "083", "D9"),
        ({"G7": None}, "084", "G7"),
        ({"R9": "・不詳日は別に定める"}, "087", "R9"),
        ({"U9": "ABC"}, "079", "U9"),
        ({"W9": None}, "036", "W9"),
        ({"L9": "X,Ｎ混在"}, "093", "L9"),
        ({"V9": 'tekigo:{"fidelity":"provisional"}'}, "088", "V9"),
        ({"M5": "=1"}, "023", "M5"),
    ],
)
def test_what_is_odd_but_readable_is_a_remark(made: MadeWorkbook, cells: Cells, code: str, cell: str) -> None:
    before = made.told(code)
    told = [each for each in made.put(**cells).told(code) if each not in before]
    assert (told[0].sheet, told[0].cell, told[0].fault) == (ITEMS, cell, False)


def test_a_fault_leaves_the_cell_open_or_the_row_out(made: MadeWorkbook) -> None:
    items = made.put(M9="百", P10="?", L11="Z", E12="atenabango").imported().items
    assert len(items) == 27
    assert (items[2].name, items[2].length) == ("氏名", "")
    assert (items[3].name, items[3].output_condition) == ("氏_日本人", "")


def test_romaji_that_differs_in_case_only(made: MadeWorkbook) -> None:
    made.put(E9="atenaBango")
    assert [each.cell for each in made.told("057")] == ["E9"]


def test_one_name_with_two_fields_in_two_groups(made: MadeWorkbook) -> None:
    made.put(F35="別", D35="氏名", E35="namae")
    assert [each.cell for each in made.told("059")] == ["D35"]
    assert [each.cell for each in made.told("084")] == ["G35"]


def test_a_group_that_is_taken_up_again(made: MadeWorkbook) -> None:
    made.put(F8="別", G8="○")
    assert [each.cell for each in made.told("085")] == ["F9"]


def _codes(made: MadeWorkbook, **cells: Value) -> None:
    for where, value in cells.items():
        made.codes[where] = value


@pytest.mark.parametrize(
    ("cells", "code", "cell", "fault"),
    [
        ({"C7": None}, "094", "C7", False),
        ({"D7": None}, "075", "C7", True),
        ({"A6": None, "B6": None}, "075", "C6", True),
        ({"A9": None}, "076", "A9", True),
        ({"C7": "0"}, "074", "C7", True),
        ({"D7": "不明（未記入）"}, "074", "C7", True),
        ({"A9": 1}, "077", "A9", True),
        ({"B9": "性別"}, "077", "A9", True),
        ({"A12": 5, "B12": "余り", "C12": "1", "D12": "一"}, "090", "A12", False),
        ({"C7": "=1"}, "022", "C7", True),
    ],
)
def test_oddities_of_code_lists(made: MadeWorkbook, cells: Cells, code: str, cell: str, fault: bool) -> None:
    _codes(made, **cells)
    assert (CODES, cell, fault) in [(each.sheet, each.cell, each.fault) for each in made.told(code)]


def test_a_code_that_its_item_cannot_hold(made: MadeWorkbook) -> None:
    _codes(made, C7="10")
    assert [(each.sheet, each.cell) for each in made.told("078")] == [(ITEMS, "N17")]
