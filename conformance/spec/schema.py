"""JSON Schemas of the spec files, generated from the model, so that editors and third parties read the same rules."""

from pathlib import Path
from typing import Any

import msgspec

from conformance.spec.model import (
    Code,
    ErrorCode,
    Item,
    Linkage,
    Operations,
    Report,
    Requirement,
    Row,
    Standard,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# A CSV file is described by its row: an object of its non-empty cells, lists split at `|`.
FILES: dict[str, type[Row]] = {
    "standard.yaml": Standard,
    "operations.yaml": Operations,
    "requirements.csv": Requirement,
    "items.csv": Item,
    "codes.csv": Code,
    "reports.csv": Report,
    "linkages.csv": Linkage,
    "error_codes.csv": ErrorCode,
}


def schemas() -> dict[str, bytes]:
    """Make every schema: file name below `specs/schema/` → content."""
    return {f"{name.partition('.')[0]}.schema.json": _schema(name, kind) for name, kind in FILES.items()}


def write_schemas(folder: Path) -> list[str]:
    """Write the schemas that differ from what is there, and return their names."""
    stale = stale_schemas(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_bytes(schemas()[name])
    return stale


def stale_schemas(folder: Path) -> list[str]:
    """Name the schemas that are missing or not what the model says."""
    return [name for name, content in schemas().items() if _read(folder / name) != content]


def _schema(name: str, kind: type[Row]) -> bytes:
    made = {"$schema": DIALECT, "title": name, **msgspec.json.schema(kind)}
    for definition in made["$defs"].values():
        _without_origin(definition)
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def _without_origin(definition: dict[str, Any]) -> None:
    # `origin` is where the loader found a row; authors never write it.
    definition.get("properties", {}).pop("origin", None)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
