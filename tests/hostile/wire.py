"""Behaviours on the wire: time, lengths, chunks, codings, headers, interim answers, broken connections."""

from __future__ import annotations

import gzip
import socket
import threading
import time

from conformance.target import failures as f
from conformance.target.strict_json import NOT_JSON, NOT_UTF8
from tests.hostile.case import CHUNKED, GIVEN_UP, HEAD, JSON, JUDGED, Hostile, in_parts, resets
from tests.target.misbehaving import (
    LONGEST_S,
    answer,
    bomb,
    drips,
    floods,
    hangs,
    says,
    says_and_closes,
)

SILENT = (f.TOTAL_TIMEOUT, GIVEN_UP)
WAITING = (f.READ_TIMEOUT, GIVEN_UP)
GZIP = (JSON, "Content-Encoding: gzip")
SMALL = b'{"result":[{"atenabango":"1"}]}'
MEGABYTE = b"x" * 1_000_000


def redirect(location: str, status: str = "302 Found") -> bytes:
    """Spell a redirect."""
    return answer(b"", f"Location: {location}", status=status)


def to_itself(connection: socket.socket, stop: threading.Event) -> None:
    """Redirect to the server's own address."""
    host, port = connection.getsockname()
    says(redirect(f"http://{host}:{port}/tekigo/v1/again", "307 Temporary Redirect"))(connection, stop)


def pauses(connection: socket.socket, stop: threading.Event) -> None:
    """Take the connection and read nothing."""
    stop.wait(LONGEST_S)


def slow_blocks(connection: socket.socket, stop: threading.Event) -> None:
    """Send a block of a body that was announced as short, just before each read would time out."""
    connection.sendall(HEAD + b"Content-Length: 4000\r\n\r\n")
    ends = time.monotonic() + LONGEST_S
    while not stop.is_set() and time.monotonic() < ends:
        connection.sendall(b" " * 10)
        stop.wait(0.1)


