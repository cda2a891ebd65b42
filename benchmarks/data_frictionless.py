"""What Frictionless needs for the same rules, as far as its schemas can state them.

It is no dependency: it runs in a Python that has it, and only its own work is timed.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from conformance.data.columns import portable
from conformance.data.conditions import must_always_be_there
from conformance.spec import characters as ch
from conformance.spec.patterns import pattern_of

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.data.layout import FileLayout
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item

SCRIPT = """
import json, sys, time
import frictionless
folder, name = sys.argv[1:]
schema = frictionless.Schema.from_descriptor(json.load(sys.stdin))
resource = frictionless.Resource(path=name, basepath=folder, schema=schema)
began = time.perf_counter()
report = frictionless.validate(resource)
print(json.dumps([time.perf_counter() - began, report.valid, report.flatten(["type", "fieldName", "note"])[:3]]))
"""


def seconds(python: str, path: Path, layout: FileLayout, catalog: Catalog, columns: int) -> float:
    """Return what it takes to find a right file right. Raises ValueError where it finds an error."""
    fields = [_field(item, catalog) for item in layout.items[:columns]]
    schema = {"fields": fields, "primaryKey": [item.name for item in layout.key]}
    done = subprocess.run(
        [python, "-c", SCRIPT, str(path.parent), path.name],
        input=json.dumps(schema),
        capture_output=True,
        text=True,
        check=True,
    )
    took, valid, errors = json.loads(done.stdout)
    if not valid:
        raise ValueError(errors)
    return float(took)


def _field(item: Item, catalog: Catalog) -> dict[str, Any]:
    """State the rules of a column: required, codes, pattern, length."""
    codes = catalog.codes_of(item)
    rules: dict[str, Any] = {"required": True} if must_always_be_there(item) else {}
    if codes is not None:
        rules["enum"] = list(codes.values)
    elif item.type == "N" and not item.charset:
        rules["pattern"] = f"(?:{portable(ch.FULL_WIDTH)})*"
    elif pattern := pattern_of(item):
        rules["pattern"] = f"(?:{portable(pattern)})"
    if codes is None and item.digits and item.type in ("X", "N"):
        rules["maxLength"] = item.digits[0]
        if item.fixed:
            rules["minLength"] = item.digits[0]
    return {"name": item.name, "type": "string", "constraints": rules}
