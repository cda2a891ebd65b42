"""Judges the values of one column, batch by batch: a pattern lets right values through at speed, the others are looked
at one by one, each different value once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from conformance.data.check_digits import DigitColumn
from conformance.data.conditions import must_be_there
from conformance.spec.check_digits import weighting
from conformance.spec.output_conditions import output_condition
from conformance.spec.patterns import pattern_of
from conformance.spec.validation import judge_of

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class Column:
    """One column of a file and its item."""

    def __init__(self, name: str, item: Item, catalog: Catalog) -> None:
        """`name`: the column as the file heads it."""
        self.name = name
        self.item = item
        self.codes = codes = catalog.codes_of(item)
        self._judge = judge_of(item, codes)
        self._pattern = None if item.repeat else pattern_of(item, codes)
        values = codes.values if codes is not None and not item.chain else ()
        self._values = values if 0 < len(values) <= FEW_CODES and item.repeat is None else ()
        weighed = bool(item.check_digit) and weighting(item.check_digit) is not None
        self._digits = DigitColumn(item.check_digit) if weighed else None
        self._unweighed = bool(item.check_digit) and not weighed

    def suspects(self) -> pl.Expr:
        """Return what is true for values that have to be looked at; blank ones are not."""
        column = pl.col(self.name)
        if self._values:
            right = column.is_in(list(self._values))
        elif self._pattern is not None and not self._unweighed:
            right = column.str.contains(f"^{_portable(self._pattern)}$")
        else:
            right = pl.lit(value=False)
        if self._digits is not None:
            right &= column.map_batches(self._digit_holds, return_dtype=pl.Boolean)
        return ~right & (column != "")

    def blanks(self, columns: Mapping[str, Column]) -> pl.Expr | None:
        """Return what is true for a value that is missing though it must be there; None where it may be missing."""
        must = must_be_there(self.item, columns)
        return None if must is None else (pl.col(self.name) == "") & must.fill_null(value=False)

    def undecided(self, columns: Mapping[str, Column]) -> pl.Expr | None:
        """Return what is true for a missing value of which nobody can tell whether it must be there; None for none."""
        must = must_be_there(self.item, columns)
        conditional = output_condition(self.item.output_condition).kind in ("when", "open")
        return (pl.col(self.name) == "") & must.is_null() if must is not None and conditional else None

    def error(self, value: str) -> str | None:
        """Return the code of what is wrong with a value; None when nothing is."""
        kind = self._judge(value)
        return CODES[kind] if kind else None

    def _digit_holds(self, values: pl.Series) -> pl.Series:
        if self._digits is None:
            return values != ""
        numbers = values.cast(pl.UInt64, strict=False).fill_null(0).to_numpy()
        return pl.Series(self._digits.holds(numbers))


def _portable(pattern: str) -> str:
    """Write a pattern of Python for the engine, which knows no look-ahead and, as UTF-8 has none, no surrogates."""
    plain = pattern.replace("\ud800-\udfff", "")
    return plain.replace("(?!0000)[0-9]{4}", "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])")
