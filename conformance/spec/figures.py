"""Exact arithmetic on the figures of rule tables: decimal numbers as text, never binary floats."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from conformance.i18n import TekigoError

UNITS = {"十円": 10, "百円": 100, "千円": 1000, "一円": 1}


def figure_of(text: str) -> Decimal:
    """Read a figure. Raises TekigoError TKG-RULE020."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise TekigoError("TKG-RULE020", found=text) from None


def written(figure: Decimal) -> str:
    """Write a figure without needless zeros and without an exponent."""
    whole = figure == figure.to_integral_value()
    return str(int(figure)) if whole else f"{figure.normalize():f}"


def added(figures: Iterable[Decimal]) -> str:
    """Add figures."""
    return written(sum(figures, Decimal(0)))


def times(text: str, factor: Decimal) -> str:
    """Multiply a figure."""
    return written(figure_of(text) * factor)


def cut_below(text: str, unit: int) -> str:
    """Drop what is below a unit of yen (地方税法20条の4の2: 端数切捨て)."""
    return written((figure_of(text) / unit).to_integral_value(rounding=ROUND_DOWN) * unit)
