"""What the published workbook of 業務ID 031 yields, and the errata known of it, each with its cell."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.checks.diff.tables import tables_differ
from conformance.spec.model import Code, Item
from conformance.spec.output_conditions import official_word
from conformance.spec.paths import specs_dir
from conformance.spec.tables import read_table
from conformance.spec.workbook.files import table_text
from conformance.spec.workbook.imports import Imported, import_workbook
from tests.spec.workbook import rows_031 as facts
from tests.spec.workbook.made_workbook import CODES, ITEMS, TYPES, MadeWorkbook
from tests.spec.workbook.parts import SHEET, changed

PACKAGE = specs_dir() / "common" / "addressee_management"
ORIGINAL = "2026-08_digital-agency_atenabango-kanri_item-definition.xlsx"
API_SPEC = "2026-08_digital-agency_atenabango-fuban-api_spec.xlsx"
FOLDER = "TEKIGO_REFERENCE_WORKBOOKS"


@pytest.fixture
def published() -> Path:
    """The folder of the published workbooks, which do not travel with the project."""
    folder = os.environ.get(FOLDER, "")
    if not (Path(folder) / ORIGINAL).is_file():
        pytest.skip(f"{FOLDER} names no folder with the published workbooks")
    return Path(folder)


def _cells(made: Imported, code: str) -> list[tuple[str, str]]:
    return [(each.sheet, each.cell) for each in made.oddities if each.code == f"TKG-IMP{code}"]


def test_the_items_groups_and_codes(made: MadeWorkbook) -> None:
    done = made.imported()
    assert done.faults == ()
    assert (len(done.items), done.groups, len(done.codes)) == (29, (facts.GROUP,), 5)
    assert done.lists == {"1": "性別", "2": "代表宛名フラグ", "999": "自治体固有コード"}
    first, sex, born, flag = (done.items[number - 1] for number in (1, 11, 12, 25))
    assert (first.no, first.pk, first.type, first.length) == ("031-1", True, "X", "15")
    assert (first.impl, first.output_condition) == ("必須", "必須")
    assert (sex.impl, sex.output_condition, sex.code_list) == ("任意", "任意", "性別")
    assert (born.type, born.length, born.unknown_date) == ("DATE", "10", True)
    assert (flag.type, flag.code_list) == ("9", "代表宛名フラグ")


def test_column_and_value_are_two_flags(made: MadeWorkbook) -> None:
    pairs = {(each.impl, each.output_condition) for each in made.imported().items}
    assert pairs == {("必須", "必須"), ("必須", "条件付き必須"), ("必須", "任意"), ("任意", "任意")}


def test_the_package_is_what_the_workbook_yields(made: MadeWorkbook) -> None:
    done = made.imported()
    written, found = read_table(PACKAGE / "items.csv", Item, "items.csv")
    # The conditions were written down by hand, from the lines that begin with ※※.
    items = [replace(each, output_condition=official_word(each.output_condition)) for each in written]
    assert table_text(items, Item) == table_text(done.items, Item)
    assert (PACKAGE / "codes.csv").read_text(encoding="utf-8") == table_text(done.codes, Code)
    assert found + read_table(PACKAGE / "codes.csv", Code, "codes.csv")[1] == []


def test_each_oddity_of_the_workbook_is_told_with_its_cell(made: MadeWorkbook) -> None:
    done = made.imported()
    assert _cells(done, "080") == [(ITEMS, f"Q{row}") for row in (12, 13, 18, 19, 21, 26)]
    assert _cells(done, "072") == [(ITEMS, "N31")]
    assert _cells(done, "073") == [(CODES, "C11")]
    assert _cells(done, "079") == [(ITEMS, "U23")]
    assert _cells(done, "086") == [(ITEMS, f"{letter}:{letter}") for letter in "IJKU"]
    assert _cells(done, "091") == [(TYPES, "B11")]
    told = {each.code.removeprefix("TKG-IMP") for each in done.oddities}
    assert told == {"040", "054", "072", "073", "079", "080", "086", "091", "092"}


def test_texts_of_no_length_are_told(made: MadeWorkbook) -> None:
    path = changed(made.put(N8="blank").saved(), {SHEET: ("<t>blank</t>", "<t></t>")})
    assert _cells(import_workbook(path), "081") == [(ITEMS, "N8")]


class TestErrata:
    """The third party's list (SF-01 …) as far as it concerns this workbook. SF-07 to 09 and 13 are the API's alone."""

    @staticmethod
    def _changes(made: MadeWorkbook, *, texts: bool = False) -> dict[str, tuple[str, dict[str, object]]]:
        """Compare with the request of the 付番API: name → (what changed, new values of the fields that differ)."""
        api = [
            Item(
                name=name,
                romaji=romaji,
                type=type_,
                length=str(length),
                note=facts.API_NOTES.get(name, ""),
                fidelity="transcribed",
            )
            for name, romaji, type_, length in facts.API
        ]
        found = tables_differ((api, ()), (made.imported().items, ()), texts=texts).items
        return {
            each.id: (each.change, {one.field: (one.old, one.new) for one in each.fields}) for each in found
        }

    def test_sf01_two_lengths_of_the_town(self, made: MadeWorkbook) -> None:
        done = made.imported()
        town = next(each for each in done.items if each.name == "住所_町字")
        assert town.origin == f"{ITEMS} 24"
        assert self._changes(made)["住所_町字"][1]["length"] == ("120", "18")

    def test_sf02_and_sf03_other_names(self, made: MadeWorkbook) -> None:
        found = self._changes(made)
        pairs = {
            "氏名_外国人アルファベット": "氏名_外国人ローマ字",
            "氏名_読み仮名": "氏名_フリガナ",
            "氏_日本人_読み仮名": "氏_日本人_フリガナ",
            "名_日本人_読み仮名": "名_日本人_フリガナ",
        }
        for here, there in pairs.items():
            assert (found[here][0], found[there][0]) == ("added", "removed")
        assert _cells(made.imported(), "092") == [(ITEMS, "D27")], "and the workbook itself has both words"

    def test_sf04_sf05_sf06_items_of_one_side_only(self, made: MadeWorkbook) -> None:
        found = self._changes(made)
        assert found["代表宛名フラグ"][0] == "added"
        missing = [name for name, (change, _) in found.items() if change == "removed"]
        nine = {
            "通称",
            "通称_フリガナ",
            "通称_フリガナ確認状況",
            "生年月日_不詳フラグ",
            "指定都市_行政区等コード",
            "住所_国名コード",
            "住所_国名等",
            "住所_国外住所",
            "他業務参照不可フラグ",
        }
        assert nine | {"履歴番号", "名寄せ元フラグ"} <= set(missing)

    def test_sf10_a_special_value_that_only_the_api_has(self, made: MadeWorkbook) -> None:
        assert "note" not in self._changes(made)["住所_町字コード"][1]
        old, new = self._changes(made, texts=True)["住所_町字コード"][1]["note"]  # type: ignore[misc]
        assert "9999999" in old
        assert "9999999" not in new

    def test_sf11_ids_are_not_in_the_form_of_the_legend(self, made: MadeWorkbook) -> None:
        (told,) = made.told("054")
        assert (told.sheet, told.cell, told.fault) == (ITEMS, "B7:C35", False)
        assert (told.params["form"], told.params["count"]) == ("3+5", 29)

    def test_sf12_neither_edition_nor_date(self, made: MadeWorkbook) -> None:
        assert [(each.sheet, each.cell) for each in made.told("040")] == [(ITEMS, "B1")]
        made.put(B2="第1.0版")
        assert made.told("040") == []

    def test_sf15_code_and_repeat_side_by_side_are_no_defect(self, made: MadeWorkbook) -> None:
        done = made.imported()
        assert done.items[23].repeat == 999
        assert "コード：999 自治体固有コード（値は任意）" in done.items[23].note
        assert [each for each in done.oddities if each.cell in ("N30", "O30")] == []

    def test_another_romaji_name_that_the_list_does_not_have(self, made: MadeWorkbook) -> None:
        fields = self._changes(made)["独自施策システム等ID"][1]
        assert fields["romaji"] == ("dokujishisakushisutemutoid", "dokujishisakushisutemunadoid")


def test_the_published_workbook_has_the_same_facts(published: Path, made: MadeWorkbook) -> None:
    done, mine = import_workbook(published / ORIGINAL), made.imported()
    assert done.faults == ()
    found = tables_differ((mine.items, mine.codes), (done.items, done.codes), texts=False)
    assert (found.items, found.codes) == ((), ())
    others = {each.code: each.cell for each in done.oddities} | {"TKG-IMP081": ""}
    assert set(others) == {each.code for each in mine.oddities} | {"TKG-IMP081"}
    assert len(_cells(done, "081")) == 15


def test_the_published_api_workbook_is_refused(published: Path) -> None:
    from conformance.i18n import TekigoError

    with pytest.raises(TekigoError, match="TKG-IMP009"):
        import_workbook(published / API_SPEC)
