"""Outlines that draw on rule tables: their cases, for us and for pytest-bdd, follow the tables and the as-of date."""

from datetime import date
from pathlib import Path

import pytest

from conformance.checks.scenarios.features import Case, read_feature, read_features
from conformance.checks.scenarios.memory import examples_from, remember
from conformance.checks.scenarios.rule_examples import BadTag, RuleTables
from conformance.spec.load import load_package
from conformance.spec.rules import RuleBook
from conformance.target.model import OrdinanceValue
from conformance.target.ordinance import with_ordinance
from tests.spec.made_package import MadePackage

OLD, NEW, EARLY = date(2024, 9, 30), date(2024, 10, 1), date(2019, 4, 1)
FEATURE = """\
# language: ja
機能: 金額
  @AL-1.M
  シナリオアウトライン: 金額を照会する
    もし 「登録届」を行う
      | 項目 | 値 |
      | 区分 | <区分> |
    ならば 結果の「メモ」は「<金額>」である

    {tags}
    例:{typed}
"""


@pytest.fixture
def book(tmp_path: Path) -> RuleBook:
    return RuleBook(load_package("alpha", MadePackage(tmp_path).with_rules().root))


def _cases(tmp_path: Path, book: RuleBook, as_of: date, tags: str, typed: str = "") -> list[Case]:
    path = _feature(tmp_path, tags, typed)
    return list(read_feature(path, "alpha/kingaku", RuleTables(book, as_of)).cases)


def _feature(tmp_path: Path, tags: str, typed: str = "") -> Path:
    path = tmp_path / "features" / "alpha" / "kingaku.feature"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FEATURE.format(tags=tags, typed=typed), encoding="utf-8")
    return path


def _values(cases: list[Case]) -> list[dict[str, str]]:
    return [dict(case.values) for case in cases]


def test_cases_follow_the_rows_in_force(tmp_path: Path, book: RuleBook) -> None:
    assert _values(_cases(tmp_path, book, NEW, "@規則:金額")) == [
        {"区分": "新規", "金額": "300"},
        {"区分": "継続", "金額": "50"},
    ]
    old = _values(_cases(tmp_path, book, OLD, "@規則:金額"))
    assert [each["金額"] for each in old] == ["100", "200", "50"]


def test_ids_name_the_row_and_not_its_figure(tmp_path: Path, book: RuleBook) -> None:
    ids = [case.id for case in _cases(tmp_path, book, NEW, "@規則:金額")]
    assert ids == [
        "scenario:alpha/kingaku::金額を照会する[新規]",
        "scenario:alpha/kingaku::金額を照会する[継続]",
    ]


def test_a_typed_table_filters_and_adds(tmp_path: Path, book: RuleBook) -> None:
    typed = "\n      | 区分 | ほか |\n      | 継続 | 甲 |\n      | 継続 | 乙 |"
    cases = _cases(tmp_path, book, OLD, "@規則:金額", typed)
    assert _values(cases) == [
        {"区分": "継続", "金額": "50"}
    ]  # ほか is no placeholder: it makes no case of its own


def test_tables_are_joined_over_shared_columns_else_combined(tmp_path: Path, book: RuleBook) -> None:
    cases = _cases(tmp_path, book, NEW, "@規則:年齢 @規則:金額")
    assert {case.values[0][1] for case in cases} == {"新規", "継続"}


def test_the_whole_time_takes_rows_of_other_days(tmp_path: Path, book: RuleBook) -> None:
    amounts = {
        each["金額"] for each in _values(_cases(tmp_path, book, date(2026, 4, 1), "@規則:金額:全期間"))
    }
    assert amounts == {"100", "200", "300", "50"}


def test_without_a_row_in_force_the_scenario_is_out_of_scope_with_the_reason(
    tmp_path: Path, book: RuleBook
) -> None:
    typed = "\n      | 区分 |\n      | 継続 |"
    (case,) = _cases(tmp_path, book, EARLY, "@規則:金額", typed)
    assert case.excluded is not None
    assert case.excluded.code == "TKG-RULE023"
    assert "2019-04-01" in case.excluded.reason
    assert "金額" in case.excluded.reason
    assert not any("<" in step.text for step in case.steps)


TYPED = "\n      | 区分 | 金額 |\n      | 継続 | 50 |\n      | {} |"


def test_a_typed_row_that_meets_no_row_of_the_table_is_refused(tmp_path: Path, book: RuleBook) -> None:
    with pytest.raises(BadTag, match=r"TKG-BDD017.*休止｜300"):
        _cases(tmp_path, book, NEW, "@規則:金額", TYPED.format("休止 | 300"))


def test_a_typed_row_with_another_figure_than_the_table_is_set_aside_and_told(
    tmp_path: Path, book: RuleBook
) -> None:
    met, lost = _cases(tmp_path, book, NEW, "@規則:金額", TYPED.format("新規 | 999"))
    assert met.excluded is None
    assert lost.excluded is not None
    assert (lost.excluded.code, dict(lost.values)["金額"]) == ("TKG-RULE024", "999")


