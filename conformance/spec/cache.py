"""Keeps packages that were read, so that they need not be parsed again. The files are always read and decide.

An entry is found by a digest of the bytes of every file of the package and of the code that reads them; whatever
differs, even within one second and at the same size, is another digest. Entries are data (msgpack into the model's
types), never code. A cache that cannot be read, written or trusted is as good as none.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import msgspec

from conformance.spec.model import Package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LARGEST = 64 * 1024 * 1024  # bytes of an entry
KEPT = 8  # entries of one package: several checkouts and branches
SUFFIX = ".msgpack"
_DIGEST = 32


def cached(folder: Path, path: str, read: Callable[[], Package]) -> Package:
    """Return the package of a folder from the cache if it holds it, else read it and keep it. Raises what `read` does.

    `path`: its place below `specs/`, which the package itself tells.
    """
    place, key = _place(), _key(folder, path)
    if place is None:
        return read()
    entry = place / f"{path.replace('/', '.')}.{key.hex()}{SUFFIX}"
    found = _entry(entry, key)
    if found is not None and found.path == path:
        return found
    package = read()
    if _key(folder, path) == key:  # nothing changed while it was read
        _keep(entry, key, package)
    return package


def _place() -> Path | None:
    """Return the folder of the entries, made if need be; None where there is none that only this user can write."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        place = (Path(named) if named else Path.home() / ".cache") / "tekigo" / "specs"
        if not place.is_absolute():
            return None
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place if _own(place.lstat()) else None
    except (OSError, RuntimeError):
        return None


def _own(found: os.stat_result) -> bool:
    """Tell whether a file or folder is this user's, and nobody else may write it."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _key(folder: Path, path: str) -> bytes:
    """Digest the bytes of every file that the reading may look at, with their names, and the code that reads."""
    digest = blake2b(_code() + path.encode(), digest_size=_DIGEST)
    for file in _files(folder):
        content = file.read_bytes()
        digest.update(f"\0{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.digest()


def _files(folder: Path) -> Iterator[Path]:
    for each in (folder, folder / "rules"):
        if each.is_dir():
            yield from sorted(file for file in each.iterdir() if file.is_file())


@cache
def _code() -> bytes:
    """Digest the program text that turns files into a package: by other code they may mean another thing."""
    here = Path(__file__).parent
    digest = blake2b(msgspec.__version__.encode(), digest_size=_DIGEST)
    for each in (here, here / "rules", here / "calculations"):
        for file in sorted(each.glob("*.py")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _entry(entry: Path, key: bytes) -> Package | None:
    """Read an entry; None for any that is not there, not this user's, damaged, or not of the model's types."""
    try:
        with open(entry, "rb", opener=_no_link) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or not _own(found) or found.st_size > LARGEST:
                return None
            content = file.read(LARGEST)
        head, payload = content[: 2 * _DIGEST], content[2 * _DIGEST :]
        if head != key + blake2b(payload, digest_size=_DIGEST).digest():
            return None
        return msgspec.msgpack.decode(payload, type=Package)
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return None


def _no_link(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _keep(entry: Path, key: bytes, package: Package) -> None:
    """Write an entry in one go and drop the oldest of this package; silence when that cannot be done."""
    payload = msgspec.msgpack.encode(package)
    with suppress(OSError):
        with NamedTemporaryFile(dir=entry.parent, prefix=".", suffix=".part", delete=False) as file:
            file.write(key + blake2b(payload, digest_size=_DIGEST).digest() + payload)
        try:
            os.replace(file.name, entry)
        finally:
            Path(file.name).unlink(missing_ok=True)
        kin = [each for each in entry.parent.iterdir() if _stem(each) == _stem(entry) and each != entry]
        for old in sorted(kin, key=lambda each: each.stat().st_mtime, reverse=True)[KEPT - 1 :]:
            old.unlink(missing_ok=True)


def _stem(entry: Path) -> str:
    """Return the name of an entry without its digest."""
    return entry.name.removesuffix(SUFFIX).rpartition(".")[0]
