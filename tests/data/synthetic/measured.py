"""How well the check finds what was seeded: recall and precision, by kind."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import conformance.data
from conformance.data import file_check
from conformance.data.check import check_folder
from conformance.data.dialect import Dialect, load_dialect
from conformance.spec.catalog import Catalog
from tests.data.synthetic.errors import Error
from tests.data.synthetic.people import CATALOG

EVERY = 1_000_000_000
BRIEF = "conformance.data.redacted"  # its SHOWN counts characters of a value, not rows


class Measured(NamedTuple):
    """Seeded errors, those of them that were found, and all that was found."""

    seeded: frozenset[Error]
    found: frozenset[Error]
    counted: int

    @property
    def missed(self) -> list[Error]:
        """Errors that were seeded and not found."""
        return sorted(self.seeded - self.found)

    @property
    def false(self) -> list[Error]:
        """What was found and not seeded."""
        return sorted(self.found - self.seeded)

    def table(self) -> list[str]:
        """Return the lines of a table by kind."""
        seeded, found, right = (
            Counter(each.code for each in some)
            for some in (self.seeded, self.found, self.seeded & self.found)
        )
        lines = [f"{'kind':12} {'seeded':>7} {'found':>7} {'recall':>8} {'precision':>9}"]
        for code in sorted(seeded | found):
            lines.append(_line(code, seeded[code], found[code], right[code]))
        return [*lines, _line("all", seeded.total(), found.total(), right.total())]


def _line(name: str, seeded: int, found: int, right: int) -> str:
    recall = f"{right / seeded:.1%}" if seeded else "―"
    precision = f"{right / found:.1%}" if found else "―"
    return f"{name:12} {seeded:7,} {found:7,} {recall:>8} {precision:>9}"


def measure(
    folder: Path, errors: Iterable[Error], catalog: Catalog = CATALOG, dialect: Dialect | None = None
) -> Measured:
    """Check a folder and hold what was found against what was seeded."""
    with every_row_told(), patch.object(file_check, "SMALL", 0):  # read as files of millions of rows are
        result = check_folder(folder, catalog, dialect or load_dialect())
    found = [
        (Error(finding.file, example.row if example else 0, finding.column, finding.code), finding.count)
        for file in result.files
        for finding in file.findings
        for example in (finding.examples or (None,))
    ]
    counted = sum(finding.count for file in result.files for finding in file.findings)
    return Measured(frozenset(errors), frozenset(error for error, _ in found), counted)


@contextmanager
def every_row_told() -> Iterator[None]:
    """Let the check tell every row of a finding, not the first ones alone."""
    names = [each.name for each in pkgutil.iter_modules(conformance.data.__path__, "conformance.data.")]
    modules = [importlib.import_module(name) for name in names if name != BRIEF]
    patches = [patch.object(each, "SHOWN", EVERY) for each in modules if hasattr(each, "SHOWN")]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()
