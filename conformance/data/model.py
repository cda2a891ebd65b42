"""What the check of extracted files found."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from conformance.i18n import message, remedy

TOLD = 5  # rows of each finding that a screen shows
SHOWN = 1000  # rows of each finding that are kept for the list that people work through
OPEN = frozenset({"TKG-DATA070", "TKG-DATA071", "TKG-DATA072"})
"""What neither holds nor is broken: the words of the standard, or the files at hand, do not decide it (判定保留)."""


class Example(Struct, frozen=True, kw_only=True):
    """One row at fault. `row`: number of the record after the header, from 1; `shape`: what the value looks like."""

    row: int
    shape: str = ""


class CharacterFault(Struct, frozen=True, kw_only=True):
    """A character that may not stand in a value, by code points. `at`: its place in the first such value, from 1."""

    points: str
    at: int
    sets: str
    hint: str = ""


class DataFinding(Struct, frozen=True, kw_only=True):
    """One rule that one column, or one file, breaks: `count` of `rows` rows. `found` and `expected` in words.

    `character`: which one, where the rule speaks of characters; each has a finding of its own.
    """

    code: str
    file: str
    column: str = ""
    count: int = 1
    rows: int = 0
    found: str = ""
    expected: str = ""
    examples: tuple[Example, ...] = ()
    character: CharacterFault | None = None

    @property
    def open(self) -> bool:
        """Tell whether nothing is decided by it."""
        return self.code in OPEN

    @property
    def share(self) -> float:
        """The share of rows at fault."""
        return self.count / self.rows if self.rows else 0.0

    def text(self) -> str:
        """Say what was found."""
        if self.character is None:
            return message(
                self.code, None, file=self.file, column=self.column, found=self.found, expected=self.expected
            )
        said = message(self.code, None, **asdict(self.character))
        return message("data.in_column", None, file=self.file, column=self.column, said=said)

    def remedy(self) -> str:
        """Say how to mend it."""
        return remedy(self.code, None, file=self.file, column=self.column, expected=self.expected)


class FileResult(Struct, frozen=True, kw_only=True):
    """What came of one file. `checked`: whether its rows could be looked at; `columns`: the items that it has."""

    group: str
    file: str
    rows: int
    checked: bool
    findings: tuple[DataFinding, ...]
    columns: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[DataFinding, ...]:
        """Return what is wrong, without what is not decided."""
        return tuple(each for each in self.findings if not each.open)


DATA_FILE = "data.json"


class DataResult(Struct, frozen=True, kw_only=True):
    """What came of a folder. `name` is that of the business, `stray`: files that belong to no group."""

    business: str
    name: str = ""
    files: tuple[FileResult, ...]
    stray: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Tell whether nothing is wrong; what is not decided may be there."""
        return not any(each.faults for each in self.files)


class DataFolder(Struct, frozen=True, kw_only=True):
    """What a run keeps of the check of files: data.json."""

    schema: Literal["tekigo.data/1"] = "tekigo.data/1"
    businesses: tuple[DataResult, ...]

    @property
    def sound(self) -> bool:
        """Tell whether nothing is wrong with any of them."""
        return all(each.sound for each in self.businesses)
