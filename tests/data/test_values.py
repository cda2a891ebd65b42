"""Characters of extracted files: each fault has its own message, names the code point, and nothing else is found."""

from pathlib import Path

import pytest

from conformance.data import values
from conformance.data.check import check_folder
from conformance.data.dialect import load_dialect
from conformance.data.model import DataFinding
from tests.data.city import CATALOG, PEOPLE, city, write

ROWS = 60


def findings(folder: Path, names: list[str], item: str = "氏名") -> list[DataFinding]:
    """Check a city whose first residents have these values."""
    rows = city()
    for row, name in zip(rows[PEOPLE], names, strict=False):
        row[item] = name
    write(folder, rows)
    return [each for file in check_folder(folder, CATALOG, load_dialect()).files for each in file.findings]


@pytest.mark.parametrize(
    ("name", "code", "points", "at"),
    [
        ("山田😀", "TKG-DATA040", "U+1F600", 3),
        ("ﾔﾏﾀﾞ", "TKG-DATA041", "U+FF94", 1),
        ("山田 花子", "TKG-DATA042", "U+0020", 3),
        ("山田か\u3099", "TKG-DATA044", "U+3099", 4),
        ("\U000e0100葛", "TKG-DATA045", "U+E0100", 1),
        ("葛\U000e01ef城", "TKG-DATA046", "U+845B U+E01EF", 1),
        ("山\ufe05", "TKG-DATA047", "U+5C71 U+FE05", 1),
        ("山\u0007田", "TKG-DATA049", "U+0007", 2),
        ("葛\U000e0102\ufdd0", "TKG-DATA050", "U+FDD0", 2),
        ("山\ue000", "TKG-DATA051", "U+E000", 2),
        ("\ufeff山", "TKG-DATA052", "U+FEFF", 1),
        ("山\ufffd", "TKG-DATA053", "U+FFFD", 2),
        ("山\u200b田", "TKG-DATA054", "U+200B", 2),
    ],
)
def test_each_wrong_character_is_named_by_its_code_point(
    tmp_path: Path, name: str, code: str, points: str, at: int
) -> None:
    (found,) = findings(tmp_path, ["髙橋", name])

    assert (found.code, found.column, found.count, found.examples[0].row) == (code, "氏名", 1, 2)
    assert found.character is not None
    assert (found.character.points, found.character.at) == (points, at)
    assert points in found.text()
    assert "氏名" in found.text()
    assert "{" not in found.text() + found.remedy()


def test_full_width_characters_in_a_half_width_item_are_named(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, ["１２３"], "市区町村コード")
    assert found.code == "TKG-DATA043"


def test_declared_characters_and_sequences_are_right(tmp_path: Path) -> None:
    assert findings(tmp_path, ["𠮷田", "葛\U000e0102", "髙﨑", "か゚"] * 4) == []


def test_a_hint_says_what_may_stand_in_its_place(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, ["山\uf900"])
    assert found.character is not None
    assert "U+8C48" in found.character.hint


def test_one_value_with_two_wrong_characters_has_two_findings_and_both_are_counted(tmp_path: Path) -> None:
    found = findings(tmp_path, ["😀山😁", "😀", "😀😀"])
    assert sorted((each.character.points, each.count) for each in found if each.character) == [
        ("U+1F600", 3),
        ("U+1F601", 1),
    ]


def test_kinds_of_characters_beyond_the_limit_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "APART", 2)
    found = findings(tmp_path, ["😀", "😁", "😂", "😃"])
    assert [each.count for each in found] == [1, 1, 2]


def test_an_error_is_found_again_after_the_same_right_value_was_seen(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, ["山田"] * 20 + ["山田😀"] * 3 + ["山田"] * 20 + ["山田😀"])
    assert found.count == 4
    assert [each.row for each in found.examples] == [21, 22, 23, 44]
