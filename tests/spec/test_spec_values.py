"""Value expressions: what samples and feature tables may say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.i18n import TekigoError
from conformance.spec.expressions import Applied, Literal, Reference, Shift, Template, Today
from conformance.spec.values import (
    ABSENT,
    Context,
    evaluate,
    kinds_in,
    parse,
    shift,
    things_in,
)

THINGS = {("甲", "宛番号"): "123", ("甲", "住民となった日"): "2024-01-31", ("甲", "氏名"): "適合"}


@pytest.fixture
def context() -> Context:
    """A run on a leap day."""
    return Context(
        today=date(2024, 2, 29),
        lookup=lambda thing, item: THINGS[thing, item],
        draw=lambda kind: f"<{kind}>",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("男", "男"),
        ("2026-05-10", "2026-05-10"),
        ("今日", "2024-02-29"),
        ("今日の3日後", "2024-03-03"),
        ("今日の１４日前", "2024-02-15"),
        ("今日の2週間後", "2024-03-14"),
        ("今日の1月後", "2024-03-29"),
        ("今日の1か月前", "2024-01-29"),
        ("今日の1年後", "2025-02-28"),
        ("今日の4年前", "2020-02-29"),
        ("2024-01-31の1か月後", "2024-02-29"),
        ("今日の翌日の全角8桁", "２０２４０３０１"),
        ("「甲」の宛番号", "123"),
        ("「甲」の住民となった日", "2024-01-31"),
        ("「甲」の住民となった日の1か月後", "2024-02-29"),
        ("{日本人氏名}", "<日本人氏名>"),
        ("{番地}番地の{数字2}", "<番地>番地の<数字2>"),
        ("（空）", ""),
        ("昨日", "昨日"),
        ("今日は晴れ", "今日は晴れ"),
        ("子の子", "子の子"),
        ("3日後", "3日後"),
        ("試験の3日後", "試験の3日後"),
    ],
)
def test_expressions_become_values(context: Context, text: str, value: str) -> None:
    assert evaluate(text, context) == value


def test_an_item_can_be_left_out(context: Context) -> None:
    assert evaluate("（なし）", context) is ABSENT


def test_expressions_have_a_form_that_others_can_read() -> None:
    assert parse("今日") == Today()
    assert parse("「甲」の氏名") == Reference("甲", "氏名")
    assert parse("「甲」の生まれた日の2年前") == Applied(Reference("甲", "生まれた日"), Shift(-2, "年"))
    assert parse("第{数字3}号") == Template(("第", "数字3", "号"))
    assert parse("（空）") == Literal("")
    assert kinds_in("{番地}番地の{数字2}") == ("番地", "数字2")
    assert things_in("「甲」の日の1日後") == (("甲", "日"),)
    assert things_in("今日") == ()


def test_only_dates_can_be_shifted(context: Context) -> None:
    with pytest.raises(TekigoError, match="TKG-SPEC060"):
        evaluate("「甲」の氏名の1日後", context)


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, st.integers(-1200, 1200))
def test_months_keep_the_day_or_take_the_last_of_the_month(day: date, months: int) -> None:
    moved = shift(day, months, "月")
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    next_day = shift(moved, 1, "日")
    assert moved.day == day.day or (moved.day < day.day and next_day.day == 1)


@given(DAYS, st.integers(-100, 100))
def test_a_year_is_twelve_months_and_a_week_seven_days(day: date, count: int) -> None:
    assert shift(day, count, "年") == shift(day, count * 12, "か月")
    assert shift(day, count, "週間") == shift(day, count * 7, "日")
