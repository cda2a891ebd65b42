"""Changed rule tables: the row from old to new, and exactly the cases that draw on it."""

from datetime import date
from pathlib import Path

import pytest

from conformance.checks.diff.model import FieldChange
from conformance.checks.scenarios.features import read_features
from conformance.checks.scenarios.rule_examples import RuleTables
from conformance.spec.load import load_package
from conformance.spec.rules import RuleBook
from tests.checks.sides import AS_OF, TwoSides, again, compared, copied

RULES = """\
rules:
  - id: gaku
    name: 額
    summary: 区分と日による額。
    dated_by: 異動日
    columns:
      - {name: 区分, role: key, item: 区分}
      - {name: 異動日, role: range, type: day, item: 異動日}
      - {name: 額, role: result, type: integer}
"""
HEAD = "区分,異動日_から,異動日_まで,額,valid_from,valid_to,unit,source,fidelity,note\n"
ROWS = [
    "新規,,2020-03-31,100,,,円,S 1,statute,\n",
    "新規,2020-04-01,,200,,,円,S 1,statute,\n",
    "継続,,,300,,,円,S 2,statute,\n",
]
SCENARIO = """
  @AL-1.M
  シナリオ: {name}
    もし「照会」を行う
    ならば結果の「メモ」は「{value}」である
"""
DRAWN = {
    "前の新規": "規則《額》の額（区分：新規、異動日：2020-03-31）",
    "後の新規": "規則《額》の額（区分：新規、異動日：2020-04-01）",
    "継続": "規則《額》の額（区分：継続）の2倍",
    "基準日の新規": "規則《額》の額（区分：新規、異動日：基準日）",
    "その時までの分からない": "規則《額》の額（区分：「甲」の区分）",
    "足したもの": "規則《額》の額（区分：継続）＋規則《額》の額（区分：新規、異動日：2019-01-01）",
    "引かない": "300",
}
TABLE = "alpha/rules/gaku.csv"


@pytest.fixture
def two(tmp_path: Path) -> TwoSides:
    """Two sides with a rule table and scenarios that look figures up in it."""
    made = TwoSides(tmp_path)
    made.both("specs/alpha/rules.yaml", RULES)
    made.both(f"specs/{TABLE}", HEAD + "".join(ROWS))
    scenarios = "".join(SCENARIO.format(name=name, value=value) for name, value in DRAWN.items())
    made.both("features/alpha/a.feature", f"# language: ja\n機能: 額\n{scenarios}")
    return made


def test_a_changed_figure_concerns_the_look_ups_that_meet_it(two: TwoSides) -> None:
    two.new.change(TABLE, ",200,", ",250,")
    found = two.alpha()
    (table,) = found.rules
    (row,) = table.rows
    assert (table.change, table.id, table.results) == ("changed", "gaku", ("額",))
    assert (row.change, row.fields) == ("changed", (FieldChange("額", "200", "250"),))
    assert row.label == "新規・異動日 2020-04-01～"
    assert row.old == row.new == f"specs/{TABLE}:3"
    assert again(found) == {"後の新規", "基準日の新規", "その時までの分からない"}
    reasons = {each.scenario: each.reasons[0] for each in found.again}
    assert reasons["後の新規"].detail == "額 200 → 250"
    assert reasons["その時までの分からない"].detail == ""
    assert {each.kind for each in reasons.values()} == {"rule"}


def test_a_look_up_from_the_as_of_date_is_worked_out_for_it(two: TwoSides) -> None:
    two.new.change(TABLE, ",200,", ",250,")
    (found,) = compared(two.old.root, two.new.root, as_of=date(2020, 3, 31)).businesses
    assert again(found) == {"後の新規", "その時までの分からない"}


def test_a_sum_depends_on_each_of_its_parts(two: TwoSides) -> None:
    two.new.change(TABLE, ",300,", ",330,")
    assert again(two.alpha()) == {"継続", "足したもの", "その時までの分からない"}


def test_words_beside_the_figures_are_told_and_nothing_runs_again(two: TwoSides) -> None:
    two.new.change(TABLE, "S 2,statute,", "S 3,provisional,注")
    two.new.change("alpha/rules.yaml", "区分と日による額。", "額の表。")
    found = two.alpha()
    assert [each.field for each in found.rules[0].fields] == ["summary"]
    assert [each.field for each in found.rules[0].rows[0].fields] == ["source", "fidelity", "note"]
    assert found.again == ()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (",300,,,円", ",300,2020-04-01,,円", "valid_from"),
        (",300,,,円", ",300,,2027-03-31,円", "valid_to"),
        (",300,,,円", ",300,,,千円", "unit"),
        (",,2020-03-31,100", ",,2020-04-30,100", "異動日_まで"),
    ],
)
def test_a_row_is_known_again_when_its_validity_or_a_limit_moved(
    two: TwoSides, old: str, new: str, field: str
) -> None:
    two.new.change(TABLE, old, new)
    (row,) = two.alpha().rules[0].rows
    assert (row.change, [each.field for each in row.fields]) == ("changed", [field])


