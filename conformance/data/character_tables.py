"""Reads the tables of characters that tekigo carries (`specs/common/characters/`, see its README).

A line is `kind TAB key TAB code points`; an empty key repeats the one above it. Lines with `#` tell source and licence.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from conformance.data.code_points import unpacked
from conformance.i18n import TekigoError
from conformance.spec.paths import specs_dir

JISX0213 = "jisx0213-2004.txt"
MJ = "mj-006.02.txt"
SHRINK = "mj-shrink-1.2.0.txt"

Line = tuple[str, str, list[str]]  # kind, key, characters and sequences


class Table(NamedTuple):
    """Characters of a standard, and its sequences of a character and what changes it (selector or mark)."""

    characters: frozenset[str]
    sequences: frozenset[str]


class Substitute(NamedTuple):
    """A character of JIS X 0213 that the shrink map offers, and the letters of the tables that offer it."""

    character: str
    tables: str


def folder() -> Path:
    """Return the folder of the tables."""
    return specs_dir() / "common" / "characters"


@cache
def table(name: str) -> Table:
    """Read the characters and sequences of one table. Raises TekigoError (TKG-DATA055) when it cannot be read."""
    characters, sequences = set[str](), set[str]()
    for kind, key, texts in _lines(name):
        if kind == "character":
            characters.update(texts)
        elif kind == "sequence":
            sequences.update(base + key for base in texts)
    return Table(frozenset(characters), frozenset(sequences))


@cache
def variants() -> dict[str, str]:
    """Return what Windows (CP932) puts in the place of characters of JIS X 0213, and those characters."""
    return {
        each: standard for kind, standard, texts in _lines(JISX0213) if kind == "windows" for each in texts
    }


@cache
def substitutes() -> dict[str, tuple[Substitute, ...]]:
    """Return what the shrink map offers for characters and sequences outside JIS X 0213, more tables first.

    The base of a sequence is left out: it is a substitute of course.
    """
    found: dict[str, list[Substitute]] = {}
    for letters, key, texts in _lines(SHRINK):
        for each in texts:
            found.setdefault(each, []).append(Substitute(key, letters))
    return {each: tuple(sorted(of, key=lambda s: (-len(s.tables), s))) for each, of in found.items()}


def _lines(name: str) -> Iterator[Line]:
    path = folder() / name
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TekigoError("TKG-DATA055", path=path, detail=str(error)) from None
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            kind, given, words = line.split("\t")
            key = next(unpacked([given])) if given else key
            texts = list(unpacked(words.split()))
        except ValueError as error:
            raise TekigoError("TKG-DATA055", path=f"{path}:{number}", detail=str(error)) from None
        yield kind, key, texts
