"""`tekigo spec import` and `tekigo spec export`, as people and machines meet them."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conformance.spec.paths import specs_dir
from tests.cli.conftest import Run
from tests.spec.workbook.made_workbook import ITEMS, MadeWorkbook

PACKAGE = specs_dir() / "common" / "addressee_management"


def as_imported() -> str:
    """The items as an import yields them: conditions are written down by hand, a workbook has one word for them."""
    text = (PACKAGE / "items.csv").read_text(encoding="utf-8")
    return re.sub("条件(不定)?: [^,\n]+", "条件付き必須", text)


@pytest.fixture
def workbook(tmp_path: Path) -> MadeWorkbook:
    """A workbook of the official layout."""
    return MadeWorkbook(tmp_path / "031.xlsx")


def test_import_writes_the_tables_and_tells_what_is_odd(
    tekigo: Run, workbook: MadeWorkbook, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "package"
    code, told, err = tekigo("spec", "import", str(workbook.saved()), "--out", str(out))
    assert (code, err) == (0, "")
    assert "項目: 29件" in told
    assert f"「{ITEMS}」N31: TKG-IMP072" in told
    assert "Q12, Q13, Q18, Q19, Q21, Q26: TKG-IMP080" in told, "the same oddity of several cells is one line"
    assert (out / "items.csv").read_text(encoding="utf-8") == as_imported()
    assert (out / "codes.csv").read_bytes() == (PACKAGE / "codes.csv").read_bytes()


def test_json_tells_sheet_cell_and_whether_it_is_a_fault(tekigo: Run, workbook: MadeWorkbook) -> None:
    workbook.put(M9="百")
    code, told, err = tekigo("--lang", "en", "spec", "import", str(workbook.saved()), "--json")
    assert code == 2
    assert "TKG-IMP010" in err
    found = json.loads(told)
    assert (found["items"], found["codes"], found["groups"]) == (29, 5, ["住登外者宛名基本情報"])
    (fault,) = [each for each in found["oddities"] if each["fault"]]
    assert (fault["sheet"], fault["cell"], fault["code"]) == (ITEMS, "M9", "TKG-IMP062")
    assert "whole number above 0" in fault["text"]


def test_with_faults_nothing_is_written_unless_asked(
    tekigo: Run, workbook: MadeWorkbook, tmp_path: Path
) -> None:
    path, out = str(workbook.put(M9="百").saved()), tmp_path / "package"
    code, told, err = tekigo("spec", "import", path, "--out", str(out))
    assert (code, out.exists()) == (2, False)
    assert "読み取れないところ: 1か所" in told
    assert "TKG-IMP010" in err
    code, _, _ = tekigo("spec", "import", path, "--out", str(out), "--partial")
    assert code == 0
    assert "031-3,氏名,shimei,住登外者宛名基本情報,,,N,,," in (out / "items.csv").read_text(encoding="utf-8")


def test_other_content_is_not_overwritten(tekigo: Run, workbook: MadeWorkbook, tmp_path: Path) -> None:
    path, out = str(workbook.saved()), tmp_path / "package"
    shutil.copytree(PACKAGE, out)
    (out / "items.csv").write_text(as_imported(), encoding="utf-8")
    assert tekigo("spec", "import", path, "--out", str(out))[0] == 0, "the same content may stand there"
    (out / "items.csv").write_text("by hand", encoding="utf-8")
    code, _, err = tekigo("spec", "import", path, "--out", str(out))
    assert (code, "TKG-IMP011" in err) == (2, True)
    assert (out / "items.csv").read_text(encoding="utf-8") == "by hand"
    assert tekigo("spec", "import", path, "--out", str(out), "--overwrite")[0] == 0
    assert (out / "items.csv").read_text(encoding="utf-8") == as_imported()


def test_a_later_edition_shows_the_difference(tekigo: Run, workbook: MadeWorkbook) -> None:
    path = str(workbook.saved())
    assert "違いはありません" in tekigo("spec", "import", path, "--diff", str(PACKAGE))[1]
    workbook.put(M24=120, D8="マイナンバー", T20="○", Q9="別の文")
    workbook.codes["C8"] = "9"
    path = str(workbook.saved())
    code, told, _ = tekigo("spec", "import", path, "--diff", "common/addressee_management")
    assert code == 0
    assert f"~ 住登外者宛名基本情報 住所_町字 jusho_choaza: length 18 → 120 [「{ITEMS}」M24]" in told
    assert f"impl 任意 → 必須 [「{ITEMS}」T20]" in told
    assert "+ 住登外者宛名基本情報 マイナンバー" in told
    assert "- 住登外者宛名基本情報 個人番号" in told
    assert "~ 性別 女 9: code 2 → 9" in told
    assert "別の文" not in told
    assert "別の文" in tekigo("spec", "import", path, "--diff", str(PACKAGE), "--texts")[1]
    found = json.loads(tekigo("spec", "import", path, "--diff", str(PACKAGE), "--json")[1])["difference"]
    assert len(found["items"]) == 4
    assert found["codes"][0]["fields"] == [{"field": "code", "old": "2", "new": "9"}]


def test_the_cell_is_named_where_the_column_stands(tekigo: Run, workbook: MadeWorkbook) -> None:
    for area in [str(each) for each in workbook.items.merged_cells.ranges]:
        workbook.items.unmerge_cells(area)
    workbook.put(M24=120).items.move_range("M5:W36", cols=1)
    told = tekigo("spec", "import", str(workbook.saved()), "--diff", str(PACKAGE))[1]
    assert f"length 18 → 120 [「{ITEMS}」N24]" in told


def test_what_the_old_side_never_says_does_not_drown_the_rest(
    tekigo: Run, workbook: MadeWorkbook, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    row = "住所_町字,jusho_choaza,N,120,transcribed\n宛名番号,atenabango,X,15,transcribed\n"
    (old / "items.csv").write_text(f"name,romaji,type,length,fidelity\n{row}", encoding="utf-8")
    told = tekigo("spec", "import", str(workbook.saved()), "--diff", str(old))[1].splitlines()
    assert [line.split(":")[0].strip() for line in told if line.strip().startswith("~")] == [
        "~ 住所_町字 jusho_choaza"
    ]
    (left_out,) = [line for line in told if "旧ではどの項目でも空の列" in line]
    assert left_out.endswith("no、pk、impl、output_condition")


def test_there_is_no_such_package(tekigo: Run, workbook: MadeWorkbook) -> None:
    code, told, err = tekigo("spec", "import", str(workbook.saved()), "--diff", "nowhere")
    assert (code, told) == (2, "")
    assert "TKG-IMP014" in err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"a,b\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_no_workbook_ends_with_a_message(tekigo: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    code, told, err = tekigo("spec", "import", str(path), "--out", str(tmp_path / "out"))
    assert (code, told) == (2, "")
    assert err.startswith("TKG-IMP00")
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


def test_export_and_import_again(tekigo: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert tekigo("spec", "export", str(PACKAGE), "--out", str(path))[0] == 0
    assert tekigo("spec", "export", str(PACKAGE), "--out", str(path))[0] == 2
    assert tekigo("spec", "export", str(PACKAGE), "--out", str(path), "--overwrite")[0] == 0
    assert tekigo("spec", "import", str(path), "--out", str(tmp_path / "back"))[0] == 0
    for name in ("items.csv", "codes.csv"):
        assert (tmp_path / "back" / name).read_bytes() == (PACKAGE / name).read_bytes()


def test_an_unwritable_place(tekigo: Run, workbook: MadeWorkbook, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    place = tmp_path / "file" / "below"
    for command in (("import", str(workbook.saved())), ("export", str(PACKAGE))):
        code, _, err = tekigo("spec", *command, "--out", str(place))
        assert (code, "TKG-IMP012" in err) == (2, True)
