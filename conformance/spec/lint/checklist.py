"""Rules about the checklist of a standard: no line of the reference is forgotten."""

import re
from collections.abc import Iterator

from conformance.spec.errors import Finding, finding
from conformance.spec.model import Package
from conformance.spec.standard import Checklist


def lint_checklist(package: Package) -> Iterator[Finding]:
    """Every line of the reference stands in the source of some requirement; ranges go upwards."""
    sources = "\n".join(each.source for each in package.requirements)
    for part in package.standard.checklist:
        if (part.first is None) is not (part.last is None) or not part.numbers:
            yield finding(part.origin, "TKG-SPEC090", prefix=part.prefix)
        for number in part.numbers:
            if not _line(part, number).search(sources):
                yield finding(part.origin, "TKG-SPEC091", line=shown(part, number))


def shown(part: Checklist, number: str) -> str:
    """Write the id of a line of the reference."""
    return f"{part.prefix.rstrip('- ')} {number}".strip()


def _line(part: Checklist, number: str) -> re.Pattern[str]:
    """Match the id of a line whatever joins prefix and number: LVT-001, LVT 1; never 1.1 in 1.10 or 1.1.2."""
    prefix = part.prefix.rstrip("- ")
    joint = "[- ]?0*" if prefix else ""
    return re.compile(
        rf"(?<![0-9A-Za-z.]){re.escape(prefix)}{joint}{re.escape(number)}(?![0-9A-Za-z]|\.[0-9])"
    )
