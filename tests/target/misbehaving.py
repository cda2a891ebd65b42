"""A server that is wrong on purpose: real sockets on loopback, one fault each, gone when its block ends."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Behaviour = Callable[[socket.socket, threading.Event], None]
LONGEST_S = 5.0  # no connection outlives this, whatever a test forgets


class Misbehaving:
    """Accepts connections and treats each as `behaviour` says; counts them in `hits`.

    `listens`: whether it reads a request before the behaviour begins.
    """

    def __init__(
        self, behaviour: Behaviour, tls: ssl.SSLContext | None = None, *, listens: bool = True
    ) -> None:
        self._behaviour = behaviour
        self._listens = listens
        self._tls = tls
        self._stop = threading.Event()
        self._workers: list[threading.Thread] = []
        self._connections: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"
        self.hits = 0
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()

    def stop(self) -> None:
        """End every connection and wait for the threads."""
        self._stop.set()
        self._acceptor.join(LONGEST_S)
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for worker in self._workers:
            worker.join(LONGEST_S)
        self._listener.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            with suppress(TimeoutError):
                connection, _ = self._listener.accept()
                self.hits += 1
                self._connections.append(connection)
                worker = threading.Thread(target=self._serve, args=(connection,))
                self._workers.append(worker)
                worker.start()

    def _serve(self, plain: socket.socket) -> None:
        with plain, suppress(OSError):
            plain.settimeout(LONGEST_S)
            if self._tls is None:
                self._talk(plain)
            else:
                with self._tls.wrap_socket(plain, server_side=True) as encrypted:
                    self._talk(encrypted)

    def _talk(self, connection: socket.socket) -> None:
        if not self._listens or read_request(connection):
            self._behaviour(connection, self._stop)


@contextmanager
def misbehaving(
    behaviour: Behaviour, tls: ssl.SSLContext | None = None, *, listens: bool = True
) -> Iterator[Misbehaving]:
    """Run a server for the length of a block."""
    server = Misbehaving(behaviour, tls, listens=listens)
    try:
        yield server
    finally:
        server.stop()


def read_request(connection: socket.socket) -> bytes:
    """Read one request with its body; empty when the client is gone."""
    got = b""
    while b"\r\n\r\n" not in got:
        block = connection.recv(65536)
        if not block:
            return b""
        got += block
    head, _, body = got.partition(b"\r\n\r\n")
    length = next(
        (int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Spell a response; `length` lies about its size."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def says(data: bytes) -> Behaviour:
    """Send these bytes, then wait until the client or the test is done."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(data)
        while not stop.is_set():
            if not read_request(connection):
                return
            connection.sendall(data)

    return behave


def says_and_closes(data: bytes) -> Behaviour:
    """Send these bytes and close."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(data)

    return behave


def hangs(connection: socket.socket, stop: threading.Event) -> None:
    """Take the request and say nothing."""
    stop.wait(LONGEST_S)


def drips(data: bytes, pause_s: float = 0.02) -> Behaviour:
    """Send one byte after another for ever, starting with these."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        ends = time.monotonic() + LONGEST_S
        position = 0
        while not stop.is_set() and time.monotonic() < ends:
            connection.sendall(data[position : position + 1] or b"x")
            position += 1
            time.sleep(pause_s)

    return behave


def floods(head: bytes, block: bytes) -> Behaviour:
    """Send one block after another for ever."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(head)
        ends = time.monotonic() + LONGEST_S
        while not stop.is_set() and time.monotonic() < ends:
            connection.sendall(block)

    return behave


def bomb(unpacked_bytes: int) -> bytes:
    """Compress so many zeros that unpacking them would hurt."""
    return gzip.compress(b"0" * unpacked_bytes)


def refusing_url() -> str:
    """Return an address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return f"http://127.0.0.1:{port}"
