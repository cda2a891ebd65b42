"""JSON Schemas of the spec files, generated from the model, so that editors and third parties read the same rules."""

from conformance.spec.access import AccessCases
from conformance.spec.calculations.model import Calculations
from conformance.spec.consumer import ConsumerScript
from conformance.spec.generated import encoded, schema_of
from conformance.spec.model import Code, ErrorCode, Item, Linkage, Operations, Report, Requirement
from conformance.spec.official import Errata
from conformance.spec.row import Row
from conformance.spec.rules.model import RuleSheets
from conformance.spec.standard import Standard

# A CSV file is described by its row: an object of its non-empty cells, lists split at `|`.
FILES: dict[str, type[Row]] = {
    "standard.yaml": Standard,
    "operations.yaml": Operations,
    "errata.yaml": Errata,
    "rules.yaml": RuleSheets,
    "calculations.yaml": Calculations,
    "access_cases.yaml": AccessCases,
    "situations.yaml": ConsumerScript,
    "requirements.csv": Requirement,
    "items.csv": Item,
    "codes.csv": Code,
    "reports.csv": Report,
    "linkages.csv": Linkage,
    "error_codes.csv": ErrorCode,
}


def schemas() -> dict[str, bytes]:
    """Make every schema: file name below `specs/schema/` → content."""
    return {
        f"{name.partition('.')[0]}.schema.json": encoded(schema_of(name, kind))
        for name, kind in FILES.items()
    }
