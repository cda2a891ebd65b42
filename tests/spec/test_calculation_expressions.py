"""Expressions of calculations: exact, typed, bounded, and nothing beside the notation."""

import ast
import re
from datetime import date
from fractions import Fraction

import pytest

from conformance.i18n import TekigoError
from conformance.spec.calculations.expression import is_name, parse
from conformance.spec.calculations.machine import Machine
from conformance.spec.calculations.rounding import rounded
from conformance.spec.calculations.values import Month, Rows, Value, number, text_of, written

ROWS = Rows([{"額": Fraction(300), "可": True}, {"額": Fraction(100), "可": False}])
NAMES: dict[str, Value] = {
    "所得": Fraction(1_800_000),
    "区分": "甲",
    "表": ROWS,
    "空の表": Rows(),
    "生年月日": date(2004, 2, 29),
    "初め": date(2025, 7, 1),
    "終わり": date(2026, 5, 20),
    "年月": Month.read("2026-10"),
}


def _value(text: str) -> Value:
    value: Value = Machine(NAMES, {}).value(parse(text))
    return value


EXACT = [
    ("0.1 + 0.2 == 0.3", "はい"),
    ("(所得 - 1070000) * 0.0264029", "19274.117"),
    ("1 / 3 * 3", "1"),
    ("10 / 4", "2.5"),
    ("1 / 3", "1/3"),
    ("-7 // 2", "-4"),
    ("7 % 4", "3"),
    ("切捨て(19274.117, 10)", "19270"),
    ("切捨て(-1999, 1000)", "-1000"),
    ("切上げ(99825, 10)", "99830"),
    ("四捨五入(14521.595, 10)", "14520"),
    ("四捨五入(0.5)", "1"),
    ("最大(0, 所得 - 2000000)", "0"),
    ("最小(表.額)", "100"),
    ("最大(空の表.額)", "0"),
    ("合計(表.額)", "400"),
    ("合計(表.可)", "1"),
    ("件数(表)", "2"),
    ("件数(表.可)", "1"),
    ("すべて(表.可) or いずれか(表.可)", "はい"),
    ("件数(絞込(表, 表.可))", "1"),
    ("年齢(生年月日, 日付(2026, 2, 27))", "21"),
    ("年齢(生年月日, 日付(2026, 2, 28))", "22"),
    ("年齢(日付(2008, 4, 1), 日付(2026, 3, 31))", "18"),
    ("年齢到達日(日付(2008, 4, 1), 18)", "2026-03-31"),
    ("年齢到達日(日付(2008, 3, 1), 18)", "2026-02-28"),
    ("年齢到達日(日付(2008, 3, 1), 20)", "2028-02-29"),
    ("年齢到達日(日付(2008, 2, 29), 18)", "2026-02-28"),
    ("年齢到達日(日付(2008, 2, 29), 20)", "2028-02-28"),
    ("年齢(日付(2008, 2, 29), 年齢到達日(日付(2008, 2, 29), 18))", "18"),
    ("年齢(日付(2008, 4, 2), 日付(2026, 3, 31))", "17"),
    ("日数(初め, 終わり)", "324"),
    ("日数(終わり, 初め)", "0"),
    ("件数(暦年ごと(初め, 終わり))", "2"),
    ("件数(暦年ごと(終わり, 初め))", "0"),
    ("件数(月ごと(初め, 終わり))", "11"),
    ("月数(初め, 年月)", "16"),
    ("年度(日付(2026, 3, 31))", "2025"),
    ("年度末(年月)", "2027-03-31"),
    ("月末(日付(2028, 2, 1))", "2028-02-29"),
    ("加月(日付(2026, 1, 31), 1)", "2026-02-28"),
    ("加月(年月, -10)", "2025-12"),
    ('日付(2026, "05-31")', "2026-05-31"),
    ("文字(月(日付(2026, 2, 1)), 2)", "02"),
    ('区分 in ("甲", "乙") and not 区分 == "丙"', "はい"),
    ("1 if 所得 > 0 else 1 / 0", "1"),
    ("偽 and 1 / 0 == 0", "いいえ"),
    ("なし == なし", "はい"),
]


@pytest.mark.parametrize(("text", "expected"), EXACT)
def test_an_expression_comes_to_its_exact_value(text: str, expected: str) -> None:
    assert text_of(_value(text)) == expected