def test_a_typed_row_whose_figure_an_ordinance_replaced_is_set_aside(tmp_path: Path) -> None:
    package = load_package("alpha", MadePackage(tmp_path).with_rules().root)
    given = OrdinanceValue(
        business="alpha", rule="金額", where={"区分": "継続"}, set={"金額": "60"}, source="条例", origin="t:1"
    )
    book = RuleBook(with_ordinance(package, [given]))
    new, kept = _cases(tmp_path, book, NEW, "@規則:金額", TYPED.format("新規 | 300"))
    assert (new.excluded, dict(new.values)["金額"]) == (None, "300")
    assert kept.excluded is not None
    assert kept.excluded.code == "TKG-RULE024"


@pytest.mark.parametrize(("tag", "code"), [("@規則:金頭", "TKG-RULE010"), ("@規則:金額:半期", "TKG-BDD016")])
def test_a_bad_tag_is_told_with_its_line(tmp_path: Path, book: RuleBook, tag: str, code: str) -> None:
    _feature(tmp_path, tag)
    features, found = read_features("alpha", RuleTables(book, NEW), tmp_path)
    assert features == []
    assert [each.code for each in found] == [code]
    assert found[0].origin == "features/alpha/kingaku.feature:11"


@pytest.mark.parametrize(("as_of", "count"), [(OLD, 3), (NEW, 2)])
def test_pytest_bdd_runs_the_same_cases(tmp_path: Path, book: RuleBook, as_of: date, count: int) -> None:
    from pytest_bdd.feature import get_feature

    path = _feature(tmp_path, "@規則:金額")
    tables = RuleTables(book, as_of)
    forget = remember()
    try:
        with examples_from(tables):
            (scenario,) = get_feature(str(path.parent), path.name).scenarios.values()
    finally:
        forget()
    seen = [context for examples in scenario.examples for context in examples.as_contexts()]
    assert seen == [dict(case.values) for case in read_feature(path, "alpha/kingaku", tables).cases]
    assert len(seen) == count


def test_pytest_bdd_never_sees_an_outline_that_is_out_of_scope(tmp_path: Path, book: RuleBook) -> None:
    from pytest_bdd.feature import get_feature

    path = _feature(tmp_path, "@規則:金額", "\n      | 区分 |\n      | 継続 |")
    forget = remember()
    try:
        with examples_from(RuleTables(book, EARLY)):
            assert not get_feature(str(path.parent), path.name).scenarios
    finally:
        forget()


DATED = """\
# language: ja
機能: 日付
  @AL-1.M @基準日:2024-10-01から
  シナリオ: 改正の後だけ
    もし 「登録届」を行う
    ならば 受け付けられる

  @AL-1.M
  シナリオアウトライン: 前と後
    もし 「登録届」を行う
      | 項目 | 値 |
      | メモ | <言葉> |
    ならば 受け付けられる

    @基準日:2024-09-30まで
    例: 前
      | 言葉 |
      | 前 |
    @基準日:2024-10-01から
    例: 後
      | 言葉 |
      | 後 |
"""


def _dated(tmp_path: Path, text: str = DATED) -> Path:
    path = tmp_path / "features" / "alpha" / "dated.feature"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("as_of", "applies"), [(OLD, {"前と後[1]"}), (NEW, {"改正の後だけ", "前と後[2]"}), (EARLY, {"前と後[1]"})]
)
def test_scenarios_and_examples_apply_on_the_dates_that_their_tags_say(
    tmp_path: Path, book: RuleBook, as_of: date, applies: set[str]
) -> None:
    from pytest_bdd.feature import get_feature

    path, tables = _dated(tmp_path), RuleTables(book, as_of)
    cases = read_feature(path, "d", tables).cases
    assert {case.id.partition("::")[2] for case in cases if not case.excluded} == applies
    assert {case.excluded.code for case in cases if case.excluded} == {"TKG-RULE025"}
    forget = remember()
    try:
        with examples_from(tables):
            seen = get_feature(str(path.parent), path.name).scenarios.values()
    finally:
        forget()
    rows = sum(len(list(examples.as_contexts())) for each in seen for examples in each.examples)
    assert rows + sum(not each.examples for each in seen) == len(applies)


def test_a_tag_without_a_day_is_refused(tmp_path: Path, book: RuleBook) -> None:
    with pytest.raises(BadTag, match="TKG-BDD018"):
        read_feature(
            _dated(tmp_path, DATED.replace("2024-10-01から", "改正から")), "d", RuleTables(book, NEW)
        )


@pytest.mark.parametrize(("today", "runs"), [(NEW, True), (OLD, False), (None, True)])
def test_what_needs_the_day_to_have_come_is_out_of_scope_before_it(
    tmp_path: Path, book: RuleBook, today: date | None, runs: bool
) -> None:
    text = DATED.replace("@基準日:2024-10-01から\n  シナリオ:", "@基準日:今日まで\n  シナリオ:")
    (case, *_) = read_feature(_dated(tmp_path, text), "d", RuleTables(book, NEW, today)).cases
    assert (case.excluded is None) == runs
