"""Digests of what a run was made with, so that a third party can tell years later whether it has the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from conformance.spec.paths import PACKAGE, features_dir, specs_dir, steps_dir


def digests(packages: Iterable[str], root: Path | None = None) -> dict[str, str]:
    """Digest specs and features of the businesses, the steps and the program: name → `sha256:<hex>`."""
    folders = list(packages)
    specs, features = specs_dir(root), features_dir(root)
    return {
        "specs": _digest(specs, [*(specs / path for path in folders), specs / "common"]),
        "features": _digest(features, [features / path for path in folders]),
        "steps": _digest(steps_dir(root), [steps_dir(root)]),
        "program": _digest(PACKAGE, [PACKAGE]),
    }


def _digest(base: Path, folders: Iterable[Path]) -> str:
    """Digest the names and contents of all files below the folders, in the order of their names."""
    total = hashlib.sha256()
    files = {path for folder in folders for path in folder.rglob("*") if _counts(path)}
    for path in sorted(files):
        total.update(f"{path.relative_to(base).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return f"sha256:{total.hexdigest()}"


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and "_bundle" not in path.parts
