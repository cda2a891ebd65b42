"""Lint of spec packages: what is well formed but cannot be right. Findings carry file and line."""

from collections.abc import Iterator
from pathlib import Path

from conformance.spec.catalog import Catalog
from conformance.spec.editions import views
from conformance.spec.errors import Finding, SpecErrors
from conformance.spec.lint.calculations import lint_calculations
from conformance.spec.lint.checklist import lint_checklist
from conformance.spec.lint.common import twice
from conformance.spec.lint.editions import lint_editions
from conformance.spec.lint.errata import lint_errata
from conformance.spec.lint.files import lint_files, lint_lists
from conformance.spec.lint.items import lint_items
from conformance.spec.lint.linkages import lint_linkages, open_linkages
from conformance.spec.lint.operations import lint_operations
from conformance.spec.lint.requirements import lint_references, lint_requirements
from conformance.spec.lint.rules import lint_rules
from conformance.spec.lint.samples import lint_samples
from conformance.spec.load import list_packages, load_error_codes, load_whole
from conformance.spec.lock import check_lock
from conformance.spec.model import ErrorCode, Package, Requirement

__all__ = ["all_requirements", "lint_all", "lint_package", "open_linkages"]


def lint_package(package: Package, error_codes: tuple[ErrorCode, ...] = ()) -> list[Finding]:
    """Check one package, as read, against itself and the shared error codes: what holds in each edition by itself."""
    catalog = Catalog(package)
    found = [
        *lint_requirements(package),
        *lint_editions(package),
        *lint_checklist(package),
        *lint_rules(catalog),
        *lint_calculations(catalog),
        *lint_errata(catalog, error_codes),
    ]
    for view in views(package):
        told = {each.defect for each in found}
        found += [each for each in _of_view(Catalog(view), error_codes) if each.defect not in told]
    return found


def _of_view(catalog: Catalog, error_codes: tuple[ErrorCode, ...]) -> Iterator[Finding]:
    yield from lint_references(catalog.package)
    yield from lint_items(catalog)
    yield from lint_files(catalog)
    yield from lint_operations(catalog, error_codes)
    yield from lint_samples(catalog)


def lint_all(root: Path | None = None) -> list[Finding]:
    """Check every package and the lock of ids; files that cannot be read are findings too."""
    found: list[Finding] = []
    packages: list[Package] = []
    codes: tuple[ErrorCode, ...] = ()
    try:
        codes = load_error_codes(root)
    except SpecErrors as errors:
        found += errors.findings
    for path in list_packages(root):
        try:
            packages.append(load_whole(path, root))
        except SpecErrors as errors:
            found += errors.findings
    for package in packages:
        found += lint_package(package, codes)
    found += lint_lists(root)
    found += lint_linkages(packages)
    found += twice([each.standard for each in packages], lambda each: each.prefix, "spec.prefix")
    if not found or len(packages) == len(list_packages(root)):
        found += check_lock(all_requirements(packages), root)
    return found


def all_requirements(packages: list[Package]) -> list[Requirement]:
    """Return the requirements of several packages."""
    return [each for package in packages for each in package.requirements]
