"""What sentences, tables and value expressions name, however they are written."""

import pytest

from conformance.checks.scenarios.features import Case, Step, Table
from conformance.checks.scenarios.uses import Reader, values

A, B = "規則《甲表》の額（区分：新規、年：2024）", "規則《乙表》の額"


def case(kind: str, text: str, table: Table | None = None) -> Case:
    step = Step(kind=kind, keyword="", text=text, line=1, table=table)
    return Case(id="", feature="", feature_name="", name="", line=1, tags=(), steps=(step,))


@pytest.mark.parametrize(
    ("text", "lookups", "tables"),
    [
        ("平文", set(), set()),
        (A, {"甲表"}, set()),
        (f"{A}の2倍", {"甲表"}, set()),
        (f"{A}＋{B}", {"甲表", "乙表"}, set()),
        (f"{B}、規則《丙表》の額", {"乙表", "丙表"}, set()),
        (f"{A}、{B}", {"乙表"}, {"甲表"}),
        (f"{A}という額", set(), {"甲表"}),
        ("規則《甲表》", set(), {"甲表"}),
    ],
)
def test_a_look_up_that_cannot_be_read_counts_as_its_whole_table(
    text: str, lookups: set[str], tables: set[str]
) -> None:
    found = values([text])
    assert {each.table for each in found.lookups} == lookups
    assert found.tables == tables


def test_things_are_referred_to_by_their_items() -> None:
    assert values(["「甲」の氏名の年月"]).items == {"氏名"}
    assert {"氏名", "住所"} <= values(["「甲」の氏名、「乙」の住所"]).items
    assert "区分" in values(["規則《甲表》の額（区分：「甲」の区分）"]).items


@pytest.mark.parametrize(
    ("kind", "text", "operations", "items"),
    [
        ("when", "「登録」を行う", {"登録"}, set()),
        ("given", "「甲」について「登録」を済ませている", {"登録"}, set()),
        (
            "then",
            "「甲」の「照会」（年：2024、番号：「甲」の番号）の結果は1件である",
            {"照会"},
            {"年", "番号"},
        ),
        ("given", "「甲」の「照会」（年：2024）の結果を控えておく", {"照会"}, {"年"}),
        ("then", "結果の「額」は「「甲」の月額」である", set(), {"額", "月額"}),
        ("then", "結果の「額」は「甲」の「月額」と異なる", set(), {"額", "月額"}),
        ("when", "「登録」なるものを「年」で試す", {"登録", "年"}, {"登録", "年"}),
    ],
)
def test_sentences_name_operations_and_items(
    kind: str, text: str, operations: set[str], items: set[str]
) -> None:
    found = Reader().case(case(kind, text))
    assert found.operations == operations
    assert found.items == items


def test_sentences_name_errors_and_rule_tables() -> None:
    assert Reader().case(case("then", "項目「額」についてエラー「桁」となる")).errors == {"桁"}
    read = Reader().case(case("then", f"結果の「額」は「{B}」である"))
    assert ({each.table for each in read.lookups}, read.tables) == ({"乙表"}, frozenset())
    read = Reader().case(case("then", f"結果の「額」は「{B}」を含む"))
    assert {each.table for each in read.lookups} == {"乙表"}


def test_tables_name_items_by_their_first_column_or_their_head() -> None:
    upright = (("項目", "値"), ("額", B), ("氏名", "「甲」の氏名"))
    read = Reader().case(case("when", "「登録」を行う", upright))
    assert (set(read.items), {each.table for each in read.lookups}) == ({"額", "氏名"}, {"乙表"})
    lying = (("額", "年"), (B, "2024"))
    read = Reader().case(case("then", "結果に次の行がある", lying))
    assert (set(read.items), {each.table for each in read.lookups}) == ({"額", "年"}, {"乙表"})


def test_a_sentence_tells_the_module_that_carries_it_out() -> None:
    assert Reader().case(case("when", "「登録」を行う")).modules == {"steps/when.py"}
    found = Reader().case(case("when", "昔の言い方"))
    assert (found.modules, found.unknown) == (frozenset(), True)
