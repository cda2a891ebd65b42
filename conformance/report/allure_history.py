"""The history of an Allure 3 site: the earlier runs of a system, kept in one file beside the folders of its runs.

Allure appends whatever site it builds. Here a run is in the history once, at the time it began, however often its site
is built; and a site knows the runs before its own only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import msgspec

from conformance.engine.manifest import Manifest
from conformance.report.compare.yardstick import identity
from conformance.report.text import clean, milliseconds
from conformance.spec.json_file import write_whole

HISTORY = "allure-history.jsonl"
LIMIT = 20


class _Run(NamedTuple):
    """One run in a history: when it began, who it is, and the line that Allure reads."""

    began: int
    uuid: str
    line: bytes


def history_file(run_dir: Path, manifest: Manifest) -> Path:
    """Name the file that keeps the history of the system of a run."""
    system = sha256("\n".join(identity(manifest)).encode("utf-8", "replace")).hexdigest()[:12]
    return run_dir.parent / f"allure-history-{system}.jsonl"


@contextmanager
def continued(run_dir: Path, manifest: Manifest) -> Iterator[None]:
    """Lay the history out where Allure looks for it, and take over what Allure adds for this run."""
    kept, working = history_file(run_dir, manifest), run_dir / HISTORY
    began, uuid = milliseconds(manifest.started), str(uuid5(NAMESPACE_URL, f"tekigo:{manifest.run}"))
    known = [each for each in _runs(kept) if each.uuid != uuid]
    working.write_bytes(b"".join(each.line for each in known if each.began < began))
    try:
        yield
        laid_out = {each.uuid for each in known}
        added = [each for each in _runs(working) if each.uuid not in laid_out]
        if added:
            _keep(kept, sorted([*known, _renamed(added[-1], manifest, began, uuid)])[-LIMIT:])
    finally:
        working.unlink(missing_ok=True)


def _renamed(run: _Run, manifest: Manifest, began: int, uuid: str) -> _Run:
    """Give a run its own name and time in place of those of the moment in which its site was built."""
    told = msgspec.json.decode(run.line, type=dict[str, Any])
    told |= {"uuid": uuid, "name": clean(manifest.run), "timestamp": began}
    return _Run(began, uuid, msgspec.json.encode(told) + b"\n")


def _runs(path: Path) -> list[_Run]:
    """Read a history; a line that is none, as a killed writer leaves it, is dropped."""
    found = []
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            told = msgspec.json.decode(line, type=dict[str, Any])
            found.append(_Run(int(told["timestamp"]), str(told["uuid"]), line + b"\n"))
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError):
            continue
    return found


def _keep(path: Path, runs: list[_Run]) -> None:
    write_whole(path, b"".join(each.line for each in runs))
