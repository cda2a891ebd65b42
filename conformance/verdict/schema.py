"""JSON Schemas of verdict.json and of one line of evidence.ndjson, generated from the structs that write them."""

import msgspec

from conformance.data.model import DataFolder
from conformance.engine.evidence import Evidence
from conformance.spec.generated import encoded, schema_of
from conformance.verdict.model import Verdict

FILES: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "verdict.json": ("verdict.json: the verdict of a run and everything it was decided from", Verdict),
    "data.json": ("data.json: what a run found in extracted files", DataFolder),
    "evidence.json": ("evidence.ndjson: one line, the record of one check", Evidence),
}


def schemas() -> dict[str, bytes]:
    """Make every schema: file name below `specs/schema/` → content."""
    return {name: encoded(schema_of(title, kind)) for name, (title, kind) in FILES.items()}
