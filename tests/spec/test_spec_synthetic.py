"""Synthetic people: reproducible, unique, well formed, and not to be mistaken for real ones."""

import re

import pytest

from conformance.i18n import TekigoError
from conformance.spec.check_digits import holds
from conformance.spec.model import Item
from conformance.spec.synthetic import KINDS, Generator
from conformance.spec.validation import validate

PINNED = {
    "日本人氏名": "適合　試五四六五五二三八六三三四",
    "個人番号": "822760800384",
    "生年月日": "1984-11-08",
    "数字5": "88460",
}


def test_equal_seeds_draw_equal_values_and_others_do_not() -> None:
    for kind in KINDS:
        assert Generator(7, "check", "甲").draw(kind) == Generator(7, "check", "甲").draw(kind)
    for other in (Generator(8, "check", "甲"), Generator(7, "other", "甲"), Generator(7, "check", "乙")):
        assert other.draw("日本人氏名") != Generator(7, "check", "甲").draw("日本人氏名")


def test_values_are_pinned_for_replay_across_versions() -> None:
    generator = Generator(1, "scenario:a::b", "甲")
    drawn = {kind: generator.draw(kind) for kind in ("日本人氏名", "個人番号", "生年月日", "数字5")}
    assert drawn == PINNED


def test_ten_thousand_people_have_different_names_and_numbers() -> None:
    people = [Generator(1, f"check {n}", "甲") for n in range(10_000)]
    for kind in ("日本人氏名", "外国人ローマ字氏名", "個人番号", "在留カード番号", "利用者ID"):
        assert len({person.draw(kind) for person in people}) == len(people), kind


def test_names_say_that_they_are_a_test() -> None:
    generator = Generator(1, "check", "甲")
    for kind in ("日本人氏名", "外国人漢字氏名", "通称", "旧氏", "方書", "文章"):
        assert "適合" in generator.draw(kind)
    assert generator.draw("外国人氏名").startswith("ＴＥＫＩＧＯ　")


def test_the_reading_belongs_to_the_name() -> None:
    generator = Generator(3, "check", "甲")
    digits = dict(
        zip(
            "〇一二三四五六七八九",
            ["レイ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ"],
            strict=True,
        )
    )
    number = generator.draw("日本人氏名").removeprefix("適合　試")
    assert generator.draw("日本人フリガナ") == "テキゴウ　シ" + "".join(digits[each] for each in number)
    assert generator.draw("氏") + "　" + generator.draw("名") == generator.draw("日本人氏名")


@pytest.mark.parametrize(
    ("kind", "algorithm", "length"),
    [
        ("個人番号", "kojinbango", 12),
        ("宛名番号", "modulus11", 15),
        ("世帯番号", "modulus11", 15),
        ("法人番号", "hojinbango", 13),
    ],
)
def test_numbers_have_the_right_check_digit(kind: str, algorithm: str, length: int) -> None:
    for n in range(300):
        number = Generator(n, "check", "甲").draw(kind)
        assert len(number) == length
        assert holds(algorithm, number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("在留カード番号", r"[A-Z]{2}[0-9]{8}[A-Z]{2}"),
        ("住民票コード", r"[0-9]{11}"),
        ("郵便番号", r"000[0-9]{4}"),
        ("生年月日", r"19[5-9][0-9]-[0-9]{2}-[0-9]{2}"),
        ("数字40", r"[0-9]{40}"),
        ("英数字32", r"[0-9A-Z]{32}"),
        ("英字3", r"[A-Z]{3}"),
        ("全角7", r"[〇一二三四五六七八九]{7}"),
        ("カナ200", r"[アイウエオカキクケコ]{200}"),
    ],
)
def test_values_have_their_form(kind: str, pattern: str) -> None:
    for n in range(50):
        assert re.fullmatch(pattern, Generator(n, "check", "甲").draw(kind))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "フリガナ" in kind])
def test_readings_are_katakana(kind: str) -> None:
    item = Item(name="x", romaji="x", type="N", charset="katakana", fidelity="provisional")
    assert validate(item, Generator(1, "check", "甲").draw(kind)) is None


def test_a_second_value_of_a_kind_differs() -> None:
    generator = Generator(1, "check", "甲")
    assert generator.draw("日本人氏名#2") != generator.draw("日本人氏名")
    assert generator.draw("日本人氏名#2") == generator.draw("日本人氏名#2")


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(TekigoError) as caught:
        Generator(1, "check", "甲").draw("日本人指名")
    assert "日本人氏名" in caught.value.text()
