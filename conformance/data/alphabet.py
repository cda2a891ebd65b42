"""Which characters each class of them holds, as tables of bits that `record_scan` reads."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from conformance.data.character_patterns import right_anywhere
from conformance.data.character_sets import SELECTORS
from conformance.data.record_scan import CLASSES, COUNTED, SECOND, SHIFT, Alphabet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.data.character_kinds import Width
    from conformance.data.characters import Declared

_SURROGATES = range(0xD800, 0xE000)


class Classes:
    """The classes that the columns of one file need, a bit for each."""

    def __init__(self, declared: Declared) -> None:
        self._declared = declared
        self._bits: dict[str, int] = {}
        self._of_points = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
        self.anything = self._class("", ())
        self._of_points |= self.anything
        self._of_points[_SURROGATES] = 0  # no characters
        for second in {each[1] for each in declared.sequences}:
            # A variation selector makes one character with what stands before it, a mark another one.
            self._of_points[ord(second)] |= SECOND if second in SELECTORS else SECOND | COUNTED

    def text(self, width: Width) -> int:
        """Return the bits of what may stand in free text; 0 when there is no bit left."""
        found = self._class(width, right_anywhere(self._declared, width))
        return found | SECOND if found and width != "half" else found

    def members(self, expression: str) -> int:
        """Return the bit of the characters that an expression matches; 0 when there is no bit left."""
        return self._class(expression, _members(expression))

    def alphabet(self) -> Alphabet:
        """Return the tables."""
        pairs = sorted(ord(each[0]) << SHIFT | ord(each[1]) for each in self._declared.sequences)
        return Alphabet(self._of_points, np.array(pairs, dtype=np.uint64))

    def _class(self, name: str, characters: Iterable[str]) -> int:
        if name not in self._bits:
            if len(self._bits) == CLASSES:
                return 0
            self._bits[name] = bit = 1 << len(self._bits)
            self._of_points[[ord(each) for each in characters]] |= bit
        return self._bits[name]


@cache
def _members(expression: str) -> tuple[str, ...]:
    points = (point for point in range(sys.maxunicode + 1) if point not in _SURROGATES)
    return tuple(re.findall(expression, "".join(map(chr, points))))
