"""What holds in one edition of a standard: of each kind of row those in force, and no mention of the others.

Requirements, items, codes and operations carry the edition they came with and the one they went with. What exists for
one requirement (items that name one, probes, reports, linkages, access cases, checks of callers, errata) comes and goes
with it, an operation with the last of those that it names. Rule tables and calculations go by dates, not by editions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace

from conformance.i18n import TekigoError
from conformance.spec.model import Elsewhere, Operation, Package, Requirement
from conformance.spec.standard import Edition, Standard

T = TypeVar("T")
_LISTS = ("subject", "required", "optional", "output", "at_least_one")


class Dated(Protocol):
    """What has a first edition, and an edition that no longer has it; empty when there is none."""

    @property
    def introduced(self) -> str: ...
    @property
    def withdrawn(self) -> str: ...


def oldest_first(editions: Sequence[Edition]) -> list[Edition]:
    """Order editions by date when every one has a date, else leave them as the package lists them."""
    dated = [(each.date, each) for each in editions if each.date is not None]
    if len(dated) < len(editions):
        return list(editions)
    return [each for _, each in sorted(dated, key=lambda pair: pair[0])]


def order_of(standard: Standard) -> tuple[str, ...]:
    """Return the ids of the editions, the oldest first."""
    return tuple(each.id for each in oldest_first(standard.editions))


def in_force(row: Dated, edition: str, order: Sequence[str]) -> bool:
    """Tell whether an edition has a row; an edition that nobody knows excludes nothing."""
    if edition not in order:
        return True
    now = order.index(edition)
    return row.introduced not in order[now + 1 :] and row.withdrawn not in order[: now + 1]


def known_edition(standard: Standard, edition: str) -> str:
    """Return an edition that the standard has. Raises TekigoError TKG-RUN006 with those that it has."""
    known = [each.id for each in standard.editions]
    if edition not in known:
        raise TekigoError("TKG-RUN006", edition=edition, business=standard.business, known="、".join(known))
    return edition


def at_edition(whole: Package, edition: str | None = None) -> Package:
    """Return what holds in an edition, as a package whose default it is. `whole`: with the rows of all editions.

    None is the default edition. A package without later editions comes back as it is. Raises TekigoError TKG-RUN006 for
    an edition that there is not.
    """
    standard = whole.standard
    edition = edition or standard.default_edition
    if edition != standard.default_edition:
        standard = replace(standard, default_edition=known_edition(standard, edition))
    order = order_of(standard)

    def there(rows: Iterable[T]) -> tuple[T, ...]:
        return tuple(row for row in rows if in_force(row, edition, order))  # type: ignore[arg-type]

    requirements = there(whole.requirements)
    gone = _gone(whole.requirements, requirements, "id")
    items = tuple(each for each in there(whole.items) if each.requirement not in gone)
    codes, operations = there(whole.codes), there(whole.operations)
    same = (requirements, items, codes, operations) == (
        whole.requirements,
        whole.items,
        whole.codes,
        whole.operations,
    )
    if same:
        return whole if standard is whole.standard else replace(whole, standard=standard)
    names = _gone(whole.items, items, "name", "romaji")
    cut = _Cut(gone, names)
    return replace(
        whole,
        standard=replace(
            standard,
            item_checks={kind: id_ for kind, id_ in standard.item_checks.items() if id_ not in gone},
            file_checks={rule: id_ for rule, id_ in standard.file_checks.items() if id_ not in gone},
        ),
        requirements=requirements,
        items=items,
        codes=codes,
        sets={name: cut.left(entries) for name, entries in whole.sets.items()},
        operations=tuple(cut.operations(operations)),
        probes=cut.of_requirements(whole.probes),
        reports=cut.of_requirements(whole.reports),
        linkages=cut.of_requirements(whole.linkages),
        access=cut.of_requirements(whole.access),
        consumer=replace(whole.consumer, checks=cut.of_requirements(whole.consumer.checks)),
        errata=cut.of_requirements(whole.errata),
        elsewhere=Elsewhere(requirements=gone, items=names),
    )


def requirements_of(standard: Standard, rows: Iterable[Requirement], edition: str) -> tuple[Requirement, ...]:
    """Return the requirements that an edition has."""
    order = order_of(standard)
    return tuple(each for each in rows if in_force(each, edition, order))


def views(whole: Package) -> Iterator[Package]:
    """Yield what holds in each edition in which something changes, the default one first."""
    standard = whole.standard
    marked = {
        edition
        for rows in (whole.requirements, whole.items, whole.codes, whole.operations)
        for row in rows
        for edition in (row.introduced, row.withdrawn)
    }
    first = order_of(standard)[:1]
    chosen = [each for each in order_of(standard) if each in marked or each in first]
    for edition in dict.fromkeys((standard.default_edition, *chosen)):
        if edition in {each.id for each in standard.editions}:
            yield at_edition(whole, edition)


def newest_with(whole: Package, requirement: str) -> str:
    """Return the edition in which a requirement is tried: the default one, else the newest that has it."""
    order, default = order_of(whole.standard), whole.standard.default_edition
    found = [
        edition
        for edition in order
        for each in whole.requirements
        if each.id == requirement and in_force(each, edition, order)
    ]
    return default if default in found or not found else found[-1]


class _Cut:
    """Takes the mention of what is not there out of what is."""

    def __init__(self, requirements: frozenset[str], items: frozenset[str]) -> None:
        self._requirements = requirements
        self._items = items

    def left(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in self._items)

    def of_requirements(self, rows: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(row for row in rows if row.requirement not in self._requirements)  # type: ignore[attr-defined]

    def operations(self, rows: Iterable[Operation]) -> Iterator[Operation]:
        """Cut operations; one whose requirements have all gone is not there itself."""
        for row in rows:
            requirements = tuple(each for each in row.requirements if each not in self._requirements)
            if requirements or not row.requirements:
                yield replace(row, requirements=requirements, **self._shape(row))

    def _shape(self, row: Operation) -> dict[str, Any]:
        return {
            **{name: self.left(getattr(row, name)) for name in _LISTS},
            "conditions": tuple(
                replace(each, required=kept)
                for each in row.conditions
                if each.when.item not in self._items and (kept := self.left(each.required))
            ),
            "accepts": self._keys(row.accepts),
            "refuses": self.of_requirements(row.refuses),
            "alerts": self.of_requirements(row.alerts),
            "sample": self._keys(row.sample),
            "prepare": tuple(replace(each, with_=self._keys(each.with_)) for each in row.prepare),
        }

    def _keys(self, given: Mapping[str, T]) -> dict[str, T]:
        return {name: value for name, value in given.items() if name not in self._items}


def _gone(rows: Iterable[Any], kept: Iterable[Any], *names: str) -> frozenset[str]:
    """List the names that rows have and none of those kept has."""
    every, left = ({getattr(row, name) for row in group for name in names} for group in (rows, kept))
    return frozenset(every - left)
