"""Which modules of step definitions differ between two data roots."""

import re
from pathlib import Path

from conformance.spec.paths import steps_dir

_IMPORT = re.compile(r"(?:from|import)\s+steps\.(\w+)|from\s+steps\s+import\s+([\w, ]+)")


def modules_changed(old: Path, new: Path) -> frozenset[str]:
    """Name the modules (`steps/<name>.py`) that differ, and those that import one that does.

    None are told when a side has no steps: then both are run with the same ones.
    """
    before, now = _sources(old), _sources(new)
    if not before or not now:
        return frozenset()
    changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    if "__init__" in changed:
        return frozenset(_shown(name) for name in now)
    while more := {name for name, text in now.items() if name not in changed and _imports(text) & changed}:
        changed |= more
    return frozenset(_shown(name) for name in changed)


def same_as_own(root: Path) -> bool:
    """Tell whether the steps of a data root are those of this program, by which sentences are read."""
    return _sources(root) == _sources(steps_dir().parent)


def _sources(root: Path) -> dict[str, str]:
    folder = steps_dir(root)
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}


def _imports(text: str) -> set[str]:
    found = _IMPORT.findall(text)
    return {name.strip() for one, several in found for name in (one, *several.split(",")) if name.strip()}


def _shown(name: str) -> str:
    return f"steps/{name}.py"
