"""Tries the check of extracted files on exports that are broken on purpose: every fault in every file that it fits."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from conformance.certification.export.faults import NOBODY, break_file, read_file_faults
from conformance.certification.export.files import export_business
from conformance.certification.export.town import settle_town
from conformance.data.check import check_folder
from conformance.data.dialect import Dialect, load_dialect
from conformance.data.layout import layouts
from conformance.reference.businesses import reference_system

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.certification.export.faults import FileFault
    from conformance.data.layout import FileLayout
    from conformance.spec.catalog import Catalog

FAMILIES = 2
KEY_EMPTY = "TKG-DATA030"
NOT_AT_HAND = (
    f"TKG-DATA{72:03}"  # nothing is decided: the file that is referred to is gone or of another business
)
Told = tuple[str, int, str, str]  # file, row, column, code; row 0 where none is named


class BrokenExport(Struct, frozen=True, kw_only=True):
    """One fault in one file. `caught`: the right message named the right place; `also`: what else was said."""

    business: str
    fault: str
    code: str
    group: str
    caught: bool
    also: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Tell whether it was caught and nothing else was said."""
        return self.caught and not self.also


class ExportTrial:
    """The export of a small town of one business, broken in one way after the other. Used as a context."""

    def __init__(self, business: str, seed: int = 1) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="tekigo-exports-")
        self.folder = Path(self._scratch.name) / "right"
        system = reference_system(business)
        try:
            (hosted,) = system.hosted
            settle_town(hosted, families=FAMILIES, seed=seed)
            export_business(hosted, self.folder)
            self.catalog: Catalog = hosted.business.catalog
        finally:
            system.close()
        self.layouts = layouts(self.catalog.package)

    def __enter__(self) -> ExportTrial:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.cleanup()

    def rows(self) -> Iterator[BrokenExport]:
        """Try every fault in every file that it fits."""
        for fault in read_file_faults():
            for layout in self.layouts:
                if (row := self.kill(fault, layout)) is not None:
                    yield row

    def kill(self, fault: FileFault, layout: FileLayout) -> BrokenExport | None:
        """Try one fault in one file; None where it does not fit."""
        with tempfile.TemporaryDirectory(prefix="broken-", dir=self._scratch.name) as scratch:
            folder = Path(scratch)
            shutil.copytree(self.folder, folder, dirs_exist_ok=True)
            path = folder / load_dialect().file_name.format(group=layout.group)
            broken = break_file(fault, path, layout, self.catalog)
            if broken is None:
                return None
            dialect = replace(load_dialect(), **broken.dialect)
            told = _told(folder, self.catalog, dialect)
        right = {
            (file, row, column, code)
            for file, row, column, code in told
            if (file, code) == (path.name, fault.code)
            and (not broken.row or row == broken.row)
            and (not broken.column or column == broken.column)
        }
        others = sorted(each for each in told - right if not _follows(each, fault, path.name, broken.also))
        return BrokenExport(
            business=self.catalog.package.key,
            fault=fault.id,
            code=fault.code,
            group=layout.group,
            caught=bool(right),
            also=tuple(f"{code} {file} {column} {row}".strip() for file, row, column, code in others),
        )


def _follows(told: Told, fault: FileFault, name: str, also: tuple[str, ...]) -> bool:
    """Tell whether a finding only says what follows from the fault: references to a key that is gone."""
    file, _, _, code = told
    if file == name:
        return code in also
    return (fault.code, code) == (KEY_EMPTY, NOBODY)


def _told(folder: Path, catalog: Catalog, dialect: Dialect) -> set[Told]:
    """List what the check says is wrong."""
    return {
        (found.file, row, found.column, found.code)
        for file in check_folder(folder, catalog, dialect).files
        for found in file.findings
        for row in ([each.row for each in found.examples] or [0])
        if found.code != NOT_AT_HAND
    }
