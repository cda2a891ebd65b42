"""Files that are no sound workbook: a clear message, nothing expanded, nothing run."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from conformance.i18n import TekigoError
from conformance.spec.workbook import archive, structure
from conformance.spec.workbook.imports import import_workbook
from tests.spec.workbook.made_workbook import MadeWorkbook
from tests.spec.workbook.parts import SHEET, changed, with_empty_rows

BOOK = "xl/workbook.xml"


def _refused(path: Path) -> str:
    with pytest.raises(TekigoError) as caught:
        import_workbook(path)
    assert caught.value.exit_code == 2
    assert caught.value.remedy()
    return caught.value.code


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def _text(path: Path) -> None:
    path.write_text("no,name\n1,宛名番号\n", encoding="utf-8")


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", "<a/>")


def _protected(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))


def _encrypted(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag of the central directory
    path.write_bytes(bytes(data))


def _no_book(path: Path) -> None:
    changed(path, removed=(BOOK,))


def _no_sheet(path: Path) -> None:
    changed(path, removed=(SHEET,))


def _broken_xml(path: Path) -> None:
    changed(path, {SHEET: ("</sheetData>", "</sheet>")})


def _odd_merge(path: Path) -> None:
    changed(path, {SHEET: ('ref="B5:C6"', 'ref="??"')})


def _odd_string(path: Path) -> None:
    changed(path, {SHEET: ('t="inlineStr"><is><t>031</t></is>', 't="s"><v>9999</v>')})


def _entities(path: Path) -> None:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet'
    changed(path, {SHEET: ("<worksheet", entity)})


def _entities_in_utf16(path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'
    changed(path, added={SHEET: text.encode("utf-16")})


def _far_row(path: Path) -> None:
    changed(
        path, {SHEET: ("</sheetData>", '<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>')}
    )


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (Path.unlink, "001"),
        (_text, "003"),
        (_nothing, "003"),
        (_other_zip, "003"),
        (_protected, "004"),
        (_encrypted, "004"),
        (_cut, "005"),
        (_no_book, "005"),
        (_no_sheet, "005"),
        (_broken_xml, "005"),
        (_odd_merge, "005"),
        (_odd_string, "005"),
        (_entities, "007"),
        (_entities_in_utf16, "007"),
        (_far_row, "013"),
    ],
)
def test_a_file_that_is_no_sound_workbook(
    made: MadeWorkbook, spoil: Callable[[Path], None], code: str
) -> None:
    path = made.saved()
    spoil(path)
    assert _refused(path) == f"TKG-IMP{code}"


def test_a_folder(tmp_path: Path) -> None:
    assert _refused(tmp_path) == "TKG-IMP001"


def test_a_bomb_is_refused_by_what_it_declares(made: MadeWorkbook) -> None:
    bomb = bytes(archive.MOST_OF_A_PART + 1)
    path = changed(made.saved(), added={"xl/media/image1.png": bomb})
    assert path.stat().st_size < 100_000
    assert _refused(path) == "TKG-IMP006"


def test_a_bomb_that_declares_less_than_it_holds(made: MadeWorkbook) -> None:
    path = changed(made.saved(), added={"xl/media/image1.png": bytes(4_000_000)})
    data = path.read_bytes()
    path.write_bytes(data.replace((4_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")))
    assert _refused(path) == "TKG-IMP005"


def test_the_bounds_of_the_whole(made: MadeWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made.saved()
    size = path.stat().st_size
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_000)
    assert _refused(path) == "TKG-IMP006"
    monkeypatch.setattr(archive, "MOST_BYTES", size - 1)
    assert _refused(path) == "TKG-IMP002"


def test_empty_rows_without_end(made: MadeWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    path = with_empty_rows(made.saved(), 37, 100_000)
    done = import_workbook(path)
    assert len(done.items) == 29
    assert [each.cell for each in done.oddities if each.code == "TKG-IMP039"] == ["37:100036"]
    monkeypatch.setattr(structure, "MOST_ROWS", 99_000)
    assert _refused(path) == "TKG-IMP013"


def test_macros_and_links_are_told_and_neither_run_nor_followed(made: MadeWorkbook) -> None:
    added = {"xl/vbaProject.bin": b"\x00", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    macros = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml")
    kind = {"[Content_Types].xml": (f"vnd.openxmlformats-officedocument.{macros[0]}", f"vnd.{macros[1]}")}
    done = import_workbook(changed(made.saved(), kind, added))
    told = {each.code: (each.sheet, each.cell) for each in done.faults}
    assert told == {
        "TKG-IMP020": ("", "xl/vbaProject.bin"),
        "TKG-IMP021": ("", "xl/externalLinks/externalLink1.xml"),
    }
    assert len(done.items) == 29


def test_a_workbook_of_another_layout(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "見積書"
    book.save(tmp_path / "other.xlsx")
    assert _refused(tmp_path / "other.xlsx") == "TKG-IMP008"


def test_the_workbook_of_an_api(tmp_path: Path) -> None:
    book = Workbook()
    cover, sheet = book.worksheets[0], book.create_sheet("リクエスト_API仕様")
    cover.title, cover["G13"], sheet["A1"] = "表紙", "付番API仕様", "API仕様書"
    for column, text in enumerate(("項番", "パラメータ名", "項目名", "データ型", "データ長", "備考"), 1):
        sheet.cell(20, column).value = text
    book.save(tmp_path / "api.xlsx")
    with pytest.raises(TekigoError, match=r"TKG-IMP009.*リクエスト_API仕様"):
        import_workbook(tmp_path / "api.xlsx")


def test_only_hidden_sheets_of_items(made: MadeWorkbook) -> None:
    made.items.sheet_state = "hidden"
    made.book.active = 1
    with pytest.raises(TekigoError, match=r"TKG-IMP008.*非表示: 項目定義書"):
        import_workbook(made.saved())
