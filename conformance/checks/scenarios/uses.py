"""What a case names, directly: operations, items, errors, look-ups of rule tables, modules of step definitions."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.checks.scenarios.lint import matching
from conformance.checks.scenarios.names import ITEM_GROUPS, OPERATION_GROUPS, VERTICAL
from conformance.checks.scenarios.parameters import as_parameters
from conformance.checks.scenarios.vocabulary import definitions
from conformance.i18n import TekigoError
from conformance.spec.values import lookups_in, things_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.checks.scenarios.features import Case, Step
    from conformance.checks.scenarios.vocabulary import Definition
    from conformance.spec.expressions import Lookup

_QUOTED = re.compile(r"「([^「」]+)」")
_TABLE = re.compile(r"規則《([^《》]+)》")


class Uses(Struct, frozen=True, kw_only=True):
    """Names as written. `lookups`: look-ups that could be read; `tables`: rule tables of those that could not.

    `modules`: step modules whose definitions carry the steps out; `unknown`: some step fits no definition.
    """

    operations: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    lookups: frozenset[Lookup] = frozenset()
    tables: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    unknown: bool = False


class Reader:
    """Reads what cases and samples name, by the step definitions of this program."""

    def __init__(self) -> None:
        self._fitting: dict[tuple[str, str], list[Definition]] = {}
        self._steps: dict[Step, Uses] = {}

    @cached_property
    def _vocabulary(self) -> list[Definition]:
        return definitions()

    def case(self, case: Case) -> Uses:
        """Tell what the steps of a case name."""
        return together(self._step(step) for step in case.steps)

    def _step(self, step: Step) -> Uses:
        if step not in self._steps:
            self._steps[step] = together((self._sentence(step), _in_table(step.table or ())))
        return self._steps[step]

    def _sentence(self, step: Step) -> Uses:
        """Read the text of a step. One that fits no definition may mean anything by what it puts in 「」."""
        key = (step.kind, step.text)
        if key not in self._fitting:
            self._fitting[key] = matching(self._vocabulary, *key)
        fitting = self._fitting[key]
        if not fitting:
            quoted = frozenset(_QUOTED.findall(step.text))
            tables = frozenset(_TABLE.findall(step.text))
            return Uses(operations=quoted, items=quoted, errors=quoted, tables=tables, unknown=True)
        modules = frozenset(definition.origin.partition(":")[0] for definition in fitting)
        named = together(_named(definition.match(step.text) or {}) for definition in fitting)
        read = Counter(each.table for each in named.lookups)
        missed = Counter(_TABLE.findall(step.text)) - read
        return together((named, Uses(modules=modules, tables=frozenset(missed))))


def values(texts: Iterable[str]) -> Uses:
    """Tell what value expressions name."""
    return together(_value(text) for text in texts)


def together(parts: Iterable[Uses]) -> Uses:
    """Join what several places name."""
    found = list(parts)
    return Uses(
        operations=frozenset().union(*(each.operations for each in found)),
        items=frozenset().union(*(each.items for each in found)),
        errors=frozenset().union(*(each.errors for each in found)),
        lookups=frozenset().union(*(each.lookups for each in found)),
        tables=frozenset().union(*(each.tables for each in found)),
        modules=frozenset().union(*(each.modules for each in found)),
        unknown=any(each.unknown for each in found),
    )


def _named(groups: Mapping[str, str | None]) -> Uses:
    """Read what a definition takes out of a sentence: names by the group, values in any other."""
    told = {group: text for group, text in groups.items() if text}
    try:
        parameters = as_parameters(told.pop("parameters", None))
    except TekigoError:
        parameters = {}
    names = Uses(
        operations=frozenset(told.get(group, "") for group in OPERATION_GROUPS) - {""},
        items=frozenset(told.get(group, "") for group in ITEM_GROUPS) - {""} | frozenset(parameters),
        errors=frozenset({told["name"]} if "name" in told else ()),
    )
    rest = [text for group, text in told.items() if group not in (*OPERATION_GROUPS, *ITEM_GROUPS, "name")]
    return together((names, values((*rest, *parameters.values()))))


def _in_table(table: Sequence[Sequence[str]]) -> Uses:
    if not table:
        return Uses()
    if tuple(table[0]) == VERTICAL:
        names, cells = [row[0] for row in table[1:]], [row[1] for row in table[1:]]
    else:
        names, cells = list(table[0]), [cell for row in table[1:] for cell in row]
    return together((Uses(items=frozenset(names)), values(cells)))


def _value(text: str) -> Uses:
    if not ("「" in text or "規則《" in text):
        return Uses()
    found = list(_readable(text))
    items = frozenset(name for part in found for _, name in things_in(part))
    lookups = [each for part in found for each in lookups_in(part)]
    missed = Counter(_TABLE.findall(text)) - Counter(each.table for each in lookups)
    return Uses(items=items, lookups=frozenset(lookups), tables=frozenset(missed))


def _readable(text: str) -> Iterator[str]:
    """Yield an expression as a whole, and what stands between 、 as the values of a repeated item do."""
    for part in dict.fromkeys((text, *text.split("、"))):
        try:
            lookups_in(part)
        except TekigoError:
            continue
        yield part
