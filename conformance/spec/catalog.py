"""Look-ups in a spec package by the standard's own Japanese names or by id."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.spec.calculations.model import Calculation
from conformance.spec.faults import nearest
from conformance.spec.model import Code, Item, Linkage, Operation, Package, Probe, Report, Requirement
from conformance.spec.rules.book import RuleBook
from conformance.spec.standard import CheckKind

SET = "set:"
T = TypeVar("T")


class CodeList(Struct, frozen=True, kw_only=True):
    """All values of one code list, in the order of the file."""

    name: str
    entries: tuple[Code, ...]

    @property
    def official(self) -> bool:
        """Tell whether the official code of every value is known."""
        return all(entry.code for entry in self.entries)

    @property
    def values(self) -> tuple[str, ...]:
        """Return what the contract carries: the codes when all are known, else the labels."""
        return tuple(entry.code if self.official else entry.label for entry in self.entries)

    def value(self, label_or_code: str) -> str | None:
        """Return the contract's value for a label or a code; None when the list has neither."""
        for entry in self.entries:
            if label_or_code in (entry.label, entry.code or entry.label):
                return entry.code if self.official else entry.label
        return None

    def label(self, value: str) -> str | None:
        """Return the label of a contract value; None when the list lacks it."""
        return next((e.label for e in self.entries if value in (e.code or e.label, e.label)), None)


class Catalog:
    """Finds things of one business. Unknown names raise TekigoError that tells the nearest names."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._requirements = _index(package.requirements, "id")
        self._items = _index(package.items, "name", "romaji")
        self._operations = _index(package.operations, "name", "id")
        self._probes = _index(package.probes, "name", "id")
        self._reports = _index(package.reports, "name", "id")
        self._linkages = _index(package.linkages, "id")
        self._calculations = _index(package.calculations, "name", "id")
        self._code_lists = _code_lists(package.codes)

    def requirement(self, id_: str) -> Requirement:
        """Find a requirement by its id."""
        return self._one("TKG-SPEC050", id_, self._requirements)

    def item(self, name: str) -> Item:
        """Find an item by its Japanese name or its romaji field name."""
        return self._one("TKG-SPEC051", name, self._items)

    def operation(self, name: str) -> Operation:
        """Find an operation by its Japanese name or its id."""
        return self._one("TKG-SPEC052", name, self._operations)

    def code_list(self, name: str) -> CodeList:
        """Find a code list by its name."""
        return self._one("TKG-SPEC053", name, self._code_lists)

    def probe(self, name: str) -> Probe:
        """Find a probe of a prohibited function by its name or id."""
        return self._one("TKG-SPEC054", name, self._probes)

    def report(self, name: str) -> Report:
        """Find a 帳票 by its name or id."""
        return self._one("TKG-SPEC055", name, self._reports)

    def linkage(self, id_: str) -> Linkage:
        """Find an exchange of data by its id."""
        return self._one("TKG-SPEC056", id_, self._linkages)

    def calculation(self, name: str) -> Calculation:
        """Find a calculation by its name or id."""
        return self._one("TKG-CALC016", name, self._calculations)

    @cached_property
    def rules(self) -> RuleBook:
        """Return the rule tables of the business."""
        return RuleBook(self.package)

    @cached_property
    def personal_numbers(self) -> tuple[Item, ...]:
        """Return the items that hold a 個人番号: what nobody may keep or show."""
        return tuple(item for item in self.package.items if item.is_personal_number)

    def code_lists(self) -> tuple[CodeList, ...]:
        """Return all code lists."""
        return tuple(self._code_lists.values())

    def codes_of(self, item: Item) -> CodeList | None:
        """Return the code list of an item; None when it has none."""
        return self.code_list(item.code_list) if item.code_list else None

    def items_of(self, entries: Iterable[str]) -> tuple[Item, ...]:
        """Resolve a list of item names and `set:NAME` entries, each item once, in order."""
        names: dict[str, Item] = {}
        for entry in entries:
            for name in self.set_of(entry[len(SET) :]) if entry.startswith(SET) else (entry,):
                item = self.item(name)
                names.setdefault(item.name, item)
        return tuple(names.values())

    def set_of(self, name: str, outer: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the item names of a named set; a set may contain sets, but never itself."""
        if name in outer:
            raise TekigoError("TKG-SPEC087", name=name, business=self.package.key)
        flat: list[str] = []
        for entry in self._one("TKG-SPEC057", name, self.package.sets):
            inner = entry.startswith(SET)
            flat += self.set_of(entry[len(SET) :], (*outer, name)) if inner else [entry]
        return tuple(flat)

    def required(self, operation: Operation) -> tuple[Item, ...]:
        """Return the items that a request of the operation must carry."""
        return self.items_of(operation.required)

    def optional(self, operation: Operation) -> tuple[Item, ...]:
        """Return the items that a request may carry beside the required ones."""
        required = {item.name for item in self.required(operation)}
        offered = self.items_of((*operation.subject, *operation.optional, *operation.at_least_one))
        return tuple(item for item in offered if item.name not in required)

    def inputs(self, operation: Operation) -> tuple[Item, ...]:
        """Return every item that a request may carry, required ones first."""
        return (*self.required(operation), *self.optional(operation))

    def outputs(self, operation: Operation) -> tuple[Item, ...]:
        """Return the items of each entry of the answer."""
        return self.items_of(operation.output)

    def check_requirement(self, operation: Operation, item: Item | None, kind: CheckKind) -> str:
        """Return the requirement that a generated check of an item in an operation verifies; empty when none is named.

        Without an item the check is about the operation as a whole. An operation that exists for options alone
        answers for them with its first: no duty may be failed by a system that does not offer the option.
        """
        if self.is_option(operation):
            return operation.requirements[0]
        checks = self.package.standard.item_checks
        if item is None:
            return checks.get(kind, "")
        return item.requirement or checks.get(kind, "") or checks.get("default", "")

    def is_option(self, operation: Operation) -> bool:
        """Tell whether every requirement of an operation is an option."""
        classes = {self.requirement(id_).class_ for id_ in operation.requirements}
        return classes == {"optional"}

    def _one(self, code: str, name: str, known: Mapping[str, T]) -> T:
        try:
            return known[name]
        except KeyError:
            near = nearest(name, known)
            raise TekigoError(code, name=name, near=near, business=self.package.key) from None


def _index(rows: Iterable[T], *names: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for name in names:
        for row in rows:
            found.setdefault(getattr(row, name), row)
    return found


def _code_lists(codes: Iterable[Code]) -> dict[str, CodeList]:
    grouped: dict[str, list[Code]] = {}
    for code in codes:
        grouped.setdefault(code.list, []).append(code)
    return {name: CodeList(name=name, entries=tuple(entries)) for name, entries in grouped.items()}
