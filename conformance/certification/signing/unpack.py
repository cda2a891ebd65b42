"""Opens an archive of unknown origin: its shape is checked before anything is unpacked, and little of it ever is."""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from conformance.certification.signing.archive import (
    CHUNK,
    DECIDING,
    MODE,
    MOST_BYTES,
    MOST_FILES,
    MOST_STATEMENT,
    SAFE_NAME,
    entry,
    excess,
    place,
)
from conformance.certification.signing.envelope import NAME as STATEMENT
from conformance.certification.signing.findings import Finding
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_ZIP = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_LOCAL_HEADER, _CENTRAL_HEADER = 30, 46  # bytes before the name
_FIXED = (
    "date_time",
    "compress_type",
    "comment",
    "extra",
    "create_system",
    "create_version",
    "extract_version",
    "reserved",
    "flag_bits",
    "volume",
    "internal_attr",
    "external_attr",
)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def examine(path: Path) -> list[Finding]:
    """Check the shape of an archive without unpacking anything; an empty list says that unpacking is safe.

    Raises TekigoError TKG-SIG007 for a file that is no bundle at all.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP:
                raise TekigoError("TKG-SIG007", path=path)
            size = file.seek(0, 2)
            file.seek(max(0, size - _END.size))
            end = file.read(_END.size)
    except OSError as error:
        raise TekigoError("TKG-SIG001", path=path, reason=error.strerror or error) from error
    if size > MOST_BYTES:
        return [_finding("TKG-SIG021", expected=f"{MOST_BYTES} bytes", found=f"{size} bytes")]
    if (fault := _end_fault(end, size)) is not None:
        return [fault]
    try:
        with zipfile.ZipFile(path) as archive:
            return _shape(archive, path, size)
    except _UNREADABLE as error:
        return [_finding("TKG-SIG020", found=str(error))]


def unpack(path: Path, folder: Path) -> tuple[dict[str, str], bytes | None, list[Finding]]:
    """Read every file of an archive that `examine` found sound.

    Returns the SHA-256 of each, the statement (None: there is none) and what could not be read. Only the files that
    the verdict is decided from are written, below `folder`, which is the caller's to remove.
    """
    digests: dict[str, str] = {}
    statement: bytes | None = None
    findings = []
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            try:
                if info.filename == STATEMENT:
                    statement = archive.read(info)
                else:
                    digests[info.filename] = _digest(archive, info, folder)
            except _UNREADABLE as error:
                findings.append(_finding("TKG-SIG026", info.filename, found=str(error)))
    return digests, statement, findings


def is_bundle(path: Path) -> bool:
    """Tell whether a file begins as an archive does."""
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


def _digest(archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path) -> str:
    digest = hashlib.sha256()
    with archive.open(info) as member:
        if DECIDING.fullmatch(info.filename):
            with (folder / info.filename).open("wb") as target:
                for chunk in iter(lambda: member.read(CHUNK), b""):
                    digest.update(chunk)
                    target.write(chunk)
        else:
            for chunk in iter(lambda: member.read(CHUNK), b""):
                digest.update(chunk)
    return digest.hexdigest()


def _end_fault(end: bytes, size: int) -> Finding | None:
    """Judge the last bytes of the archive before its directory is read, so that none is read that is too long."""
    if len(end) < _END.size or end[:4] != b"PK\x05\x06":
        return _finding("TKG-SIG020", phrase="sig.no_end")
    _, disk, first_disk, here, files, directory, start, comment = _END.unpack(end)
    if files > MOST_FILES:
        return _finding("TKG-SIG021", expected=f"{MOST_FILES} files", found=f"{files} files")
    if (disk, first_disk, comment, here) != (0, 0, 0, files) or start + directory + _END.size != size:
        return _finding("TKG-SIG025", phrase="sig.end")
    return None


def _shape(archive: zipfile.ZipFile, path: Path, size: int) -> list[Finding]:
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    if (beyond := excess(len(infos), total, size)) is not None:
        return [_finding("TKG-SIG021", expected=beyond[0], found=beyond[1])]
    findings = [*_names(infos), *_kinds(infos)]
    return findings or [*_sizes(infos), *_form(infos, path, archive.start_dir, size)]


def _names(infos: Sequence[zipfile.ZipInfo]) -> Iterator[Finding]:
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        if not SAFE_NAME.fullmatch(name.removesuffix("/")):
            yield _finding("TKG-SIG022", name)
        if name.casefold() in seen:
            yield _finding("TKG-SIG023", name)
        seen.add(name.casefold())


def _kinds(infos: Sequence[zipfile.ZipInfo]) -> Iterator[Finding]:
    kinds: Mapping[int, str] = {stat.S_IFLNK: "sig.link", stat.S_IFDIR: "sig.folder"}
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.is_dir() or kind != stat.S_IFMT(MODE):
            phrase = "sig.folder" if info.is_dir() else kinds.get(kind, "sig.special")
            yield _finding("TKG-SIG024", info.orig_filename, phrase=phrase)


def _sizes(infos: Sequence[zipfile.ZipInfo]) -> Iterator[Finding]:
    for info in infos:
        if info.filename == STATEMENT and info.file_size > MOST_STATEMENT:
            expected, found = f"{MOST_STATEMENT} bytes", f"{info.file_size} bytes"
            yield _finding("TKG-SIG021", STATEMENT, expected, found)


def _form(infos: Sequence[zipfile.ZipInfo], path: Path, directory: int, size: int) -> Iterator[Finding]:
    """Check that nothing stands in the archive but the files, one after the other, described as tekigo does."""
    position = 0
    with path.open("rb") as file:
        for info in infos:
            plain = entry(info.filename)
            for name in _FIXED:
                if getattr(info, name) != getattr(plain, name):
                    yield _finding("TKG-SIG025", info.filename, _shown(plain, name), _shown(info, name))
            length = _LOCAL_HEADER + len(info.filename)
            file.seek(info.header_offset)
            if info.header_offset != position or file.read(length) != info.FileHeader(zip64=False):
                yield _finding("TKG-SIG025", info.filename, phrase="sig.header")
            position = info.header_offset + length + info.compress_size
    names = [info.filename for info in infos]
    if names != sorted(names, key=place):
        yield _finding("TKG-SIG025", phrase="sig.order")
    headers = sum(_CENTRAL_HEADER + len(name) for name in names)
    if position != directory or directory + headers + _END.size != size:
        yield _finding("TKG-SIG025", phrase="sig.between")


def _shown(info: zipfile.ZipInfo, name: str) -> str:
    value = getattr(info, name)
    return f"mode {value >> 16:o}" if name == "external_attr" else f"{name} {value!r}"


def _finding(code: str, file: str = "", expected: str = "", found: str = "", phrase: str = "") -> Finding:
    return Finding(check="archive", code=code, file=file, expected=expected, found=found, phrase=phrase)
