"""What can be wrong with a character of a value. Each kind has a message of its own."""

import unicodedata
from enum import StrEnum
from typing import Literal, NamedTuple

Width = Literal["half", "full", "mixed"]

_BOM = "\ufeff"
_REPLACEMENT = "\ufffd"
_SEPARATORS = ("\u2028", "\u2029")
_HIGH = ("\ud800", "\udbff")
_LOW = ("\udc00", "\udfff")


class Kind(StrEnum):
    """The kinds, by the code of their message."""

    OUTSIDE = "TKG-DATA040"
    HALF_KANA = "TKG-DATA041"
    HALF_WIDTH = "TKG-DATA042"
    FULL_WIDTH = "TKG-DATA043"
    COMBINING = "TKG-DATA044"
    LONE_SELECTOR = "TKG-DATA045"
    UNREGISTERED_IVS = "TKG-DATA046"
    UNREGISTERED_SVS = "TKG-DATA047"
    SURROGATE = "TKG-DATA048"
    CONTROL = "TKG-DATA049"
    NONCHARACTER = "TKG-DATA050"
    PRIVATE_USE = "TKG-DATA051"
    BOM = "TKG-DATA052"
    REPLACEMENT = "TKG-DATA053"
    FORMAT = "TKG-DATA054"


def together(code: str) -> bool:
    """Tell whether characters of a kind are counted together: a wrong width is one fault, whatever the letters."""
    return code in (Kind.HALF_KANA, Kind.HALF_WIDTH, Kind.FULL_WIDTH)


class Found(NamedTuple):
    """One offending character or sequence.

    `at` is its index in the value, in code points from 0; `before` the character it modifies, for marks and selectors.
    """

    kind: Kind
    at: int
    text: str
    before: str = ""


def never_right(character: str) -> Kind | None:
    """Name the kind of a character that no declaration can make right."""
    point = ord(character)
    if _HIGH[0] <= character <= _LOW[1]:
        return Kind.SURROGATE
    if character == _BOM:
        return Kind.BOM
    if character == _REPLACEMENT:
        return Kind.REPLACEMENT
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:  # noqa: PLR2004 - Unicode, 23.7 Noncharacters
        return Kind.NONCHARACTER
    if unicodedata.category(character) == "Cc" or character in _SEPARATORS:
        return Kind.CONTROL
    return None


def is_mark(character: str) -> bool:
    """Tell whether a character combines with the one before it."""
    return unicodedata.category(character).startswith("M")


def is_split_pair(text: str) -> bool:
    """Tell whether two code points are the halves of one character, as UTF-16 read by halves leaves them."""
    return len(text) > 1 and _HIGH[0] <= text[0] <= _HIGH[1] and _LOW[0] <= text[1] <= _LOW[1]
