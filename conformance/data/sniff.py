"""Says what a file looks like when it is not written as the dialect asks: encoding, separator, quotes, line ends,
header.

What it says is a guess from the first bytes; nothing is read by it.
"""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING

from conformance.data.model import DataFinding
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from conformance.data.dialect import Dialect

HEAD = 64 * 1024
ENCODING, SEPARATOR, QUOTE = "TKG-DATA025", "TKG-DATA026", "TKG-DATA027"
LINE_END, HEADER = "TKG-DATA028", "TKG-DATA029"
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # and of UTF-32, which begins with that of UTF-16
_NAMES = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
_SEPARATORS = {",": "data.comma", "\t": "data.tab", ";": "data.semicolon", "|": "data.bar"}
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
_MORE = 4  # times as many NULs in every second byte as in the others: ASCII in UTF-16


def seen(path: Path, dialect: Dialect, names: Mapping[str, Iterable[str]]) -> list[DataFinding]:
    """Return what is told of a file before its rows are looked at; nothing when it is as the dialect asks.

    `names`: the headings that there may be, by their kind (name, romaji). Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_MARKS):
        return []  # it says itself what it is
    other = encoding(head)
    if other:
        return [DataFinding(code=ENCODING, file=path.name, found=other, expected="UTF-8")]
    text = head.decode("utf-8-sig", "replace")
    return [
        DataFinding(code=code, file=path.name, found=found, expected=expected)
        for code, found, expected in _form(text, dialect, names)
    ]


def encoding(data: bytes) -> str:
    """Guess the encoding of Japanese text that is no UTF-8; empty for UTF-8, and where nothing fits."""
    if any(each in data for each in _ESCAPES):
        return "ISO-2022-JP"
    for place, name in ((1, "UTF-16LE"), (0, "UTF-16BE")):
        nuls, others = data[place::2].count(0), data[1 - place :: 2].count(0)
        if nuls > others * _MORE and "\n" in data.decode(name, "ignore"):
            return name
    first = data[: data.find(b"\n") + 1] or data
    if not first.isascii() and _decodes(first, "utf-8"):
        return ""  # it begins as UTF-8: what follows is damaged
    if _decodes(data, "utf-8"):
        return ""
    likely = {name: _likely(data, name) for name in _NAMES if _decodes(data, name)}
    best = max(likely, key=lambda name: likely[name], default="")
    return _NAMES[best] if best and likely[best] > 0 else ""


def _decodes(data: bytes, name: str) -> bool:
    """Tell whether bytes are of an encoding, but for a character that is cut off at the end."""
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        return len(data) - error.start < 4 and error.start > 0  # noqa: PLR2004 - bytes of a character
    return True


def _likely(data: bytes, name: str) -> int:
    """Count the characters that Japanese text is made of; half-width kana speak against it."""
    text = data.decode(name, "ignore")
    usual = sum("\u3040" <= each <= "\u30ff" or "\u4e00" <= each <= "\u9fff" for each in text)
    return usual - 2 * sum("\uff61" <= each <= "\uff9f" for each in text)


def _form(text: str, dialect: Dialect, names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield the message, what was seen, and what the dialect asks."""
    if "\r" in text and "\n" not in text:
        asked = {"crlf": "CRLF", "lf": "LF"}.get(dialect.line_end, "LF / CRLF")
        yield LINE_END, "CR", asked
        return
    if "\n" not in text:
        return
    first = text.partition("\n")[0].removesuffix("\r")
    known = {kind: set(of) for kind, of in names.items()}
    every = set().union(*known.values())
    separator = _separator(first, every, dialect.separator)
    if separator != dialect.separator:
        yield SEPARATOR, named(separator), named(dialect.separator)
        return
    cells = next(csv.reader([first], delimiter=separator, quotechar=dialect.quote), [])
    other = "'" if dialect.quote == '"' else '"'
    if {cell.strip(other) for cell in cells} & every and not set(cells) & every:
        yield QUOTE, other, dialect.quote
        return
    if cells and not set(cells) & _allowed(known, dialect):
        kind = next((kind for kind, of in known.items() if set(cells) & of), "none")
        yield HEADER, message(f"data.header_{kind}"), message(f"data.header_{dialect.header}")


def _allowed(known: Mapping[str, set[str]], dialect: Dialect) -> set[str]:
    return set().union(*known.values()) if dialect.header == "either" else known.get(dialect.header, set())


def _separator(first: str, names: set[str], asked: str) -> str:
    """Return the separator that leaves most headings whole; the one asked for unless another one does better."""

    def whole(separator: str) -> int:
        return sum(cell.strip("\"'") in names for cell in first.split(separator))

    best = max(_SEPARATORS, key=lambda each: (whole(each), each == asked))
    if whole(best) > max(whole(asked), 1):
        return best
    if not whole(asked) and asked not in first:  # no heading is known: what stands there most often
        most = max(_SEPARATORS, key=first.count)
        return most if first.count(most) else asked
    return asked


def named(separator: str) -> str:
    """Name a separator in words."""
    return message(_SEPARATORS[separator]) if separator in _SEPARATORS else separator
