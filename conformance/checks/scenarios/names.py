"""Checks that every name a step uses exists in the spec, before anything runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.checks.scenarios.parameters import as_parameters
from conformance.contract.typing import parts_of
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.errors import Finding, finding
from conformance.spec.faults import nearest
from conformance.spec.rules.lookup import RESERVED
from conformance.spec.synthetic import Generator
from conformance.spec.values import is_literal, kinds_in, lookups_in, parse, things_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.checks.scenarios.features import Step
    from conformance.spec.model import ErrorCode, Item, Package

ITEM_GROUPS = ("item", "other")
OPERATION_GROUPS = ("operation", "query")
VERTICAL = ("項目", "値")
_NUMBER = re.compile(r"-?[0-9]+")


class NameCheck:
    """Resolves the names in steps and tables: 「operation」, 「item」, 「error」, code labels, value expressions."""

    def __init__(self, package: Package, error_codes: Sequence[ErrorCode]) -> None:
        self._catalog = Catalog(package)
        self._errors = [code.name for code in error_codes]
        self._draw = Generator(0, package.key, "lint").draw

    def step(self, where: str, step: Step, groups: Mapping[str, str | None]) -> Iterator[Finding]:
        """Find the names of one step that the spec lacks."""
        for group, name in groups.items():
            if name is None:
                continue
            if group in OPERATION_GROUPS:
                yield from self._known(where, self._catalog.operation, name)
            elif group in ITEM_GROUPS:
                yield from self._known(where, self._catalog.item, name)
            elif group == "name" and name not in self._errors:
                yield finding(where, "TKG-BDD014", name=name, near=nearest(name, self._errors))
        item, value = groups.get("item"), groups.get("value")
        if item and value:
            yield from self._value(where, item, value)
        yield from self._parameters(where, groups.get("parameters"))
        if step.table:
            yield from self._table(where, step.table)

    def _parameters(self, where: str, text: str | None) -> Iterator[Finding]:
        try:
            pairs = as_parameters(text)
        except TekigoError as error:
            yield finding(where, error.code, **error.params)
            return
        yield from self._pairs(where, pairs.items())

    def _table(self, where: str, table: Sequence[Sequence[str]]) -> Iterator[Finding]:
        if tuple(table[0]) == VERTICAL:
            yield from self._pairs(where, ((row[0], row[1]) for row in table[1:]))
            return
        for column, name in enumerate(table[0]):
            yield from self._known(where, self._catalog.item, name)
            for row in table[1:]:
                yield from self._value(where, name, row[column])

    def _pairs(self, where: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Finding]:
        for name, value in pairs:
            yield from self._known(where, self._catalog.item, name)
            yield from self._value(where, name, value)

    def _known(self, where: str, look_up: object, name: str) -> Iterator[Finding]:
        try:
            look_up(name)  # type: ignore[operator]
        except TekigoError as error:
            yield finding(where, error.code, **error.params)

    def _value(self, where: str, name: str, value: str) -> Iterator[Finding]:
        try:
            item = self._catalog.item(name)
        except TekigoError:
            return  # told where the name stands
        for part in parts_of(item, value):
            yield from self._part(where, item, part)

    def _part(self, where: str, item: Item, value: str) -> Iterator[Finding]:
        """Check one value: the whole cell, or one of several of a repeated item."""
        try:
            parse(value)
        except TekigoError as error:
            yield finding(where, error.code, **error.params)
            return
        for _, other in things_in(value):
            yield from self._known(where, self._catalog.item, other)
        for kind in kinds_in(value):
            yield from self._known(where, self._draw, kind)
        yield from self._lookups(where, value)
        if is_literal(value) and not value.startswith("（"):  # （空）, （あり） are no labels
            yield from self._label(where, item, value)

    def _lookups(self, where: str, value: str) -> Iterator[Finding]:
        """Find the rule tables and columns of look-ups that the spec lacks."""
        for each in lookups_in(value):
            yield from self._known(where, self._catalog.rules.__getitem__, each.table)
            if each.table in self._catalog.rules:
                for column in (each.column, *(name for name, _ in each.where if name not in RESERVED)):
                    yield from self._known(where, self._catalog.rules[each.table].column, column)

    def _label(self, where: str, item: Item, value: str) -> Iterator[Finding]:
        codes = self._catalog.codes_of(item)
        if codes is None or item.chain:
            return
        if codes.value(value) is None and not value.startswith("誤:"):
            labels = [entry.label for entry in codes.entries]
            yield finding(where, "TKG-BDD015", item=item.name, value=value, near=nearest(value, labels))
