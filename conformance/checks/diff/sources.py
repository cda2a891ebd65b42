"""The two sides of a comparison: folders, or revisions of the checkout taken out into a folder that is passing."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from conformance.i18n import TekigoError
from conformance.spec.documents import read_document
from conformance.spec.errors import SpecErrors
from conformance.spec.load import list_packages
from conformance.spec.paths import data_root
from conformance.spec.standard import Standard

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD = "standard.yaml"
SPECS, FEATURES, STEPS, COMMON = "specs", "features", "steps", "common"
_TIMEOUT_S = 120
# Python 3.11 before 3.11.4 does not know the filter; the archive is git's own, of files that git tracks.
_SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


class Side(Struct, frozen=True, kw_only=True):
    """One side. `root`: a data root; `only`: the one package that it is about, empty when about all.

    `edition`: of the standards, the rows of all editions when empty.
    """

    given: str
    root: Path
    only: str = ""
    commit: str = ""
    edition: str = ""

    @property
    def packages(self) -> tuple[str, ...]:
        """List the packages that the side is about."""
        return (self.only,) if self.only else list_packages(self.root)


@contextmanager
def sides(old: str, new: str, editions: tuple[str, str] = ("", "")) -> Iterator[tuple[Side, Side]]:
    """Find both sides; what had to be copied is gone afterwards. `editions`: of the old and the new side, see `Side`.

    Raises TekigoError: TKG-DIFF001 neither folder nor revision, TKG-DIFF002 no git checkout, TKG-DIFF003 no package
    in it, TKG-DIFF006 git failed; SpecErrors for a package folder whose standard.yaml is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="tekigo-diff-") as folder:
        found_new = _side(new, Path(folder) / "new", data_root())
        found_old = _side(old, Path(folder) / "old", found_new.root)
        yield replace(found_old, edition=editions[0]), replace(found_new, edition=editions[1])


def _side(given: str, place: Path, lender: Path) -> Side:
    if not os.path.exists(given):  # Path takes "" for the working folder and fails on long names
        return _revision(given, place)
    path = Path(given)
    if (path / STANDARD).is_file():
        return _package(given, path.resolve(), place, lender)
    side = Side(given=given, root=path.resolve())
    return _with_packages(side)


def _with_packages(side: Side) -> Side:
    if not (side.root / SPECS).is_dir() or not list_packages(side.root):
        raise TekigoError("TKG-DIFF003", given=side.given)
    return side


def _package(given: str, folder: Path, place: Path, lender: Path) -> Side:
    """Take a package folder, where it stands in a data root with features of it, else with those of the lender."""
    specs = next((each for each in folder.parents if each.name == SPECS), None)
    if specs is not None:
        inside = folder.relative_to(specs).as_posix()
        if (specs.parent / FEATURES / inside).is_dir():
            return Side(given=given, root=specs.parent, only=inside)
    path = _path_of(folder, lender)
    own = specs is not None and (specs / COMMON).is_dir()
    _copied(folder, place / SPECS / path)
    _copied(specs / COMMON if specs and own else lender / SPECS / COMMON, place / SPECS / COMMON)
    _copied(lender / FEATURES / path, place / FEATURES / path)
    return Side(given=given, root=place, only=path)


def _path_of(folder: Path, lender: Path) -> str:
    """Tell where below `specs/` the package of a folder belongs. Raises SpecErrors."""
    standard, found = read_document(folder / STANDARD, Standard, f"{folder.name}/{STANDARD}", ("editions",))
    if standard is None:
        raise SpecErrors(folder.name, found)
    key = standard.business
    known = (*list_packages(lender), *list_packages())
    return next((path for path in known if path.rpartition("/")[2] == key), key)


def _copied(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))


def _revision(given: str, place: Path) -> Side:
    """Take the data of a revision out of the checkout that this program works on; the checkout stays as it is."""
    if _git("rev-parse", "--git-dir") is None:
        raise TekigoError("TKG-DIFF002", given=given, root=data_root())
    named = not given.startswith("-") and _git("rev-parse", "--verify", "--quiet", f"{given}^{{commit}}")
    if not named:
        raise TekigoError("TKG-DIFF001", given=given)
    commit = named.decode().strip()
    listed = (_git("ls-tree", "--name-only", commit) or b"").decode().splitlines()
    folders = [name for name in (SPECS, FEATURES, STEPS) if name in listed]
    if SPECS not in folders:
        raise TekigoError("TKG-DIFF003", given=given)
    archive = _git("archive", "--format=tar", commit, *folders)
    if archive is None:
        raise TekigoError("TKG-DIFF006", given=given)
    place.mkdir()
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(place, **_SAFELY)  # noqa: S202 - see _SAFELY
    return _with_packages(Side(given=given, root=place, commit=commit))


def _git(*arguments: str) -> bytes | None:
    """Run git in the data root; None when it is not there or refuses."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell; the revision was resolved by git
            [git, "-C", str(data_root()), *arguments], capture_output=True, check=False, timeout=_TIMEOUT_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
