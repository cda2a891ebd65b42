"""Examples made from rule tables: limits and their neighbours, with the results of the rows that they meet."""

from datetime import date

import pytest

from conformance.spec.load import load_package
from conformance.spec.rules import RuleBook
from conformance.spec.rules.examples import disputed, examples
from tests.spec.made_package import MadePackage

OLD, NEW = date(2024, 9, 30), date(2024, 10, 1)


@pytest.fixture
def book(made: MadePackage) -> RuleBook:
    return RuleBook(load_package("alpha", made.with_rules().root))


def _pairs(book: RuleBook, table: str, *names: str, day: date, whole: bool = False) -> list[tuple[str, ...]]:
    return [
        tuple(each.values[name] for name in names) for each in examples(book[table], day, whole_time=whole)
    ]


def test_each_limit_and_its_neighbours_are_tried_once(book: RuleBook) -> None:
    assert sorted(_pairs(book, "金額", "区分", "登録月", "金額", day=OLD)) == [
        ("新規", "2015-02", "100"),
        ("新規", "2015-03", "100"),
        ("新規", "2015-04", "200"),
        ("新規", "2015-05", "200"),
        ("継続", "（なし）", "50"),
    ]


def test_only_rows_in_force_are_drawn_on(book: RuleBook) -> None:
    assert _pairs(book, "金額", "区分", "登録月", "金額", day=NEW) == [
        ("新規", "（なし）", "300"),
        ("継続", "（なし）", "50"),
    ]
    assert _pairs(book, "金額", "金額", day=date(2020, 3, 31)) == [("100",), ("100",), ("200",), ("200",)]


def test_the_whole_time_adds_the_days_on_which_rows_change(book: RuleBook) -> None:
    days = _pairs(book, "金額", "区分", "基準日", "金額", day=date(2026, 4, 1), whole=True)
    assert ("新規", "2024-09-30", "200") in days
    assert ("新規", "2024-10-01", "300") in days
    assert ("新規", "2024-10-02", "300") in days
    assert ("継続", "2020-04-01", "50") in days
    assert not [each for each in days if each[:2] == ("継続", "2020-03-31")]


def test_what_holds_only_after_the_as_of_date_is_not_tried(book: RuleBook) -> None:
    days = _pairs(book, "金額", "基準日", "金額", day=OLD, whole=True)
    assert ("2024-09-30", "100") in days
    assert {day for day, _ in days} == {"2020-04-01", "2020-04-02", "2024-09-30"}
    assert "300" not in {amount for _, amount in days}


def test_limits_on_the_calendar_follow_the_as_of_date_and_disputed_ones_are_left_out(book: RuleBook) -> None:
    found = _pairs(book, "年齢", "誕生日", "年齢区分", day=date(2026, 10, 15))
    assert found == [
        ("2023-09-30", "3歳以上"),
        ("2023-10-02", "3歳未満"),
        ("2008-04-01", "対象外"),
        ("2008-04-02", "3歳以上"),
        ("2008-04-03", "3歳以上"),
        ("2023-09-29", "3歳以上"),
        ("2008-03-31", "対象外"),
    ]
    rows = book["年齢"].rows
    assert disputed(book["年齢"], NEW) == [(rows[0], "誕生日_から")]


def test_a_changed_figure_changes_the_expected_value_and_nothing_else(made: MadePackage) -> None:
    def drawn() -> list[tuple[str, str, str]]:
        book = RuleBook(load_package("alpha", made.root))
        return [(e.label, e.values["登録月"], e.values["金額"]) for e in examples(book["金額"], OLD)]

    made.with_rules()
    before = drawn()
    made.change("alpha/rules/kingaku.csv", "2015-04,,200", "2015-04,,250")
    after = drawn()
    assert [each[:2] for each in before] == [each[:2] for each in after]
    assert [each[2] for each in after] == [each[2].replace("200", "250") for each in before]


def test_labels_are_unique(book: RuleBook) -> None:
    for table in book.tables:
        labels = [each.label for each in examples(table, OLD, whole_time=True)]
        assert len(labels) == len(set(labels))
