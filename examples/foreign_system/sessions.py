"""Log-in: a user and a password give a token that ends after some minutes."""

import secrets
from collections.abc import Callable, Mapping
from hmac import compare_digest
from threading import Lock
from time import monotonic

from msgspec import Struct

LIFE_S = 300.0
_MOST = 10_000


class _Session(Struct, frozen=True):
    user: str
    until: float


class Sessions:
    """Who is logged in. `passwords`: by user. `begun`: how many sessions were begun so far."""

    def __init__(
        self, passwords: Mapping[str, str], *, life_s: float = LIFE_S, now: Callable[[], float] = monotonic
    ) -> None:
        self._passwords = dict(passwords)
        self._now = now
        self._lock = Lock()
        self._open: dict[str, _Session] = {}
        self.life_s = life_s
        self.begun = 0

    def log_in(self, user: object, password: object) -> str | None:
        """Return a token, None when user and password do not belong together."""
        if not isinstance(user, str) or not isinstance(password, str):
            return None
        right = self._passwords.get(user, "")
        if not compare_digest(right.encode(), password.encode()) or not right:
            return None
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._forget_old()
            self.begun += 1
            self._open[token] = _Session(user, self._now() + self.life_s)
        return token

    def user(self, token: str) -> str | None:
        """Return whose token it is; None for one that is unknown or has ended."""
        session = self._open.get(token)
        return session.user if session is not None and self._now() < session.until else None

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(token, None)

    def _forget_old(self) -> None:
        now = self._now()
        self._open = {token: each for token, each in self._open.items() if now < each.until}
        while len(self._open) >= _MOST:
            del self._open[next(iter(self._open))]
