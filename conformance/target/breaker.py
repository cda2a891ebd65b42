"""Gives up on a target that does not answer, so that a run against it ends instead of waiting call by call."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from conformance.target.answer import Answer, Failure
from conformance.target.failures import CONNECT_TIMEOUT, NO_NAME, READ_TIMEOUT, TOTAL_TIMEOUT, UNREACHABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.target.answer import Sender, Sending

GIVEN_UP = "TKG-TGT020"
SILENT = frozenset({CONNECT_TIMEOUT, NO_NAME, READ_TIMEOUT, TOTAL_TIMEOUT, UNREACHABLE})
LIMIT = 5
PAUSE_S = 30.0


class Breaker:
    """Sends through another sender. After `limit` calls in a row that an address left unanswered, calls to it fail at
    once with TKG-TGT020; after `pause_s` seconds one call is let through to see whether it answers again.
    """

    def __init__(
        self,
        transport: Sender,
        *,
        limit: int = LIMIT,
        pause_s: float = PAUSE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._limit = limit
        self._pause_s = pause_s
        self._clock = clock
        self._silent: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def send(self, sending: Sending) -> Answer:
        """Send one request, or say that the address has been given up for now."""
        address = urlsplit(sending.url).netloc
        if self._clock() < self._until.get(address, 0.0):
            return Answer(status=None, failure=self._given_up(address))
        answer = self._transport.send(sending)
        if answer.failure is not None and answer.failure.code in SILENT:
            self._note_silence(address)
        elif address in self._silent:
            del self._silent[address]
            self._until.pop(address, None)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _note_silence(self, address: str) -> None:
        self._silent[address] = self._silent.get(address, 0) + 1
        if self._silent[address] >= self._limit:
            self._until[address] = self._clock() + self._pause_s

    def _given_up(self, address: str) -> Failure:
        return Failure(GIVEN_UP, {"address": address, "times": str(self._silent.get(address, 0))})
