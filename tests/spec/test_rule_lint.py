"""Lint of rule tables: every rule shown failing once, with file and row."""

import pytest

from conformance.spec.errors import SpecErrors
from conformance.spec.lint import lint_all
from conformance.spec.load import load_package
from tests.spec.made_package import MadePackage

KINGAKU, NENREI, SHEETS = "alpha/rules/kingaku.csv", "alpha/rules/nenrei.csv", "alpha/rules.yaml"


def test_right_tables_have_no_findings(made: MadePackage) -> None:
    assert lint_all(made.with_rules().root) == []


# file, text to replace, replacement, code, words of the message; the finding is at that row unless a line is given
DEFECTS = [
    (KINGAKU, "新規,,2015-03,100,,", "新規,,2015-02,100,,", "TKG-RULE016", "登録月=2015-03", 3),
    (KINGAKU, "新規,2015-04,,200,,", "新規,2015-03,,200,,", "TKG-RULE015", "kingaku.csv:2", 3),
    (KINGAKU, "新規,,,300,2024-10-01,", "新規,,,300,2024-10-02,", "TKG-RULE017", "2024-09-30 2024-10-02", 4),
    (KINGAKU, "新規,,,300,2024-10-01,", "新規,,,300,2024-09-30,", "TKG-RULE015", "2024-09-30", 4),
    (KINGAKU, "新法2条", "", "TKG-RULE008", "金額", 0),
    (KINGAKU, "円,新法2条", ",新法2条", "TKG-RULE009", "金額 50", 0),
    (KINGAKU, "50,2020-04-01,,", "50,2020-04-01,2020-03-31,", "TKG-RULE014", "2020-03-31", 0),
    (KINGAKU, "継続", "中止", "TKG-SPEC074", "中止", 0),
    (KINGAKU, ",金額,", ",金額,色,", "TKG-SPEC011", "色", 1),
    (KINGAKU, ",登録月_まで", "", "TKG-SPEC026", "登録月_まで", 1),
    (KINGAKU, ",50,", ",5O,", "TKG-RULE004", "5O 金額 integer", 0),
    (KINGAKU, "2015-04,,", "2015-13,,", "TKG-RULE004", "2015-13 登録月_から month", 0),
    (KINGAKU, "2020-04-01", "2020-4-1", "TKG-SPEC010", "valid_from", 0),
    (KINGAKU, "円,新法2条,provisional", "円,新法2条,seen", "TKG-SPEC010", "fidelity seen", 0),
    (NENREI, "基準日の月初の3年前,,", "基準日の月初の三年前,,", "TKG-RULE004", "三年前 誕生日_から", 0),
    (NENREI, "誕生日_から,", "誕生日_より,", "TKG-SPEC026", "誕生日_から", 1),
    (
        NENREI,
        "3歳以上,,,,法3条,statute,",
        "3歳以上,,,,法3条,statute,年齢_から",
        "TKG-RULE005",
        "年齢_から",
        0,
    ),
    (
        NENREI,
        "の翌日,基準日の月初の3年前の前日",
        "の翌日,基準日の月初の3年前",
        "TKG-RULE015",
        "nenrei.csv:2",
        0,
    ),
    (SHEETS, "id: nenrei", "id: nenrei2", "TKG-RULE002", "年齢 rules/nenrei2.csv", 0),
    (SHEETS, "type: day", "type: text", "TKG-RULE007", "誕生日", 12),
    (SHEETS, "item: 誕生日", "item: 生年月日", "TKG-SPEC051", "生年月日", 12),
    (SHEETS, "requirements: [AL-1.M]", "requirements: [AL-9.M]", "TKG-SPEC074", "AL-9.M", 2),
    (SHEETS, "name: 年齢\n", "name: 金額\n", "TKG-SPEC070", "金額", 12),
    (SHEETS, "    dated_by: 異動日\n    ordinance", "    ordinance", "TKG-SPEC012", "dated_by", 2),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "words", "line"), DEFECTS)
def test_each_defect_is_told_with_its_row(
    made: MadePackage, file: str, old: str, new: str, code: str, words: str, line: int
) -> None:
    place = made.with_rules().change(file, old, new)
    found = lint_all(made.root)
    told = [each for each in found if each.code.startswith(code)]
    assert told, [each.line() for each in found]
    assert told[0].origin == f"specs/{file}:{line or place}", [each.line() for each in found]
    assert all(word in told[0].text() for word in words.split()), told[0].text()


def test_a_gap_that_is_right_says_why(made: MadePackage) -> None:
    made.with_rules().change(SHEETS, "ordinance: true", "gaps: 経過の間は定めがない")
    made.change(KINGAKU, "新規,,,300,2024-10-01,", "新規,,,300,2025-04-01,")
    assert lint_all(made.root) == []


def test_a_file_without_a_declaration_is_told(made: MadePackage) -> None:
    made.with_rules().write("specs/alpha/rules/other.csv", "a\n1\n")
    with pytest.raises(SpecErrors, match="TKG-RULE001"):
        load_package("alpha", made.root)
    (made.root / "specs/alpha/rules.yaml").unlink()
    with pytest.raises(SpecErrors, match=r"kingaku\.csv"):
        load_package("alpha", made.root)


def test_a_table_without_rows_is_told(made: MadePackage) -> None:
    header = "誕生日_から,誕生日_まで,年齢区分,valid_from,valid_to,unit,source,fidelity\n"
    made.with_rules().write("specs/alpha/rules/nenrei.csv", header)
    assert [each.code for each in lint_all(made.root)] == ["TKG-RULE006"]
