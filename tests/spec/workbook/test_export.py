"""There and back: a package in the official layout, imported again, is the same byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from conformance.i18n import TekigoError
from conformance.spec.load import list_packages
from conformance.spec.model import Code, Item
from conformance.spec.paths import specs_dir
from conformance.spec.workbook.export import export_workbook
from conformance.spec.workbook.files import Tables, read_tables, table_text, write_tables
from conformance.spec.workbook.imports import Imported, import_workbook
from tests.spec.workbook.made_workbook import BELOW, TOP, MadeWorkbook

WITH_ITEMS = [path for path in list_packages() if (specs_dir() / path / "items.csv").is_file()]


def _back(tables: Tables, path: Path) -> Imported:
    export_workbook(tables, path)
    return import_workbook(path)


def _texts(items: tuple[Item, ...], codes: tuple[Code, ...]) -> tuple[str, str]:
    return table_text(items, Item), table_text(codes, Code)


def test_import_export_import_gives_the_same_files(made: MadeWorkbook, tmp_path: Path) -> None:
    first = made.imported()
    write_tables(tmp_path / "one", first.items, first.codes, overwrite=False)
    again = _back(read_tables(str(tmp_path / "one")), tmp_path / "again.xlsx")
    assert again.faults == ()
    write_tables(tmp_path / "two", again.items, again.codes, overwrite=False)
    for name in ("items.csv", "codes.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_layout_is_the_official_one(made: MadeWorkbook, tmp_path: Path) -> None:
    first = made.imported()
    tables = Tables(name="名", businesses=("031",), items=first.items, codes=first.codes)
    export_workbook(tables, tmp_path / "x.xlsx")
    mine, official = load_workbook(tmp_path / "x.xlsx"), load_workbook(made.saved())
    for row, headings in ((5, TOP), (6, BELOW)):
        assert {letter: mine.worksheets[0][f"{letter}{row}"].value for letter in headings} == headings
    assert sorted(map(str, mine.worksheets[0].merged_cells.ranges)) == sorted(
        map(str, official.worksheets[0].merged_cells.ranges)
    )
    for number in (7, 36):
        one, other = ([cell.value for cell in book.worksheets[0][number]] for book in (mine, official))
        left_out = {8, 9, 20}  # LV1, LV2 and the sample, for which items.csv has no column
        assert [v for n, v in enumerate(one) if n not in left_out or v == "e"] == [
            v for n, v in enumerate(other) if n not in left_out or v == "e"
        ]
    assert [sheet.title[:4] for sheet in mine.worksheets] == ["項目定義", "コード一", "凡例）列", "凡例）デ"]


@pytest.mark.parametrize("path", WITH_ITEMS)
def test_every_package_survives_with_all_its_columns(path: str, tmp_path: Path) -> None:
    folder = specs_dir() / path
    done = _back(read_tables(path), tmp_path / "x.xlsx")
    assert done.faults == ()
    assert table_text(done.items, Item) == table_text(read_tables(path).items, Item)
    assert table_text(done.codes, Code) == (folder / "codes.csv").read_text(encoding="utf-8")


def test_nothing_provisional_comes_back_as_transcribed(made: MadeWorkbook, tmp_path: Path) -> None:
    items = tuple(replace(each, fidelity="provisional") for each in made.imported().items)
    done = _back(Tables(name="名", businesses=(), items=items, codes=()), tmp_path / "x.xlsx")
    assert {each.fidelity for each in done.items} == {"provisional"}


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co")), max_size=8
)
_ITEMS = st.builds(
    Item,
    no=st.sampled_from(["", "7", "031-7", "031-00007", "ア"]),
    name=_WORDS.filter(bool),
    romaji=st.just("a"),
    group=_WORDS,
    pk=st.booleans(),
    fk=st.sampled_from(["", "宛名番号"]),
    type=st.sampled_from(["X", "N", "9", "9V", "S9", "DATE", "TIME", "YEAR"]),
    length=st.sampled_from(["", "0", "5", "5,2", "007"]),
    code_list=st.sampled_from(["", "区分", "様式"]),
    repeat=st.sampled_from([None, 1, 999]),
    charset=st.sampled_from(["", "digit", "mixed"]),
    unknown_date=st.booleans(),
    impl=st.sampled_from(["", "必須", "任意"]),
    output_condition=st.sampled_from(["", "必須", "条件付き必須", "任意", "別"]),
    definition=_WORDS,
    note=st.sampled_from(
        ["", "a\nb", "備考：b", "a\n備考：b", "不詳日を許容する", "tekigo:{", "=1+1", "_x0041_"]
    ),
    source=_WORDS,
    fidelity=st.sampled_from(["transcribed", "statute", "provisional"]),
)


@given(item=_ITEMS)
@settings(max_examples=40, deadline=None)
def test_any_item_comes_back(item: Item, tmp_path_factory: pytest.TempPathFactory) -> None:
    codes = (
        Code(list="区分", code="1", label="新規", source="S", fidelity="transcribed"),
        Code(list="区分", label="継続", note="tekigo:x", fidelity="provisional"),
        Code(list="様式", code="01", label="縦", source="項目定義書 コードID 7", fidelity="transcribed"),
    )
    path = tmp_path_factory.mktemp("x") / "x.xlsx"
    done = _back(Tables(name="a/b[c]", businesses=("031",), items=(item,), codes=codes), path)
    assert _texts(done.items, done.codes) == _texts((item,), codes)


@pytest.mark.parametrize("bad", ["\x01", "長" * 40_000])
def test_what_no_cell_can_hold_is_refused(made: MadeWorkbook, bad: str, tmp_path: Path) -> None:
    item = replace(made.imported().items[0], definition=bad)
    with pytest.raises(TekigoError, match="TKG-IMP015"):
        export_workbook(Tables(name="名", businesses=(), items=(item,), codes=()), tmp_path / "x.xlsx")
