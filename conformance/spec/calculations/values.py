"""The values of calculations: exact numbers, days, months, texts, truth, and rows; read, written and told apart."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.spec.moments import MONTH, month_index, month_text

BITS: Final = 2048  # of a numerator or denominator: far beyond any amount of money
NUMBER = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?(/[0-9]{1,100})?")
YES, NO, NOTHING = "はい", "いいえ", "なし"
TRUTH = {YES: True, "true": True, NO: False, "false": False}


class Month(Struct, frozen=True, order=True):
    """A month; `index` counts the months since the year 0."""

    index: int

    def __str__(self) -> str:
        return month_text(self.index)

    @classmethod
    def read(cls, text: str) -> Month:
        """Read YYYY-MM. Raises ValueError."""
        date.fromisoformat(f"{text}-01")
        if not MONTH.fullmatch(text):
            raise ValueError(text)
        return cls(month_index(text))

    @property
    def first_day(self) -> date:
        """Return the first day of the month."""
        return date(self.index // 12, self.index % 12 + 1, 1)


Plain = Fraction | str | date | Month | bool | None


class Rows(list[dict[str, Plain]]):
    """Rows of a table; a step that is worked out for each adds a column."""


Value = Plain | Rows | list[Plain]


def number(text: str) -> Fraction:
    """Read an exact number: 1200, -3.5, 1/3. Raises ValueError."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def bounded(value: Fraction) -> Fraction:
    """Return a number that is not out of all proportion. Raises TekigoError TKG-CALC009."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > BITS:
        raise TekigoError("TKG-CALC009", what=f"{BITS} bit")
    return value


def written(value: Fraction) -> str:
    """Write a number exactly: whole, as a decimal where it ends, else as a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    rest, places, shift = value.denominator, 0, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    shift = abs(value.numerator) * 10**places // value.denominator
    digits = str(shift).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def text_of(value: Value) -> str:
    """Write a value as a rule table or an example does; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Fraction):
        return written(value)
    if isinstance(value, list):
        return "、".join(str(len(value)) if isinstance(each, dict) else text_of(each) for each in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def as_json(value: Value | dict[str, Plain]) -> object:
    """Give a value to JSON: whole numbers as numbers, all others as text, so that none loses a digit."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value if value is None or isinstance(value, bool) else text_of(value)


def kind_of(value: Value) -> str:
    """Name the kind of a value, as the phrases `calc.…` do."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "truth"
    kinds = {Fraction: "number", str: "text", date: "day", Month: "month", Rows: "rows"}
    return kinds.get(type(value), "column")
