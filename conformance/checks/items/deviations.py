"""Wrong values of an item: each breaks one rule and keeps the others.

Rules that the standard leaves open (an unknown length, a code list without official values) yield no value: what is
not known cannot be wrong.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from conformance.checks.items.model import CHARSET, LEAP_DAY, LENGTH, ItemKind
from conformance.contract.specimen import number
from conformance.contract.typing import Json
from conformance.spec.catalog import CodeList
from conformance.spec.check_digits import holds
from conformance.spec.model import Item

_OPEN = 2  # characters of a wrong value where no length is known
_UNKNOWN_LABEL = "存在しない値"
_DATES = (("february_thirty", "2001-02-30"), ("thirteenth_month", "2001-13-01"))
_REAL_DATES_ONLY = (("leap_day_refused", LEAP_DAY), ("zero", "2001-00-00"))


class Deviation(Struct, frozen=True):
    """One wrong value. `variant` names the way in which it is wrong; `code` is the error that must come back.

    `also`: errors that are right as well, because the value may break a rule that the spec does not know.
    """

    kind: ItemKind
    variant: str
    value: Json
    code: str
    also: tuple[str, ...] = ()


def deviations(item: Item, codes: CodeList | None = None) -> tuple[Deviation, ...]:
    """List the wrong values of an item; those of a repeated item are lists of one."""
    found = _of_codes(item, codes) if codes is not None else _of_form(item)
    if item.repeat is None:
        return tuple(found)
    return tuple(msgspec.structs.replace(each, value=[each.value]) for each in found)


def _of_codes(item: Item, codes: CodeList) -> Iterator[Deviation]:
    yield Deviation("code", "unknown", _unknown_code(codes), CHARSET)
    if item.chain:
        word = min(codes.values, key=len)
        yield Deviation("code", "generations", "の".join([word] * (item.chain + 1)), CHARSET)


def _of_form(item: Item) -> Iterator[Deviation]:
    if item.type == "DATE" or item.charset == "date":
        yield from _of_date(item)
    elif item.charset == "month":
        yield from _of_month(item)
    elif item.type == "TIME":
        yield Deviation("charset", "letter", "AA:AA:AA", CHARSET)
        yield Deviation("impossible_date", "hour_twenty_five", "25:00:00", CHARSET)
    else:
        yield from _of_charset(item)
        yield from _of_length(item)
        yield from _of_check_digit(item)


def _of_date(item: Item) -> Iterator[Deviation]:
    yield Deviation("charset", "slash", "2001/04/01", CHARSET)
    for variant, value in (*_DATES, *(() if item.unknown_date else _REAL_DATES_ONLY)):
        yield Deviation("impossible_date", variant, value, CHARSET)


def _of_month(item: Item) -> Iterator[Deviation]:
    yield Deviation("charset", "month_slash", "2001/04", CHARSET)
    yield Deviation("length", "month_joined", "200104", LENGTH, (CHARSET,))  # too short, or another form
    yield Deviation("impossible_date", "thirteenth_month", "2001-13", CHARSET)
    if not item.unknown_date:
        yield Deviation("impossible_date", "month_zero", "2001-00", CHARSET)


def _of_charset(item: Item) -> Iterator[Deviation]:
    count = item.digits[0] if item.digits else _OPEN
    for variant, character in _wrong_characters(item):
        yield Deviation("charset", variant, character * count, CHARSET, _open_length(item))
    if item.type == "9":
        yield Deviation("charset", "sign", -1, CHARSET)


def _wrong_characters(item: Item) -> tuple[tuple[str, str], ...]:
    if item.charset == "mixed":
        return (("control", "\u0007"),)
    if item.type in ("9", "9V", "S9", "YEAR"):
        return (("letter", "A"),)
    if item.type == "N":
        wrong = (("half_width", "A"), ("half_width_kana", "ｱ"))
        return (*wrong, ("hiragana", "あ"), ("kanji", "漢")) if item.charset == "katakana" else wrong
    by_charset = {
        "digit": (("letter", "A"), ("full_width", "１")),
        "alnum": (("symbol", "-"), ("full_width", "Ａ")),
    }
    return by_charset.get(item.charset, (("full_width", "あ"),))


def _of_length(item: Item) -> Iterator[Deviation]:
    if item.digits is None or item.type == "YEAR":
        return
    whole, decimals = item.digits
    if item.type == "9":
        yield Deviation("length", "long", 10**whole, LENGTH)
        return
    right = right_character(item)
    yield Deviation("length", "long", right * (whole + 1), LENGTH)
    if item.type == "9V" and decimals:
        yield Deviation("length", "decimals", f"1.{'1' * (decimals + 1)}", LENGTH)
    if item.fixed and whole > 1:
        yield Deviation("length", "short", right * (whole - 1), LENGTH)


def right_character(item: Item) -> str:
    """Return a character that the type and the character set of an item allow."""
    if item.type == "N":
        return "ア" if item.charset == "katakana" else "適"
    return "A" if item.type == "X" and item.charset in ("", "alnum", "text") else "1"


def _of_check_digit(item: Item) -> Iterator[Deviation]:
    """Change the check digit of a right number; any other digit in its place is wrong."""
    right = number(item)
    if right is None or item.digit_unasked:
        return
    place = 0 if item.check_digit == "hojinbango" else len(right) - 1
    for step in range(1, 10):
        digit = str((int(right[place]) + step) % 10)
        wrong = right[:place] + digit + right[place + 1 :]
        if not holds(item.check_digit, wrong):
            yield Deviation("check_digit", "wrong", wrong, CHARSET, _open_length(item))
            return


def _open_length(item: Item) -> tuple[str, ...]:
    """Where the length of a code or number is not known, a system that knows it may find fault with that first."""
    return (LENGTH,) if item.type == "X" and item.digits is None else ()


def _unknown_code(codes: CodeList) -> str:
    """Return a value that the list lacks, as long as its codes are where these are official."""
    if not codes.official:
        return _UNKNOWN_LABEL
    count = min(len(value) for value in codes.values)
    return next(value for each in "98765432ZYXWV" if (value := each * count) not in codes.values)
