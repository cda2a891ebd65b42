"""Reads the records of a piece of a file once, byte by byte, in machine code: which of them are surely right.

Compiled at its first use, which takes some seconds, and kept in the cache of compiled files from then on. What it does
not understand it leaves to the reader of CSV: it is sound, not complete.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")
LF, CR = 10, 13
CHARACTERS, VALUES = 0, 1  # what a column is judged by
SECOND, COUNTED = (
    1 << 7,
    1 << 6,
)  # of a character that stands only after certain others; that is one of its own
CLASSES = 6  # bits that are left for classes of characters, the lowest
ALL = (1 << CLASSES) - 1
SHIFT = 21  # bits of a code point
WORDS, TAG = 3, 3  # of 8 bytes, of a value; where its column and length stand
LONGEST = 8 * WORDS  # bytes of a value that is looked up
_MIX, _MIX_TOO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


class Form(NamedTuple):
    """What stands between values, and around them: bytes."""

    separator: int
    quote: int


class Fields(NamedTuple):
    """What is right in each column: how it is judged, which classes of characters, how many (bytes where it is judged
    by values), and whether the value may be left out.
    """

    kinds: NDArray[np.uint8]
    classes: NDArray[np.uint8]
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    empty: NDArray[np.bool_]


class Alphabet(NamedTuple):
    """The classes of every code point, and the right pairs of two, in order."""

    classes: NDArray[np.uint8]
    pairs: NDArray[np.uint64]


class Taken(NamedTuple):
    """Room for the values of some columns in the right lines: for each column whether its values are taken and into
    which row, or -1; the bytes, each value ended by LF; how many bytes; where they stand in the line at hand.
    """

    row: NDArray[np.int64]
    data: NDArray[np.uint8]
    used: NDArray[np.int64]
    place: NDArray[np.int64]


class Unknown(NamedTuple):
    """Room for values that are not known yet: their bytes, each ended by LF, and where they stand."""

    data: NDArray[np.uint8]
    lines: NDArray[np.int32]
    columns: NDArray[np.uint16]


def _compiled(function: Callable[P, R]) -> Callable[P, R]:
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no place where the compiled file could be kept
        return njit(nogil=True)(function)


@_compiled
def _ends(byte: int, separator: int, quote: int) -> bool:
    return byte == separator or byte == quote or byte == LF or byte == CR


@_compiled
def _follows(byte: int) -> bool:
    return byte & 0xC0 == 0x80


@_compiled
def _hash(first: int, second: int, third: int, tag: int) -> int:
    mixed = first * _MIX
    mixed = (mixed ^ mixed >> _HALF ^ second) * _MIX_TOO
    mixed = (mixed ^ mixed >> _HALF ^ third ^ tag) * _MIX
    return mixed ^ mixed >> _HALF


@_compiled
def _tag(column: int, length: int) -> int:
    return np.uint64(column + 1) << np.uint64(8) | np.uint64(length)


@_compiled
def remember(known: NDArray[np.uint64], data: NDArray[np.uint8], column: int) -> int:
    """Put the right values of a column, each ended by LF, into the table; return how many are new."""
    last = np.uint64(known.shape[0] - 1)
    words = np.zeros(WORDS, dtype=np.uint64)
    begin = new = 0
    for end in range(data.size):
        if data[end] != LF:
            continue
        length = end - begin
        if 0 < length <= LONGEST:
            words[:] = 0
            for place in range(length):
                words[place >> 3] |= np.uint64(data[begin + place]) << np.uint64((place & 7) * 8)
            tag = _tag(column, length)
            slot = _hash(words[0], words[1], words[2], tag) & last
            while known[slot, TAG] != 0 and not (
                known[slot, TAG] == tag and (known[slot, :WORDS] == words).all()
            ):
                slot = (slot + np.uint64(1)) & last
            if known[slot, TAG] == 0:
                known[slot, :WORDS] = words
                known[slot, TAG] = tag  # the last: another thread takes no half of a value for a whole one
                new += 1
        begin = end + 1
    return new


# One function, because each call that passes an array on costs as much as reading several characters does.
@_compiled
def scan(
    data: NDArray[np.uint8],
    separator: int,
    quote: int,
    kinds: NDArray[np.uint8],
    allowed: NDArray[np.uint8],
    least: NDArray[np.int64],
    most: NDArray[np.int64],
    empty: NDArray[np.bool_],
    classes: NDArray[np.uint8],
    pairs: NDArray[np.uint64],
    known: NDArray[np.uint64],
    starts: NDArray[np.int64],
    right: NDArray[np.bool_],
    row: NDArray[np.int64],
    taken: NDArray[np.uint8],
    taken_used: NDArray[np.int64],
    taken_place: NDArray[np.int64],
    unknown: NDArray[np.uint8],
    unknown_lines: NDArray[np.int32],
    unknown_columns: NDArray[np.uint16],
) -> tuple[int, int, bool]:
    """Judge each line: `starts` gets where it begins and `right` whether it is right, but for values in `unknown`.

    The other arguments are those of `Form`, `Fields`, `Alphabet`, `Taken` and `Unknown`. Return how many unknown values
    there are, how many bytes they take, and whether each record is one line.
    """
    size, last = data.size, np.uint64(known.shape[0] - 1)
    at = line = values = used = 0
    whole = True
    while at < size:
        starts[line] = begin_of_line = at
        values_before, used_before = values, used
        good, column = True, 0
        while good:
            quoted = at < size and data[at] == quote
            if quoted:
                at += 1
            begin, count = at, 0
            if kinds[column] == VALUES:
                first, second, third, word = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
                while at < size and not _ends(data[at], separator, quote):
                    byte, place = np.uint64(data[at]), at - begin
                    word |= byte << np.uint64((place & 7) * 8)
                    if place < 8:
                        first = word
                    elif place < 16:
                        second = word
                    elif place < LONGEST:
                        third = word
                    if place & 7 == 7:
                        word = np.uint64(0)
                    at += 1
                count = at - begin
                if 0 < count <= LONGEST:
                    tag = _tag(column, count)
                    slot = _hash(first, second, third, tag) & last
                    there = known[slot, TAG]
                    while there != 0 and not (
                        there == tag
                        and known[slot, 0] == first
                        and known[slot, 1] == second
                        and known[slot, 2] == third
                    ):
                        slot = (slot + np.uint64(1)) & last
                        there = known[slot, TAG]
                    if there == 0:
                        unknown_lines[values], unknown_columns[values] = line, column
                        values += 1
                        for place in range(begin, at):
                            unknown[used] = data[place]
                            used += 1
                        unknown[used] = LF
                        used += 1
            else:
                mask, before = allowed[column], 0
                while at < size:
                    point = np.int64(data[at])
                    if point < 0x80:
                        if _ends(point, separator, quote):
                            break
                        at += 1
                    elif 0xE0 <= point < 0xF0 and at + 2 < size:
                        two, three = np.int64(data[at + 1]), np.int64(data[at + 2])
                        point = (point & 0x0F) << 12 | (two & 0x3F) << 6 | three & 0x3F
                        good &= _follows(two) and _follows(three) and point >= 0x800
                        at += 3
                    elif 0xC2 <= point < 0xE0 and at + 1 < size:
                        two = np.int64(data[at + 1])
                        point = (point & 0x1F) << 6 | two & 0x3F
                        good &= _follows(two)
                        at += 2
                    elif 0xF0 <= point < 0xF5 and at + 3 < size:
                        two, three = np.int64(data[at + 1]), np.int64(data[at + 2])
                        four = np.int64(data[at + 3])
                        point = (point & 0x07) << 18 | (two & 0x3F) << 12 | (three & 0x3F) << 6 | four & 0x3F
                        good &= _follows(two) and _follows(three) and _follows(four)
                        good &= 0x10000 <= point <= 0x10FFFF
                        point = min(point, 0x10FFFF)
                        at += 4
                    else:
                        good = False
                        at += 1
                    found = classes[point] & mask
                    if found & ALL:
                        count += 1
                        before = point
                    elif found:
                        pair = np.uint64(before << SHIFT | point)
                        place = np.searchsorted(pairs, pair)
                        good &= place < pairs.size and pairs[place] == pair
                        count += bool(classes[point] & COUNTED)
                        before = 0
                    else:
                        good = False
            good &= empty[column] if count == 0 else least[column] <= count <= most[column]
            if row[column] >= 0:
                taken_place[row[column], 0], taken_place[row[column], 1] = begin, at
            if quoted:
                good &= at < size and data[at] == quote
                at += 1
            if at >= size or data[at] != separator:
                break
            at += 1
            column += 1
            good &= column < kinds.size
        at += at < size and data[at] == CR
        right[line] = good and column == kinds.size - 1 and (at >= size or data[at] == LF)
        if right[line]:
            for each in range(taken_used.size):
                end = taken_used[each]
                for place in range(taken_place[each, 0], taken_place[each, 1]):
                    taken[each, end] = data[place]
                    end += 1
                taken[each, end] = LF
                taken_used[each] = end + 1
        else:
            values, used = values_before, used_before
            at, quotes = begin_of_line, 0
            while at < size and data[at] != LF:
                quotes += data[at] == quote
                at += 1
            whole &= quotes % 2 == 0
        at += 1
        line += 1
    return values, used, whole
