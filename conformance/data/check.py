"""Checks folders of extracted files: every file by itself, then what their keys say of each other."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.data.expected import expected
from conformance.data.file_check import FileCheck
from conformance.data.model import DataFinding, DataResult, Example, FileResult
from conformance.data.naming import kind_of, similar
from conformance.data.newest import wrongly_newest
from conformance.data.redacted import redacted
from conformance.data.references import Checks, targets, unfound
from conformance.data.sources import Source, refuse_shared_names
from conformance.i18n import TekigoError, language, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conformance.data.dialect import Dialect
    from conformance.data.keys import KeyFaults
    from conformance.data.layout import FileLayout
    from conformance.spec.catalog import Catalog

NO_PLAIN_FILE = "TKG-DATA004"
NO_FILE, TWICE, GAP, NEWEST = "TKG-DATA003", "TKG-DATA037", "TKG-DATA038", "TKG-DATA073"
UNREADABLE = "TKG-DATA020"
DECLARED, STRANGE = "TKG-DATA070", "TKG-DATA022"
_FIGURES = re.compile(r"[0-9０-９]{4}")  # no item has so many in its name
STRAY_SHOWN = 20
STRANGE_SHOWN = 50


def check_folder(
    folder: Path, catalog: Catalog, dialect: Dialect, progress: Callable[[int], None] = lambda _: None
) -> DataResult:
    """Check the files of a business in a folder. `progress` gets the number of bytes dealt with since the last call.

    Raises TekigoError TKG-DATA002 when the folder or a file of it cannot be read.
    """
    return check_sources([Source(catalog=catalog, folder=folder)], dialect, progress)[0]


def check_sources(
    sources: Sequence[Source], dialect: Dialect, progress: Callable[[int], None] = lambda _: None
) -> tuple[DataResult, ...]:
    """Check the files of several businesses, also against each other; a result for each that is judged.

    Raises TekigoError TKG-DATA002 as `check_folder` does, TKG-DATA078 when two businesses would read the same file.
    """
    refuse_shared_names(sources)
    by_key = {each.business: each for each in sources}
    referred = {place for each in sources if each.judged for place in targets(each, by_key)}
    with tempfile.TemporaryDirectory(prefix="tekigo-data-") as scratch:
        checks: Checks = {}
        read: dict[str, tuple[list[FileResult], tuple[str, ...]]] = {}
        for source in sources:
            place = Path(scratch) / source.business
            place.mkdir()
            reader = _Reader(source, dialect, place, referred, progress)
            read[source.business] = reader.read(), reader.stray
            checks[source.business] = reader.checks
        results = []
        for source in (each for each in sources if each.judged):
            files, stray = read[source.business]
            keyed = tuple(_told(_with_keys(each, source, by_key, checks), source) for each in files)
            standard = source.catalog.package.standard
            name = standard.name_en if language() == "en" else standard.name
            results.append(
                DataResult(business=source.business, name=name, files=keyed, stray=stray[:STRAY_SHOWN])
            )
    used = {
        each.folder / file.file
        for each, one in zip(_judged(sources), results, strict=True)
        for file in one.files
    }
    return tuple(
        _without_others(one, each.folder, used) for each, one in zip(_judged(sources), results, strict=True)
    )


def _judged(sources: Sequence[Source]) -> list[Source]:
    return [each for each in sources if each.judged]


def _without_others(result: DataResult, folder: Path, used: set[Path]) -> DataResult:
    """Leave out of the stray files of a business those of another one in the same folder."""
    return replace(result, stray=tuple(name for name in result.stray if folder / name not in used))


class _Reader:
    """Reads the files of one business, or only those that others refer to."""

    def __init__(
        self,
        source: Source,
        dialect: Dialect,
        scratch: Path,
        referred: set[tuple[str, str, str]],
        progress: Callable[[int], None],
    ) -> None:
        self._source = source
        self._dialect = dialect
        self._scratch = scratch
        self._progress = progress
        self._referred: dict[str, frozenset[str]] = {
            layout.group: frozenset(
                item
                for business, group, item in referred
                if (business, group) == (source.business, layout.group)
            )
            for layout in source.layouts
        }
        self.checks: dict[str, FileCheck] = {}
        self.stray: tuple[str, ...] = ()

    def read(self) -> list[FileResult]:
        """Read them. Raises TekigoError TKG-DATA002."""
        try:
            there = {path.name: path for path in sorted(self._source.folder.iterdir()) if path.is_file()}
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise TekigoError("TKG-DATA002", path=self._source.folder, reason=reason) from None
        results = [self._file(layout, there) for layout in self._layouts()]
        self.stray = tuple(there)
        return results

    def _layouts(self) -> Iterator[FileLayout]:
        """Yield the files to be read; of those that are not judged, only the columns that others refer to."""
        for layout in self._source.layouts:
            if self._source.judged:
                yield layout
            elif wanted := tuple(item for item in layout.items if item.name in self._referred[layout.group]):
                yield replace(layout, items=wanted, key=wanted)

    def _file(self, layout: FileLayout, there: dict[str, Path]) -> FileResult:
        name = self._dialect.file_name.format(group=layout.group)
        path = there.pop(name, None)
        if path is None:
            missing = self._missing(layout.group, name, there)
            return FileResult(group=layout.group, file=name, rows=0, checked=False, findings=(missing,))
        check = FileCheck(
            path,
            layout,
            self._source.catalog,
            self._dialect,
            scratch=self._scratch,
            referred=self._referred[layout.group],
        )
        try:
            result = check.run(self._progress)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise TekigoError("TKG-DATA002", path=path, reason=reason) from None
        if result.checked:
            self.checks[layout.group] = check
        elif not result.findings:  # never: what was not looked at has a reason, and must not seem right
            return replace(result, findings=(DataFinding(code=UNREADABLE, file=name),))
        return result

    def _missing(self, group: str, name: str, there: dict[str, Path]) -> DataFinding:
        if kind := kind_of(self._source.folder / name):
            return DataFinding(code=NO_PLAIN_FILE, file=name, found=kind)
        if group in self._source.absent:
            return DataFinding(code=DECLARED, file=name, found=self._source.absent[group])
        wanted = {self._dialect.file_name.format(group=each.group) for each in self._source.layouts}
        likely = similar(name, group, (each for each in there if each not in wanted))
        return DataFinding(code=NO_FILE, file=name, found=likely)


def _with_keys(result: FileResult, source: Source, sources: dict[str, Source], checks: Checks) -> FileResult:
    """Add what the keys of a file say: double ones, histories with gaps, references to nothing."""
    check = checks[source.business].get(result.group)
    if check is None:
        return result
    layout = next(each for each in source.layouts if each.group == result.group)
    found = []
    if check.key is not None:
        names = "、".join(item.name for item in layout.key)
        found.append(_finding(TWICE, result, names, check.key.duplicates()))
        if layout.history is not None and layout.entity:
            found.append(_finding(GAP, result, layout.history.name, check.key.gaps()))
        if check.newest is not None and layout.newest is not None:
            wrong = wrongly_newest(check.key, check.newest)
            found.append(_finding(NEWEST, result, layout.newest.name, wrong))
    found += unfound(result, source, sources, checks)
    return replace(result, findings=(*result.findings, *(each for each in found if each.count)))


def _told(result: FileResult, source: Source) -> FileResult:
    """Say of every finding what was expected."""
    layout = next(each for each in source.layouts if each.group == result.group)
    items = {item.name: item for item in layout.items}
    strange = sum(each.code == STRANGE for each in result.findings)
    told: list[DataFinding] = []
    left = STRANGE_SHOWN
    for each in result.findings:
        if each.code == STRANGE:
            left -= 1
            if left < 0:
                continue
        if each.code == STRANGE and (strange > len(result.columns) or _FIGURES.search(each.column)):
            # So many strange headings are no headings: the file begins with its first row, and holds people.
            told.append(replace(each, column=redacted(each.column)))
        elif each.expected:
            told.append(each)
        else:
            words = expected(each.code, items.get(each.column), source.catalog)
            told.append(replace(each, expected=words))
    if left < 0:
        rest = message("data.more_columns", None, count=f"{-left:,}")
        told.append(DataFinding(code=STRANGE, file=result.file, column=rest, count=-left))
    return replace(result, findings=tuple(told))


def _finding(code: str, result: FileResult, column: str, faults: KeyFaults) -> DataFinding:
    return DataFinding(
        code=code,
        file=result.file,
        column=column,
        count=faults.count,
        rows=result.rows,
        examples=tuple(Example(row=row) for row in faults.rows),
    )
