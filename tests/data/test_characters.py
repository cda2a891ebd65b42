"""What is wrong with a character is named by kind and code point, with a hint; nothing is normalised."""

import re

import pytest

from conformance.data.character_kinds import never_right
from conformance.data.characters import Declared, Kind, Width, declare, judge, told, width_of
from conformance.i18n import TekigoError, set_language
from conformance.spec import characters as ch
from conformance.spec.model import Item

BOTH = declare()
X0213 = declare(["jisx0213"])
MJ_ONLY = declare(["mj"])
KUZU = "葛\U000e0102"  # registered in Moji_Joho
KUZU_ADOBE = "葛\U000e0100"  # registered in Adobe-Japan1 only
TSUJI = "辻\U000e0102"
TSUJI_ADOBE = "辻\U000e0100"
RAN_SVS = "欄\ufe00"  # stands for the compatibility ideograph U+F91D


def _kinds(
    text: str, width: Width = "full", declared: Declared = BOTH, *, half_kana: bool = True
) -> list[Kind]:
    return [found.kind for found in judge(declared, text, width, half_kana=half_kana)]


@pytest.mark.parametrize(
    "text",
    [
        "髙橋\u3000一郎",
        "山﨑",
        "𠮷田",
        f"{KUZU}飾",
        f"{TSUJI}",
        RAN_SVS,
        "\uf91d",
        "か\u309aき\u309a",
        "æ\u0300",
        "ə\u0300\u0302",
        "〜－～，",
        "",
    ],
)
def test_characters_of_real_names_are_right_as_they_are(text: str) -> None:
    assert judge(BOTH, text, "full") == []


@pytest.mark.parametrize(
    ("text", "kind", "points"),
    [
        ("田\U0001f600", Kind.OUTSIDE, "U+1F600"),
        ("ｶ", Kind.HALF_KANA, "U+FF76"),
        ("田A", Kind.HALF_WIDTH, "U+0041"),
        ("田 中", Kind.HALF_WIDTH, "U+0020"),
        ("か\u3099", Kind.COMBINING, "U+3099"),
        ("æ\u0301", Kind.COMBINING, "U+0301"),
        ("\u0301", Kind.COMBINING, "U+0301"),
        ("田\u0301", Kind.COMBINING, "U+0301"),
        ("\U000e0102葛", Kind.LONE_SELECTOR, "U+E0102"),
        (f"{KUZU}\ufe00", Kind.LONE_SELECTOR, "U+FE00"),
        (KUZU_ADOBE, Kind.UNREGISTERED_IVS, "U+845B U+E0100"),
        (TSUJI_ADOBE, Kind.UNREGISTERED_IVS, "U+8FBB U+E0100"),
        ("あ\U000e0102", Kind.UNREGISTERED_IVS, "U+3042 U+E0102"),
        ("葛\ufe00", Kind.UNREGISTERED_SVS, "U+845B U+FE00"),
        ("☀\ufe0f", Kind.UNREGISTERED_SVS, "U+2600 U+FE0F"),
        ("\ud842", Kind.SURROGATE, "U+D842"),
        ("田\udfb7", Kind.SURROGATE, "U+DFB7"),
        ("\ud842\udfb7", Kind.SURROGATE, "U+D842 U+DFB7"),
        ("田\t", Kind.CONTROL, "U+0009"),
        ("田\n", Kind.CONTROL, "U+000A"),
        ("\u0085", Kind.CONTROL, "U+0085"),
        ("\u2028", Kind.CONTROL, "U+2028"),
        ("\ufffe", Kind.NONCHARACTER, "U+FFFE"),
        ("\ufdd0", Kind.NONCHARACTER, "U+FDD0"),
        ("\U0010ffff", Kind.NONCHARACTER, "U+10FFFF"),
        ("\ue000", Kind.PRIVATE_USE, "U+E000"),
        ("\U000f0000", Kind.PRIVATE_USE, "U+F0000"),
        ("\ufeff田", Kind.BOM, "U+FEFF"),
        ("田\ufffd", Kind.REPLACEMENT, "U+FFFD"),
        ("田\u200b", Kind.FORMAT, "U+200B"),
        ("\u202e", Kind.FORMAT, "U+202E"),
    ],
)
def test_each_kind_is_named_with_its_code_points(text: str, kind: Kind, points: str) -> None:
    found = judge(BOTH, text, "full")
    assert [each.kind for each in found] == [kind]
    finding = told(BOTH, found[0], text, "氏名.csv:3")
    assert finding.code == kind.value
    assert f" {points} " in finding.text()
    assert finding.line().startswith(f"氏名.csv:3: {kind.value}: ")


def test_every_kind_has_an_example_above() -> None:
    examples = test_each_kind_is_named_with_its_code_points.pytestmark[0].args[1]
    assert {kind for _, kind, _ in examples} | {Kind.FULL_WIDTH} == set(Kind)


