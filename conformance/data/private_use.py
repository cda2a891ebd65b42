"""Reads the file in which a municipality declares its own characters (外字): code points, and why.

code_points,reason
U+E000-U+E0FF,旧システムの外字(2024年の移行分)
U+F0000|U+F0010,戸籍の外字
"""

import re
from pathlib import Path

from conformance.i18n import TekigoError
from conformance.spec.errors import FindingErrors, finding
from conformance.spec.row import Row, Text
from conformance.spec.tables import read_table

LARGEST = 8 * 1024 * 1024  # bytes; every code point of private use on a line of its own takes less
_POINTS = re.compile(r"U\+([0-9A-F]{4,6})(?:-U\+([0-9A-F]{4,6}))?")
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))


class PrivateUse(Row, frozen=True, kw_only=True):
    """One line: code points and ranges, and the reason for them."""

    code_points: tuple[Text, ...]
    reason: Text


class PrivateUseErrors(FindingErrors):
    """All that is wrong with the file (TKG-DATA056)."""

    summary = "TKG-DATA056"


def read_private_use(path: Path) -> frozenset[str]:
    """Return the characters that the file declares.

    Raises TekigoError (TKG-DATA055) when it cannot be read, PrivateUseErrors with every line that is wrong.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise TekigoError("TKG-DATA055", path=path, detail=f"> {LARGEST} bytes")
        rows, found = read_table(path, PrivateUse, path.name)
    except OSError as error:
        raise TekigoError("TKG-DATA055", path=path, detail=error.strerror or str(error)) from None
    characters = set[str]()
    for row in rows:
        for word in row.code_points:
            first, last = _range(word)
            if first > last:
                found.append(finding(row.origin, "TKG-DATA057", found=word))
            elif not any(low <= first and last <= high for low, high in _PRIVATE):
                found.append(finding(row.origin, "TKG-DATA058", found=word))
            else:
                characters.update(map(chr, range(first, last + 1)))
    if found:
        raise PrivateUseErrors(str(path), found)
    return frozenset(characters)


def _range(word: str) -> tuple[int, int]:
    """First and last code point; an empty range when the word is not of the form."""
    match = _POINTS.fullmatch(word)
    if not match:
        return 1, 0
    return int(match[1], 16), int(match[2] or match[1], 16)
