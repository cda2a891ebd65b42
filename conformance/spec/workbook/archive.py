"""The file behind a workbook: looked at from outside, with bounds, before any library reads it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.spec.workbook.oddities import Notes

MOST_BYTES = 32 * 2**20  # of the file; the official ones are below 1 MiB
MOST_UNPACKED = 128 * 2**20  # of all parts together
MOST_OF_A_SHEET = 64 * 2**20
MOST_OF_A_PART = 16 * 2**20  # of any other part: those are held as a tree
MOST_PARTS = 2_000
_CHUNK = 2**20
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "xl/workbook.xml"
_ENCRYPTED = 1
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip


def open_archive(path: Path, notes: Notes) -> zipfile.ZipFile:
    """Read a workbook file into memory and look at its parts.

    Takes down macros and links to other workbooks. Raises TekigoError: TKG-IMP001 cannot be read, TKG-IMP002 too
    big, TKG-IMP003 no workbook, TKG-IMP004 protected by a password or an old .xls, TKG-IMP005 damaged, TKG-IMP006
    unpacks to too much, TKG-IMP007 a document type declaration.
    """
    data = _bytes(path)
    if data.startswith(_OLE):
        raise TekigoError("TKG-IMP004", path=path)
    if not data.startswith(_ZIP):
        raise TekigoError("TKG-IMP003", path=path, found=data[:8].hex(" ") or "-")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _look(archive, path)
    except _UNREADABLE as error:
        raise TekigoError("TKG-IMP005", path=path, detail=error) from error
    names = archive.namelist()
    if not any(name.startswith("xl/") for name in names):
        raise TekigoError("TKG-IMP003", path=path, found=", ".join(names[:3]) or "-")
    if "xl/workbook.bin" in names or _WORKBOOK not in names:
        raise TekigoError("TKG-IMP005", path=path, detail=f"{_WORKBOOK}?")
    for name in names:
        if name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/"):
            notes.fault(name, "TKG-IMP020")
        elif name.startswith("xl/externalLinks/") and name.endswith(".xml"):
            notes.fault(name, "TKG-IMP021")
    return archive


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise TekigoError("TKG-IMP001", path=path, detail=error.strerror or error) from error
    if len(data) > MOST_BYTES:
        raise TekigoError("TKG-IMP002", path=path, most=MOST_BYTES // 2**20)
    return data


def _look(archive: zipfile.ZipFile, path: Path) -> None:
    """Check sizes as declared (zipfile never unpacks more than that), then every part as it is."""
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise TekigoError("TKG-IMP004", path=path)
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > MOST_UNPACKED:
        raise TekigoError("TKG-IMP006", path=path, part="-", size=total, most=MOST_UNPACKED)
    for part in parts:
        most = MOST_OF_A_SHEET if part.filename.startswith("xl/worksheets/") else MOST_OF_A_PART
        if part.file_size > most:
            raise TekigoError("TKG-IMP006", path=path, part=part.filename, size=part.file_size, most=most)
        if any(word in chunk for chunk in _chunks(archive, part) for word in _DOCTYPES):
            raise TekigoError("TKG-IMP007", path=path, part=part.filename)


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece; each begins with the end of the one before, so that no word is cut."""
    longest, tail = max(map(len, _DOCTYPES)), b""
    with archive.open(part) as file:
        while piece := file.read(_CHUNK):
            yield tail + piece
            tail = piece[-longest:]
