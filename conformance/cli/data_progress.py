"""Shows how far the reading of files is, with the time left, once it takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from typing import IO, TYPE_CHECKING

from conformance.certification.progress import bar
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from rich.progress import Progress, TaskID

PATIENCE = 2.0  # seconds
LINES = 10  # a log without a terminal gets a line for every tenth


class FilesProgress:
    """A context whose `took` is told how many bytes were dealt with."""

    def __init__(self, total: int, stream: IO[str] | None = None, patience: float = PATIENCE) -> None:
        """`total`: bytes of all files; `patience`: seconds before anything is shown."""
        self._total = max(total, 1)
        self._stream = stream or sys.stderr
        self._patience = patience
        self._began = time.monotonic()
        self._done = 0
        self._told = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> FilesProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def took(self, count: int) -> None:
        """Count bytes, and show how far it is."""
        self._done = min(self._done + count, self._total)
        spent = time.monotonic() - self._began
        if spent < self._patience:
            return
        words = message("data.progress", None, done=self._done // 10**6, total=self._total // 10**6)
        if self._stream.isatty():
            if self._bar is None:
                self._bar = bar()
                self._task = self._bar.add_task(words, total=self._total)
                self._bar.start()
            if self._task is not None:
                self._bar.update(self._task, completed=self._done, description=words)
        elif (tenth := self._done * LINES // self._total) > self._told and self._done:
            self._told = tenth
            left = spent / self._done * (self._total - self._done)
            print(message("TKG-RUN020", None, words=words, left=f"{left:.0f}"), file=self._stream, flush=True)


def bytes_in(folders: Iterable[Path]) -> int:
    """Add up the sizes of the files of folders; those that cannot be read count nothing."""
    total = 0
    for folder in folders:
        try:
            total += sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
        except OSError:
            continue
    return total
