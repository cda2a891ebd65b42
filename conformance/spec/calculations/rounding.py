"""Rounding to a multiple of a unit, exactly: dropping goes towards zero, raising away from it, halves away from it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.spec.calculations.model import RoundingMode

HALF = Fraction(1, 2)
MODES: dict[RoundingMode, Callable[[Fraction], int]] = {
    "切捨て": floor,
    "切上げ": ceil,
    "四捨五入": lambda size: floor(size + HALF),
}


def rounded(mode: RoundingMode, value: Fraction, unit: Fraction) -> Fraction:
    """Round a number to a multiple of the unit. Raises TekigoError TKG-CALC006 for a unit that is not above zero."""
    if unit <= 0:
        raise TekigoError("TKG-CALC006", function=mode, usage=f"{mode}(x, 単位 > 0)")
    whole = MODES[mode](abs(value) / unit) * unit
    return -whole if value < 0 else whole
