"""The archive: which files of a run it takes, and how it is written so that the same run is the same bytes."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
from typing import TYPE_CHECKING

from conformance.certification.signing.envelope import NAME as STATEMENT
from conformance.engine.evidence import evidence_files
from conformance.engine.manifest import BINDING_FILE
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

SUFFIX = ".tekigo.zip"
ALLURE = "allure-results"
DATA = ("run.json", "plan.json", "settings.json", "verdict.json")
READABLE = ("report.html", "tekigohyo.xlsx", "junit.xml", "data.json", "data_errors.xlsx")
SAFE_NAME = re.compile(rf"(?:{ALLURE}/)?[A-Za-z0-9][A-Za-z0-9._-]{{0,199}}")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can tell
MODE = stat.S_IFREG | 0o644
UNIX = 3
DEFLATE_LEVEL = 6
CHUNK = 1 << 20
DECIDING = re.compile(
    rf"(?:run|plan|settings|verdict)\.json|evidence\.[A-Za-z0-9._-]+|{BINDING_FILE.pattern}"
)  # what a verdict needs, and the bindings that run.json names

MOST_FILES = 50_000
MOST_BYTES = 2_000_000_000  # unpacked; below the limit beyond which a zip needs its 64-bit extension
MOST_STATEMENT = 32_000_000
# Evidence of like requests packs well, but not beyond this; deflate alone could reach 1000.
MOST_RATIO, RATIO_FROM = 300, 50_000_000


def files_of(run_dir: Path, *, allure: bool = False) -> dict[str, Path]:
    """Choose the files of a run, by their names in the archive. Raises TekigoError TKG-SIG014 for a link or a name
    that the archive cannot hold."""
    bindings = sorted(path.name for path in run_dir.glob("*.yaml") if BINDING_FILE.fullmatch(path.name))
    names = [*DATA[:3], *bindings, *(path.name for path in evidence_files(run_dir)), DATA[3], *READABLE]
    if allure:
        names += sorted(f"{ALLURE}/{path.name}" for path in (run_dir / ALLURE).glob("*"))
    chosen = {name: run_dir / name for name in names}
    found = {name: path for name, path in chosen.items() if path.is_symlink() or path.exists()}
    for name, path in found.items():
        if path.is_symlink() or not path.is_file() or not SAFE_NAME.fullmatch(name):
            raise TekigoError("TKG-SIG014", path=path)
    return found


def place(name: str) -> tuple[int, str]:
    """Return where a file stands in the archive: what was run through what, evidence, verdict, reports, statement."""
    order = (*DATA[:3], "binding", "evidence", DATA[3], *READABLE, ALLURE, STATEMENT)
    kind = next(
        (each for each in ("binding", "evidence", ALLURE) if name.startswith((f"{each}.", f"{each}/"))), name
    )
    return (order.index(kind) if kind in order else order.index(ALLURE), name)


def write_archive(
    out: Path, files: Mapping[str, Path], statement: Callable[[Mapping[str, str]], bytes]
) -> None:
    """Write the archive; `statement` makes the last file from the digests of all others.

    Raises TekigoError TKG-SIG008 when it would be larger than verification allows.
    """
    total = sum(path.stat().st_size for path in files.values())
    _refuse_excess(len(files), total, 0)
    digests: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", compresslevel=DEFLATE_LEVEL) as archive:
        for name in sorted(files, key=place):
            digests[name] = _pack(archive, name, files[name])
        with archive.open(entry(STATEMENT), "w") as member:
            member.write(statement(digests))
    _refuse_excess(len(files), total, out.stat().st_size)


def entry(name: str) -> zipfile.ZipInfo:
    """Describe a file of the archive: no date, no owner, nothing of the machine that wrote it."""
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.create_system = UNIX
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = MODE << 16
    return info


def excess(files: int, total: int, packed: int) -> tuple[str, str] | None:
    """Tell what of an archive is beyond the limits: (limit, found); `packed` 0: not known yet."""
    ratio = total // packed if packed and total > RATIO_FROM else 0
    told: Sequence[tuple[int, int, str]] = (
        (files, MOST_FILES, "files"),
        (total, MOST_BYTES, "bytes"),
        (ratio, MOST_RATIO, ": 1"),
    )
    beyond = [(f"{most} {unit}", f"{found} {unit}") for found, most, unit in told if found > most]
    return beyond[0] if beyond else None


def _pack(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Put one file into the archive and return the digest of what was put there."""
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(entry(name), "w") as member:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()


def _refuse_excess(files: int, total: int, packed: int) -> None:
    if (beyond := excess(files + 1, total, packed)) is not None:
        raise TekigoError("TKG-SIG008", expected=beyond[0], found=beyond[1])
