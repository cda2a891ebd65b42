"""The expressions say the same as the judge, and Rust reads them as Python does."""

import random
import re
from functools import cache

import pytest

from conformance.data.character_sets import HALF, SELECTORS
from conformance.data.character_tables import JISX0213, MJ, table
from conformance.data.characters import SETS, Declared, Width, declare, judge, right_values, suspects
from conformance.data.code_points import ranges

WIDTHS: tuple[Width, ...] = ("half", "full", "mixed")
PRIVATE = "\ue000\ue001\U000f0000"


@cache
def _declared(name: str) -> Declared:
    return declare([name]) if name in SETS else declare(private=PRIVATE)


@cache
def _right(name: str, width: Width) -> re.Pattern[str]:
    return re.compile(right_values(_declared(name), width))


@cache
def _suspect(name: str, width: Width) -> re.Pattern[str]:
    return re.compile(suspects(_declared(name), width))


def _whole(name: str) -> list[str]:
    """Every character and sequence of a table as a value of its own; a mark on a letter."""
    declared = _declared(name)
    of = table(SETS[name])
    full = of.characters - HALF
    return (
        sorted(full - declared.marks) + sorted("ə" + mark for mark in declared.marks) + sorted(of.sequences)
    )


@pytest.mark.parametrize("name", ["jisx0213", "mj"])
def test_the_whole_of_a_table_is_right_by_its_own_set(name: str) -> None:
    values = _whole(name)
    assert len(values) > 11_000
    assert [value for value in values if judge(_declared(name), value, "full")] == []
    assert _right(name, "full").fullmatch("".join(values))


@pytest.mark.parametrize("name", ["jisx0213", "mj"])
def test_neighbours_of_a_table_are_refused(name: str) -> None:
    declared = _declared(name)
    inside = declared.plain | declared.marks | SELECTORS
    ends = {chr(point) for first, last in ranges(declared.plain) for point in (first - 1, last + 1)} - inside
    assert len(ends) > 4_000
    assert [end for end in ends if not judge(declared, end, "full")] == []
    assert [end for end in sorted(ends)[::10] if _right(name, "full").fullmatch(end)] == []
    assert _suspect(name, "full").findall("".join(sorted(ends))) == sorted(ends)


@pytest.mark.parametrize("name", ["jisx0213", "mj"])
def test_neighbours_of_sequences_are_refused(name: str) -> None:
    declared = _declared(name)
    near = {each[0] + chr(ord(each[1]) + step) for each in declared.sequences for step in (-1, 1)}
    right = declared.plain | declared.marks
    wrong = sorted(each for each in near - declared.sequences if each[1] not in right)
    assert wrong
    assert [each for each in wrong if not judge(declared, each, "full")] == []
    assert [each for each in wrong[::20] if _right(name, "full").fullmatch(each)] == []


POOL = [
    *"髙﨑𠮷葛辻欄田あかカー　Ａ～",
    *"Aé æəеи˩˥¥\u3099\u309a\u0300\u0301\u0306\u0325",
    *"\U000e0100\U000e0102\U000e0103\ufe00\ufe0f",
    *"ｶﾞ\t\n\x00\ufeff\ufffd\ufffe\u200b\u00ad\u00a0",
    *"\ue000\ue001\ue002\U000f0000\U000f0001",
    *"￥―\U0001f600\uf900\u4eee\U0002a6d7",
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["jisx0213", "mj", "both"])
def test_a_value_matches_when_and_only_when_the_judge_finds_nothing(name: str, width: Width) -> None:
    chance = random.Random(f"{name}{width}")  # noqa: S311 - repeatable examples
    right = 0
    for _ in range(3_000):
        value = "".join(chance.choices(POOL, k=chance.randint(0, 3)))
        found = judge(_declared(name), value, width)
        assert bool(_right(name, width).fullmatch(value)) == (not found), ascii(value)
        assert not found or _suspect(name, width).search(value), ascii(value)
        right += not found
    assert right > 100


def test_half_width_kana_can_be_left_out() -> None:
    declared = _declared("both")
    assert re.fullmatch(right_values(declared, "half"), "Aｶ")
    assert not re.fullmatch(right_values(declared, "half", half_kana=False), "Aｶ")
    assert re.search(suspects(declared, "mixed", half_kana=False), "田ｶ")
    assert not re.search(suspects(declared, "mixed"), "田ｶA")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_expressions_are_of_the_dialect_of_rust(width: Width) -> None:
    polars = pytest.importorskip("polars")
    values = [
        "髙﨑𠮷葛\U000e0102",
        "葛\U000e0100",
        "か\u309a",
        "か\u3099",
        "A-1",
        "ｶ",
        "田\n",
        "\ue000",
        "欄\ufe00",
        "",
    ]
    column = polars.Series(values)
    assert column.str.contains(right_values(_declared("both"), width)).to_list() == [
        bool(_right("both", width).fullmatch(value)) for value in values
    ]
    assert column.str.contains(suspects(_declared("both"), width)).to_list() == [
        bool(_suspect("both", width).search(value)) for value in values
    ]


def test_no_expression_holds_a_surrogate_or_looks_around() -> None:
    for width in WIDTHS:
        for text in (right_values(_declared("both"), width), suspects(_declared("both"), width)):
            text.encode()  # fails on surrogates
            assert not re.search(r"\(\?[=!<]", text)


def test_both_sets_are_what_each_holds() -> None:
    both = declare()
    assert both.plain | both.marks | HALF == table(JISX0213).characters | table(MJ).characters | HALF
