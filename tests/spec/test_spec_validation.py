"""Judging values as the official data types mean them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.spec import characters
from conformance.spec.catalog import CodeList
from conformance.spec.model import Code, Item
from conformance.spec.validation import ErrorKind, judge_of, validate

MONTH: dict[str, object] = {"charset": "month", "length": "7", "fixed": True}
IVS = "葛\U000e0100"


def _item(**facts: Any) -> Item:  # noqa: ANN401 - any field of an item
    return Item(**{"name": "項目", "romaji": "komoku", "type": "X", "fidelity": "provisional", **facts})


CASES: list[tuple[dict[str, object], object, ErrorKind | None]] = [
    ({"type": "X"}, "AZaz09 -ｱﾝﾞ", None),
    ({"type": "X"}, "Ａ", "charset"),
    ({"type": "X"}, "a\n", "charset"),
    ({"type": "X", "length": "3"}, "abcd", "length"),
    ({"type": "X", "length": "3"}, "ab", None),
    ({"type": "X", "length": "3", "fixed": True}, "ab", "length"),
    ({"type": "X", "charset": "digit"}, "12a", "charset"),
    ({"type": "X", "charset": "alnum"}, "1-2", "charset"),
    ({"type": "X", "charset": "digit"}, "１２", "charset"),
    ({"type": "N"}, "適合　花子ー・", None),
    ({"type": "N"}, "適合 花子", "charset"),
    ({"type": "N"}, "適合A", "charset"),
    ({"type": "N"}, "ﾃｷｺﾞｳ", "charset"),
    ({"type": "N"}, "適\u0000合", "charset"),
    ({"type": "N"}, "\ud840", "charset"),
    ({"type": "N", "length": "2"}, "𠮷野", None),
    ({"type": "N", "length": "2"}, f"{IVS}飾", None),
    ({"type": "N", "length": "2"}, f"{IVS}飾区", "length"),
    ({"type": "N"}, "\U000e0100葛", "charset"),
    ({"type": "N", "charset": "katakana"}, "テキゴウ　ヴィ・ー", None),
    ({"type": "N", "charset": "katakana"}, "てきごう", "charset"),
    ({"type": "N", "charset": "katakana"}, "適合", "charset"),
    ({"type": "9", "length": "3"}, "012", None),
    ({"type": "9", "length": "3"}, 12, None),
    ({"type": "9", "length": "3"}, "1234", "length"),
    ({"type": "9"}, "-1", "charset"),
    ({"type": "9"}, True, "charset"),
    ({"type": "9"}, {}, "charset"),
    ({"type": "9V", "length": "3,2"}, "123.45", None),
    ({"type": "9V", "length": "3,2"}, 1.5, None),
    ({"type": "9V", "length": "3,2"}, "1234", "length"),
    ({"type": "9V", "length": "3,2"}, "1.234", "length"),
    ({"type": "9V", "length": "3,2"}, "1.", "charset"),
    ({"type": "9V", "length": "3,2"}, "1.2.3", "length"),
    ({"type": "S9", "length": "3"}, "-123", None),
    ({"type": "S9", "length": "3"}, "-1234", "length"),
    ({"type": "S9", "length": "3"}, "1-2", "charset"),
    ({"type": "YEAR"}, "2026", None),
    ({"type": "YEAR"}, "0000", None),
    ({"type": "YEAR"}, "26", "length"),
    ({"type": "YEAR"}, "令和八年", "charset"),
    ({"type": "DATE", "length": "10"}, "2026-05-10", None),
    ({"type": "DATE"}, "0000-01-01", None),
    ({"type": "DATE"}, "9999-12-31", None),
    ({"type": "DATE"}, "2024-02-29", None),
    ({"type": "DATE"}, "2025-02-29", "impossible_date"),
    ({"type": "DATE"}, "2026-02-30", "impossible_date"),
    ({"type": "DATE"}, "2026-13-01", "impossible_date"),
    ({"type": "DATE"}, "2026-05-00", "unknown_date"),
    ({"type": "DATE"}, "2026-00-00", "unknown_date"),
    ({"type": "DATE"}, "2026/05/10", "charset"),
    ({"type": "DATE"}, "20260510", "length"),
    ({"type": "DATE"}, "2026-5-010", "charset"),
    ({"type": "DATE"}, "２０２６-05-10", "charset"),
    ({"type": "DATE", "unknown_date": True}, "2026-05-00", None),
    ({"type": "DATE", "unknown_date": True}, "2025-02-29", None),
    ({"type": "DATE", "unknown_date": True}, "2026-02-30", "impossible_date"),
    ({"type": "DATE", "unknown_date": True}, "2026-13-00", "impossible_date"),
    (MONTH, "2026-05", None),
    (MONTH, "0000-01", None),
    (MONTH, "9999-12", None),
    (MONTH, "2026-13", "impossible_date"),
    (MONTH, "2026-00", "unknown_date"),
    (MONTH, "0000-05", "unknown_date"),
    (MONTH, "2026/05", "charset"),
    (MONTH, "２０２６-05", "charset"),
    (MONTH, "26-0005", "charset"),
    (MONTH, "202605", "length"),
    (MONTH, "2026-5", "length"),
    (MONTH, "2026-05-10", "length"),
    ({**MONTH, "unknown_date": True}, "2026-00", None),
    ({**MONTH, "unknown_date": True}, "2026-13", "impossible_date"),
    ({"charset": "month"}, "202605", "charset"),
    ({"type": "TIME"}, "09:30", None),
    ({"type": "TIME"}, "23:59:59", None),
    ({"type": "TIME"}, "24:00", "impossible_date"),
    ({"type": "TIME"}, "09:60", "impossible_date"),
    ({"type": "TIME"}, "9:30", "length"),
    ({"type": "TIME"}, "09-30", "charset"),
    ({"check_digit": "kojinbango", "length": "12", "fixed": True}, "123456789018", None),
    ({"check_digit": "kojinbango", "length": "12", "fixed": True}, "123456789019", "check_digit"),
    ({"check_digit": "kojinbango", "length": "12", "fixed": True}, "12345678901", "length"),
]


@pytest.mark.parametrize(("facts", "value", "error"), CASES)
def test_a_value_is_judged_by_its_first_error(
    facts: dict[str, object], value: object, error: ErrorKind | None
) -> None:
    assert validate(_item(**facts), value) == error


@pytest.mark.parametrize("value", [None, "", [], ()])
def test_an_empty_value_is_wrong_only_where_one_is_required(value: object) -> None:
    assert validate(_item(), value) is None
    assert validate(_item(), value, required=True) == "required"


def test_lists_are_judged_entry_by_entry() -> None:
    item = _item(repeat=2, length="2")
    assert validate(item, ["ab", "cd"]) is None
    assert validate(item, ["ab", "cde"]) == "length"
    assert validate(item, ["a", "b", "c"]) == "length"
    assert validate(_item(repeat=1), ["a"] * 50) is None  # 1: the official maximum is not known


def _codes(*pairs: tuple[str, str]) -> CodeList:
    return CodeList(
        name="一覧",
        entries=tuple(
            Code(list="一覧", code=code, label=label, fidelity="provisional") for code, label in pairs
        ),
    )


def test_a_code_must_be_in_the_list() -> None:
    codes, item = _codes(("1", "男"), ("2", "女")), _item(length="1", code_list="一覧")
    assert [validate(item, value, codes) for value in ("1", "3", "12", "男")] == [
        None,
        "code",
        "length",
        "charset",
    ]


def test_labels_stand_in_for_codes_that_are_not_known() -> None:
    codes, item = _codes(("", "子"), ("", "妻")), _item(length="2", code_list="一覧")
    assert [validate(item, value, codes) for value in ("子", "孫", "99")] == [None, "code", "code"]


def test_words_of_a_list_can_be_chained() -> None:
    codes, item = _codes(("", "子"), ("", "妻")), _item(code_list="一覧", chain=3)
    values = ("子の妻", "子の子の妻", "子の子の子の子", "子の孫", "子の", "のの")
    assert [validate(item, value, codes) for value in values] == [None, None, "code", "code", "code", "code"]


def test_a_word_of_a_chain_may_hold_the_joining_word() -> None:
    codes, item = _codes(("", "子"), ("", "兄"), ("", "子（子の妻）")), _item(code_list="一覧", chain=2)
    values = ("兄の子（子の妻）", "子（子の妻）", "子の兄の子（子の妻）", "子（子の兄）")
    assert [validate(item, value, codes) for value in values] == [None, None, "code", "code"]


@given(st.text())
def test_nothing_makes_the_judge_stumble(value: str) -> None:
    for kind in ("X", "N", "9", "9V", "S9", "DATE", "TIME", "YEAR"):
        error = judge_of(_item(type=kind, length="5,2" if kind == "9V" else "5", check_digit=""))(value)
        assert error in {None, "charset", "length", "impossible_date", "unknown_date"}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.integers(0, 20))
def test_a_variation_selector_never_adds_to_the_length(text: str, place: int) -> None:
    assert characters.length(text[:place] + "\U000e0101" + text[place:]) == characters.length(text)


@given(st.dates())
def test_every_month_of_the_calendar_is_a_month(day: Any) -> None:  # noqa: ANN401 - a strategy's value
    assert validate(_item(**MONTH), day.isoformat()[:7]) is None


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: Any) -> None:  # noqa: ANN401 - a strategy's value
    assert validate(_item(type="DATE"), day.isoformat()) is None
