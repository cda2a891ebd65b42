"""Calculations run on a package: figures, the record of every step, and every error with its place."""

from datetime import date

import pytest

from conformance.i18n import TekigoError
from conformance.spec.calculations.examples import try_example
from conformance.spec.calculations.given import GivenErrors, calculate
from conformance.spec.calculations.inputs import GivenError
from conformance.spec.calculations.model import Calculation
from conformance.spec.calculations.run import StepError, run
from conformance.spec.catalog import Catalog
from conformance.spec.lint import lint_all
from conformance.spec.load import list_packages, load_package
from tests.spec.made_calculations import CALCULATIONS
from tests.spec.made_package import MadePackage

FILE = "alpha/calculations.yaml"
DAY = date(2025, 4, 1)


def _examples() -> list[object]:
    packages = [load_package(path) for path in list_packages()]
    return [
        pytest.param(package.key, of.id, example.name, id=f"{package.key}-{of.id}-{example.name}")
        for package in packages
        for of in package.calculations
        for example in of.examples
    ]


@pytest.mark.parametrize(("business", "calculation", "name"), _examples())
def test_a_worked_example_comes_out(business: str, calculation: str, name: str) -> None:
    catalog = Catalog(load_package(business))
    of = catalog.calculation(calculation)
    example = next(each for each in of.examples if each.name == name)
    assert try_example(catalog, of, example)[1] == ()


@pytest.fixture
def catalog(made: MadePackage) -> Catalog:
    return _catalog(made, CALCULATIONS)


def _catalog(made: MadePackage, text: str) -> Catalog:
    made.with_rules().write(f"specs/{FILE}", text)
    return Catalog(load_package("alpha", made.root))


def _of(catalog: Catalog, name: str) -> Calculation:
    return catalog.calculation(name)


def test_a_step_tells_what_it_used_and_the_row_it_looked_up(catalog: Catalog) -> None:
    trace = run(catalog, _of(catalog, "税額"), {"所得": "730000"}, DAY)
    assert trace.results == {"税額": 19570}
    first, second = trace.steps
    (worked,) = first.worked
    (look_up,) = worked.look_ups
    assert (look_up.table, look_up.column, look_up.value, look_up.unit) == ("金額", "金額", 300, "円")
    assert look_up.where == {"区分": "新規", "登録月": "2025-04"}
    assert (look_up.valid_from, look_up.source) == (date(2024, 10, 1), "新法1条")
    assert look_up.origin == "specs/alpha/rules/kingaku.csv:4"
    assert second.worked[0].when == "所得 > 1000"
    assert second.worked[0].used == {"所得": 730000, "基本額": 300}
    assert second.worked[0].before_rounding == "19574.117"
    assert (second.rounding, second.to, second.source) == ("切捨て", "10", "法2条")
    assert second.origin == "specs/alpha/calculations.yaml:15"


def test_the_day_picks_the_row(catalog: Catalog) -> None:
    assert run(catalog, _of(catalog, "税額"), {"所得": 0}, date(2015, 3, 31)).results == {"税額": 100}
    assert run(catalog, _of(catalog, "税額"), {"所得": 0}, date(2015, 4, 1)).results == {"税額": 200}


def test_rows_see_the_rows_before_them_and_another_calculation_is_recorded(catalog: Catalog) -> None:
    given = {"総額": "100", "者": [{"重み": "2"}, {"重み": "1"}, {"重み": "1", "除外": "はい"}]}
    trace = run(catalog, _of(catalog, "wariate"), given, DAY)
    assert trace.results == {
        "対象.取り分": [25, 0, 50],
        "対象.先までの額": [0, 25, 25],
        "残り": 25,
        "追徴": 300,
    }
    (called,) = trace.steps[-1].worked[0].calls
    assert (called.trace.name, called.trace.as_of, called.value) == ("税額", DAY, 300)


def test_given_rows_are_not_changed(catalog: Catalog) -> None:
    given = {"総額": "1", "者": [{"重み": "1"}]}
    run(catalog, _of(catalog, "割当て"), given, DAY)
    assert given == {"総額": "1", "者": [{"重み": "1"}]}


WRONG = [
    ({}, "TKG-CALC012", ()),
    ({"所得": "1", "収入": "1"}, "TKG-CALC011", ("収入",)),
    ({"所得": "1,000"}, "TKG-CALC013", ("所得",)),
    ({"所得": "1.5"}, "TKG-CALC013", ("所得",)),
    ({"所得": 1.5}, "TKG-CALC013", ("所得",)),
    ({"所得": None}, "TKG-CALC013", ("所得",)),
    ({"所得": ["1"]}, "TKG-CALC013", ("所得",)),
    ({"所得": "9" * 200}, "TKG-CALC013", ("所得",)),
    ({"所得": "1", "届の区分": "中止"}, "TKG-CALC013", ("届の区分",)),
]


