"""How broken systems fail to take spellings for one in a search (2.1.2); a sound one asks here in vain."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from conformance.reference.faults import fault_active
from conformance.reference.resident_records.kana import fold_spelling
from conformance.spec.characters import SELECTORS

Same = Callable[[str], bool]

_SELECTOR = re.compile(f"[{SELECTORS}]")
_SMALL = frozenset("ァィゥェォッャュョヮヵヶ")
_DASHES = frozenset("ー―－‐ｰ-")
_O_ROW = frozenset("オコソトノホモヨロゴゾドボポョ")


def reading_judged(sound: Same, sent: str) -> Same:
    """Return what judges a reading: in a broken system more than a sound one asks of it."""
    told: Callable[[str], object] | None = None
    if fault_active("F-VOICED-APART"):
        told = _voiced
    elif fault_active("F-BLANK-APART"):
        told = _words
    elif fault_active("F-SMALL-APART"):
        told = _small
    elif fault_active("F-LONG-MARK-APART"):
        told = _long_marks
    elif fault_active("F-NARROW-APART"):
        told = _narrow
    elif fault_active("F-O-AS-U-APART"):
        told = _o_as_u
    if told is None:
        return sound
    wanted = told(sent)
    return lambda value: sound(value) and told(value) == wanted


def name_judged(sound: Same, sent: str) -> Same:
    """Return what judges a name or an address: in a broken system more than a sound one asks of it."""
    if fault_active("F-VARIANT-APART"):
        plain = fold_spelling(_without_selectors(sent))
        return lambda value: sound(value) and plain in fold_spelling(_without_selectors(value))
    if fault_active("F-SELECTOR-APART"):
        return lambda value: sound(value) and _selectors(value) == _selectors(sent)
    return sound


def _voiced(reading: str) -> int:
    return sum(mark in "\u3099\u309a" for mark in unicodedata.normalize("NFD", reading))


def _words(reading: str) -> int:
    return len(reading.split())


def _small(reading: str) -> int:
    return sum(char in _SMALL for char in reading)


def _without_selectors(text: str) -> str:
    return _SELECTOR.sub("", text)


def _selectors(text: str) -> list[str]:
    return _SELECTOR.findall(text)


def _long_marks(reading: str) -> list[str]:
    return [char for char in reading if char in _DASHES]


def _narrow(reading: str) -> bool:
    return any("ｦ" <= char <= "ﾟ" for char in reading)


def _o_as_u(reading: str) -> int:
    """Count the ウ that stand where オ may stand as well."""
    text = unicodedata.normalize("NFKC", reading)
    return sum(one in _O_ROW and other == "ウ" for one, other in pairwise(text))
