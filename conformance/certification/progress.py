"""Counts checks as they end and shows how far the run is, with the time left."""

from __future__ import annotations

import sys
import time
from typing import IO, TYPE_CHECKING

from conformance.i18n import message

if TYPE_CHECKING:
    import pytest
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

LINES = 10  # a log without a terminal gets a line for every tenth of the run


class Progress:
    """A pytest plugin of the controlling process. Shows a bar on a terminal and a few lines elsewhere."""

    def __init__(self, total: int, stream: IO[str] | None = None) -> None:
        self.total = total
        self.done = 0
        self.failed = 0
        self._stream = stream or sys.stderr
        self._began = time.monotonic()
        self._ended: set[str] = set()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def pytest_sessionstart(self) -> None:
        """Show the bar."""
        if self._stream.isatty():
            self._bar = bar()
            self._task = self._bar.add_task("", total=self.total)
            self._bar.start()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a check once it has run, or failed before it could."""
        if report.when == "teardown" or (report.when == "setup" and report.passed):
            return
        if report.nodeid in self._ended:
            return
        self._ended.add(report.nodeid)
        self.done += 1
        self.failed += report.failed
        self._show()

    def pytest_sessionfinish(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _show(self) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self.done, description=self._words())
        elif self.total and self.done * LINES // self.total > (self.done - 1) * LINES // self.total:
            left = (time.monotonic() - self._began) / self.done * (self.total - self.done)
            print(
                message("TKG-RUN020", words=self._words(), left=f"{left:.0f}"), file=self._stream, flush=True
            )

    def _words(self) -> str:
        return message("TKG-RUN021", done=self.done, total=self.total, failed=self.failed)


def bar() -> Bar:
    """Make a bar on the standard error stream, with the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    return RichProgress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=5,
    )
