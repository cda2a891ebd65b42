"""The JSON Schema of target files, generated from `conformance.target.model`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from conformance.target.model import Target

if TYPE_CHECKING:
    from pathlib import Path

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FILE = "target.json"
# The loader checks these choices too, with a message in plain words.
_ONE_OF = {"SecretRef": ("env", "file"), "KnownFailure": ("requirement", "check")}


def schemas() -> dict[str, bytes]:
    """Make every schema: file name below `specs/schema/` → content."""
    title = "target file: one system under test"
    made: dict[str, Any] = {"$schema": DIALECT, "title": title, **msgspec.json.schema(Target)}
    for name, definition in made["$defs"].items():
        # `origin` is where the loader found a row; authors never write it.
        definition.get("properties", {}).pop("origin", None)
        if name in _ONE_OF:
            definition["oneOf"] = [{"required": [one]} for one in _ONE_OF[name]]
    return {SCHEMA_FILE: msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"}


def generate(folder: Path) -> list[str]:
    """Write the schemas that differ from what is there, and return their names."""
    stale = stale_schemas(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_bytes(schemas()[name])
    return stale


def stale_schemas(folder: Path) -> list[str]:
    """Name the schemas that are missing or not what the model says."""
    return [name for name, content in schemas().items() if _read(folder / name) != content]


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
