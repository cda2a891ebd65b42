"""Rule tables: the row for a case on a day, typed; and look-ups of value expressions."""

from datetime import date
from decimal import Decimal

import pytest

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.rules import NotInForce, RuleBook, look_up
from conformance.spec.rules.cells import typed
from conformance.spec.rules.model import RuleColumn
from conformance.spec.values import Context, evaluate
from tests.spec.made_package import MadePackage

OLD, NEW = date(2024, 9, 30), date(2024, 10, 1)


@pytest.fixture
def catalog(made: MadePackage) -> Catalog:
    return Catalog(load_package("alpha", made.with_rules().root))


@pytest.fixture
def book(catalog: Catalog) -> RuleBook:
    return catalog.rules


@pytest.mark.parametrize(
    ("day", "month", "amount"),
    [(OLD, "2015-03", 100), (OLD, "2015-04", 200), (NEW, "2015-03", 300), (NEW, "2015-04", 300)],
)
def test_the_row_follows_the_case_and_the_day(book: RuleBook, day: date, month: str, amount: int) -> None:
    row = book["金額"].find(day, 区分="新規", 登録月=month)
    assert row is not None
    assert row["金額"] == amount
    assert row.unit == "円"


def test_no_row_for_a_day_or_a_case_outside_all(book: RuleBook) -> None:
    assert book["金額"].find(date(2020, 3, 31), 区分="継続") is None
    assert book["金額"].find(date(2020, 4, 1), 区分="継続") is not None
    assert book["金額"].find(NEW, 区分="終了") is None


def test_an_absent_value_fits_open_ranges_only(book: RuleBook) -> None:
    assert book["金額"].find(OLD, 区分="新規") is None
    assert book["金額"].find(NEW, 区分="新規") is not None


@pytest.mark.parametrize(
    ("born", "word"),
    [
        ("2023-10-01", "3歳未満"),
        ("2023-09-30", "3歳以上"),
        ("2008-04-02", "3歳以上"),
        ("2008-04-01", "対象外"),
    ],
)
def test_limits_may_be_reckoned_from_the_day_asked_about(book: RuleBook, born: str, word: str) -> None:
    row = book["年齢"].find(date(2026, 10, 15), 誕生日=born)
    assert row is not None
    assert row["年齢区分"] == word


def test_unknown_names_and_wrong_values_are_told(book: RuleBook) -> None:
    with pytest.raises(TekigoError, match=r"TKG-RULE010.*金額"):
        book["金頭"]
    with pytest.raises(TekigoError, match="TKG-RULE011"):
        book["金額"].find(NEW, 区别="新規")
    with pytest.raises(TekigoError, match="TKG-RULE012"):
        book["金額"].find(NEW, 区分="新規", 登録月="2015/04")


def test_two_rows_that_fit_are_told_rather_than_chosen_from(made: MadePackage) -> None:
    made.with_rules().change("alpha/rules/kingaku.csv", "新規,2015-04,,200,,", "新規,2015-03,,200,,")
    table = RuleBook(load_package("alpha", made.root))["金額"]
    with pytest.raises(TekigoError, match="TKG-RULE013"):
        table.find(OLD, 区分="新規", 登録月="2015-03")


def test_an_expression_looks_a_figure_up_exactly(catalog: Catalog) -> None:
    def asked(text: str, as_of: date) -> str:
        context = Context(
            today=date(2026, 1, 1),
            as_of=as_of,
            lookup=lambda thing, item: "2015-03-09",
            draw=str,
            rule=lambda table, column, where: look_up(catalog, table, column, where, as_of),
        )
        return str(evaluate(text, context))

    assert asked("規則《金額》の金額（区分：新規、登録月：2015-04）", OLD) == "200"
    assert asked("規則《金額》の金額（区分：新規、登録月：2015-04）の2倍", NEW) == "600"
    assert asked("規則《金額》の金額（区分：新規、登録月：「甲」の登録日の年月）", OLD) == "100"
    assert asked("規則《金額》の金額（区分：1、登録月：2015-04、基準日：2024-09-30）", NEW) == "200"
    sums = "規則《金額》の金額（区分：継続）＋規則《金額》の金額（区分：新規、登録月：2015-03）の3倍"
    assert asked(sums, OLD) == "350"
    assert asked("規則《金額》の金額（区分：新規、登録月：2015-04）の10.45倍の百円未満切捨て", NEW) == "3100"


def test_a_date_outside_every_row_is_out_of_scope_and_a_wrong_case_is_not(catalog: Catalog) -> None:
    with pytest.raises(NotInForce, match="TKG-RULE023"):
        look_up(catalog, "金額", "金額", {"区分": "継続"}, date(2020, 3, 31))
    with pytest.raises(TekigoError, match="TKG-RULE022") as raised:
        look_up(catalog, "金額", "金額", {"区分": "終了"}, NEW)
    assert not isinstance(raised.value, NotInForce)


def test_results_come_typed() -> None:
    def column(kind: str) -> RuleColumn:
        return RuleColumn(name="x", role="result", type=kind)  # type: ignore[arg-type]

    assert typed(column("decimal"), "0.5") == Decimal("0.5")
    assert typed(column("day"), "2026-04-01") == date(2026, 4, 1)
    assert typed(column("month_day"), "02-29") == "02-29"
    assert typed(column("integer"), "") is None
    for kind, text in (("integer", "1.5"), ("month", "2026-13"), ("month_day", "02-30"), ("decimal", "a")):
        with pytest.raises(ValueError):  # noqa: PT011 - the value itself is the message
            typed(column(kind), text)
