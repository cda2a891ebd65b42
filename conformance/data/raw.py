"""A first pass over the bytes of a file: what no reader of CSV would tell, with its line.

Reads block by block; memory does not grow with the file, nor with a line: one that is longer than the limit ends it.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from conformance.data.sniff import encoding
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from conformance.data.dialect import Dialect

BLOCK = 256 * 1024  # stays in the caches of the processor
LONGEST_LINE = 1024 * 1024
AROUND = 200  # bytes by which an encoding is guessed
SHOWN = 5  # lines that are told of each kind
LF, CR, NUL = 10, 13, 0
BOM = codecs.BOM_UTF8
_OTHER_BOMS = {codecs.BOM_UTF32_LE: "UTF-32", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


class RawFault(Struct, frozen=True, kw_only=True):
    """One kind of fault: its message code, how often, the first lines, and what was found there."""

    code: str
    count: int
    lines: tuple[int, ...] = ()
    found: str = ""


class RawResult(Struct, frozen=True, kw_only=True):
    """What the bytes say. `rows`: records after the header, if no value holds a line end; `fields` of a record, counted
    only where asked for; `separators` of all records; `readable`: whether the file can be read as CSV at all.
    """

    rows: int
    fields: int
    separators: int
    bom: bool
    readable: bool
    faults: tuple[RawFault, ...]


def look_at(
    path: Path, dialect: Dialect, *, fields: bool = False, progress: Callable[[int], None] = lambda _: None
) -> RawResult:
    """Read all bytes of a file once. Raises OSError.

    `fields`: count the fields of each record and decode every character too, which takes four times as long: for files
    that the reader of CSV has refused. `progress` gets the number of bytes read since the last call.
    """
    pass_ = RawPass(dialect, fields=fields)
    with path.open("rb", buffering=0) as file:
        while (block := file.read(BLOCK)) and pass_.takes(block):
            progress(len(block))
    return pass_.result()


class RawPass:
    """The state between blocks."""

    def __init__(self, dialect: Dialect, *, fields: bool = False) -> None:
        self._dialect = dialect
        self._careful = fields
        self._separator = ord(dialect.separator)
        self._quote = ord(dialect.quote)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._notes: dict[str, tuple[int, list[int], str]] = {}
        self._first = True
        self._bom = False
        self._stopped = False
        self._open = 0  # 1 inside a quoted field
        self._lines = 0  # line ends seen, inside quotes or not
        self._records = 0
        self._ends = [0, 0]  # records ended by LF alone, by CRLF
        self._fields: int | None = None
        self._pending = 0  # separators of the record that goes on in the next block
        self._length = 0  # bytes of it
        self._last = LF
        self._separators = 0  # of all records together

    def takes(self, block: bytes, *, unsure: bytes | None = None, separators: int = 0) -> bool:
        """Take a block in; False when there is no point in going on.

        `unsure`: the part of it where separators and quotes are still to be counted, if not all of it; `separators`:
        how many stand in the rest, which has no open quote.
        """
        if self._first:
            self._first = False
            block = self._without_bom(block)
            if self._stopped:
                return False
        if not self._careful:
            self._skim(block, block if unsure is None else unsure)
            self._separators += separators
            return not self._stopped
        try:
            self._decoder.decode(block)
        except UnicodeDecodeError as error:
            start = max(error.start, 0)
            line = self._lines + 1 + block[:start].count(b"\n")
            self._note("TKG-DATA011", line, _bytes(block, start))
            self._stopped = True
            return False
        self._count(np.frombuffer(block, dtype=np.uint8))
        return not self._stopped

    def result(self) -> RawResult:
        """Sum up."""
        if not self._stopped:
            try:
                self._decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                self._note("TKG-DATA012", self._lines + 1, "")
            if self._open:
                self._note("TKG-DATA013", self._lines + 1, "")
                self._stopped = True
            elif self._length and not self._careful:
                self._records += 1
            elif self._length:
                self._end_of_records(np.array([self._pending]), 1)
            if min(self._ends):
                self._note("TKG-DATA015", 0, "")
            wanted = {"crlf": self._ends[0], "lf": self._ends[1]}.get(self._dialect.line_end, 0)
            if wanted:
                self._note("TKG-DATA016", 0, "CRLF" if self._ends[1] else "LF")
        return RawResult(
            rows=max(self._records - 1, 0),
            fields=self._fields or 0,
            separators=self._separators,
            bom=self._bom,
            readable=not self._stopped and self._records > 0,
            faults=tuple(
                RawFault(code=code, count=count, lines=tuple(line for line in lines if line), found=found)
                for code, (count, lines, found) in self._notes.items()
            ),
        )

    def _without_bom(self, block: bytes) -> bytes:
        for mark, name in _OTHER_BOMS.items():
            if block.startswith(mark):
                self._note("TKG-DATA010", 1, name)
                self._stopped = True
                return block
        if not block.startswith(BOM):
            return block
        self._bom = True
        if self._dialect.bom == "refused":
            self._note("TKG-DATA014", 1, "BOM")
        return block[len(BOM) :]

    def _skim(self, block: bytes, unsure: bytes) -> None:
        """Take in what can be counted at the speed of memory."""
        ends, crlf = _ends(block)
        crlf += int(self._last == CR and block[0] == LF)
        if (nul := block.find(b"\0")) >= 0:
            count = block.count(b"\0")
            self._note("TKG-DATA017", self._lines + 1 + block[:nul].count(b"\n"), "", count)
        self._separators += self._outside(unsure)
        self._ends[0] += ends - crlf
        self._ends[1] += crlf
        longest, self._length = _longest(block, self._length)
        if longest > LONGEST_LINE:
            self._note("TKG-DATA018", self._lines + 1, "")
            self._stopped = True
        self._lines += ends
        self._records = self._lines
        self._last = block[-1]

    def _outside(self, block: bytes) -> int:
        """Count the separators that stand outside quotes."""
        data = np.frombuffer(block, dtype=np.uint8)
        if not self._open and self._dialect.quote.encode() not in block:
            return int(np.count_nonzero(data == self._separator))
        quotes, separators = (np.flatnonzero(data == each) for each in (self._quote, self._separator))
        outside = (np.searchsorted(quotes, separators) + self._open) % 2 == 0
        self._open = (self._open + int(quotes.size)) % 2
        return int(np.count_nonzero(outside))

    def _count(self, data: NDArray[np.uint8]) -> None:
        ends = np.flatnonzero(data == LF)
        separators = np.flatnonzero(data == self._separator)
        if (nul := np.flatnonzero(data == NUL)).size:
            self._note("TKG-DATA017", self._lines + 1 + int(np.searchsorted(ends, nul[0])), "", int(nul.size))
        quotes = np.flatnonzero(data == self._quote)
        all_ends = ends
        if quotes.size or self._open:
            ends = ends[(np.searchsorted(quotes, ends) + self._open) % 2 == 0]
            separators = separators[(np.searchsorted(quotes, separators) + self._open) % 2 == 0]
            self._open = (self._open + int(quotes.size)) % 2
        if ends.size:
            before = np.searchsorted(separators, ends)
            counts = np.diff(before, prepend=0)
            counts[0] += self._pending
            lengths = np.diff(ends, prepend=-1)
            longest = max(int(lengths.max()), self._length + int(ends[0]) + 1)
            crlf = int(np.count_nonzero(data[ends[ends > 0] - 1] == CR)) + int(
                ends[0] == 0 and self._last == CR
            )
            self._ends[1] += crlf
            self._ends[0] += int(ends.size) - crlf
            self._end_of_records(counts, int(ends.size))
            self._pending = int(separators.size - before[-1])
            self._length = int(data.size - ends[-1] - 1)
        else:
            self._pending += int(separators.size)
            self._length += int(data.size)
            longest = self._length
        if max(longest, self._length) > LONGEST_LINE:
            self._note("TKG-DATA018", self._lines + 1, "")
            self._stopped = True
        self._lines += int(all_ends.size)
        self._last = int(data[-1])

    def _end_of_records(self, counts: NDArray[np.int64], number: int) -> None:
        """Hold the fields of finished records against those of the first one, the header."""
        if self._fields is None:
            self._fields = int(counts[0]) + 1
        wrong = np.flatnonzero(counts != self._fields - 1)
        for place in wrong[:SHOWN]:
            self._note("TKG-DATA019", self._records + int(place) + 1, str(int(counts[place]) + 1))
        if wrong.size > SHOWN:
            self._note("TKG-DATA019", 0, "", int(wrong.size) - SHOWN)
        self._records += number

    def _note(self, code: str, line: int, found: str, times: int = 1) -> None:
        count, lines, first = self._notes.get(code, (0, [], ""))
        kept = [*lines, line] if line and len(lines) < SHOWN else lines
        self._notes[code] = (count + times, kept, first or found)


def _ends(block: bytes) -> tuple[int, int]:
    """Count the line ends of a block, and how many of them are CRLF."""
    ends = crlf = 0
    data = np.frombuffer(block, dtype=np.uint8)
    for start in range(0, data.size, BLOCK):  # what is made of so much stays in the caches
        found = data[start : start + BLOCK] == LF
        ends += int(np.count_nonzero(found))
        before = data[max(start - 1, 0) : start + found.size - 1] == CR
        crlf += int(np.count_nonzero(found[found.size - before.size :] & before))
    return ends, crlf


def _longest(block: bytes, before: int) -> tuple[int, int]:
    """Return the longest line that ends in a block or goes on after it, and how long the last one is so far."""
    first, last = block.find(b"\n"), block.rfind(b"\n")
    if first < 0:
        return before + len(block), before + len(block)
    rest = len(block) - last - 1
    inside = 0
    # Only a block that might hold a line beyond the limit is looked at line by line.
    for start in range(first, last, LONGEST_LINE // 2):
        if block.find(b"\n", start, start + LONGEST_LINE // 2) < 0:
            ends = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == LF)
            inside = int(np.diff(ends).max(initial=0))
            break
    return max(before + first, inside, rest), rest


def _bytes(block: bytes, start: int) -> str:
    """Show the bytes that are no UTF-8, and what they seem to be."""
    shown = " ".join(f"{each:02X}" for each in block[start : start + 4])
    end = block.find(b"\n", start)
    likely = encoding(block[start : end if end >= 0 else start + AROUND])
    return message("data.seems", None, bytes=shown, name=likely) if likely else shown
