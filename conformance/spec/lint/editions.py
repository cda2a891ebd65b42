"""Rules about the editions that rows carry."""

from collections.abc import Iterator

from conformance.spec.editions import order_of
from conformance.spec.errors import Finding, finding
from conformance.spec.lint.common import unknown
from conformance.spec.model import Package


def lint_editions(package: Package) -> Iterator[Finding]:
    """Editions that rows name exist, and nothing goes before it has come."""
    order = order_of(package.standard)
    for rows in (package.requirements, package.items, package.codes, package.operations):
        for each in rows:
            first, last = each.introduced, each.withdrawn
            missing = [edition for edition in (first, last) if edition and edition not in order]
            for edition in missing:
                yield unknown(each.origin, "spec.edition", edition, order)
            if not missing and last and order.index(last) <= (order.index(first) if first else 0):
                yield finding(each.origin, "TKG-SPEC104", introduced=first or order[0], withdrawn=last)
