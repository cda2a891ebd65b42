"""Files under `specs/schema/` that are generated from structs: made, written, and held against drift in one way."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from conformance.spec.json_file import json_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Files = Mapping[str, bytes]


def schema_of(title: str, kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Make the JSON Schema of a struct as an author writes it: without `origin`, which the loader sets."""
    made: dict[str, Any] = {"$schema": DIALECT, "title": title, **msgspec.json.schema(kind)}
    for definition in made["$defs"].values():
        definition.get("properties", {}).pop("origin", None)
    return made


def encoded(schema: dict[str, Any], indent: int = 2) -> bytes:
    """Return the bytes of a schema file."""
    return json_text(schema, indent=indent)


def stale(folder: Path, files: Files) -> list[str]:
    """Name the files that are missing or not what their structs say."""
    return [name for name, content in files.items() if _read(folder / name) != content]


def write(folder: Path, files: Files) -> list[str]:
    """Write the files that differ from what is there, and return their names."""
    names = stale(folder, files)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(files[name])
    return names


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
