"""The JSON Schema of binding files, generated from `conformance.binding.model`."""

from conformance.binding.model import Binding
from conformance.spec.generated import encoded, schema_of

SCHEMA_FILE = "binding.json"


def schemas() -> dict[str, bytes]:
    """Make every schema: file name below `specs/schema/` → content."""
    return {SCHEMA_FILE: encoded(schema_of("binding file: a vendor's own API, one business", Binding))}
