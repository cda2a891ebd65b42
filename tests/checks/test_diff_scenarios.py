"""Scenarios that are written otherwise: which cases say something else, and which only stand elsewhere."""

from pathlib import Path

import pytest

from conformance.i18n import TekigoError
from tests.checks.sides import ASK, ASK_MADE, FEATURE, MAKE, TwoSides, again

OUTLINE = """\
# language: ja
機能: 表

  @AL-1.M
  シナリオアウトライン: 氏名を登録する
    もし「登録届」を行う
      | 項目 | 値     |
      | 氏名 | <氏名> |
    ならば受け付けられる

    例:
      | 氏名 |
      | 甲   |
      | 乙   |
"""


@pytest.fixture
def two(tmp_path: Path) -> TwoSides:
    """Two sides that are alike."""
    return TwoSides(tmp_path)


def test_a_removed_scenario(two: TwoSides) -> None:
    start, end = FEATURE.index("  @AL-1.O"), FEATURE.index("  @AL-3.M")
    two.change_feature(FEATURE[start:end], "")
    found = two.alpha()
    assert [(each.change, each.name, each.new) for each in found.scenarios] == [("removed", ASK_MADE, "")]
    assert found.scenarios[0].old == "features/alpha/a.feature:12"
    assert found.gone == (f"scenario:alpha/a::{ASK_MADE}",)
    assert found.again == ()


def test_an_added_scenario(two: TwoSides) -> None:
    two.new.write(
        "features/alpha/b.feature",
        "# language: ja\n機能: 乙\n\n  @AL-1.M\n  シナリオ: 新しい\n    もし「照会」を行う\n    ならば受け付けられる\n",
    )
    found = two.alpha()
    assert [(each.change, each.name, each.old) for each in found.scenarios] == [("added", "新しい", "")]
    assert [(each.scenario, each.reasons[0].kind) for each in found.again] == [("新しい", "new")]


def test_a_changed_scenario(two: TwoSides) -> None:
    two.change_feature("結果は1件である", "結果は2件である")
    found = two.alpha()
    assert [(each.change, each.name, each.fields[0].field) for each in found.scenarios] == [
        ("changed", ASK_MADE, "steps")
    ]
    assert [(each.scenario, each.reasons[0].detail) for each in found.again] == [(ASK_MADE, "steps")]


def test_a_changed_tag(two: TwoSides) -> None:
    two.change_feature("  @AL-1.M\n", "  @AL-1.M @AL-3.M\n")
    found = two.alpha()
    assert again(found) == {MAKE}
    assert found.again[0].reasons[0].detail == "tags"


def test_a_renamed_scenario_is_another_one(two: TwoSides) -> None:
    two.change_feature(f"シナリオ: {ASK}", f"シナリオ: {ASK}こと")
    found = two.alpha()
    assert [each.change for each in found.scenarios] == ["added", "removed"]
    assert again(found) == {f"{ASK}こと"}


def test_a_row_put_into_the_middle_of_the_examples(two: TwoSides) -> None:
    """The rows after it have another number and say the same."""
    two.both("features/alpha/b.feature", OUTLINE)
    two.new.change("../features/alpha/b.feature", "      | 乙", "      | 丙   |\n      | 乙")
    found = two.alpha()
    name = "scenario:alpha/b::氏名を登録する"
    assert [each.fields[0].field for each in found.scenarios] == ["examples"]
    assert [(each.id, each.example) for each in found.again] == [(f"{name}[2]", "2")]
    assert found.again[0].reasons[0].detail == "氏名 乙 → 丙"
    assert [(each.id, each.was) for each in found.renumbered] == [(f"{name}[3]", f"{name}[2]")]
    assert found.gone == ()


def test_a_background_belongs_to_every_scenario(two: TwoSides) -> None:
    two.both("features/alpha/b.feature", OUTLINE)
    two.new.change(
        "../features/alpha/b.feature",
        "機能: 表\n",
        "機能: 表\n\n  背景:\n    前提「登録届」を済ませた「甲」がいる\n",
    )
    found = two.alpha()
    assert [each.fields[0].field for each in found.scenarios] == ["background"]
    assert [each.example for each in found.again] == ["1", "2"]


def test_a_step_that_no_definition_fits_may_mean_what_it_quotes(two: TwoSides) -> None:
    for side in (two.old, two.new):
        side.write(
            "features/alpha/b.feature",
            "# language: ja\n機能: 乙\n\n  @AL-3.M\n  シナリオ: 昔の手順\n    もし昔の言い方で「登録届」をする\n",
        )
    two.new.change("alpha/operations.yaml", "id: toroku", "id: toroku\n    summary: 登録する。")
    assert again(two.alpha()) == {MAKE, ASK_MADE, "昔の手順"}


def test_a_feature_of_the_old_side_that_cannot_be_read_counts_as_new(two: TwoSides) -> None:
    two.old.write("features/alpha/a.feature", "これは機能ではない\n")
    found = two.compared()
    assert len(found.unread) == 1
    assert "features/alpha/a.feature:1" in found.unread[0]
    assert {each.reasons[0].kind for each in found.businesses[0].again} == {"new"}
    assert len(found.businesses[0].again) == found.businesses[0].cases


def test_a_feature_of_the_new_side_that_cannot_be_read_is_refused(two: TwoSides) -> None:
    two.new.write("features/alpha/a.feature", "これは機能ではない\n")
    with pytest.raises(TekigoError) as raised:
        two.compared()
    assert raised.value.code == "TKG-DIFF005"
