"""Judges a request item by item, before any rule of the business: every error of it at once.

E0001 missing or blank, E0002 characters, impossible dates, unknown values, check digits and wrong JSON types,
E0003 length, E0004 items that others make necessary, T1001 items that the operation does not have.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from conformance.reference.faults import fault_active
from conformance.reference.fields import Field, field_of, judge, wrong_form
from conformance.reference.registry import YES, Problem, Value
from conformance.reference.unknown_dates import EXPRESSION, FLAG
from conformance.spec.catalog import Catalog
from conformance.spec.model import Condition, Operation

_SHOWN = 60  # characters of a name that nobody knows


class Checked(Struct, frozen=True):
    """A judged request: its values by Japanese name, the names sent blank, and what is wrong."""

    values: dict[str, Value]
    blank: frozenset[str]
    problems: list[Problem]


class Intake:
    """Judges the requests of one operation.

    `never_blank`: optional items that may be left out but not emptied. `dated`: see `field_of`.
    """

    def __init__(
        self,
        catalog: Catalog,
        operation: Operation,
        never_blank: frozenset[str] = frozenset(),
        dated: frozenset[str] = frozenset(),
    ) -> None:
        required = {item.name for item in catalog.required(operation)}
        self.operation = operation
        self.fields = {
            item.romaji: field_of(catalog, operation, item, required=item.name in required, dated=dated)
            for item in catalog.inputs(operation)
        }
        self.at_least_one = tuple(item.name for item in catalog.items_of(operation.at_least_one))
        self._names = {field.item.name for field in self.fields.values()}
        self._all_items = {item.romaji: item for item in catalog.package.items}
        self._never_blank = never_blank
        self._conditions = [_condition(catalog, each) for each in operation.conditions]

    def check(self, body: Mapping[str, Any], *, whole: bool = True) -> Checked:
        """Judge a body by romaji names. `whole` false: a change to a request, in which nothing is required."""
        values: dict[str, Value] = {}
        blank: set[str] = set()
        problems = [] if self.operation.api else self._unknown(body)
        wrong: set[str] = set()
        for romaji, field in self.fields.items():
            if romaji not in body:
                if field.required and whole:
                    problems.append(Problem("E0001", field.item.name))
                continue
            problem = self._one(field, body[romaji])
            if problem is not None:
                problems.append(problem)
                wrong.add(field.item.name)
            elif _is_blank(body[romaji]):
                blank.add(field.item.name)
            else:
                values[field.item.name] = body[romaji]
        if whole:
            problems += self._together(values, wrong)
        return Checked(values, frozenset(blank), problems)

    def _one(self, field: Field, value: Value) -> Problem | None:
        if not _is_blank(value):
            free = field.chain is not None and self.operation.id == "setainushihenko"
            return None if free and fault_active("F-HEAD-RELATION-WORDS") else judge(field, value)
        if field.item.name == "認証者氏名" and fault_active("F-CERTIFIER-NAMELESS"):
            return None
        never = field.item.name in self._never_blank and not fault_active("F-EMPTIED")
        if field.required or never:
            return Problem("E0001", field.item.name)
        return wrong_form(field) if value is None else None

    def _unknown(self, body: Mapping[str, Any]) -> list[Problem]:
        """Refuse what the operation does not have; an official API says nothing of that, so it is passed over."""
        return [Problem("T1001", self._known(name)) for name in body if name not in self.fields]

    def _known(self, romaji: str) -> str:
        """Return the Japanese name of an item of the business; whatever else was sent, cut short."""
        item = self._all_items.get(romaji)
        return romaji[:_SHOWN] if item is None else item.name

    def _together(self, values: dict[str, Value], wrong: set[str]) -> list[Problem]:
        """Judge what items say of each other. A value that is wrong is there all the same."""
        problems = []
        there = values.keys() | wrong
        if self.at_least_one and not there.intersection(self.at_least_one):
            problems.append(Problem("E0001", self.at_least_one[0]))
        for when, wanted, required in self._conditions:
            if when not in values or (wanted and values[when] not in wanted):
                continue
            problems += [_needs(when, name) for name in required if name not in there]
        for name in self._names:
            if not name.endswith(FLAG):
                continue
            expression = name.removesuffix(FLAG) + EXPRESSION
            if values.get(name) == YES and expression in self._names and expression not in there:
                problems.append(_needs(name, expression))
        unique = dict.fromkeys(problems)
        return list(unique)


def _is_blank(value: Value) -> bool:
    """Tell whether a value says nothing: no value, blanks, or a list of nothing else."""
    if isinstance(value, list):
        return all(_is_blank(each) for each in value)
    return value is None or (isinstance(value, str) and not value.strip())


def _condition(catalog: Catalog, condition: Condition) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """Return the item that decides, the contract's values of it that count (none: any), and what is then needed."""
    item = catalog.item(condition.when.item)
    codes = catalog.codes_of(item)
    labels = condition.when.is_
    labels = (labels,) if isinstance(labels, str) else labels
    wanted = frozenset((codes.value(label) or label) if codes else label for label in labels)
    return item.name, wanted, tuple(each.name for each in catalog.items_of(condition.required))


def _needs(when: str, name: str) -> Problem:
    return Problem("E0004", name, f"{when}が設定されている場合、{name}は設定必須です。")
