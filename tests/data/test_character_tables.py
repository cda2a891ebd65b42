"""The tables of characters that tekigo carries, and the script that derives them."""

import subprocess
import sys
from pathlib import Path

import pytest

from conformance.data import character_tables
from conformance.data.character_tables import JISX0213, MJ, SHRINK, folder, substitutes, table, variants
from conformance.data.code_points import packed, shown, unpacked
from conformance.i18n import TekigoError
from conformance.spec.paths import data_root

SCRIPT = data_root() / "scripts" / "derive_characters.py"

X0213 = """\
## JIS\tUnicode\tName\tNote
0x2121\tU+3000\t# IDEOGRAPHIC SPACE
0x2124\tU+002C\t# COMMA\tFullwidth: U+FF0C
0x213D\tU+2014\t# EM DASH\tWindows: U+2015
0x2142\tU+2016\t# DOUBLE VERTICAL LINE\tWindows: U+2225
0x224D\tU+2225\t# PARALLEL TO\t[2000]
0x2231\tU+002D\t# HYPHEN-MINUS\t[2000]\tFullwidth: U+FF0D
0x2477\tU+304B+309A\t# \t[2000]
0x247C\t\t# <reserved>
0x2D70\t\t# <reserved>\tWindows: U+2252
0x3021\tU+845B\t# <cjk>
0x3022\tU+9AD8\t# <cjk>
"""
# The original begins with a BOM, as spreadsheets write it.
MJ_ROWS = """\
\ufeffMJ文字図形名,対応するUCS,実装したUCS,実装したMoji_JohoコレクションIVS,実装したSVS
MJ1,髙,髙,,
MJ2,葛,,葛\U000e0102,
MJ3,葛,葛,葛\U000e0103,
MJ4,欄,\uf91d,欄\U000e0103,欄\ufe00
MJ5,梦,,,
"""
SHRINK_ROWS = """\
MJ文字図形名,縮退UCS,縮退X0213,表,順位,ホップ数
MJ1,高,1-25-66,JIS包摂規準UCS統合規則,,
MJ1,高,1-25-66,戸籍統一文字情報_親字正字,,1
MJ2,葛,1-19-75,JIS包摂規準UCS統合規則,,
MJ2,高,1-25-66,読み字形による類推,,
MJ3,葛,1-19-75,JIS包摂規準UCS統合規則,,
MJ3,高,1-25-66,辞書類等による関連字,,
MJ5,葛,1-19-75,辞書類等による関連字,,
"""


def _originals(at: Path) -> Path:
    (at / "jisx0213").mkdir()
    (at / "jisx0213" / "jisx0213-2004-8bit-std.txt").write_text(X0213, encoding="utf-8")
    (at / "mji_00602_subset.csv").write_text(MJ_ROWS, encoding="utf-8")
    (at / "mj_shrink_map_1.2.0.csv").write_text(SHRINK_ROWS, encoding="utf-8")
    return at


def _derive(source: Path, out: Path) -> "subprocess.CompletedProcess[str]":
    out.mkdir(exist_ok=True)
    command = [sys.executable, str(SCRIPT), str(source), str(out)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=data_root()
    )


def _body(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_the_tables_hold_what_their_standards_count() -> None:
    x0213, mj = table(JISX0213), table(MJ)
    forms = {chr(point) for point in range(0xFF01, 0xFF5F)}
    assert len(x0213.characters - forms) + len(x0213.sequences) == 11_233  # JIS X 0213:2004
    assert forms <= x0213.characters
    assert len(mj.characters) == 52_607
    svs = {each for each in mj.sequences if each[1] <= "\ufe0f"}
    assert (len(mj.sequences - svs), len(svs)) == (11_382, 89)


def test_every_substitute_is_a_character_of_jisx0213_for_one_outside_it() -> None:
    x0213 = table(JISX0213).characters
    assert {each.character for of in substitutes().values() for each in of} <= x0213
    assert not x0213 & set(substitutes())
    assert [(each.character, each.tables) for each in substitutes()["髙"]] == [("高", "AD")]


def test_what_windows_has_instead_is_no_part_of_the_set() -> None:
    assert variants()["\uffe5"] == "\u00a5"
    assert not set(variants()) & table(JISX0213).characters


@pytest.mark.parametrize("name", [MJ, SHRINK])
def test_what_comes_from_mj_says_source_and_licence(name: str) -> None:
    head = "".join(
        line for line in (folder() / name).read_text(encoding="utf-8").splitlines() if line[0] == "#"
    )
    assert "CC BY-SA 2.1 JP" in head
    assert "© 独立行政法人情報処理推進機構" in head
    assert name in (folder() / "README.md").read_text(encoding="utf-8")


def test_the_script_derives_the_tables_from_the_originals(tmp_path: Path) -> None:
    done = _derive(_originals(tmp_path), tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert _body(tmp_path / "out" / JISX0213) == [
        "character\t\t002C-002D 2014 2016 2225 3000 845B 9AD8 FF0C-FF0D",
        "windows\t2014\t2015",
        "sequence\t309A\t304B",
    ]
    assert _body(tmp_path / "out" / MJ) == [
        "character\t\t845B 9AD9 F91D",
        "sequence\tFE00\t6B04",
        "sequence\tE0102\t845B",
        "sequence\tE0103\t6B04 845B",
    ]
    # 葛 is in JIS X 0213 itself; that it is the substitute of its sequences goes without saying; MJ5 has no form.
    assert _body(tmp_path / "out" / SHRINK) == ["AD\t9AD8\t9AD9", "I\t\t845B+E0102", "J\t\t845B+E0103"]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("jisx0213/jisx0213-2004-8bit-std.txt", "U+3000", "U+3OOO", "jisx0213-2004-8bit-std.txt:2"),
        ("mji_00602_subset.csv", "実装したSVS", "SVS", "実装したSVS"),
        ("mj_shrink_map_1.2.0.csv", "読み字形による類推", "新しい表", "新しい表"),
    ],
)
def test_the_script_refuses_an_original_of_another_form(
    tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    path = _originals(tmp_path) / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = _derive(tmp_path, tmp_path / "out")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_table_that_is_missing_or_damaged_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(character_tables, "folder", lambda: tmp_path)
    with pytest.raises(TekigoError) as missing:
        table.__wrapped__(MJ)
    assert missing.value.code == "TKG-DATA055"
    (tmp_path / MJ).write_text("# head\ncharacter\t\t4E00 4E0G\n", encoding="utf-8")
    with pytest.raises(TekigoError) as damaged:
        table.__wrapped__(MJ)
    assert damaged.value.code == "TKG-DATA055"
    assert f"{MJ}:2" in damaged.value.text()


def test_code_points_are_written_and_read_back() -> None:
    words = packed(["一", "丁", "丂", "髙", "葛\U000e0102"])
    assert words == ["4E00-4E02", "9AD9", "845B+E0102"]
    assert list(unpacked(words)) == ["一", "丁", "丂", "髙", "葛\U000e0102"]
    assert shown("𠮷\ufe00") == "U+20BB7 U+FE00"
