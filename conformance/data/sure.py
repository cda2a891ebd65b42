"""Lines that are right as they stand: none of their values is wrong by itself. Far faster than each column alone.

It is sound, not complete: a line that is not among them may be right, and its values are looked at one by one.
"""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from conformance.data import record_scan as rs
from conformance.data.alphabet import Classes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from conformance.data.characters import Declared
    from conformance.data.columns import Column

PLACES = 1 << 18  # of right values of all columns together; half of them are used
LONGEST_VALUE = 1 << 20  # characters of a value whose length is open
_ONE_CLASS = re.compile(r"(\[[^]\\]+\])(?:\+|\{([0-9]+)(?:,([0-9]+))?\})")  # of characters, repeated


class Lines(NamedTuple):
    """Where the lines of a piece begin, and which are sure; which have been `read`, and their values of the columns
    that are needed of every line.
    """

    starts: NDArray[np.int64]
    sure: NDArray[np.bool_]
    read: NDArray[np.bool_]
    values: list[pl.Series]


class _Rule(NamedTuple):
    """How the values of a column are judged: by their characters, or by themselves where there are no classes."""

    classes: int = 0
    least: int = 1
    most: int = LONGEST_VALUE


_BY_VALUES = _Rule(most=rs.LONGEST)


class SureLines:
    """Finds the lines whose values are right, check digits apart. `covered`: the items that it judges."""

    def __init__(
        self, header: Sequence[str], columns: Mapping[str, Column], declared: Declared, form: tuple[str, str]
    ) -> None:
        """`header`: the columns as the file heads them; `form`: what separates and what quotes values."""
        by_name = {column.name: column for column in columns.values()}
        self._header = header
        self._needed: Sequence[str] = ()
        self._row = np.full(len(header), -1)
        self._columns = [by_name.get(name) for name in header]
        self._classes = Classes(declared)
        found = [each and self._rule(each) for each in self._columns]
        rules = [each or _Rule(self._classes.anything) for each in found]
        judged = [column for column, rule in zip(self._columns, found, strict=True) if column and rule]
        self.covered = {each.item.name for each in judged}
        self._fields = rs.Fields(
            kinds=np.array([rs.CHARACTERS if each.classes else rs.VALUES for each in rules], dtype=np.uint8),
            classes=np.array([each.classes for each in rules], dtype=np.uint8),
            least=np.array([each.least for each in rules]),
            most=np.array([each.most for each in rules]),
            empty=np.array([not (each in judged and each.demanded) for each in self._columns]),
        )
        self._alphabet = self._classes.alphabet()
        self._form = rs.Form(*map(ord, form))
        self._known = np.zeros((PLACES, rs.WORDS + 1), dtype=np.uint64)
        self._free = PLACES // 2
        self._learning = Lock()

    def need(self, names: Sequence[str]) -> None:
        """Name the columns whose values are given of every line that is read."""
        self._needed = names
        for row, name in enumerate(names):
            self._row[self._header.index(name)] = row

    def find(self, data: bytes) -> Lines | None:
        """Say which lines of a piece are sure; None when a record may be more than one line.

        Raises PolarsError for what is no UTF-8.
        """
        there = np.frombuffer(data, dtype=np.uint8)
        count = data.count(b"\n") + (not data.endswith(b"\n"))
        starts, right = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.bool_)
        taken = rs.Taken(
            self._row,
            np.empty((len(self._needed), there.size + 1), dtype=np.uint8),
            np.zeros(len(self._needed), dtype=np.int64),
            np.zeros((len(self._needed), 2), dtype=np.int64),
        )
        unknown = rs.Unknown(
            np.empty(there.size + 1, dtype=np.uint8),
            np.empty(there.size // 2 + 1, dtype=np.int32),
            np.empty(there.size // 2 + 1, dtype=np.uint16),
        )
        tables = (*self._form, *self._fields, *self._alphabet, self._known)
        values, used, whole = rs.scan(there, *tables, starts, right, *taken, *unknown)
        if not whole:
            return None
        read = right.copy()
        if values:
            self._look(_values(unknown.data[:used]), unknown.lines[:values], unknown.columns[:values], right)
        needed = _values(*(some[:end] for some, end in zip(taken.data, taken.used, strict=True)))
        count = int(np.count_nonzero(read))
        return Lines(starts, right, read, [needed[row * count :][:count] for row in range(len(self._needed))])

    def _look(
        self,
        values: pl.Series,
        lines: NDArray[np.int32],
        columns: NDArray[np.uint16],
        sure: NDArray[np.bool_],
    ) -> None:
        """Judge values that were not known, keep the right ones in mind, and take back the lines of others."""
        for place in np.unique(columns).tolist():
            column, here = self._columns[place], np.flatnonzero(columns == place)
            if column is None:
                raise AssertionError  # only known columns are judged by values
            some = values.gather(here)
            different = some.unique()
            wrong = np.zeros(different.len(), dtype=np.bool_)
            wrong[column.suspicious(different).to_numpy()] = True
            self._learn(place, different.filter(~wrong))
            taken_back = some.is_in(different.filter(wrong).to_list()).to_numpy()
            sure[lines[here[taken_back]]] = False

    def _learn(self, place: int, right: pl.Series) -> None:
        with self._learning:
            some = right.head(self._free)
            if some.len():
                data = np.frombuffer(("\n".join(some.to_list()) + "\n").encode(), dtype=np.uint8)
                self._free -= rs.remember(self._known, data, place)

    def _rule(self, column: Column) -> _Rule | None:
        """Return how a column is judged: by its characters where one class of them says all; None if not here."""
        item, pattern = column.item, column.pattern
        if (item.check_digit and column.digits is None) or item.repeat is not None:
            return None
        if column.free and column.width is not None:
            length = item.digits[0] if item.digits else None
            classes = self._classes.text(column.width)
            rule = _Rule(classes, length if item.fixed and length else 1, length or LONGEST_VALUE)
            return rule if classes else _BY_VALUES
        if column.codes is None and pattern and (found := _ONE_CLASS.fullmatch(pattern)):
            classes = self._classes.members(found[1])
            rule = _Rule(classes, int(found[2] or 1), int(found[3] or found[2] or LONGEST_VALUE))
            return rule if classes else _BY_VALUES
        return _BY_VALUES if column.judged_by_expression else None


def _values(*data: NDArray[np.uint8]) -> pl.Series:
    """Read values that end with LF, all at once: each call of the engine costs as much as many values do."""
    joined = b"".join(map(bytes, data))
    return pl.read_lines(joined).to_series() if joined else pl.Series(dtype=pl.String)
