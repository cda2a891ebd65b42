"""One behaviour of a hostile target, as data: how it behaves and what has to come of it."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.target.misbehaving import Behaviour, answer, read_request

JUDGED = ""  # instead of a code: the check was judged by what the target said
GIVEN_UP = "TKG-TGT020"
JSON = "Content-Type: application/json"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
Place = Literal["operations", "tokens"]
Certificate = Literal["", "expired", "other host", "self-signed", "trusted", "none"]


@dataclass(frozen=True)
class Hostile:
    """`codes`: message codes, one of which a run has to tell, as a code or in the words of its message; `JUDGED` for a
    target that is judged by what it says, its answers being answers.

    `at`: which server behaves so. `listens`: whether it reads a request first. `certificate`: what it shows ("none": the
    address says https and the server does not speak it). `plain_address`: the address says http and the server wants
    TLS. `heavy`: it is after memory. `speaks`: it is after whoever reads the reports.
    """

    name: str
    behave: Behaviour
    codes: tuple[str, ...]
    at: Place = "operations"
    listens: bool = True
    certificate: Certificate = ""
    plain_address: bool = False
    heavy: bool = False
    speaks: bool = False

    @property
    def waits(self) -> bool:
        """Tell whether time-outs have to run out against it."""
        return GIVEN_UP in self.codes


def replies(reply: Callable[[bytes], bytes]) -> Behaviour:
    """Answer each request by what it says; `listens` must be off, so that the first one is seen too."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        while not stop.is_set():
            request = read_request(connection)
            if not request:
                return
            connection.sendall(reply(request))

    return behave


def resets(data: bytes | None, *, read: bool = True) -> Behaviour:
    """Send these bytes and break the connection off hard (RST); without `read` before a request has come."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        if read:
            read_request(connection)
        if data:
            connection.sendall(data)
            time.sleep(0.01)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return behave


def in_parts(*parts: bytes, pause_s: float = 0.005) -> Behaviour:
    """Send these bytes part by part after each request."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not stop.is_set():
            for part in parts:
                connection.sendall(part)
                time.sleep(pause_s)
            if not read_request(connection):
                return

    return behave


def body_of(request: bytes) -> dict[str, object]:
    """Read the JSON object of a request; empty when it holds none."""
    body = request.partition(b"\r\n\r\n")[2]
    found = json.loads(body) if body.startswith(b"{") else {}
    return found if isinstance(found, dict) else {}


def header_of(request: bytes, name: str) -> str:
    """Return a header of a request."""
    lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return next((line.partition(":")[2].strip() for line in lines if line.lower().startswith(f"{name}:")), "")


def as_json(value: object, status: str = "200 OK") -> bytes:
    """Spell an answer with a JSON body."""
    return answer(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), JSON, status=status)
