"""Generates the JSON Schema of target files, `specs/schema/target.json`, from `conformance.target.model`."""

from __future__ import annotations

from typing import Any

import msgspec

from conformance.target.model import Target

SCHEMA_FILE = "target.json"


def generate() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a target file; what the loader adds to a row is not part of it."""
    schema: dict[str, Any] = msgspec.json.schema(Target)
    definitions: dict[str, dict[str, Any]] = schema["$defs"]
    for definition in definitions.values():
        definition.get("properties", {}).pop("origin", None)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "tekigo target file"
    # The choice between two fields is checked by the loader too, with a message in plain words.
    for name, pair in {"SecretRef": ("env", "file"), "KnownFailure": ("requirement", "check")}.items():
        definitions[name]["oneOf"] = [{"required": [one]} for one in pair]
    return schema
