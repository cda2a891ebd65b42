"""What the check of extracted files found."""

from __future__ import annotations

from msgspec import Struct

from conformance.i18n import message, remedy

SHOWN = 5  # rows that are told of each finding


class Example(Struct, frozen=True, kw_only=True):
    """One row at fault. `row`: number of the record after the header, from 1; `shape`: what the value looks like."""

    row: int
    shape: str = ""


class DataFinding(Struct, frozen=True, kw_only=True):
    """One rule that one column, or one file, breaks: `count` of `rows` rows. `found` and `expected` in words."""

    code: str
    file: str
    column: str = ""
    count: int = 1
    rows: int = 0
    found: str = ""
    expected: str = ""
    examples: tuple[Example, ...] = ()

    @property
    def share(self) -> float:
        """The share of rows at fault."""
        return self.count / self.rows if self.rows else 0.0

    def text(self) -> str:
        """Say what was found."""
        return message(
            self.code, None, file=self.file, column=self.column, found=self.found, expected=self.expected
        )

    def remedy(self) -> str:
        """Say how to mend it."""
        return remedy(self.code, None, file=self.file, column=self.column, expected=self.expected)


class FileResult(Struct, frozen=True, kw_only=True):
    """What came of one file. `checked`: whether its rows could be looked at."""

    group: str
    file: str
    rows: int
    checked: bool
    findings: tuple[DataFinding, ...]


class DataResult(Struct, frozen=True, kw_only=True):
    """What came of a folder. `stray`: files that belong to no group."""

    business: str
    files: tuple[FileResult, ...]
    stray: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Tell whether nothing was found."""
        return not any(each.findings for each in self.files)