@pytest.mark.parametrize(("given", "code", "path"), WRONG)
def test_a_wrong_value_is_refused(
    catalog: Catalog, given: dict[str, object], code: str, path: tuple[str, ...]
) -> None:
    with pytest.raises(GivenError) as refused:
        run(catalog, _of(catalog, "税額"), given, DAY)
    assert (refused.value.code, refused.value.path) == (code, path)


@pytest.mark.parametrize(
    ("rows", "path"),
    [
        ("1", ("者",)),
        (["1"], ("者",)),
        ([{"重み": "甲"}], ("者", 0, "重み")),
        ([{"重み": "1"}, {}], ("者", 1)),
        ([{"重み": "1", "色": "1"}], ("者", 0, "色")),
        ([{"重み": "1", "除外": "多分"}], ("者", 0, "除外")),
        ([{"重み": "1"}] * 3000, ("者",)),
    ],
)
def test_a_wrong_row_is_told_with_its_place(
    catalog: Catalog, rows: object, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(GivenError) as refused:
        run(catalog, _of(catalog, "割当て"), {"総額": "1", "者": rows}, DAY)
    assert refused.value.path == path


def test_a_wrong_value_of_a_file_is_told_with_its_line(made: MadePackage, catalog: Catalog) -> None:
    file = made.root / "given.yaml"
    file.write_text("総額: 100\n者:\n  - 重み: 1\n  - 重み: 甲\n", encoding="utf-8")
    with pytest.raises(GivenErrors, match=r"given\.yaml:4: TKG-CALC013"):
        calculate(catalog, _of(catalog, "割当て"), file, DAY)
    file.write_text("[1]", encoding="utf-8")
    with pytest.raises(GivenErrors, match="TKG-SPEC041"):
        calculate(catalog, _of(catalog, "割当て"), file, DAY)
    with pytest.raises(TekigoError, match="TKG-CALC029"):
        calculate(catalog, _of(catalog, "割当て"), made.root / "none.yaml", DAY)


def test_a_step_that_fails_is_told_with_its_place_and_row(catalog: Catalog) -> None:
    given = {"総額": "1", "者": [{"重み": "0"}]}
    with pytest.raises(StepError) as failed:
        run(catalog, _of(catalog, "割当て"), given, DAY)
    assert failed.value.code == "TKG-CALC010"
    assert failed.value.params["step"] == "取り分[1]"
    assert failed.value.params["why"] == "TKG-CALC008"
    assert failed.value.origin == "specs/alpha/calculations.yaml:42"


def test_a_day_without_a_row_is_an_error_unless_the_formula_says_what_then(made: MadePackage) -> None:
    catalog = _catalog(made, CALCULATIONS)
    given = {"所得": "1", "届の区分": "継続"}
    with pytest.raises(StepError, match="TKG-CALC015"):
        run(catalog, _of(catalog, "税額"), given, date(2020, 3, 31))
    text = CALCULATIONS.replace("登録月=基準日)", "登録月=基準日, 無ければ=7)")
    catalog = _catalog(made, text)
    trace = run(catalog, _of(catalog, "税額"), given, date(2020, 3, 31))
    assert trace.steps[0].worked[0].value == 7
    assert trace.steps[0].worked[0].look_ups[0].origin == ""


def test_cases_that_leave_a_value_out_are_an_error(made: MadePackage) -> None:
    text = CALCULATIONS.replace("{is: 基本額}", "{when: 所得 < 0, is: 基本額}")
    catalog = _catalog(made, text)
    with pytest.raises(StepError, match="TKG-CALC014"):
        run(catalog, _of(catalog, "税額"), {"所得": "5"}, DAY)


def test_right_calculations_have_no_findings(made: MadePackage) -> None:
    made.with_rules().write(f"specs/{FILE}", CALCULATIONS)
    assert lint_all(made.root) == []


# text to replace, replacement, code, words of the message, line of the finding
DEFECTS = [
    ("id: wariate", "id: zeigaku", "TKG-SPEC070", "zeigaku", 28),
    ("name: 割当て", "name: 税額", "TKG-SPEC070", "税額", 28),
    (
        "requirements: [AL-1.M]\n    dated_by: 登録の日\n    inputs:\n      - {name: 所得",
        "requirements: [AL-9.M]\n    dated_by: 登録の日\n    inputs:\n      - {name: 所得",
        "TKG-SPEC074",
        "AL-9.M",
        2,
    ),
    ("fidelity: provisional", "fidelity: seen", "TKG-SPEC010", "seen", 48),
    ("    source: 法\n    fidelity: statute", "    fidelity: statute", "TKG-SPEC012", "source", 2),
    ("code_list: 区分", "code_list: 色", "TKG-SPEC074", "色", 9),
    ("{name: 所得, type: integer", "{name: 所得・額, type: integer", "TKG-CALC021", "所得・額", 8),
    ("{name: 所得, type: integer", "{name: 最大, type: integer", "TKG-CALC021", "最大", 8),
    ("{name: 所得, type: integer, unit: 円}", "{name: 所得, type: rows}", "TKG-CALC024", "所得", 8),
    ("name: 基本額", "name: 所得", "TKG-CALC025", "所得", 11),
    ('規則("金額", "金額"', '規則("額", "金額"', "TKG-RULE010", "額", 11),
    ('規則("金額", "金額"', '規則("金額", "価額"', "TKG-RULE011", "価額", 11),
    ("区分=届の区分", "種別=届の区分", "TKG-RULE011", "種別", 11),
    ("区分=届の区分", "金額=届の区分", "TKG-CALC027", "金額", 11),
    ("区分=届の区分", "区分=届の種別", "TKG-SPEC074", "届の種別", 11),
    ("所得 * 0.0264029", "所得 ** 2", "TKG-CALC002", "Pow", 15),
    ("所得 * 0.0264029", "所得 * (", "TKG-CALC001", "所得 * (", 15),
    ("所得 * 0.0264029", "所得 ＊ 2", "TKG-CALC003", "＊", 15),
    ("所得 * 0.0264029", "乗数(所得)", "TKG-SPEC074", "乗数", 15),
    ("when: 所得 > 1000, is:", "is:", "TKG-CALC026", "税額", 15),
    ("基本額}\n        rounding", "残り}\n        rounding", "TKG-SPEC074", "残り", 15),
    ("to: 10", "to: 端数", "TKG-SPEC074", "端数", 15),
    ("残り, 追徴]", "残, 追徴]", "TKG-SPEC074", "残", 28),
    ("results: [税額]", "results: [基本額]", "TKG-CALC028", "税額", 15),
    (
        "{name: 総額, type: decimal",
        "{name: 余り, type: decimal, default: 0}\n      - {name: 総額, type: decimal",
        "TKG-CALC028",
        "余り",
        34,
    ),
    ("each: 対象, is: 合計", "each: 対照, is: 合計", "TKG-SPEC074", "対照", 43),
    ("前.取り分", "前.配分", "TKG-SPEC074", "配分", 43),
    ("合計(対象.取り分)", "合計(対象.配分)", "TKG-SPEC074", "配分", 44),
    ('計算("税額", "税額"', '計算("税", "税額"', "TKG-CALC016", "税", 45),
    ('計算("税額", "税額"', '計算("税額", "税"', "TKG-SPEC074", "税", 45),
    ("所得=件数", "収入=件数", "TKG-CALC012", "所得", 45),
    (
        'is: 規則("金額", "金額", 区分=届の区分, 登録月=基準日)',
        'is: \'計算("割当て", "残り", 総額=1, 者=届の区分)\'',
        "TKG-CALC022",
        "割当て",
        28,
    ),
    ("expect: {税額: 50}", "expect: {税額: 51}", "TKG-CALC018", "50 51", 27),
    ("expect: {税額: 50}", "expect: {税: 50}", "TKG-CALC019", "税", 27),
    ('届の区分: "2"', '届の区分: "9"', "TKG-CALC013", "9", 27),
    ("対象.取り分: [33, 66]", "対象.取り分: [66, 33]", "TKG-CALC018", "33、66", 50),
    ("    examples:\n      - name: 二人", "    unused:\n      - name: 二人", "TKG-SPEC011", "unused", 49),
]


@pytest.mark.parametrize(("text", "other", "code", "words", "line"), DEFECTS)
def test_a_defect_is_told_with_its_line(
    made: MadePackage, text: str, other: str, code: str, words: str, line: int
) -> None:
    assert text in CALCULATIONS
    made.with_rules().write(f"specs/{FILE}", CALCULATIONS.replace(text, other, 1))
    found = [each for each in lint_all(made.root) if each.code == code]
    (told,) = (each for each in found if each.origin == f"specs/{FILE}:{line}")
    assert all(word in told.text() for word in words.split())


def test_a_calculation_without_an_example_is_told(made: MadePackage) -> None:
    text = CALCULATIONS.partition("    examples:\n      - name: 二人")[0]
    made.with_rules().write(f"specs/{FILE}", text)
    found = lint_all(made.root)
    assert [(each.code, each.origin) for each in found] == [("TKG-CALC023", f"specs/{FILE}:28")]
