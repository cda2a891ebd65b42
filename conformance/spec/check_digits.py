"""Check digits of the numbers that the standards use.

Each function takes the digits without the check digit and returns the check digit, or None where the source leaves
it undefined.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.spec.model import Algorithm

KOJINBANGO_DIGITS = 12
HOJINBANGO_DIGITS = 13
DANTAICODE_DIGITS = 6


def kojinbango(base: str) -> int:
    """Return the check digit of a 個人番号 from its first 11 digits (平成26年総務省令第85号5条).

    Counted from the lowest digit, weight n+1 for n = 1..6 and n-5 for n = 7..11; 11 - remainder, 0 if that is > 9.
    """
    total = sum(int(p) * (n + 1 if n <= 6 else n - 5) for n, p in enumerate(reversed(base), 1))  # noqa: PLR2004
    remainder = total % 11
    return 0 if remainder <= 1 else 11 - remainder


def modulus11(base: str) -> int | None:
    """Return the check digit of 宛名番号 and 世帯番号: modulus 11, weights 2 to 7 from the right (1.1.13).

    11 - remainder, and 0 when the remainder is 0. Remainder 1 would give 10: the standard is silent, so None.
    """
    remainder = _weighted(base, 7) % 11
    if remainder == 1:
        return None
    return (11 - remainder) % 11


def hojinbango(base: str) -> int:
    """Return the check digit of a 法人番号 from its last 12 digits; it stands in front.

    法人番号の指定等に関する省令2条: 9 - (sum mod 9), weights 1 and 2 by turns from the lowest digit.
    """
    total = sum(int(p) * (1 if n % 2 else 2) for n, p in enumerate(reversed(base), 1))
    return 9 - total % 9


def dantaicode(base: str) -> int:
    """Return the check digit of a 全国地方公共団体コード from its first 5 digits: the units of 11 - (sum mod 11).

    Weights 2 to 6 from the right.
    """
    return (11 - _weighted(base, 6) % 11) % 10


def holds(algorithm: Algorithm, number: str) -> bool:
    """Tell whether a number has the right check digit.

    True as well where the standard does not define one: nothing may be held against a system there.
    """
    if not number.isascii() or not number.isdigit():
        return False
    if algorithm == "hojinbango":
        return len(number) == HOJINBANGO_DIGITS and hojinbango(number[1:]) == int(number[0])
    length = _LENGTHS.get(algorithm, len(number))
    digit = _DIGITS[algorithm](number[:-1])
    return len(number) == length and (digit is None or digit == int(number[-1]))


def quick_holds(algorithm: Algorithm) -> Callable[[str], bool]:
    """Make a faster `holds` for numbers that are known to consist of ASCII digits."""
    if algorithm not in _WEIGHTS:
        return lambda number: holds(algorithm, number)
    # Remainder -> check digits that hold, as bytes; a remainder the standard leaves open admits them all.
    digits = [_digits_for(algorithm, remainder) for remainder in range(11)]
    lengths = _LENGTHS.get(algorithm)
    weights = {length: _WEIGHTS[algorithm](length) for length in range(1, 21)}
    offsets = {length: 48 * sum(each) for length, each in weights.items()}  # the byte of the digit 0 is 48

    def quick(number: str) -> bool:
        length = len(number)
        if length not in weights or (lengths and length != lengths):
            return holds(algorithm, number)
        figures = number.encode()  # one weight less than figures: the check digit is not summed
        return figures[-1] in digits[(sum(map(mul, weights[length], figures)) - offsets[length]) % 11]

    return quick


def weighting(algorithm: Algorithm) -> tuple[tuple[int, ...], tuple[bytes, ...]] | None:
    """Return what judges many numbers at once: the weights of 19 figures before the check digit, from the right, and by
    the remainder modulo 11 of their sum the check digits that hold. None for an algorithm of another kind.
    """
    if algorithm not in _WEIGHTS:
        return None
    figures = _LENGTHS.get(algorithm, 20)
    weights = tuple(reversed(_WEIGHTS[algorithm](figures)))
    return weights, tuple(_digits_for(algorithm, remainder) for remainder in range(11))


def complete(algorithm: Algorithm, base: str) -> str | None:
    """Add the check digit to a number; None where it is undefined."""
    digit = hojinbango(base) if algorithm == "hojinbango" else _DIGITS[algorithm](base)
    if digit is None:
        return None
    return f"{digit}{base}" if algorithm == "hojinbango" else f"{base}{digit}"


def following(number: str) -> str:
    """Return the running number that comes next after one (住民宛名番号), as long and with its check digit.

    Running numbers whose digit is undefined are passed over. Raises TekigoError TKG-RULE021 for what is no number.
    """
    if len(number) < 2 or not number.isascii() or not number.isdigit():  # noqa: PLR2004 - a figure and its digit
        raise TekigoError("TKG-RULE021", found=number)
    running = int(number[:-1])
    made = (complete("modulus11", f"{running + step:0{len(number) - 1}d}") for step in (1, 2, 3))
    return next(each for each in made if each is not None)


def _weighted(base: str, highest: int) -> int:
    return sum(int(p) * (2 + n % (highest - 1)) for n, p in enumerate(reversed(base)))


_DIGITS: dict[str, Callable[[str], int | None]] = {
    "kojinbango": kojinbango,
    "modulus11": modulus11,
    "dantaicode": dantaicode,
}
_LENGTHS = {"kojinbango": KOJINBANGO_DIGITS, "dantaicode": DANTAICODE_DIGITS}


def _digits_for(algorithm: str, remainder: int) -> bytes:
    if algorithm == "modulus11" and remainder == 1:
        return b"0123456789"
    if algorithm == "kojinbango" and remainder == 1:
        return b"0"
    return b"%d" % ((11 - remainder) % (10 if algorithm == "dantaicode" else 11))


# Number of digits with the check digit -> weights of the others, from the left.
_WEIGHTS: dict[str, Callable[[int], tuple[int, ...]]] = {
    "kojinbango": lambda length: tuple(n + 1 if n <= 6 else n - 5 for n in range(length - 1, 0, -1)),  # noqa: PLR2004
    "modulus11": lambda length: tuple(2 + n % 6 for n in range(length - 2, -1, -1)),
    "dantaicode": lambda length: tuple(2 + n % 5 for n in range(length - 2, -1, -1)),
}
