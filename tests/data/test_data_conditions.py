"""データ出力条件: a value that must be there, may be missing, or of which nobody can tell; in real files."""

from pathlib import Path

import pytest

from conformance.data.check import check_folder
from conformance.data.dialect import load_dialect
from conformance.spec.catalog import Catalog
from conformance.spec.output_conditions import official_word, output_condition
from conformance.spec.shared_lists import load_list
from tests.data.city import person_numbers, write_rows

CATALOG = Catalog(load_list("addressee_management"))
GROUP = "住登外者宛名基本情報"
RIGHT = {
    "宛名番号": person_numbers(1)[0],
    "氏名": "髙橋　𠮷子",
    "氏_日本人": "髙橋",
    "名_日本人": "𠮷子",
    "氏名_外国人アルファベット": "Ａ　Ｂ",
    "氏名_外国人漢字": "甲　乙",
    "生年月日": "1990-01-02",
    "生年月日_不詳表記": "",
    "住所_町字コード": "0000000",
    "住所_町字": "",
    "住所_番地号表記": "１番",
    "住所_方書": "甲荘",
    "業務ID": "031",
    "独自施策システム等ID": "",
    "代表宛名フラグ": "0",
    "名寄せ先宛名番号": person_numbers(1)[0],
    "操作者ID": "a",
    "操作年月日": "2026-01-01",
    "操作時刻": "10:00:00",
}


def told(folder: Path, **values: str) -> list[tuple[str, str]]:
    names = [item.name for item in CATALOG.package.items]
    row = {name: RIGHT.get(name, "") for name in names} | values
    write_rows(folder, GROUP, names, [row])
    (file,) = check_folder(folder, CATALOG, load_dialect()).files
    return [(each.code, each.column) for each in file.findings if each.code[-3:] in ("030", "071")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"操作者ID": ""}, [("TKG-DATA030", "操作者ID")]),
        ({"生年月日": "1990-00-00"}, [("TKG-DATA030", "生年月日_不詳表記")]),
        ({"生年月日": "1990-01-00"}, [("TKG-DATA030", "生年月日_不詳表記")]),
        ({"生年月日": "1990-00-00", "生年月日_不詳表記": "春"}, []),
        ({"生年月日": ""}, [("TKG-DATA071", "生年月日_不詳表記")]),
        ({"住所_町字コード": "0001000"}, [("TKG-DATA030", "住所_町字")]),
        ({"住所_町字コード": ""}, [("TKG-DATA071", "住所_町字")]),
        ({"住所_町字コード": "", "住所_町字": "甲"}, []),
        ({"業務ID": ""}, [("TKG-DATA030", "業務ID"), ("TKG-DATA030", "独自施策システム等ID")]),
        ({"業務ID": "", "独自施策システム等ID": "A1"}, []),
        ({"氏名": ""}, [("TKG-DATA071", "氏名")]),
    ],
)
def test_a_condition_is_judged_row_by_row(
    tmp_path: Path, values: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert sorted(told(tmp_path, **values)) == sorted(expected)


def test_what_is_open_is_no_error(tmp_path: Path) -> None:
    told(tmp_path, 氏名="")

    (file,) = check_folder(tmp_path, CATALOG, load_dialect()).files

    assert [each.code for each in file.findings if each.open] == ["TKG-DATA071"]
    assert file.faults == ()


def test_a_column_that_must_exist_is_missed(tmp_path: Path) -> None:
    names = [item.name for item in CATALOG.package.items if item.name not in ("住所_都道府県", "性別")]
    write_rows(tmp_path, GROUP, names, [RIGHT])

    (file,) = check_folder(tmp_path, CATALOG, load_dialect()).files

    assert [(each.code, each.column) for each in file.findings] == [("TKG-DATA021", "住所_都道府県")]


def test_a_condition_is_read_with_its_parts() -> None:
    made = output_condition("条件: 性別=男|女 かつ 氏名に値がある 又は 生年月日が不詳")

    tests = [[(atom.item, atom.test, atom.values) for atom in part] for part in made.any_of]
    assert tests == [
        [("性別", "is", ("男", "女")), ("氏名", "filled", ())],
        [("生年月日", "unknown_date", ())],
    ]
    assert made.items == ("性別", "氏名", "生年月日")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("必要", "必要"),
        ("条件: ", "条件:"),
        ("条件: 性別", "性別"),
        ("条件: 性別=", "性別="),
        ("条件不定:", "条件不定:"),
        ("条件: 性別=男 かつ 生年月日は不詳", "生年月日は不詳"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=f"^{part}$"):
        output_condition(text)


def test_an_official_list_has_three_words() -> None:
    words = {official_word(item.output_condition) for item in CATALOG.package.items}
    assert words == {"必須", "条件付き必須", "任意"}