def test_a_row_that_ends_and_its_successor(two: TwoSides) -> None:
    two.new.change(
        TABLE, ROWS[2], "継続,,,300,,2026-03-31,円,S 2,statute,\n継続,,,400,2026-04-01,,円,S 4,statute,\n"
    )
    found = two.alpha()
    ended, begun = found.rules[0].rows
    assert (ended.change, ended.fields) == ("changed", (FieldChange("valid_to", None, "2026-03-31"),))
    assert (begun.change, begun.old, begun.new) == ("added", "", f"specs/{TABLE}:5")
    assert begun.new_row is not None
    assert (begun.new_row["額"], begun.new_row["source"]) == ("400", "S 4")
    assert again(found) == {"継続", "足したもの", "その時までの分からない"}
    (found,) = compared(two.old.root, two.new.root, as_of=date(2026, 3, 31)).businesses
    assert again(found) == {"その時までの分からない"}


def test_the_order_of_rows_makes_no_difference(two: TwoSides) -> None:
    two.new.write(f"specs/{TABLE}", HEAD + "".join(reversed(ROWS)))
    assert not two.compared().different


def test_removed_rows_and_tables(two: TwoSides) -> None:
    two.new.change(TABLE, ROWS[2], "")
    found = two.alpha()
    (row,) = found.rules[0].rows
    assert (row.change, row.label, row.old, row.new) == ("removed", "継続", f"specs/{TABLE}:4", "")
    assert again(found) == {"継続", "足したもの", "その時までの分からない"}
    (two.new.root / "specs" / TABLE).unlink()
    (two.new.root / "specs/alpha/rules.yaml").unlink()
    found = two.alpha()
    assert [(each.change, each.id) for each in found.rules] == [("removed", "gaku")]
    assert again(found) == set(DRAWN) - {"引かない"}


def test_a_changed_column_is_told_by_its_name(two: TwoSides) -> None:
    two.new.change("alpha/rules.yaml", "type: integer", "type: decimal")
    (change,) = two.alpha().rules[0].fields
    assert (change.field, change.old["type"], change.new["type"]) == ("columns.額", "integer", "decimal")


def test_a_sample_that_draws_on_a_table_passes_it_on_to_the_operation(two: TwoSides) -> None:
    for side in (two.old, two.new):
        side.change("alpha/operations.yaml", "番号: 「甲」の番号", '番号: "規則《額》の額（区分：継続）"')
    two.new.change(TABLE, ",300,", ",330,")
    assert again(two.alpha()) == set(DRAWN)


RATE = ("四輪乗用,乗用,自家用,2015-04,,標準,10800", "四輪乗用,乗用,自家用,2015-04,,標準,11800")
TAX = """\
# language: ja
機能: 年額

  @LV-021.M
  シナリオアウトライン: 年額は表のとおりである
    もし「税額試算」を行う
      | 項目         | 値             |
      | 種別コード   | <種別コード>   |
      | 用途         | <用途>         |
      | 営自区分     | <営自区分>     |
      | 初度検査年月 | <初度検査年月> |
    ならば結果の「税額」は「<年額>」である

    @規則:標準税率
    例:

  @LV-021.M
  シナリオ: 引いた年額が変わる
    もし「税額試算」を行う
    ならば結果の「税額」は「規則《標準税率》の年額（種別コード：四輪乗用、用途：乗用、営自区分：自家用、初度検査年月：2020-05）」である

  @LV-021.M
  シナリオ: 引いた年額が変わらない
    もし「税額試算」を行う
    ならば結果の「税額」は「規則《標準税率》の年額（種別コード：原付一種）」である
"""


def test_a_changed_rate_lists_exactly_the_cases_that_draw_on_it(tmp_path: Path) -> None:
    path = "local_tax/light_vehicle_tax"
    old, new = copied(path, tmp_path / "old"), copied(path, tmp_path / "new")
    for root in (old, new):
        feature = root / "features" / path / "a.feature"
        feature.parent.mkdir(parents=True)
        feature.write_text(TAX, encoding="utf-8")
    table = new / "specs" / path / "rules/hyojunzeiritsu.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count(RATE[0]) == 1
    table.write_text(text.replace(*RATE), encoding="utf-8")

    (found,) = compared(old, new, "light_vehicle_tax").businesses

    ((row,),) = [each.rows for each in found.rules]
    assert row.fields == (FieldChange("年額", "10800", "11800"),)
    package = load_package(path, new)
    features, _ = read_features(path, RuleTables(RuleBook(package), AS_OF), new)
    expected = {"scenario:local_tax/light_vehicle_tax/a::引いた年額が変わる"}
    for case in (case for feature in features for case in feature.cases if case.example):
        values = dict(case.values)
        car = (values["種別コード"], values["用途"], values["営自区分"]) == ("四輪乗用", "乗用", "自家用")
        if car and values["初度検査年月"] >= "2015-04":
            expected.add(case.id)
    assert len(expected) > 2
    assert {each.id for each in found.again} == expected
    assert len(found.again) < found.cases
    assert not any((found.scenarios, found.requirements, found.operations, found.generated))
