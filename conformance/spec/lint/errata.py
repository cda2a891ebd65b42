"""Rules about errata: what they name exists, and whatever bears on checks says on which."""

from collections.abc import Iterator

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.errors import Finding, finding
from conformance.spec.lint.common import twice, unknown
from conformance.spec.model import ErrorCode


def lint_errata(catalog: Catalog, error_codes: tuple[ErrorCode, ...]) -> Iterator[Finding]:
    """Check ids, items and error codes of errata, and the error codes of official APIs."""
    package = catalog.package
    known = [each.code for each in error_codes]
    yield from twice(package.errata, lambda each: each.id, "spec.erratum")
    for each in package.errata:
        if not each.id.startswith(f"{package.standard.prefix}-"):
            yield finding(each.origin, "TKG-SPEC071", id=each.id, prefix=package.standard.prefix)
        for name in each.items:
            try:
                catalog.item(name)
            except TekigoError as error:
                yield finding(each.origin, error.code, **error.params)
        for code in each.codes:
            if known and code not in known:
                yield unknown(each.origin, "spec.error_code", code, known)
    for operation in package.operations:
        for code in operation.api.errors if operation.api else ():
            if known and code not in known:
                yield unknown(operation.origin, "spec.error_code", code, known)
