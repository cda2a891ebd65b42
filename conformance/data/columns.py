"""Judges the values of one column: an expression lets right values through at speed, the others are looked at one by
one, each different value once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from conformance.data.character_hints import hint
from conformance.data.character_kinds import together
from conformance.data.characters import judge, right_values, suspects, width_of
from conformance.data.check_digits import DigitColumn
from conformance.data.code_points import shown
from conformance.data.conditions import must_always_be_there
from conformance.data.model import CharacterFault
from conformance.spec import characters as ch
from conformance.spec.check_digits import weighting
from conformance.spec.patterns import pattern_of
from conformance.spec.validation import judge_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from conformance.data.characters import Declared, Found
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item

CODES = {
    "required": "TKG-DATA030",
    "charset": "TKG-DATA031",
    "length": "TKG-DATA032",
    "code": "TKG-DATA033",
    "impossible_date": "TKG-DATA034",
    "unknown_date": "TKG-DATA035",
    "check_digit": "TKG-DATA036",
}
FEW_CODES = 64  # a list of so few values is looked up faster than matched
FREE_TEXT = ("", "text", "mixed")  # charsets that leave the characters to the declared sets
CLASSES = {"digit": ch.DIGIT, "alnum": ch.ALNUM, "katakana": ch.KATAKANA}
REMEMBERED = 4096  # judged values of one column
MANY = 500  # suspicious values at a time that are worth the dearer expression, which knows sequences
NUL = "\0"
VALUE = pl.col("value")
Fault = tuple[str, CharacterFault | None]  # the code of a message, and which character


class Column:
    """One column of a file and its item."""

    def __init__(self, name: str, item: Item, catalog: Catalog, declared: Declared) -> None:
        """`name`: the column as the file heads it. `pattern`: of right values that are no free text."""
        self.name = name
        self.item = item
        self.codes = codes = catalog.codes_of(item)
        self._declared = declared
        self.width = width_of(item)
        self._judge = judge_of(item, codes)
        self.demanded = must_always_be_there(item)
        self.free = (
            self.width is not None and codes is None and item.charset in FREE_TEXT and not item.check_digit
        )
        self.pattern = None if item.repeat else pattern_of(item, codes)
        weighed = bool(item.check_digit) and weighting(item.check_digit) is not None
        self.digits = DigitColumn(item.check_digit) if weighed else None
        self._unweighed = bool(item.check_digit) and not weighed
        # A search for characters outside a class takes a third of the time of a pattern.
        classed = self.width is not None and codes is None and item.repeat is None and not self._unweighed
        self._class = CLASSES.get(item.charset, "") if classed else ""
        self.faults = lru_cache(maxsize=REMEMBERED)(self._faults)
        listed = codes.values if codes is not None and not item.chain and item.repeat is None else ()
        few = listed if len(listed) <= FEW_CODES else ()
        self._values = [each for each in few if not self.faults(each)]

    @property
    def judged_by_expression(self) -> bool:
        """Tell whether right values need not be looked at one by one."""
        return bool(self._values) or (self.pattern is not None and not self._unweighed)

    def suspicious(self, values: pl.Series) -> pl.Series:
        """Return the places of values that have to be looked at one by one; empty ones are never among them."""
        if self._class:
            return _wrong(
                values, ~VALUE.str.contains(f"[^{self._class[1:]}") & self._digits_hold() & self._length()
            )
        if not self.free or self.width is None or self.item.repeat is not None:
            return _wrong(values, self._right() & self._digits_hold())
        places = _wrong(values, ~VALUE.str.contains(suspects(self._declared, self.width)) & self._length())
        if places.len() < MANY or self.item.fixed:  # a selector is no character of its own
            return places
        right = VALUE.str.contains(right_values(self._declared, self.width)) & self._length()
        return places.gather(_wrong(values.gather(places), right))

    def _right(self) -> pl.Expr:
        """Say what is true for right values only."""
        if self._values:
            return VALUE.is_in(self._values)
        if self.pattern is not None and not self._unweighed:
            return VALUE.str.contains(f"^{portable(self.pattern)}$")
        return pl.lit(value=False)

    def _digits_hold(self) -> pl.Expr:
        if self.digits is None:
            return pl.lit(value=True)
        return VALUE.map_batches(lambda each: pl.Series(self.digit_holds(each)), return_dtype=pl.Boolean)

    def _length(self) -> pl.Expr:
        """Say what is true for values without selectors that have the right length."""
        if self.item.digits is None:
            return pl.lit(value=True)
        count = VALUE.str.len_chars()
        return count == self.item.digits[0] if self.item.fixed else count <= self.item.digits[0]

    def _faults(self, value: str) -> tuple[Fault, ...]:
        """Return what is wrong with a value; of the value itself, the answer holds offending characters only."""
        if NUL in value:  # told once, of the whole file
            return ()
        kind = self._judge(value)
        if self.width is not None and (kind in ("charset", "length") or (kind is None and self.free)):
            found = judge(self._declared, value, self.width)
            if found:
                first = {(each.kind, together(each.kind) or each.text): each for each in reversed(found)}
                return tuple((each.kind.value, self._named(value, each)) for each in reversed(first.values()))
        return ((CODES[kind], None),) if kind else ()

    def _named(self, value: str, found: Found) -> CharacterFault:
        return CharacterFault(
            points=shown(found.text),
            at=ch.length(value[: found.at]) + 1,
            sets=", ".join(self._declared.names),
            hint=str(hint(self._declared, found)),
        )

    def digit_holds(self, values: pl.Series) -> NDArray[np.bool_]:
        """Say of values that are figures or empty whether their check digit is right."""
        if self.digits is None:
            return np.ones(values.len(), dtype=bool)
        numbers = values.cast(pl.UInt64, strict=False)
        there = numbers.is_not_null().to_numpy()  # not in empty ones, nor beyond 64 bits
        held: NDArray[np.bool_] = self.digits.holds(numbers.fill_null(0).to_numpy()) & there
        return held


def _wrong(values: pl.Series, right: pl.Expr) -> pl.Series:
    """Return the places of values that are neither right nor empty."""
    frame = values.to_frame("value")
    return frame.select((~right & (VALUE != "")).arg_true()).to_series()


def portable(pattern: str) -> str:
    """Write a pattern of Python for the engine, which knows no look-ahead and, as UTF-8 has none, no surrogates."""
    plain = pattern.replace("\ud800-\udfff", "")
    return plain.replace("(?!0000)[0-9]{4}", "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])")
