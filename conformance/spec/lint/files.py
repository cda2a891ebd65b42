"""Rules about what the check of extracted files needs: conditions, foreign keys, the requirement of each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.errors import SpecErrors, finding
from conformance.spec.foreign_keys import foreign_key
from conformance.spec.lint.common import unknown
from conformance.spec.load import find_package
from conformance.spec.output_conditions import output_condition
from conformance.spec.shared_lists import load_list, shared_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from conformance.spec.errors import Finding
    from conformance.spec.foreign_keys import Place
    from conformance.spec.model import Item, Package
    from conformance.spec.output_conditions import Atom


def lint_files(catalog: Catalog) -> Iterator[Finding]:
    """Conditions can be read and name items of their group and values they can have; foreign keys lead somewhere."""
    package = catalog.package
    for item in package.items:
        yield from lint_item(item, catalog)
    testable = {each.id for each in package.requirements if each.testability == "file"}
    for rule, id_ in package.standard.file_checks.items():
        if id_ not in testable and any(each.id == id_ for each in package.requirements):
            yield finding(package.standard.origin, "TKG-SPEC097", rule=rule, id=id_)


def lint_lists(root: Path | None = None) -> Iterator[Finding]:
    """Check the lists that all businesses share."""
    for key in shared_lists(root):
        try:
            catalog = Catalog(load_list(key, root))
        except SpecErrors as errors:
            yield from errors.findings
            continue
        for item in catalog.package.items:
            yield from lint_item(item, catalog)


def lint_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    """Look at one item; `catalog` may be of a list without a standard of its own."""
    try:
        condition = output_condition(item.output_condition)
    except ValueError as error:
        yield finding(item.origin, "TKG-SPEC098", name=item.name, found=str(error))
    else:
        yield from _atoms(item, condition.any_of, catalog)
    try:
        key = foreign_key(item)
    except ValueError as error:
        yield finding(item.origin, "TKG-SPEC099", name=item.name, found=str(error))
        return
    if key is not None:
        yield from _atoms(item, key.any_of, catalog)
        for place in key.places:
            yield from _place(item, place, catalog.package)


def _atoms(item: Item, any_of: Iterable[tuple[Atom, ...]], catalog: Catalog) -> Iterator[Finding]:
    others = {each.name: each for each in catalog.package.items if each.group == item.group}
    for atom in (atom for part in any_of for atom in part):
        other = others.get(atom.item)
        if other is None:
            yield unknown(item.origin, "spec.item", atom.item, others)
            continue
        codes = catalog.codes_of(other)
        for value in atom.values if codes is not None else ():
            if codes is not None and codes.value(value) is None:
                yield unknown(item.origin, "spec.code_value", value, codes.values)


def _place(item: Item, place: Place, package: Package) -> Iterator[Finding]:
    if not place.business:
        names = [each.name for each in package.items]
        if place.item not in names:
            yield unknown(item.origin, "spec.item", place.item, names)
    elif not _is_known(place.business):
        yield finding(item.origin, "TKG-SPEC099", name=item.name, found=str(place))


def _is_known(business: str) -> bool:
    if business in shared_lists():
        return True
    try:
        find_package(business)
    except TekigoError:
        return False
    return True
