"""`tekigo spec calc`: the list, one calculation step by step, and the worked examples."""

import json

import pytest

from tests.cli.conftest import Run
from tests.spec.made_calculations import CALCULATIONS
from tests.spec.made_package import MadePackage


@pytest.fixture
def calc(made: MadePackage, tekigo: Run) -> Run:
    """Run `tekigo spec calc` on the made package."""
    made.with_rules().write("specs/alpha/calculations.yaml", CALCULATIONS)
    made.write("given.yaml", "所得: 730000\n")
    return lambda *args: tekigo("spec", "calc", "-b", "alpha", *args)


def test_without_a_name_it_lists_calculations_with_their_inputs(calc: Run) -> None:
    code, out, _ = calc()
    assert code == 0
    for words in (
        "税額",
        "(zeigaku)",
        "所得: 整数・円",
        "届の区分: 文字、省くと新規",
        "者: 行の表 [重み: 整数",
    ):
        assert words in out
    assert [each["id"] for each in json.loads(calc("--json")[1])] == ["zeigaku", "wariate"]


def test_each_step_stands_with_its_values_its_row_its_rounding_and_its_statute(
    calc: Run, made: MadePackage
) -> None:
    given = str(made.root / "given.yaml")
    code, out, _ = calc("税額", "--given", given, "--as-of", "2025-04-01")
    assert code == 0
    lines = [line.strip() for line in out.splitlines()]
    for line in (
        "基準日: 2025-04-01（登録の日）",
        "所得 = 730,000円",
        "1. 基本額",
        "規則表「金額」の金額（区分=新規、登録月=2025-04、2025-04-01） = 300円  有効 2024-10-01〜"
        "  出典 新法1条（法令）  specs/alpha/rules/kingaku.csv:4",
        "→ 300円",
        "根拠: 法1条",
        "場合: 所得 > 1000",
        "式: 所得 * 0.0264029 + 基本額",
        "値: 基本額=300、所得=730,000",
        "端数: 19574.117 を 10 の単位で切捨て",
        "→ 19,570円",
        "税額 = 19,570円",
    ):
        assert line in lines
    shown = json.loads(calc("税額", "--given", given, "--as-of", "2025-04-01", "--json")[1])
    assert shown["results"] == {"税額": 19570}
    assert shown["steps"][0]["worked"][0]["look_ups"][0]["source"] == "新法1条"


def test_it_speaks_english(tekigo: Run, calc: Run, made: MadePackage) -> None:
    given = str(made.root / "given.yaml")
    code, out, _ = tekigo("--lang", "en", "spec", "calc", "zeigaku", "-b", "alpha", "--given", given)
    assert code == 0
    assert "rounding: 19574.117" in out
    assert "valid 2024-10-01" in out


def test_examples_show_their_steps_and_whether_they_come_out(calc: Run, made: MadePackage) -> None:
    code, out, _ = calc("--example")
    assert code == 0
    assert out.count("… 一致") == 3
    assert "[2] 値: 前.取り分=[33]" in out
    made.change("alpha/calculations.yaml", "expect: {税額: 50}", "expect: {税額: 60}")
    code, out, err = calc("税額", "--example")
    assert code == 2
    assert "不一致: 税額 例では 60、計算では 50" in out
    assert "TKG-CALC030" in err
    assert len(json.loads(calc("wariate", "--example", "--json")[1])) == 1


def test_what_is_wrong_is_told_with_its_place(calc: Run, made: MadePackage) -> None:
    file = made.write("given.yaml", "届の区分: 新規\n所得: 1,000\n")
    code, _, err = calc("税額", "--given", str(file))
    assert code == 2
    assert "given.yaml:2: TKG-CALC013" in err
    assert "Traceback" not in err
    assert "TKG-CALC016" in calc("税")[2]
    assert "TKG-CALC012" in calc("税額")[2]


def test_a_business_without_calculations_says_so(tekigo: Run, made: MadePackage) -> None:
    assert made.root
    assert "計算の定義はありません" in tekigo("spec", "calc", "-b", "alpha")[1]


def test_show_finds_a_calculation_by_its_name_or_id(tekigo: Run, calc: Run) -> None:
    assert calc()[0] == 0
    for name in ("割当て", "wariate"):
        code, out, _ = tekigo("spec", "show", name)
        assert code == 0
        assert "計算" in out
        assert "specs/alpha/calculations.yaml:28" in out
