"""Which checks a binding lets through to the target, and why the others cannot be made."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.binding.reach import Reach
from conformance.binding.vendor_openapi import load_vendor_api
from conformance.checks.fuzz.plan import plan_fuzz
from conformance.checks.fuzz.vendor import plan_vendor_fuzz
from conformance.checks.items.plan import plan_item_checks
from conformance.checks.scenarios.stories import is_scene
from conformance.checks.scenarios.uses import Reader
from conformance.i18n import TekigoError, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.binding.model import Binding
    from conformance.checks.fuzz.plan import FuzzCheck, Mode
    from conformance.checks.items.model import ItemCheck
    from conformance.checks.scenarios.features import Case
    from conformance.engine.plan_file import PlannedCheck
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item, Operation

STORY_GAP = "TKG-BDD034"
OPERATION, ITEM, ADDRESS, VOLUNTARY = "TKG-BND010", "TKG-BND011", "TKG-BND012", "TKG-BND013"
Gap = tuple[str, str]  # message code, what it says


class BoundChecks:
    """Marks the planned checks that the binding of their business does not reach."""

    def __init__(self, binding: Binding, catalog: Catalog, cases: Mapping[str, Case]) -> None:
        """`cases`: the scenarios of the business by the id of their check."""
        self._binding = binding
        self._catalog = catalog
        self._cases = cases
        self._reach = Reach(binding, catalog)
        self._reader = Reader()

    def marked(self, planned: PlannedCheck) -> PlannedCheck:
        """Return a check as it is, or excluded with the reason when it cannot be made."""
        gap = None if planned.excluded else self._gap(planned)
        return replace(planned, excluded_code=gap[0], excluded=gap[1]) if gap else planned

    def _gap(self, planned: PlannedCheck) -> Gap | None:
        match planned.kind:
            case "scenario":
                return self._of_scenario(self._cases[planned.id])
            case "item":
                return self._of_item(self._items[planned.id])
            case "fuzz":
                return self._of_operation(self._catalog.operation(planned.id.split(":")[2]))
            case "probe":
                return _gap(ADDRESS, name=self._catalog.probe(planned.id.rpartition(":")[2]).name)
            case _:
                return None

    @cached_property
    def _items(self) -> dict[str, ItemCheck]:
        return {check.id: check for check in plan_item_checks(self._catalog.package)}

    def _of_scenario(self, case: Case) -> Gap | None:
        """A story is more than its requirements need: their own scenarios say that an operation is not bound."""
        gap = self._of_case(case)
        return _gap(STORY_GAP, reason=gap[1]) if gap and is_scene(case) else gap

    def _of_case(self, case: Case) -> Gap | None:
        """A scenario needs every operation and item that it names."""
        used = self._reader.case(case)
        for name in sorted(used.operations):
            operation = self._catalog.operation(name)
            if not self._reach.operation(operation.name):
                return _gap(VOLUNTARY if operation.pdf else OPERATION, operation=name)
        operations = sorted({self._catalog.operation(name).name for name in used.operations})
        for name in sorted({item.name for item in map(self._item, used.items) if item}):
            if not self._reach.mentions(name, operations):
                return _gap(ITEM, item=name, operation="、".join(operations))
        return None

    def _of_item(self, check: ItemCheck) -> Gap | None:
        """A deviation says something only where it gets to the vendor's system."""
        operation = self._catalog.operation(check.operation)
        gap = self._of_operation(operation)
        if gap is not None:
            return gap
        for field in (*check.put, *check.drop, *check.fill):
            item = self._catalog.item(field)
            if not self._reach.item(operation, item):
                return _gap(ITEM, item=item.name, operation=operation.name)
        return None

    def _of_operation(self, operation: Operation) -> Gap | None:
        missing = self._reach.missing_operations(operation)
        return _gap(VOLUNTARY if operation.pdf else OPERATION, operation=missing[0]) if missing else None

    def _item(self, name: str) -> Item | None:
        """Find an item; what a sentence quotes may be no item at all."""
        try:
            return self._catalog.item(name)
        except TekigoError:
            return None


def fuzz_of_business(catalog: Catalog, mode: Mode, binding: Binding | None) -> tuple[FuzzCheck, ...]:
    """Plan the fuzzing of a business: the contract's operations, and the calls of the vendor's own OpenAPI.

    Raises TekigoError when the OpenAPI document that the binding names cannot be used.
    """
    planned = plan_fuzz(catalog.package, mode)
    if binding is None or binding.openapi is None or mode == "off":
        return planned
    api = load_vendor_api(Path(binding.openapi))
    return (*planned, *plan_vendor_fuzz(binding, catalog, api))


def _gap(code: str, **params: object) -> Gap:
    return code, message(code, None, **params)