def test_every_offence_of_a_value_is_told_in_order_with_its_place() -> None:
    found = judge(BOTH, f"{KUZU}A\ue000ｶ", "full")
    assert [(each.kind, each.at) for each in found] == [
        (Kind.HALF_WIDTH, 2),
        (Kind.PRIVATE_USE, 3),
        (Kind.HALF_KANA, 4),
    ]
    # 葛 with its selector is one character, so the place told is the second one
    assert told(BOTH, found[0], f"{KUZU}A\ue000ｶ", "x:1").text().startswith("2文字目")


def test_a_base_outside_and_its_selector_are_both_told() -> None:
    assert _kinds("\ue000\U000e0100") == [Kind.PRIVATE_USE, Kind.UNREGISTERED_IVS]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Abc 12-3", []),
        ("ｶﾅ", []),
        ("A田", [Kind.FULL_WIDTH]),
        (f"A{KUZU}", [Kind.FULL_WIDTH]),
        ("か\u309a", [Kind.FULL_WIDTH]),
        ("e\u0301", [Kind.COMBINING]),
        ("A\ufeff", [Kind.BOM]),
        ("é", [Kind.FULL_WIDTH]),
        ("\u2003", [Kind.OUTSIDE]),
    ],
)
def test_half_width_items_take_half_width_characters_alone(text: str, kinds: list[Kind]) -> None:
    assert _kinds(text, "half") == kinds


def test_half_width_kana_are_wrong_where_the_dialect_forbids_them() -> None:
    assert _kinds("Aｶ", "half", half_kana=False) == [Kind.HALF_KANA]
    assert _kinds("田ｶ", "mixed", half_kana=False) == [Kind.HALF_KANA]
    assert _kinds(f"田ｶA{KUZU}", "mixed") == []


def test_each_set_holds_its_own() -> None:
    assert _kinds("髙", declared=X0213) == [Kind.OUTSIDE]
    assert _kinds(KUZU, declared=X0213) == [Kind.OUTSIDE]
    assert _kinds(RAN_SVS, declared=X0213) == [Kind.OUTSIDE]
    assert _kinds("高𠮟か\u309a", declared=X0213) == []
    assert _kinds("髙" + KUZU, declared=MJ_ONLY) == []
    assert _kinds("あ", declared=MJ_ONLY) == [Kind.OUTSIDE]


def test_private_use_is_right_where_it_is_declared() -> None:
    declared = declare(private=["\ue000", "\U000f0001"])
    assert _kinds("田\ue000\U000f0001", declared=declared) == []
    assert _kinds("\ue001", declared=declared) == [Kind.PRIVATE_USE]
    assert _kinds("\ue000", "half", declared) == [Kind.FULL_WIDTH]


@pytest.mark.parametrize(
    ("declared", "text", "width", "hint"),
    [
        (
            X0213,
            "髙",
            "full",
            "縮退候補: 「高」(U+9AD8)〔JIS包摂規準・UCS統合規則, 戸籍統一文字情報の親字・正字〕",
        ),
        (X0213, KUZU, "full", "基底文字は「葛」(U+845B)"),
        (BOTH, KUZU_ADOBE, "full", "U+845B U+E0102, U+845B U+E0103"),
        (BOTH, "か\u3099", "full", "「が」(U+304C)"),
        (BOTH, "\uffe5", "full", "「¥」(U+00A5)"),
        (BOTH, "\uf900", "full", "「豈」(U+8C48)"),
        (BOTH, "ｶ", "full", "「カ」(U+30AB)"),
        (BOTH, " ", "full", "「\u3000」(U+3000)"),
        (BOTH, "Ａ", "half", "「A」(U+0041)"),
        (BOTH, "\ud842\udfb7", "full", "「𠮷」(U+20BB7)"),
    ],
)
def test_a_hint_names_what_was_probably_meant(declared: Declared, text: str, width: Width, hint: str) -> None:
    (found,) = judge(declared, text, width)
    assert hint in told(declared, found, text, "x:1").text()


def test_messages_and_hints_speak_english_too() -> None:
    (found,) = judge(X0213, "髙", "full")
    set_language("en")
    try:
        text = told(X0213, found, "髙", "x:1").text()
    finally:
        set_language("ja")
    assert text.startswith("character 1, U+9AD9, is not in the declared sets (jisx0213). Substitutes")
    assert "JIS unification rules" in text


def test_an_unknown_set_is_refused() -> None:
    with pytest.raises(TekigoError) as refused:
        declare(["jisx0208"])
    assert refused.value.code == "TKG-DATA059"
    assert "jisx0213, mj" in refused.value.remedy()


def test_what_the_contract_never_takes_is_never_right_here() -> None:
    never = re.compile(f"[{ch.NEVER}]")
    taken = [
        hex(point) for point in range(0x110000) if never.match(chr(point)) and not never_right(chr(point))
    ]
    assert taken == []


@pytest.mark.parametrize(
    ("type_", "charset", "width"),
    [
        ("X", "", "half"),
        ("N", "", "full"),
        ("N", "katakana", "full"),
        ("X", "mixed", "mixed"),
        ("DATE", "", None),
    ],
)
def test_the_width_follows_from_the_item(type_: str, charset: str, width: Width | None) -> None:
    item = Item(name="氏名", romaji="shimei", type=type_, charset=charset, fidelity="provisional")  # type: ignore[arg-type]
    assert width_of(item) == width
