"""The full-width characters that are declared: named tables, and the private use of one municipality.

Which half-width characters are right is a matter of an item's type (X, Ｎ), not of the declared sets.
"""

import unicodedata
from collections.abc import Iterable
from functools import cached_property

from conformance.data.character_kinds import is_mark
from conformance.data.character_tables import JISX0213, MJ, table
from conformance.i18n import TekigoError
from conformance.spec import characters as ch

SETS = {"jisx0213": JISX0213, "mj": MJ}
DEFAULT = tuple(SETS)


def _members(ranges: str) -> frozenset[str]:
    """Read the ranges of a character class: `a-z0-9`."""
    ends = zip(ranges[::3], ranges[2::3], strict=True)
    return frozenset(chr(point) for first, last in ends for point in range(ord(first), ord(last) + 1))


HALF = _members(ch.HALF)
ASCII = frozenset(filter(str.isascii, HALF))
HALF_KANA = HALF - ASCII
SELECTORS = _members(ch.SELECTORS)

_FIRST_EAST_ASIAN = "\u2e80"


class Declared:
    """What may stand in a full-width value. Make one with `declare`."""

    def __init__(self, names: tuple[str, ...], private: frozenset[str]) -> None:
        tables = [table(SETS[name]) for name in names]
        self.names = names
        self.private = private
        self._characters = frozenset[str]().union(*(each.characters for each in tables)) - HALF
        self._sequences = frozenset[str]().union(*(each.sequences for each in tables))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Combining marks that the tables have as characters of their own."""
        return frozenset(filter(is_mark, self._characters))

    @cached_property
    def plain(self) -> frozenset[str]:
        """Characters that are right wherever they stand."""
        return (self._characters - self.marks) | self.private

    @cached_property
    def bases(self) -> frozenset[str]:
        """Letters that a mark may follow: those that make one character with no declared mark."""
        return frozenset(
            each
            for each in self._characters - self.marks
            if each < _FIRST_EAST_ASIAN
            and each.isalpha()
            and all(len(unicodedata.normalize("NFC", each + mark)) > 1 for mark in self.marks)
        )

    @cached_property
    def sequences(self) -> frozenset[str]:
        """Sequences of two that the rules on single characters would refuse: IVS, SVS, か and others with U+309A."""
        return frozenset(
            each
            for each in self._sequences
            if each[1] not in self.plain and not (each[0] in self.bases and each[1] in self.marks)
        )


def declare(names: Iterable[str] = DEFAULT, private: Iterable[str] = ()) -> Declared:
    """Declare sets by name (`SETS`), and characters of private use.

    Raises TekigoError: TKG-DATA059 for a name that there is not, TKG-DATA055 for a table that cannot be read.
    """
    chosen = tuple(dict.fromkeys(names))
    for name in chosen:
        if name not in SETS:
            raise TekigoError("TKG-DATA059", name=name, known=", ".join(SETS))
    return Declared(chosen, frozenset(private))
