"""The lock of requirement ids: once issued, an id is never removed, renumbered or given to another duty."""

from collections.abc import Iterable
from pathlib import Path

from conformance.spec.errors import Finding, finding
from conformance.spec.model import Requirement
from conformance.spec.paths import specs_dir

NAME = "ids.lock"
SHOWN = f"specs/{NAME}"


def check_lock(requirements: Iterable[Requirement], root: Path | None = None) -> list[Finding]:
    """Compare the requirements of all packages with `specs/ids.lock`.

    A line is `id<TAB>first edition`. Tells ids that vanished, ids that changed their first edition (so they mean
    something else now), ids not locked yet, and lines that are no such pair.
    """
    locked, found = _read(specs_dir(root) / NAME)
    known = {each.id: each for each in requirements}
    for id_, (edition, line) in locked.items():
        if id_ not in known:
            found.append(finding(f"{SHOWN}:{line}", "TKG-SPEC083", id=id_))
        elif known[id_].introduced != edition:
            now = known[id_].introduced
            found.append(finding(known[id_].origin, "TKG-SPEC085", id=id_, now=now, locked=edition))
    found += [
        finding(each.origin, "TKG-SPEC084", id=each.id) for each in known.values() if each.id not in locked
    ]
    return found


def update_lock(requirements: Iterable[Requirement], root: Path | None = None) -> list[str]:
    """Append the ids that are not locked yet, and return them. Nothing is ever taken out."""
    path = specs_dir(root) / NAME
    locked, _ = _read(path)
    new = {each.id: each.introduced for each in requirements if each.id not in locked}
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{id_}\t{edition}\n" for id_, edition in new.items())
    return list(new)


def _read(path: Path) -> tuple[dict[str, tuple[str, int]], list[Finding]]:
    locked: dict[str, tuple[str, int]] = {}
    found: list[Finding] = []
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        id_, tab, edition = line.partition("\t")
        if not tab or not id_ or id_ in locked:
            found.append(finding(f"{SHOWN}:{number}", "TKG-SPEC089", line=line))
        else:
            locked[id_] = (edition, number)
    return locked, found
