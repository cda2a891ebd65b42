"""A bound in time for what a library computes: an alarm of the operating system, where there is one."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class OutOfTime(BaseException):
    """Raised inside what takes too long. No Exception, so that no library takes it for one of its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OutOfTime inside when the block takes longer.

    Threads beside the main one, and systems without such an alarm, are not bounded.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_: int, __: FrameType | None) -> NoReturn:
    raise OutOfTime
