"""A WSGI application of a test, served over real HTTP on a loopback port for the length of a block."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cheroot.wsgi import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

STOPPING = 0.05  # how long stopping may take, in seconds


@contextmanager
def served(app: Wsgi, threads: int = 2) -> Iterator[str]:
    """Serve an application and yield its address; it is stopped when the block ends."""
    server = Server(("127.0.0.1", 0), app, numthreads=threads, timeout=2)
    server.expiration_interval = STOPPING
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join(5)
