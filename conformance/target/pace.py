"""Drives the target no harder than its owner allows, and repeats a call only where nothing can have been written."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from conformance.target.failures import CLOSED_HALFWAY, CLOSED_SILENT, CONNECT_TIMEOUT, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.target.answer import Answer, Sender, Sending

NOT_THROUGH = frozenset({REFUSED, CONNECT_TIMEOUT})  # no connection was made: the request never left
BROKEN = frozenset({CLOSED_SILENT, CLOSED_HALFWAY})
AWAY = frozenset({502, 503, 504})
FIRST_WAIT_S = 0.2


class Paced:
    """Sends through another sender, never more than so many requests a second."""

    def __init__(
        self,
        sender: Sender,
        per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._sender = sender
        self._gap = 1 / per_second
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    def send(self, sending: Sending) -> Answer:
        """Send one request when its turn has come."""
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(self._next, now) + self._gap
        return self._sender.send(sending)

    def close(self) -> None:
        """Close the connections."""
        self._sender.close()


class Retrying:
    """Sends through another sender and repeats, after a short wait, what certainly did not get through; and what only
    asks (`Sending.repeatable`) also when the connection broke or a gateway or a maintenance page answered.

    An address that was given up on is not waited for again until it has answered once.
    """

    def __init__(self, sender: Sender, times: int, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sender = sender
        self._times = times
        self._sleep = sleep
        self._given_up: set[str] = set()

    def send(self, sending: Sending) -> Answer:
        """Send one request, and again where that is safe; `Answer.attempts` tells how often it went out."""
        address = urlsplit(sending.url).netloc
        answer = self._sender.send(sending)
        times = 0 if address in self._given_up else self._times
        for again in range(times):
            if not _repeat(sending, answer):
                break
            self._sleep(FIRST_WAIT_S * 2**again)
            answer = replace(self._sender.send(sending), attempts=again + 2)
        if _repeat(sending, answer):
            self._given_up.add(address)
        elif answer.status is not None:
            self._given_up.discard(address)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._sender.close()


def _repeat(sending: Sending, answer: Answer) -> bool:
    code = answer.failure.code if answer.failure else None
    if code in NOT_THROUGH:
        return True
    return sending.repeatable and (code in BROKEN or (code is None and answer.status in AWAY))
