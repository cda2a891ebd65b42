"""Checks a folder of extracted files of one business: every file by itself, then what their keys say of each other."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.data.file_check import FileCheck
from conformance.data.layout import layouts
from conformance.data.model import DataFinding, DataResult, Example, FileResult
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.data.dialect import Dialect
    from conformance.data.keys import KeyFaults
    from conformance.data.layout import FileLayout
    from conformance.spec.catalog import Catalog

NO_FILE, TWICE, GAP, NOBODY = "TKG-DATA003", "TKG-DATA037", "TKG-DATA038", "TKG-DATA039"
STRAY_SHOWN = 20


def check_folder(
    folder: Path, catalog: Catalog, dialect: Dialect, progress: Callable[[int], None] = lambda _: None
) -> DataResult:
    """Check the files of a business in a folder. `progress` gets the number of rows read since the last call.

    Raises TekigoError TKG-DATA002 when the folder or a file of it cannot be read.
    """
    try:
        there = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    except OSError as error:
        raise TekigoError("TKG-DATA002", path=folder, reason=error.strerror or type(error).__name__) from None
    files = layouts(catalog.package)
    referred = frozenset(item.fk for each in files for item in each.items if item.fk)
    with tempfile.TemporaryDirectory(prefix="tekigo-data-") as scratch:
        checks: dict[str, FileCheck] = {}
        results: list[FileResult] = []
        for layout in files:
            name = dialect.file_name.format(group=layout.group)
            path = there.pop(name, None)
            if path is None:
                missing = DataFinding(code=NO_FILE, file=name)
                results.append(
                    FileResult(group=layout.group, file=name, rows=0, checked=False, findings=(missing,))
                )
                continue
            check = FileCheck(path, layout, catalog, dialect, scratch=Path(scratch), referred=referred)
            try:
                results.append(check.run(progress))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise TekigoError("TKG-DATA002", path=path, reason=reason) from None
            checks[layout.group] = check
        keyed = [_with_keys(each, checks, files) for each in results]
    return DataResult(
        business=catalog.package.key, files=tuple(keyed), stray=tuple(list(there)[:STRAY_SHOWN])
    )


def _with_keys(result: FileResult, checks: dict[str, FileCheck], files: tuple[FileLayout, ...]) -> FileResult:
    """Add what the keys of a file say: double ones, histories with gaps, references to nothing."""
    check = checks.get(result.group)
    if check is None or not result.checked:
        return result
    layout = next(each for each in files if each.group == result.group)
    found = []
    if check.key is not None:
        names = "、".join(item.name for item in layout.key)
        found.append(_finding(TWICE, result, names, check.key.duplicates()))
        if layout.history is not None and layout.entity:
            found.append(_finding(GAP, result, layout.history.name, check.key.gaps()))
    for name, keys in check.referring.items():
        target = check.columns[name].item.fk
        known = next((each.single[target] for each in checks.values() if target in each.single), None)
        if known is not None:
            found.append(_finding(NOBODY, result, name, keys.absent_from(known), expected=target))
    return replace(result, findings=(*result.findings, *(each for each in found if each.count)))


def _finding(
    code: str, result: FileResult, column: str, faults: KeyFaults, expected: str = ""
) -> DataFinding:
    return DataFinding(
        code=code,
        file=result.file,
        column=column,
        count=faults.count,
        rows=result.rows,
        expected=expected,
        examples=tuple(Example(row=row) for row in faults.rows),
    )
