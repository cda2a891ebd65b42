"""Synthetic people: deterministic, unique, and impossible to mistake for real ones.

Every value is a pure function of (run seed, check id, name of the thing), so that a check can be replayed byte for
byte, runs in any order and in parallel, and meets no data of another seed on a system that keeps everything.
Names carry the family name 適合 and a number written in kanji. Numbers with a check digit are well formed and belong
to nobody by name; use them on test systems only.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta

from conformance.i18n import TekigoError
from conformance.spec.check_digits import complete
from conformance.spec.faults import nearest

KANJI = "〇一二三四五六七八九"
READINGS = ("レイ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
NUMBER_DIGITS = 12  # 10^12 people: a clash within 10,000 draws has odds of 1 in 20,000
ATENA_DIGITS = 14
_SIZED = re.compile(r"(数字|英数字|英字|全角|カナ)([1-9][0-9]{0,2})")


class Generator:
    """Draws the values of one synthetic thing. Equal arguments draw equal values."""

    def __init__(self, seed: int, check: str, thing: str) -> None:
        self._root = f"{seed}\0{check}\0{thing}"

    def draw(self, kind: str) -> str:
        """Draw a value. `{種類#2}` draws a second, different one of a kind. Raises TekigoError for an unknown kind."""
        name, _, salt = kind.partition("#")
        person = _Draw(self._root, salt)
        if name in KINDS:
            return KINDS[name](person)
        sized = _SIZED.fullmatch(name)
        if sized:
            return _filled(person, sized[1], int(sized[2]))
        known = [*KINDS, "数字N", "英数字N", "英字N", "全角N", "カナN"]
        raise TekigoError("TKG-SPEC061", kind=kind, near=nearest(name, known), known="、".join(known))


class _Draw:
    """Digits and letters of one thing; the same `use` gives the same ones."""

    def __init__(self, root: str, salt: str) -> None:
        self._root = f"{root}\0{salt}"

    def number(self, use: str = "person") -> int:
        """Return 128 bits."""
        return int.from_bytes(hashlib.blake2b(f"{self._root}\0{use}".encode(), digest_size=16).digest())

    def digits(self, count: int, use: str = "person") -> str:
        """Return decimal digits."""
        text = f"{self.number(use) % 10**18:018d}"
        while len(text) < count:
            text += f"{self.number(f'{use}{len(text)}') % 10**18:018d}"
        return text[:count]

    def letters(self, count: int, use: str = "person") -> str:
        """Return capital letters."""
        return "".join(chr(65 + int(d) % 26) for d in _pairs(self.digits(count * 2, use)))


def _pairs(digits: str) -> list[str]:
    return [digits[i : i + 2] for i in range(0, len(digits), 2)]


def _kanji(draw: _Draw) -> str:
    return "".join(KANJI[int(d)] for d in draw.digits(NUMBER_DIGITS))


def _kana(draw: _Draw) -> str:
    return "".join(READINGS[int(d)] for d in draw.digits(NUMBER_DIGITS))


def _roman(draw: _Draw) -> str:
    # Ten letters carry a little more than the twelve digits of the number: 26^10 > 10^14.
    return "".join(chr(ord(c) + 0xFEE0) for c in draw.letters(10, "roman"))


def _birth(draw: _Draw) -> str:
    """A day between 1950 and 1999: of age, in one era boundary's reach, alive."""
    return (date(1950, 1, 1) + timedelta(days=draw.number("birth") % 18000)).isoformat()


def _with_check_digit(draw: _Draw, algorithm: str, count: int, first: str = "") -> str:
    for attempt in range(20):
        base = first + draw.digits(count - len(first), f"{algorithm}{attempt}")
        number = complete(algorithm, base)  # type: ignore[arg-type]
        if number is not None:
            return number
    raise AssertionError("twenty undefined check digits in a row")


def _card(draw: _Draw) -> str:
    """在留カード等の番号: two letters, eight digits, two letters."""
    letters = draw.letters(4, "card letters")
    return f"{letters[:2]}{draw.digits(8, 'card')}{letters[2:]}"


def _filled(draw: _Draw, what: str, count: int) -> str:
    digits = draw.digits(count, what)
    if what == "数字":
        return digits
    if what == "英字":
        return draw.letters(count, what)
    if what == "英数字":
        return "".join(
            d if i % 2 else c for i, (c, d) in enumerate(zip(draw.letters(count), digits, strict=True))
        )
    return "".join(("アイウエオカキクケコ" if what == "カナ" else KANJI)[int(d)] for d in digits)


KINDS: dict[str, Callable[[_Draw], str]] = {
    "日本人氏名": lambda d: f"適合　試{_kanji(d)}",
    "氏": lambda _: "適合",
    "名": lambda d: f"試{_kanji(d)}",
    "フリガナ": lambda d: f"テキゴウ　シ{_kana(d)}",
    "日本人フリガナ": lambda d: f"テキゴウ　シ{_kana(d)}",
    "氏フリガナ": lambda _: "テキゴウ",
    "名フリガナ": lambda d: f"シ{_kana(d)}",
    "外国人ローマ字氏名": lambda d: f"ＴＥＫＩＧＯ　{_roman(d)}",
    "外国人氏名": lambda d: f"ＴＥＫＩＧＯ　{_roman(d)}",
    "外国人漢字氏名": lambda d: f"適合　外{_kanji(d)}",
    "外国人フリガナ": lambda d: f"テキゴウ　ガイ{_kana(d)}",
    "通称": lambda d: f"適合　通{_kanji(d)}",
    "通称フリガナ": lambda d: f"テキゴウ　ツウ{_kana(d)}",
    "旧氏": lambda d: f"旧適合{_kanji(d)[:6]}",
    "旧氏フリガナ": lambda d: f"キュウテキゴウ{''.join(READINGS[int(x)] for x in d.digits(6))}",
    "生年月日": _birth,
    "個人番号": lambda d: _with_check_digit(d, "kojinbango", 11),
    "住民票コード": lambda d: d.digits(11, "juminhyo"),
    "宛名番号": lambda d: _with_check_digit(d, "modulus11", ATENA_DIGITS, "9"),
    "世帯番号": lambda d: _with_check_digit(d, "modulus11", ATENA_DIGITS, "8"),
    "法人番号": lambda d: _with_check_digit(d, "hojinbango", 12),
    "在留カード番号": _card,
    # 000 is the area of no post office, and no telephone number begins with 0000.
    "郵便番号": lambda d: f"000{d.digits(4, 'post')}",
    "電話番号": lambda d: f"0000{d.digits(6, 'phone')}",
    "町字": lambda d: f"適合町{_kanji(d)[:6]}丁目",
    "番地": lambda d: f"{1 + d.number('lot') % 9999}",
    "方書": lambda d: f"適合ハイツ{_kanji(d)[:4]}号室",
    "地番": lambda d: f"適合市試験町{_kanji(d)[:6]}番地",
    "文章": lambda d: f"適合試験のための記載{_kanji(d)}",
    "利用者ID": lambda d: f"tekigo{d.digits(10, 'user')}",
    "名称": lambda d: f"適合試験{_kanji(d)}",
}
