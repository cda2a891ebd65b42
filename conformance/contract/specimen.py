"""A right value for any item, made from nothing but the item: fixed, well formed, and nobody's."""

from conformance.contract.typing import Json
from conformance.spec.catalog import CodeList
from conformance.spec.check_digits import complete
from conformance.spec.model import Item

DAY = "2001-04-01"
MONTH = "2001-04"
_OPEN = 4  # characters of a value whose length is open
_BASES = {"kojinbango": 11, "dantaicode": 5, "hojinbango": 12}
_FIXED = {"DATE": DAY, "TIME": "12:00:00", "YEAR": "2001", "9V": "1", "S9": "1"}


def specimen(item: Item, codes: CodeList | None = None) -> Json:
    """Return a value as the contract carries it; of a repeated item a list of one."""
    one = _one(item, codes)
    return one if item.repeat is None else [one]


def number(item: Item) -> str | None:
    """Return a number whose check digit is right; None for an item without one."""
    if not item.check_digit:
        return None
    count = _BASES.get(item.check_digit) or (item.digits[0] if item.digits else 11) - 1
    bases = (f"{first}{'0' * (count - 1)}" for first in range(1, 10))
    return next((made for base in bases if (made := complete(item.check_digit, base))), None)


def _one(item: Item, codes: CodeList | None) -> Json:
    if codes is not None:
        return codes.values[0]
    if item.type == "9":
        return 1
    if item.charset == "date":
        return DAY
    if item.charset == "month":
        return MONTH
    return number(item) or _FIXED.get(item.type) or _text(item)


def _text(item: Item) -> str:
    count = item.digits[0] if item.digits else _OPEN
    if item.charset == "digit":
        return "1" * count
    if item.type == "X":
        return "A" * count
    return ("テスト" if item.charset == "katakana" else "適合試験")[:count]
