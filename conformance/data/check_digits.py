"""Check digits of whole columns at once. What they are, `conformance.spec.check_digits` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conformance.spec.check_digits import weighting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from conformance.spec.model import Algorithm

_STEP = 5  # figures that one look-up weighs
_FIGURES = 10**_STEP


class DigitColumn:
    """Judges numbers of one algorithm. Leading zeros weigh nothing, so the length is for the pattern to judge."""

    def __init__(self, algorithm: Algorithm) -> None:
        """Raise ValueError for an algorithm that has no weights."""
        found = weighting(algorithm)
        if found is None:
            raise ValueError(algorithm)
        weights, digits = found
        self._tables = [_table(weights[at : at + _STEP]) for at in range(0, len(weights), _STEP)]
        self._holds = np.zeros((11, 10), dtype=bool)
        for remainder, allowed in enumerate(digits):
            self._holds[remainder, [each - 48 for each in allowed]] = True

    def holds(self, numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Tell for each number whether its last figure is the right check digit. Of longer ones than have weights it
        says no.
        """
        rest, digit = _divided(numbers, 10)
        total = np.zeros(numbers.size, dtype=np.uint32)
        for table in self._tables:
            rest, part = _divided(rest, _FIGURES)
            total += table.take(part)
        remainder = total - total // np.uint32(11) * np.uint32(11)
        held: NDArray[np.bool_] = self._holds.take(remainder * np.uint32(10) + digit) & (rest == 0)
        return held


def _divided(numbers: NDArray[np.uint64], by: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return quotients and remainders, in a third of the time that `np.divmod` takes."""
    quotients = numbers // np.uint64(by)
    return quotients, (numbers - quotients * np.uint64(by)).view(np.int64)


def _table(weights: tuple[int, ...]) -> NDArray[np.uint32]:
    """Weigh every number of five figures; weights from the right."""
    numbers = np.arange(_FIGURES, dtype=np.uint32)
    total = np.zeros(_FIGURES, dtype=np.uint32)
    for weight in weights:
        numbers, figure = np.divmod(numbers, 10)
        total += figure * np.uint32(weight)
    return total
