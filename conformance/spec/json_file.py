"""JSON that people read too: indented, with a line end at its end."""

from pathlib import Path
from typing import Literal

import msgspec


def json_text(
    value: object, *, indent: int = 1, order: Literal["deterministic", "sorted"] | None = None
) -> bytes:
    """Return a value as indented JSON; `order` as msgspec has it."""
    return msgspec.json.format(msgspec.json.encode(value, order=order), indent=indent) + b"\n"


def write_json(path: Path, value: object) -> Path:
    """Write a value as indented JSON; returns the path."""
    return write_whole(path, json_text(value))


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file so that a kill leaves the one before or this one, never half of it; returns the path."""
    begun = path.with_name(f"{path.name}.part")
    begun.write_bytes(data)
    return begun.replace(path)
