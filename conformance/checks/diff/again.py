"""Why a case must be run again though its own text is the same: what it uses, itself or by an operation, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.checks.diff.lookups import answer, can_be_worked_out, shown
from conformance.checks.diff.model import Change, FieldChange, Reason, TableChange
from conformance.checks.diff.rules import answers_may_differ
from conformance.checks.scenarios.lint import REQUIREMENT_TAG
from conformance.checks.scenarios.uses import Reader, Uses, values
from conformance.i18n import TekigoError
from conformance.spec.foreign_keys import own_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.checks.diff.state import State
    from conformance.checks.scenarios.features import Case
    from conformance.spec.expressions import Lookup
    from conformance.spec.model import Item, Operation

# Fields that say nothing of what a system must do.
REQUIREMENT_WORDS = frozenset(
    {"section", "official_id", "summary_en", "testability_reason", "source", "fidelity", "note"}
)
# What an operation needs is prepared for generated checks alone; a scenario makes it itself.
OPERATION_WORDS = frozenset({"prepare"})
ITEM_WORDS = frozenset({"no", "requirement", "source", "fidelity", "note"})
CODE_WORDS = frozenset({"source", "fidelity", "note"})
ERROR_WORDS = frozenset({"source", "fidelity"})


class Changes(Struct, frozen=True, kw_only=True):
    """Everything that differs, as far as cases may depend on it."""

    requirements: tuple[Change, ...] = ()
    operations: tuple[Change, ...] = ()
    items: tuple[Change, ...] = ()
    codes: tuple[Change, ...] = ()
    errors: tuple[Change, ...] = ()
    tables: tuple[TableChange, ...] = ()
    steps: frozenset[str] = frozenset()
    all_steps: bool = False


class Dependencies:
    """Finds what changed of that which cases depend on."""

    def __init__(self, old: State, new: State, changes: Changes, reader: Reader) -> None:
        self._old, self._new, self._changes, self._reader = old, new, changes, reader
        self._requirements = _told(changes.requirements, REQUIREMENT_WORDS)
        self._operations = _told(changes.operations, OPERATION_WORDS)
        self._items = _told(changes.items, ITEM_WORDS)
        self._lists = {each.name for each in changes.codes if _counts(each, CODE_WORDS)}
        self._errors = _told(changes.errors, ERROR_WORDS)
        self._tables = {
            name for each in changes.tables if answers_may_differ(each) for name in (each.id, each.name)
        }
        self._of_operation: dict[str, tuple[Reason, ...]] = {}

    def of_case(self, case: Case) -> tuple[Reason, ...]:
        """List what changed of that which a case depends on."""
        uses = self._reader.case(case)
        found = [
            Reason(kind="requirement", name=tag, detail=self._requirements[tag])
            for tag in case.tags
            if REQUIREMENT_TAG.fullmatch(tag) and tag in self._requirements
        ]
        for name in sorted(uses.operations):
            found += self.of_operation(name)
        found += [*self._of_uses(uses), *self._of_steps(uses)]
        return tuple(dict.fromkeys(found))

    def of_operation(self, name: str) -> tuple[Reason, ...]:
        """List what changed of an operation: itself, its items, their codes, its errors, look-ups in its sample."""
        if name not in self._of_operation:
            operation = self._known_operation(name)
            found = tuple(dict.fromkeys(self._operation(operation))) if operation else ()
            self._of_operation[name] = found
        return self._of_operation[name]

    def request_changed(self, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Tell whether the standard request of an operation changed: its definition, or one that prepares it."""
        operation = self._new.catalog.operation(name)
        if operation.id in {each.id for each in self._changes.operations}:
            return True
        inner = [each.operation for each in operation.prepare if each.operation not in seen]
        return any(self.request_changed(each, seen | {name, operation.id}) for each in inner)

    def _known_operation(self, name: str) -> Operation | None:
        """Find an operation; what stands in 「」 may be something else."""
        try:
            return self._new.catalog.operation(name)
        except TekigoError:
            return None

    def _operation(self, operation: Operation) -> Iterator[Reason]:
        if operation.id in self._operations:
            yield Reason(kind="operation", name=operation.name, detail=self._operations[operation.id])
        catalog = self._new.catalog
        items: list[Item] = [*catalog.inputs(operation), *catalog.outputs(operation)]
        items += [item for each in operation.conditions for item in catalog.items_of(each.required)]
        names = [item.name for item in items] + [
            own_item(each) for each in items if each.name in operation.subject
        ]
        names += [*operation.sample, *operation.accepts, *(each.when.item for each in operation.conditions)]
        for name in filter(None, dict.fromkeys(names)):
            yield from self._of_item(name)
        for refusal in (*operation.refuses, *operation.alerts):
            yield from self._of_error(refusal.code)
        texts = [text for value in operation.sample.values() for text in _texts(value)]
        yield from self._of_uses(values(texts))

    def _of_uses(self, uses: Uses) -> Iterator[Reason]:
        for name in sorted(uses.items):
            yield from self._of_item(name)
        for name in sorted(uses.errors):
            yield from self._of_error(name)
        for lookup in uses.lookups:
            yield from self._of_lookup(lookup)
        for table in sorted(uses.tables & self._tables):
            yield Reason(kind="rule", name=table)

    def _of_item(self, name: str) -> Iterator[Reason]:
        try:
            item = self._new.catalog.item(name)
        except TekigoError:
            return
        if item.name in self._items:
            yield Reason(kind="item", name=item.name, detail=self._items[item.name])
        if item.code_list in self._lists:
            yield Reason(kind="code_list", name=item.code_list)

    def _of_error(self, name: str) -> Iterator[Reason]:
        for each in self._changes.errors:
            if name in (each.id, each.name) and each.id in self._errors:
                yield Reason(kind="error", name=each.id, detail=self._errors[each.id])

    def _of_lookup(self, lookup: Lookup) -> Iterator[Reason]:
        if lookup.table not in self._tables:
            return
        if not can_be_worked_out(lookup):
            yield Reason(kind="rule", name=lookup.table)
            return
        before, now = answer(self._old, lookup), answer(self._new, lookup)
        if before != now:
            detail = f"{lookup.column} {shown(before)} → {shown(now)}"
            yield Reason(kind="rule", name=lookup.table, detail=detail)

    def _of_steps(self, uses: Uses) -> Iterator[Reason]:
        changed = self._changes
        if changed.steps and (changed.all_steps or uses.unknown):
            yield Reason(kind="steps", name=" ".join(sorted(changed.steps)))
            return
        for module in sorted(uses.modules & changed.steps):
            yield Reason(kind="steps", name=module)


def shown_fields(fields: Iterable[FieldChange]) -> str:
    """Name the fields that differ."""
    return ", ".join(dict.fromkeys(each.field for each in fields))


def _told(changes: Iterable[Change], words: frozenset[str]) -> dict[str, str]:
    """Say of each thing that matters what changed: its fields, or that it came or went."""
    return {
        each.id: shown_fields(f for f in each.fields if f.field not in words) or each.change
        for each in changes
        if _counts(each, words)
    }


def _counts(change: Change, words: frozenset[str]) -> bool:
    return change.change != "changed" or any(each.field not in words for each in change.fields)


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