REFUSED = [
    ("所得 **", "TKG-CALC001"),
    ("", "TKG-CALC001"),
    ("所得; 1", "TKG-CALC001"),
    ("2 ** 9", "TKG-CALC002"),
    ("1 << 9", "TKG-CALC002"),
    ("[1][0]", "TKG-CALC002"),
    ("{1: 2}", "TKG-CALC002"),
    ("lambda: 1", "TKG-CALC002"),
    ("[x for x in 表]", "TKG-CALC002"),
    ('f"{所得:1000000}"', "TKG-CALC002"),
    ('"甲" if 真 else b"x"', "TKG-CALC002"),
    ("(1, 2)", "TKG-CALC002"),
    ("最大((1, 2))", "TKG-CALC002"),
    ("最大(*表)", "TKG-CALC002"),
    ("合計(x=表)", "TKG-CALC002"),
    ("(y := 1)", "TKG-CALC002"),
    ("所得.__class__.__mro__", "TKG-CALC002"),
    ('"甲".format(1)', "TKG-CALC002"),
    ("表[0]", "TKG-CALC002"),
    ("1e9", "TKG-CALC002"),
    ("0x1f", "TKG-CALC002"),
    ("1_000", "TKG-CALC002"),
    ("True", "TKG-CALC002"),
    ('規則(区分, "額")', "TKG-CALC002"),
    ("所得　+ 1", "TKG-CALC003"),
    ("所得 ＋ 1", "TKG-CALC003"),
    ("所得 * ２", "TKG-CALC003"),
    ("㎡", "TKG-CALC003"),
    ("ｼｮﾄｸ", "TKG-CALC003"),
    ("しょとく", "TKG-CALC004"),
    ("表.所得", "TKG-CALC004"),
    ("所得.__class__", "TKG-CALC007"),
    ("表.__class__", "TKG-CALC004"),
    ("open(1)", "TKG-CALC005"),
    ("__import__(1)", "TKG-CALC005"),
    ("切捨て(1, 0)", "TKG-CALC006"),
    ("切捨て(区分, 10)", "TKG-CALC006"),
    ("切捨て()", "TKG-CALC006"),
    ("日付(2026, 2, 30)", "TKG-CALC006"),
    ("日付(99999, 1, 1)", "TKG-CALC006"),
    ("加日(終わり, 0.5)", "TKG-CALC006"),
    ("合計(所得)", "TKG-CALC006"),
    ("最大(1, 終わり)", "TKG-CALC006"),
    ("区分 + 区分", "TKG-CALC007"),
    ("区分 * 1000000", "TKG-CALC007"),
    ("真 + 1", "TKG-CALC007"),
    ('所得 == "1800000"', "TKG-CALC007"),
    ("終わり < 年月", "TKG-CALC007"),
    ('"甲" < "乙"', "TKG-CALC007"),
    ("1 if 所得 else 2", "TKG-CALC007"),
    ("not 所得", "TKG-CALC007"),
    ("所得 and 真", "TKG-CALC007"),
    ("1 / 0", "TKG-CALC008"),
    ("1 // (所得 - 所得)", "TKG-CALC008"),
    ("連番(1000000)", "TKG-CALC009"),
    ("*".join(["9" * 100] * 10), "TKG-CALC009"),
    ("(" * 100 + "1" + ")" * 100, "TKG-CALC009"),
    ("not " * 400 + "真", "TKG-CALC009"),
    ("+".join(["1"] * 1500), "TKG-CALC009"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_no_expression_or_does_not_fit_is_refused(text: str, code: str) -> None:
    with pytest.raises(TekigoError) as refused:
        _value(text)
    assert refused.value.code == code


def test_a_column_of_no_rows_is_empty_whatever_its_name() -> None:
    assert _value("合計(空の表.額)") == 0


def test_rows_in_order_keep_their_values_and_are_numbered_anew() -> None:
    assert _value("整列(表, 表.額)") == [
        {"額": Fraction(100), "可": False, "番号": Fraction(1)},
        {"額": Fraction(300), "可": True, "番号": Fraction(2)},
    ]


def test_what_an_expression_names_is_known_before_it_is_evaluated() -> None:
    parsed = parse(
        '最大(所得 - 規則("税率", "率", 税目="市民税", 額=所得, 時点=初め), 合計(表.額)) * 計算("甲", "乙", 入=区分)'
    )
    assert parsed.names == {"所得", "初め", "区分"}
    assert parsed.columns == {("表", "額")}
    assert parsed.functions == {"最大", "規則", "合計", "計算"}
    assert [(each.of, each.what, each.given) for each in parsed.rules] == [
        ("税率", "率", ("税目", "額", "時点"))
    ]
    assert [(each.of, each.what, each.given) for each in parsed.calls] == [("甲", "乙", ("入",))]


def test_a_text_may_hold_what_a_name_may_not() -> None:
    assert _value('"７割（＋）"') == "７割（＋）"


@pytest.mark.parametrize("name", ["所得割", "五歳未満", "A1"])
def test_a_name_stands_in_expressions(name: str) -> None:
    assert is_name(name)
    assert isinstance(ast.parse(name, mode="eval").body, ast.Name)


@pytest.mark.parametrize(
    "name", ["5歳", "甲・乙", "所得 割", "（甲）", "ＡＢ", "真", "前", "基準日", "if", ""]
)
def test_a_name_that_expressions_could_not_hold_is_none(name: str) -> None:
    assert not is_name(name)


def test_numbers_are_read_and_written_without_loss() -> None:
    for text in ("0", "-12", "0.0264029", "123456789012345678901234567890.5", "-0.05", "1/3", "-22/7"):
        assert written(number(text)) == text
    for text in ("1e3", "1,000", " 1", "１", "", "0x1", "1.", "inf", "nan"):
        with pytest.raises(ValueError, match=re.escape(text) + "$"):
            number(text)


def test_rounding_looks_at_the_size_not_the_sign() -> None:
    assert [rounded("切捨て", Fraction(x), Fraction(100)) for x in (199, -199)] == [100, -100]
    assert [rounded("切上げ", Fraction(x), Fraction(100)) for x in (101, -101)] == [200, -200]
    assert [rounded("四捨五入", Fraction(x), Fraction(100)) for x in (150, 149, -150)] == [200, 100, -200]
    assert rounded("切捨て", Fraction("0.129"), Fraction("0.01")) == Fraction("0.12")
