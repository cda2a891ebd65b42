"""Kana and name search folds what 2.1.2 calls alike, and nothing else."""

import pytest

from conformance.reference.resident_records.kana import fold_kana, fold_name, has_company_mark, same_reading


def alike(one: str, other: str) -> bool:
    return same_reading(fold_kana(one), fold_kana(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ガギグ", "カキク"),
        ("パピプ", "バビブ"),
        ("フジタ", "フヂタ"),
        ("ミズノ", "ミヅノ"),
        ("カチタ", "カヂタ"),
        ("カツタ", "カヅタ"),
        ("ワタ", "ハタ"),
        ("ヲカ", "オカ"),
        ("ヴァン", "バン"),
        ("ヴィラ", "ビラ"),
        ("ヴ", "ブ"),
        ("キャット", "キヤツト"),
        ("ヶヵヮ", "ケカワ"),
        ("サトウ", "サトオ"),
        ("ヨウコ", "ヨオコ"),
        ("チョウノ", "チヨオノ"),
        ("ゴウダ", "コオタ"),
        ("サトー", "サト"),
        ("リー", "リ―"),
        ("リ－", "リ‐"),
        ("リｰ", "リ-"),
        ("ヤマダ　タロウ", "ヤマダタロウ"),
        ("ヤマダ　タロウ", "ヤマダ タロウ"),
        ("ﾔﾏﾀﾞ", "ヤマダ"),
        ("ｳﾞｧ", "バ"),
    ],
)
def test_spellings_that_the_standard_calls_alike_match(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("シダ", "チダ"),
        ("スダ", "ツダ"),
        ("ウエノ", "オエノ"),
        ("カウ", "カオ"),
        ("サトウ", "サト"),
        ("アイ", "イア"),
    ],
)
def test_different_readings_do_not_match(one: str, other: str) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渡辺　花", "渡邊花"),
        ("浜田", "濱田"),
        ("齋藤", "斉藤"),
        ("高橋", "髙橋"),
        ("葛\U000e0100城", "葛城"),
        ("ＴＥＳＴ　ＡＢＣ", "Test Abc"),
    ],
)
def test_variant_characters_width_and_blanks_of_names_match(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_different_names_do_not_match() -> None:
    assert fold_name("渡辺") != fold_name("渡部")


@pytest.mark.parametrize(("text", "mark"), [("（株）適合", True), ("㈱適合", True), ("適合（未届）", False)])
def test_company_marks_are_recognised(text: str, mark: bool) -> None:
    assert has_company_mark(text) is mark
