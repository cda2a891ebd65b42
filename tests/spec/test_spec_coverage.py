"""Coverage: which requirement has which checks."""

from conformance.spec.coverage import coverage, gaps, read_scenarios, shares
from conformance.spec.load import load_whole
from tests.spec.made_package import MadePackage

FEATURE = '''\
# language: ja
# @AL-9.M は注釈
@AL-3.M
機能: 登録

  @AL-1.O @急ぐ
  @AL-2.N
  シナリオ: 一人を登録する
    もし 登録届をする
      """
      @AL-8.M
      シナリオ: これは文字列
      """

  シナリオアウトライン: 何人も登録する
    例:
      | 数 |
'''


def test_tags_of_the_feature_and_of_the_scenario_count(made: MadePackage) -> None:
    made.write("features/alpha/a/toroku.feature", FEATURE)
    scenarios = list(read_scenarios(load_whole("alpha", made.root), made.root))
    assert [(each.name, each.tags) for each in scenarios] == [
        ("一人を登録する", ("AL-3.M", "AL-1.O", "急ぐ", "AL-2.N")),
        ("何人も登録する", ("AL-3.M",)),
    ]
    assert scenarios[0].origin == "features/alpha/a/toroku.feature:8"


def test_every_kind_of_check_is_counted(made: MadePackage) -> None:
    made.write("features/alpha/toroku.feature", FEATURE)
    found = coverage(load_whole("alpha", made.root), ["AL-1.O", "AL-1.M", "AL-1.M"], made.root)
    lines = {line.requirement.id: line for line in found}
    assert len(lines["AL-3.M"].scenarios) == 2
    assert lines["AL-1.M"].fuzzed == ("登録届", "照会")
    assert lines["AL-2.N"].probes == ("削除",)
    assert (lines["AL-1.O"].items, lines["AL-1.M"].items, lines["AL-3.M"].items) == (1, 2, 0)
    assert all(line.checked for line in found)


def test_what_is_only_fuzzed_counts_as_unchecked(made: MadePackage) -> None:
    lines = coverage(load_whole("alpha", made.root), root=made.root)
    share = next(each for each in shares(lines) if (each.class_, each.testability) == ("mandatory", "api"))
    assert (share.total, share.checked, share.unchecked, share.fuzzed_only) == (1, 0, 1, 1)
    assert [each.id for each in gaps(lines)] == ["AL-1.M"]


def test_requirements_that_no_run_can_test_are_no_gaps(made: MadePackage) -> None:
    package = load_whole("alpha", made.root)
    assert [each.id for each in gaps(coverage(package, ["AL-1.M"], made.root))] == []
    assert not coverage(package, root=made.root)[3].checked
