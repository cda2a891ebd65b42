"""The JSON Schema of target files, generated from `conformance.target.model`."""

from conformance.spec.generated import encoded, schema_of
from conformance.target.model import Target

SCHEMA_FILE = "target.json"
# The loader checks these choices too, with a message in plain words.
_ONE_OF = {
    "SecretRef": ("env", "file"),
    "KnownFailure": ("requirement", "check"),
    "Target": ("auth", "token_url"),
}


def schemas() -> dict[str, bytes]:
    """Make every schema: file name below `specs/schema/` → content."""
    made = schema_of("target file: one system under test", Target)
    for name, choices in _ONE_OF.items():
        made["$defs"][name]["oneOf"] = [{"required": [one]} for one in choices]
    return {SCHEMA_FILE: encoded(made)}
