"""What the server keeps between two calls of a user: pages still to be fetched, drafts still to be approved."""

import secrets
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 2_000


class Shelf(Generic[T]):
    """Keeps things for their owners under keys that cannot be guessed; the oldest go when there are too many."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._lock = Lock()
        self._kept: dict[tuple[str, str], T] = {}

    def keep(self, owner: str, thing: T) -> str:
        """Keep a thing and return its key."""
        key = self._prefix + secrets.token_hex(8)
        with self._lock:
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[owner, key] = thing
        return key

    def find(self, owner: str, key: str) -> T | None:
        """Return the thing of a key, None when the owner has none."""
        return self._kept.get((owner, key))

    def drop(self, owner: str, key: str) -> None:
        """Forget a thing."""
        with self._lock:
            self._kept.pop((owner, key), None)
