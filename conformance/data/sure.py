"""One expression for whole lines: what matches has no value that is wrong by itself. Far faster than each column alone.

It is sound, not complete: a line that does not match may be right, and its values are looked at one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from conformance.data.character_patterns import right_values
from conformance.data.character_sets import HALF
from conformance.data.columns import FEW_CODES, portable
from conformance.spec import characters as ch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from conformance.data.characters import Declared
    from conformance.data.columns import Column
    from conformance.spec.model import Item

LF = 10
WIDEST = 1000  # columns that one expression is made for
_IN_VALUES = re.compile(r"[0-9A-Za-z.:-]|[^\x00-\x7f]")  # no good as a separator: it stands in values
# Characters of three bytes and more, so that bytes tell how many there may be; to count them would make it dear.
_FULL, _LONG = "[^\\x00-\\x7f]", "[^\\x00-\\u07ff]"


class Sure(NamedTuple):
    """Right values of a column as they stand in a line whose characters are all declared; `most`: bytes of a value."""

    expression: str
    most: int | None = None


class SureLines:
    """Finds the lines whose values are right, check digits apart. `covered`: the items that it judges."""

    def __init__(
        self, header: Sequence[str], columns: Mapping[str, Column], declared: Declared, form: tuple[str, str]
    ) -> None:
        """`header`: the columns as the file heads them; `form`: what separates and what quotes values."""
        by_name = {column.name: column for column in columns.values()}
        found = {name: sure_values(column, form) for name, column in by_name.items()}
        right = {name: sure for name, sure in found.items() if sure}
        if len(header) > WIDEST or any(map(_IN_VALUES.match, form)):
            right = {}
        separator, quote = map(re.escape, form)
        anything = f"[^{_class(form)}\\r\\n]+"
        fields = [
            _field(right[name].expression, quote, empty=not by_name[name].demanded)
            if name in right
            else _field(anything, quote, empty=True)
            for name in header
        ]
        self.covered = {by_name[name].item.name for name in right}
        self._separator = ord(form[0])
        self._form = f"^{separator.join(fields)}$" if right else ""
        self._most = [
            (header.index(name), sure.most) for name, sure in right.items() if sure.most is not None
        ]
        self._last = len(header) - 1
        if not _fits(self._form):
            self.covered.clear()
        self._characters = ""
        if any(columns[name].free for name in self.covered):
            self._characters = right_values(
                declared, "mixed", half_kana=False, besides=frozenset(form) - HALF
            )

    def find(self, lines: pl.Series, data: bytes) -> NDArray[np.bool_]:
        """Say of each line whether it matches. `data`: the bytes that the lines were read from."""
        if not self.covered:
            return np.zeros(lines.len(), dtype=bool)
        right = lines.str.contains(self._form)
        if self._characters:
            right &= lines.str.contains(self._characters)
        sure: NDArray[np.bool_] = right.to_numpy()
        return sure & self._short(data, lines.len()) if self._most else sure

    def _short(self, data: bytes, count: int) -> NDArray[np.bool_]:
        """Say of each line whether no value is too long; what it says of lines that do not match means nothing."""
        there = np.frombuffer(data, dtype=np.uint8)
        ends = np.append(np.flatnonzero(there == LF), there.size)[:count]
        if ends.size < count:
            return np.zeros(count, dtype=bool)
        starts = np.append(0, ends[:-1] + 1)
        separators = np.flatnonzero(there == self._separator)
        if separators.size == count * self._last and self._last:
            table = separators.reshape(count, self._last)
            if (table[:, 0] >= starts).all() and (table[:, -1] < ends).all():  # every line has as many
                return self._short_in(lambda place: table[:, place], starts, ends)
        first = np.searchsorted(separators, starts)
        separators = np.append(separators, there.size)
        return self._short_in(lambda place: separators.take(first + place, mode="clip"), starts, ends)

    def _short_in(
        self,
        separator: Callable[[int], NDArray[np.int64]],
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        short = np.ones(starts.size, dtype=bool)
        for place, most in self._most:
            begin = separator(place - 1) + 1 if place else starts
            end = separator(place) if place < self._last else ends
            short &= end - begin <= most
        return short


def sure_values(column: Column, form: tuple[str, str]) -> Sure | None:
    """Return what values of a column are surely right, check digits apart; None when a line cannot tell.

    The expression matches no empty value and none that holds a separator or a quote.
    """
    item = column.item
    if item.check_digit and column.digits is None:
        return None
    if column.codes is not None:
        values = column.codes.values if len(column.codes.values) <= FEW_CODES else ()
        never = {*form, *"\r\n"}
        right = [each for each in values if each and not never & {*each} and not column.faults(each)]
        longest_first = sorted(right, key=len, reverse=True)
        return Sure(f"(?:{'|'.join(map(re.escape, longest_first))})") if right else None
    if item.repeat is not None:
        return None
    if column.free:
        return _text(column, form)
    if item.charset == "katakana" and item.type == "N" and not item.fixed:
        return Sure(f"{ch.KATAKANA}+", _bytes(item, 3))
    return Sure(f"(?:{portable(column.pattern)})") if column.pattern is not None else None


def _text(column: Column, form: tuple[str, str]) -> Sure | None:
    item, marks = column.item, _class(form)
    if item.fixed:
        return None  # a selector is no character of its own: to be counted with care
    if column.width == "full":
        return Sure(f"{_LONG if item.digits else _FULL}+", _bytes(item, 3))
    if column.width == "half":
        return Sure(f"[\\x20-\\x7e--[{marks}]]+", _bytes(item, 1))
    return Sure(f"[^\\x00-\\x1f\\x7f{marks}]+", _bytes(item, 1))


def _bytes(item: Item, of_one: int) -> int | None:
    """Return how many bytes a value may have that is surely not too long, if its characters have so many at least."""
    return None if item.digits is None else item.digits[0] * of_one + of_one - 1


def _fits(expression: str) -> bool:
    """Tell whether the engine takes an expression, which may be too long for it."""
    try:
        pl.Series([""]).str.contains(expression)
    except pl.exceptions.PolarsError:
        return False
    return True


def _class(characters: Iterable[str]) -> str:
    return "".join(f"\\x{{{ord(each):x}}}" for each in characters)


def _field(right: str, quote: str, *, empty: bool) -> str:
    if empty:
        return f"(?:{right}|{quote}(?:{right})?{quote})?"
    return f"(?:{right}|{quote}{right}{quote})"
