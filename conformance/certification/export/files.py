"""Writes what a reference system holds as files: one per group, in the dialect of the edition."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from conformance.data.dialect import load_dialect
from conformance.data.layout import layouts
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from conformance.data.dialect import Dialect
    from conformance.data.layout import FileLayout
    from conformance.reference.hosted import Hosted

LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "either": "\r\n"}
JOINED = "、"  # between the values of an item that repeats


def export_business(hosted: Hosted, folder: Path) -> dict[str, int]:
    """Write the files of one business into a folder; return how many rows each file got.

    Raises TekigoError TKG-REF007 when they cannot be written.
    """
    dialect = load_dialect()
    known = {layout.group: layout for layout in layouts(hosted.business.catalog.package)}
    written = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for group, rows in hosted.extracted():
            name = dialect.file_name.format(group=group)
            written[name] = _write(folder / name, known[group], rows, dialect)
    except OSError as error:
        raise TekigoError("TKG-REF007", path=folder, reason=error.strerror or type(error).__name__) from None
    return written


def _write(path: Path, layout: FileLayout, rows: Iterable[Mapping[str, Any]], dialect: Dialect) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(
            file,
            delimiter=dialect.separator,
            quotechar=dialect.quote,
            lineterminator=LINE_ENDS[dialect.line_end],
        )
        writer.writerow([item.romaji if dialect.header == "romaji" else item.name for item in layout.items])
        for row in rows:
            writer.writerow([_text(row.get(item.name)) for item in layout.items])
            count += 1
    return count


def _text(value: object) -> str:
    if value is None:
        return ""
    return JOINED.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
