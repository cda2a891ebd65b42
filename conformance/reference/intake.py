"""Judges a request item by item, before any rule of the business: every error of it at once.

E0001 missing or blank, E0002 characters, impossible dates, unknown values, check digits and wrong JSON types,
E0003 length, E0004 items that others make necessary, T1001 items that the operation does not have.
"""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Problem, Value
from conformance.reference.unknown_dates import EXPRESSION, FLAG, SHOWN, is_unknown_form
from conformance.reference.wording import form_words, length_words
from conformance.spec.catalog import Catalog, CodeList
from conformance.spec.model import Condition, Item, Operation
from conformance.spec.validation import Judge, judge_of

LARGEST = 2**63 - 1
_LENGTH = "length"


class Field(Struct, frozen=True):
    """One item of one operation, ready to judge values."""

    item: Item
    required: bool
    judge: Judge
    codes: CodeList | None
    accepted: frozenset[str] | None
    chain: re.Pattern[str] | None


class Checked(Struct, frozen=True):
    """A judged request: its values by Japanese name, the names sent blank, and what is wrong."""

    values: dict[str, Value]
    blank: frozenset[str]
    problems: list[Problem]


class Intake:
    """Judges the requests of one operation. `never_blank`: optional items that may be left out but not emptied."""

    def __init__(
        self, catalog: Catalog, operation: Operation, never_blank: frozenset[str] = frozenset()
    ) -> None:
        required = {item.name for item in catalog.required(operation)}
        self.operation = operation
        self.fields = {
            item.romaji: _field(catalog, operation, item, required=item.name in required)
            for item in catalog.inputs(operation)
        }
        self.at_least_one = tuple(item.name for item in catalog.items_of(operation.at_least_one))
        self._names = {field.item.name for field in self.fields.values()}
        self._never_blank = never_blank
        self._conditions = [_condition(catalog, each) for each in operation.conditions]

    def check(self, body: Mapping[str, Any], *, whole: bool = True) -> Checked:
        """Judge a body by romaji names. `whole` false: a change to a request, in which nothing is required."""
        values: dict[str, Value] = {}
        blank: set[str] = set()
        problems = [Problem("T1001", name) for name in body if name not in self.fields]
        for romaji, field in self.fields.items():
            if romaji not in body:
                if field.required and whole:
                    problems.append(Problem("E0001", field.item.name))
                continue
            problem = self._one(field, body[romaji])
            if problem is not None:
                problems.append(problem)
            elif _is_blank(body[romaji]):
                blank.add(field.item.name)
            else:
                values[field.item.name] = body[romaji]
        if whole:
            problems += self._together(values)
        return Checked(values, frozenset(blank), problems)

    def _one(self, field: Field, value: Value) -> Problem | None:
        if not _is_blank(value):
            return _judge(field, value)
        if field.required or field.item.name in self._never_blank:
            return Problem("E0001", field.item.name)
        return _wrong_form(field) if value is None else None

    def _together(self, values: dict[str, Value]) -> list[Problem]:
        """Judge what items say of each other."""
        problems = []
        if self.at_least_one and not any(name in values for name in self.at_least_one):
            problems.append(Problem("E0001", self.at_least_one[0]))
        for when, wanted, required in self._conditions:
            if when not in values or (wanted and values[when] not in wanted):
                continue
            problems += [_needs(when, name) for name in required if name not in values]
        for name in self._names:
            if not name.endswith(FLAG):
                continue
            expression = name.removesuffix(FLAG) + EXPRESSION
            if values.get(name) == YES and expression in self._names and expression not in values:
                problems.append(_needs(name, expression))
        unique = dict.fromkeys(problems)
        return list(unique)


def _is_blank(value: Value) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _field(catalog: Catalog, operation: Operation, item: Item, *, required: bool) -> Field:
    if _calendar_only(catalog, operation, item):
        item = replace(item, unknown_date=False)
    codes = catalog.codes_of(item)
    labels = operation.accepts.get(item.name)
    accepted = None
    if codes and labels:
        accepted = frozenset(value for label in labels if (value := codes.value(label)) is not None)
    chain = _chain(codes, item.chain) if codes and item.chain else None
    return Field(item, required, judge_of(item, codes), codes, accepted, chain)


def _calendar_only(catalog: Catalog, operation: Operation, item: Item) -> bool:
    """Tell whether an operation records a date without a way to say that it is unknown.

    An item may hold dates that the calendar lacks in some events only (1.1.8: birth, death, disappearance).
    """
    return (
        item.unknown_date
        and operation.kind == "transaction"
        and item.name + FLAG not in {each.name for each in catalog.inputs(operation)}
    )


def _chain(codes: CodeList, words: int) -> re.Pattern[str]:
    word = "|".join(re.escape(value) for value in sorted(codes.values, key=len, reverse=True))
    return re.compile(f"(?:{word})(?:の(?:{word})){{0,{words - 1}}}")


def _condition(catalog: Catalog, condition: Condition) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """Return the item that decides, the contract's values of it that count (none: any), and what is then needed."""
    item = catalog.item(condition.when.item)
    codes = catalog.codes_of(item)
    labels = condition.when.is_
    labels = (labels,) if isinstance(labels, str) else labels
    wanted = frozenset((codes.value(label) or label) if codes else label for label in labels)
    return item.name, wanted, tuple(each.name for each in catalog.items_of(condition.required))


def _judge(field: Field, value: Value) -> Problem | None:
    item = field.item
    if item.repeat is None:
        return _judge_one(field, value)
    if not isinstance(value, list):
        return _wrong_form(field)
    if item.repeat > 1 and len(value) > item.repeat:
        return Problem("E0003", item.name, f"{item.name}は{item.repeat}件以内で設定してください。")
    return next((problem for each in value if (problem := _judge_one(field, each))), None)


def _judge_one(field: Field, value: Value) -> Problem | None:
    """Judge one value. A number must be a JSON integer, everything else a JSON string."""
    item = field.item
    if item.type == "9":
        if not isinstance(value, int) or isinstance(value, bool):
            return _wrong_form(field)
        if abs(value) > LARGEST:
            return Problem("E0003", item.name, f"{item.name}は18桁以内で設定してください。")
    elif not isinstance(value, str):
        return _wrong_form(field)
    if field.chain is not None:
        return None if field.chain.fullmatch(value) else _wrong_form(field)
    error = field.judge(value)
    if error == "check_digit" and fault_active("F-CHECKDIGIT"):
        error = None
    if error == _LENGTH:
        return Problem("E0003", item.name, length_words(item))
    if error or (field.accepted is not None and value not in field.accepted):
        return _wrong_form(field)
    if item.name.endswith(EXPRESSION) and not is_unknown_form(value):
        return Problem("E0002", item.name, f"{item.name}は{SHOWN}で設定してください。")
    return None


def _wrong_form(field: Field) -> Problem:
    return Problem("E0002", field.item.name, form_words(field.item, field.codes, field.accepted))


def _needs(when: str, name: str) -> Problem:
    return Problem("E0004", name, f"{when}が設定されている場合、{name}は設定必須です。")
