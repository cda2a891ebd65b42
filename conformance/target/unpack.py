"""Content decoding that a hostile server cannot turn into gigabytes."""

from __future__ import annotations

import zlib

GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_KNOWN = {"gzip", "x-gzip", "deflate"}


class BadCoding(Exception):
    """The body is not in the coding its header names, or the coding is one that was not asked for."""


class Overflow(Exception):
    """The unpacked body exceeds the limit."""


def unpack(body: bytes, coding: str, limit: int) -> bytes:
    """Undo `Content-Encoding`; never holds more than `limit` bytes of output. Raises BadCoding or Overflow."""
    name = coding.strip().lower()
    if not body or name in ("", "identity"):
        return body
    if name not in _KNOWN:
        raise BadCoding(name)
    machine = zlib.decompressobj(GZIP_OR_ZLIB)
    try:
        plain = machine.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadCoding(name) from error
    if len(plain) > limit:
        raise Overflow
    if not machine.eof:
        raise BadCoding(name)
    return plain
