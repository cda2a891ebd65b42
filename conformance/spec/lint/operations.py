"""Rules about operations and probes: everything they name exists, and probes probe what is prohibited."""

from collections.abc import Iterable, Iterator

from conformance.i18n import TekigoError
from conformance.spec.catalog import SET, Catalog
from conformance.spec.errors import Finding, finding
from conformance.spec.lint.common import twice, unknown
from conformance.spec.model import ErrorCode, Operation


def lint_operations(catalog: Catalog, error_codes: tuple[ErrorCode, ...]) -> Iterator[Finding]:
    """Check names, items, error codes, preparations and accepted codes of operations, and all probes."""
    package = catalog.package
    yield from twice(package.operations, lambda each: each.id, "spec.operation")
    yield from twice(package.operations, lambda each: each.name, "spec.operation")
    yield from twice(package.probes, lambda each: each.id, "spec.probe")
    for name in package.sets:
        yield from _items(catalog, f"specs/{package.path}/operations.yaml:1", (SET + name,))
    for operation in package.operations:
        yield from _items(catalog, operation.origin, _entries(operation))
        yield from _answers(operation, {each.code: each for each in error_codes})
        yield from _accepts(catalog, operation)
        names = {each.name for each in package.operations} | {each.id for each in package.operations}
        for step in operation.prepare:
            if step.operation not in names:
                yield unknown(operation.origin, "spec.operation", step.operation, names)
    yield from _probes(catalog)


def _entries(operation: Operation) -> Iterator[str]:
    for listed in (operation.subject, operation.required, operation.optional, operation.output):
        yield from listed
    yield from operation.at_least_one
    for condition in operation.conditions:
        yield condition.when.item
        yield from condition.required
    yield from operation.accepts
    yield from operation.sample


def _items(catalog: Catalog, origin: str, entries: Iterable[str]) -> Iterator[Finding]:
    for entry in entries:
        try:
            catalog.items_of((entry,))
        except TekigoError as error:
            yield finding(origin, error.code, **error.params)


def _answers(operation: Operation, codes: dict[str, ErrorCode]) -> Iterator[Finding]:
    for kind, refusals in (("error", operation.refuses), ("alert", operation.alerts)):
        for refusal in refusals:
            known = codes.get(refusal.code)
            if known is None:
                yield unknown(operation.origin, "spec.error_code", refusal.code, codes)
            elif known.kind != kind:
                yield finding(
                    operation.origin, "TKG-SPEC081", code=refusal.code, kind=known.kind, expected=kind
                )


def _accepts(catalog: Catalog, operation: Operation) -> Iterator[Finding]:
    for name, labels in operation.accepts.items():
        try:
            codes = catalog.codes_of(catalog.item(name))
        except TekigoError:
            continue  # told by the rule on items
        known = [entry.label for entry in codes.entries] if codes else []
        for label in labels:
            if label not in known:
                yield unknown(operation.origin, "spec.label", label, known)


def _probes(catalog: Catalog) -> Iterator[Finding]:
    package = catalog.package
    classes = {each.id: each.class_ for each in package.requirements}
    operations = {each.id for each in package.operations}
    for probe in package.probes:
        class_ = classes.get(probe.requirement, "prohibited")
        if class_ != "prohibited":
            yield finding(
                probe.origin, "TKG-SPEC079", id=probe.id, requirement=probe.requirement, found=class_
            )
        if probe.kind == "operation" and probe.id in operations:
            yield finding(probe.origin, "TKG-SPEC080", id=probe.id)