COOKIES = b"".join(b"Set-Cookie: " + b"a;" * 30_000 + b"\r\n" for _ in range(90))
PATIENCE = [
    Hostile("takes the request and hangs", hangs, WAITING),
    Hostile("reads nothing", pauses, WAITING, listens=False),
    Hostile("drips the status line", drips(b""), SILENT),
    Hostile("drips the headers", drips(HEAD + b"X-Y: "), SILENT),
    Hostile("drips the body", drips(HEAD + b"\r\n{"), SILENT),
    Hostile("drips a chunk size", drips(CHUNKED), SILENT),
    Hostile("sends blocks just in time for ever", slow_blocks, SILENT),
    Hostile("trailers without end", floods(CHUNKED + b"2\r\n{}\r\n0\r\n", b"X-T: y\r\n"), (*SILENT, f.TOO_LARGE)),
    Hostile("hangs inside the body", says(HEAD + b"Content-Length: 99\r\n\r\n{"), WAITING),
]  # fmt: skip
SIZES = [
    Hostile("endless body", floods(HEAD + b"\r\n", MEGABYTE), (f.TOO_LARGE,), heavy=True),
    Hostile("endless chunks", floods(CHUNKED, b"F4240\r\n" + MEGABYTE + b"\r\n"), (f.TOO_LARGE,), heavy=True),
    Hostile("chunk of size -1, then an endless stream", floods(CHUNKED + b"-1\r\n", MEGABYTE), (f.TOO_LARGE,), heavy=True),
    Hostile("chunk of size -5", says(CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n"), (f.NOT_HTTP,)),
    Hostile("chunk of 16 exabytes", floods(CHUNKED + b"ffffffffffffffff\r\n", MEGABYTE), (f.TOO_LARGE,), heavy=True),
    Hostile("chunk size that is no number", says(CHUNKED + b"zz\r\n{}\r\n0\r\n\r\n"), (f.CLOSED_HALFWAY,)),
    Hostile("announces 99 GB", floods(HEAD + b"Content-Length: 99999999999\r\n\r\n", MEGABYTE), (f.TOO_LARGE,), heavy=True),
    Hostile("Content-Length too long", says_and_closes(answer(SMALL, JSON, length=500)), (f.CLOSED_HALFWAY,)),
    Hostile("Content-Length too short", says(answer(SMALL, JSON, length=9)), (NOT_JSON,)),
    Hostile("Content-Length below zero", says_and_closes(answer(b"{", JSON, length=-7)), (NOT_JSON,)),
    Hostile("two Content-Lengths", says(answer(SMALL, JSON, "Content-Length: 3")), (f.NOT_HTTP,)),
    Hostile("length and chunks at once", says(CHUNKED[:-2] + b"Content-Length: 2\r\n\r\n2\r\n[]\r\n0\r\n\r\n"), (JUDGED,)),
    Hostile("gzip bomb", says(answer(bomb(200_000_000), *GZIP)), (f.TOO_LARGE_UNPACKED,), heavy=True),
    Hostile("gzip inside gzip", says(answer(gzip.compress(gzip.compress(SMALL)), *GZIP)), (NOT_UTF8,)),
    Hostile("gzip said twice", says(answer(gzip.compress(gzip.compress(SMALL)), JSON, "Content-Encoding: gzip, gzip")), (f.BAD_CODING,)),
    Hostile("gzip bomb inside gzip", says(answer(gzip.compress(bomb(200_000_000)), *GZIP)), (NOT_UTF8,), heavy=True),
    Hostile("unknown coding", says(answer(SMALL, JSON, "Content-Encoding: br")), (f.BAD_CODING,)),
    Hostile("coding named by an attack", says(answer(SMALL, JSON, "Content-Encoding: \x1b]0;owned\x07<script>")), (f.BAD_CODING,), speaks=True),
    Hostile("says gzip and is not", says(answer(SMALL, *GZIP)), (f.BAD_CODING,)),
    Hostile("half a gzip", says(answer(gzip.compress(SMALL * 50)[:-9], *GZIP)), (f.BAD_CODING,)),
]  # fmt: skip
HEADERS = [
    Hostile("headers without end", floods(HEAD, b"X-A: b\r\n" * 100), (f.HEADER_FLOOD,)),
    Hostile("one header without end", floods(HEAD + b"X-A: ", MEGABYTE), (f.HEADER_FLOOD,)),
    Hostile("ninety headers of 60 KB", says(HEAD + b"".join(b"X-%d: " % n + b"y" * 60_000 + b"\r\n" for n in range(90)) + b"Content-Length: 2\r\n\r\n[]"), (JUDGED,), heavy=True),
    Hostile("cookie bomb", says(HEAD + COOKIES + b"Content-Length: 2\r\n\r\n[]"), (JUDGED,), heavy=True),
    Hostile("header line without a colon", says_and_closes(HEAD + b"\x1b]0;owned\x07\r\nContent-Length: 2\r\n\r\n[]"), (JUDGED,), speaks=True),
    Hostile("redirects to another host", says(redirect("http://other.invalid/")), (f.REDIRECT,)),
    Hostile("redirects to a file", says(redirect("file:///etc/passwd")), (f.REDIRECT,)),
    Hostile("redirects to itself", to_itself, (f.REDIRECT,)),
    Hostile("redirects to a script", says(redirect("javascript:alert(1)//\x1b]0;owned\x07")), (f.REDIRECT,), speaks=True),
    Hostile("redirects nowhere", says(answer(b"", status="308 Permanent Redirect")), (f.REDIRECT,)),
]  # fmt: skip
STATUS = [
    Hostile("100 Continue without end", floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), SILENT),
    Hostile("100 Continue in bulk", floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 9000), (f.TOO_LARGE, *SILENT)),
    Hostile("102 Processing without end", floods(b"", b"HTTP/1.1 102 Processing\r\n\r\n"), (f.NOT_HTTP,)),
    Hostile("103 Early Hints, later the answer", in_parts(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", answer(b"[]", JSON)), (JUDGED,)),
    Hostile("100 Continue, then silence", says(b"HTTP/1.1 100 Continue\r\n\r\n"), WAITING),
    Hostile("101 Switching Protocols", says_and_closes(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\x00\x01"), (f.NOT_HTTP, f.CLOSED_SILENT)),
    Hostile("HTTP/0.9", says_and_closes(SMALL), (f.NOT_HTTP,)),
    Hostile("another protocol", says_and_closes(b"SSH-2.0-OpenSSH_9.6\r\n"), (f.NOT_HTTP,)),
    Hostile("status 20", says_and_closes(answer(SMALL, JSON, status="20 OK")), (f.NOT_HTTP,)),
    Hostile("status 999", says(answer(SMALL, JSON, status="999 \x1b]0;owned\x07")), (JUDGED,), speaks=True),
    Hostile("refuses every token", says(answer(SMALL, JSON, status="401 Unauthorized")), ("TKG-ITEM011",)),
    Hostile("status line without end", floods(b"HTTP/1.1 200 ", MEGABYTE), (f.HEADER_FLOOD,)),
    Hostile("a body for 204", says(answer(SMALL, JSON, status="204 No Content")), (JUDGED,)),
    Hostile("two answers to one request", says(answer(b"[]", JSON) + answer(SMALL, JSON)), (JUDGED,)),
    Hostile("another answer a moment later", in_parts(answer(b"[]", JSON), answer(SMALL, JSON)), (JUDGED,)),
    Hostile("an answer before the request", in_parts(answer(b"[]", JSON)), (JUDGED,), listens=False),
]  # fmt: skip
BROKEN = [
    Hostile("reset when accepted", resets(None, read=False), (f.CLOSED_HALFWAY, f.CLOSED_SILENT), listens=False),
    Hostile("reset after the request", resets(None), (f.CLOSED_HALFWAY, f.CLOSED_SILENT), listens=False),
    Hostile("reset after the status line", resets(HEAD[:17]), (f.CLOSED_HALFWAY,), listens=False),
    Hostile("reset inside the headers", resets(HEAD), (f.CLOSED_HALFWAY,), listens=False),
    Hostile("reset inside the body", resets(HEAD + b"Content-Length: 99\r\n\r\n{"), (f.CLOSED_HALFWAY,), listens=False),
    Hostile("closed without a word", says_and_closes(b""), (f.CLOSED_SILENT,)),
    Hostile("closed inside a chunk", says_and_closes(CHUNKED + b"ff\r\n{}"), (f.CLOSED_HALFWAY,)),
]  # fmt: skip
WIRE = [*PATIENCE, *SIZES, *HEADERS, *STATUS, *BROKEN]
