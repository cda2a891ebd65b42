"""Searches for planted values as a curious reader would: in every file, unpacked, and decoded in every usual way."""

import html
import json
import re
import unicodedata
import zipfile
from base64 import b64decode, urlsafe_b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, unquote_plus

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_LONGEST = 4000  # longer runs of letters are programs, not values


def found(planted: Iterable[str], folder: Path, said: dict[str, str]) -> list[tuple[str, str]]:
    """List where planted values can be read: (file or stream, value)."""
    values = {value: (value, _plain(value), _digits(value)) for value in planted}
    hits = []
    for name, data in (*_files(folder), *((name, text.encode()) for name, text in said.items())):
        for reading in readings(data):
            grouped = _ungrouped(reading)
            for value, (exact, plain, digits) in values.items():
                if exact in reading or plain in reading or (digits and digits in grouped):
                    hits.append((name, value))
    return sorted(set(hits))


def readings(data: bytes) -> Iterator[str]:
    """Yield a text in every way it may be meant."""
    text = data.decode("utf-8", "replace")
    yield text
    yield from {unquote(text), unquote_plus(text), html.unescape(text), _unescaped(text)} - {text}
    yield unicodedata.normalize("NFKC", _unescaped(unquote(text)))
    yield "\n".join(_from_base64(data))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _members(str(path.relative_to(folder)), path.read_bytes())


def _members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and what is in it when it is an archive (XLSX, signed bundle)."""
    yield name, name.encode() if zipfile.is_zipfile(BytesIO(data)) else data
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for each in archive.namelist():
                yield from _members(f"{name}/{each}", archive.read(each))
    if name.endswith(".dsse.json"):
        yield f"{name}#payload", b64decode(json.loads(data)["payload"])


def _from_base64(data: bytes) -> Iterator[str]:
    for run in _BASE64.findall(data):
        if len(run) > _LONGEST:
            continue
        for start in range(4):
            part = run[start:]
            part = part[:-1] if len(part) % 4 == 1 else part
            part += b"=" * (-len(part) % 4)
            for decode in (b64decode, urlsafe_b64decode):
                try:
                    yield decode(part).decode("utf-8", "replace")
                except (Error, ValueError):
                    continue


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda each: chr(int(each[1], 16)), text).replace("\\/", "/") if "\\" in text else text


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value)


def _digits(value: str) -> str:
    plain = _plain(value)
    return plain if plain.isascii() and plain.isdigit() else ""


def _ungrouped(text: str) -> str:
    """Close the gaps of digits that are written in groups of four."""
    return re.sub(r"(?<=\d{4})[ 　\-－‐–](?=\d{4})", "", text)
