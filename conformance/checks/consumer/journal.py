"""What a using system did in each situation: its requests for tokens and its calls, in the order they came."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from msgspec import Struct

from conformance.target.exchange import Exchange

MOST = 200  # requests of one situation that are kept; more only count


class TokenCall(Struct, frozen=True):
    """One request for a token. `wrong`: what was wrong with the proof, empty when nothing was. `token`: what it got."""

    exchange: Exchange
    scopes: tuple[str, ...]
    wrong: str
    token: str

    def __repr__(self) -> str:
        return f"TokenCall({self.scopes}, wrong={self.wrong!r})"


class Call(Struct, frozen=True):
    """One call of an operation. `wrong`: by rule, what was wrong with it. `known`: whether the token was alive."""

    exchange: Exchange
    operation: str
    scope: str
    token: str
    known: bool
    wrong: dict[str, str]
    status: int

    def __repr__(self) -> str:
        return f"Call({self.operation!r}, {self.status})"


class Journal:
    """Keeps what came in one situation; servers write to it from several threads."""

    def __init__(self, situation: str) -> None:
        self.situation = situation
        self.tokens: list[TokenCall] = []
        self.calls: list[Call] = []
        self.count = 0
        self._last = monotonic()
        self._open = 0
        self._lock = Lock()

    def begin(self) -> int:
        """Note that a call has come, and return how many came before."""
        with self._lock:
            self._open += 1
            self.count += 1
            self._last = monotonic()
            return self.count - 1

    def end(self, call: Call | None) -> None:
        """Keep a call that has been answered; None where it could not even be read, which is over all the same."""
        with self._lock:
            self._open -= 1
            self._last = monotonic()
            if call is not None and len(self.calls) < MOST:
                self.calls.append(call)

    def token(self, call: TokenCall) -> None:
        """Keep a request for a token."""
        with self._lock:
            self._last = monotonic()
            if len(self.tokens) < MOST:
                self.tokens.append(call)

    def heard(self) -> bool:
        """Tell whether anything has come."""
        return bool(self.count or self.tokens)

    def quiet(self, seconds: float) -> bool:
        """Tell whether nothing has come for so long, and no call is being answered."""
        with self._lock:
            return not self._open and monotonic() - self._last >= seconds

    def exchanges(self) -> tuple[Exchange, ...]:
        """Return all that was kept, tokens first."""
        return (*(each.exchange for each in self.tokens), *(each.exchange for each in self.calls))
