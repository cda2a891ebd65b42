"""The rules that files are checked by: which messages belong to which, and which apply to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.spec.output_conditions import output_condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.data.layout import FileLayout
    from conformance.data.model import FileResult
    from conformance.spec.file_rules import FileRule
    from conformance.spec.model import Item

_FIRST: tuple[tuple[int, FileRule], ...] = (
    (3, "present"),
    (10, "form"),
    (21, "columns"),
    (24, "form"),
    (29, "columns"),
    (30, "required"),
    (31, "type"),
    (33, "code"),
    (34, "date"),
    (36, "check_digit"),
    (37, "key"),
    (38, "history"),
    (39, "reference"),
    (40, "type"),
    (70, "present"),
    (71, "open_condition"),
    (72, "reference"),
    (73, "newest"),
)
_FORM: frozenset[FileRule] = frozenset({"present", "form"})
_KEYED: frozenset[FileRule] = frozenset({"key", "history", "newest"})


def rule_of(code: str) -> FileRule:
    """Return the rule that a message of a finding is about; messages go up with the rules they are about."""
    number = int(code[-3:])
    return [rule for first, rule in _FIRST if first <= number][-1]


def rules_of(layout: FileLayout) -> Iterator[FileRule]:
    """Yield the rules that apply to a file."""
    items = layout.items
    yield from ("present", "form", "columns", "required")
    if any(_is_conditional(item) for item in items):
        yield "open_condition"
    yield "type"
    if any(item.code_list for item in items):
        yield "code"
    if any(item.type == "DATE" for item in items):
        yield "date"
    if any(item.check_digit for item in items):
        yield "check_digit"
    yield "key"
    if layout.entity:
        yield "history"
    if layout.newest is not None:
        yield "newest"
    if any(item.fk and not item.repeat for item in items):
        yield "reference"


def could_be_judged(rule: FileRule, result: FileResult, layout: FileLayout) -> bool:
    """Tell whether a file was such that a rule could be judged at all."""
    there = not any(rule_of(each.code) == "present" for each in result.findings)
    if rule == "present":
        return True
    if rule == "form":
        return there
    if rule == "columns":
        return bool(result.columns) or result.checked
    names = {item.name for item in layout.key} if rule in _KEYED else set()
    if rule == "newest" and layout.newest is not None:
        names.add(layout.newest.name)
    return result.checked and names <= set(result.columns)


def _is_conditional(item: Item) -> bool:
    return not item.pk and output_condition(item.output_condition).kind in ("when", "open")
