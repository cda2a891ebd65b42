"""items.csv and codes.csv of a package: read from a business or a folder, written as authors write them."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

from conformance.i18n import TekigoError
from conformance.spec.documents import read_document
from conformance.spec.errors import Finding, SpecErrors
from conformance.spec.faults import columns
from conformance.spec.load import find_package
from conformance.spec.model import Code, Item
from conformance.spec.paths import specs_dir
from conformance.spec.standard import Standard
from conformance.spec.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conformance.spec.row import Row

ITEMS, CODES, STANDARD = "items.csv", "codes.csv", "standard.yaml"
EDITIONS = ("introduced", "withdrawn")


class Tables(Struct, frozen=True, kw_only=True):
    """The items and codes of one package. `businesses`: its 業務ID, none when the folder does not say."""

    name: str
    businesses: tuple[str, ...]
    items: tuple[Item, ...]
    codes: tuple[Code, ...]


def read_tables(key_or_folder: str) -> Tables:
    """Read items and codes of a business, or of any folder that holds items.csv.

    Raises TekigoError: TKG-IMP014 when there is neither, TKG-IMP001 when they may not be read;
    SpecErrors when the files are not sound.
    """
    folder = _folder(key_or_folder)
    try:
        return _read(folder)
    except OSError as error:
        raise TekigoError("TKG-IMP001", path=folder, detail=error.strerror or error) from error


def _read(folder: Path) -> Tables:
    shown, found = folder.name, list[Finding]()
    items, wrong = read_table(folder / ITEMS, Item, f"{shown}/{ITEMS}")
    found += wrong
    codes: tuple[Code, ...] = ()
    if (folder / CODES).is_file():
        codes, wrong = read_table(folder / CODES, Code, f"{shown}/{CODES}")
        found += wrong
    standard = None
    if (folder / STANDARD).is_file():
        standard, wrong = read_document(folder / STANDARD, Standard, f"{shown}/{STANDARD}", ("editions",))
        found += wrong
    if found:
        raise SpecErrors(shown, found)
    return Tables(
        name=standard.name if standard else shown,
        businesses=standard.gyomu_ids if standard else (),
        items=items,
        codes=codes,
    )


def write_tables(
    folder: Path, items: Sequence[Item], codes: Sequence[Code], *, overwrite: bool
) -> tuple[Path, ...]:
    """Write items.csv and codes.csv and return their paths.

    Raises TekigoError: TKG-IMP011 when one is there with other content and `overwrite` is not given, TKG-IMP012
    when they cannot be written.
    """
    made = {folder / ITEMS: table_text(items, Item), folder / CODES: table_text(codes, Code)}
    try:
        for path, text in made.items():
            if not overwrite and path.exists() and path.read_bytes() != text.encode():
                raise TekigoError("TKG-IMP011", path=path)
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in made.items():
            path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise TekigoError("TKG-IMP012", path=folder, detail=error.strerror or error) from error
    return tuple(made)


def table_text(rows: Iterable[Row], kind: type[Row]) -> str:
    """Write rows as CSV: all columns of the model, true as `1`, what is not there as nothing.

    The columns of editions are left out where no row names any.
    """
    file = io.StringIO(newline="")
    made = [{name: _cell(value) for name, value in to_builtins(row).items()} for row in rows]
    fields = [name for name in columns(kind) if name not in EDITIONS or any(row[name] for row in made)]
    writer = csv.DictWriter(file, fields, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(made)
    return file.getvalue()


def _cell(value: Any) -> object:  # noqa: ANN401 - any value of a field
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else value


def _folder(given: str) -> Path:
    """Find the folder: as given, below specs/, or of a business of that key."""
    for base in (Path(given), specs_dir() / given):
        if given and os.path.isfile(base / ITEMS):
            return base
    try:
        found = specs_dir() / find_package(given)
    except TekigoError as error:
        raise TekigoError("TKG-IMP014", path=given) from error
    if not (found / ITEMS).is_file():
        raise TekigoError("TKG-IMP014", path=given)
    return found
