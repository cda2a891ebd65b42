"""What stands in a folder in the place of a file, and which name was probably meant for it."""

from __future__ import annotations

import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = ((stat.S_ISDIR, "directory"), (stat.S_ISFIFO, "fifo"))


def kind_of(path: Path) -> str:
    """Say what something is that is no plain file; empty when there is nothing of that name. Opens nothing."""
    try:
        path.lstat()
    except OSError:
        return ""
    try:
        mode = path.stat().st_mode
    except OSError:
        return message("data.kind_link")
    return message(f"data.kind_{next((name for test, name in _KINDS if test(mode)), 'other')}")


def similar(name: str, group: str, others: Iterable[str]) -> str:
    """Name the first of other files that was probably meant, in words; empty when none was."""
    plain = _plain(name)
    found = next((each for each in others if _plain(each) == plain), "")
    found = found or next((each for each in others if _plain(group) in _plain(each)), "")
    return message("data.similar", None, name=found) if found else ""


def _plain(name: str) -> str:
    """A name without what differs between systems: composition, width, case, and the ending."""
    return unicodedata.normalize("NFKC", name).casefold().partition(".")[0]
