"""Changes the parts of a workbook file where openpyxl would not write what a test needs."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"


def changed(
    path: Path,
    replaced: Mapping[str, tuple[str, str]] | None = None,
    added: Mapping[str, bytes] | None = None,
    removed: tuple[str, ...] = (),
) -> Path:
    """Write the file again: `replaced` part → (old, new), `added` name → content, `removed` names."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist() if name not in removed}
    for name, (old, new) in (replaced or {}).items():
        text = parts[name].decode()
        assert old in text, name
        parts[name] = text.replace(old, new, 1).encode()
    parts |= added or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return path


def with_empty_rows(path: Path, first: int, count: int) -> Path:
    """Add rows of cells that carry a format and no value."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(first, first + count))
    return changed(path, {SHEET: ("</sheetData>", f"{rows}</sheetData>")})
