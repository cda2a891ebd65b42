"""One item of one operation, and the judgement of its values: E0002 and E0003."""

import re

from msgspec import Struct
from msgspec.structs import replace

from conformance.reference.faults import fault_active
from conformance.reference.registry import Problem, Value
from conformance.reference.unknown_dates import EXPRESSION, FLAG, SHOWN, is_unknown_form
from conformance.reference.wording import form_words, length_words
from conformance.spec.catalog import Catalog, CodeList
from conformance.spec.model import Item, Operation
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


def field_of(
    catalog: Catalog, operation: Operation, item: Item, *, required: bool, dated: frozenset[str] = frozenset()
) -> Field:
    """Make the field of an item of an operation. `dated`: items that can be unknown only if the operation says how.

    An item such as 異動年月日 may hold a date that the calendar lacks in a few events only (1.1.8: birth, death,
    disappearance): those whose operations take its 不詳フラグ.
    """
    if item.name in dated and item.name + FLAG not in {each.name for each in catalog.inputs(operation)}:
        item = replace(item, unknown_date=False)
    codes = catalog.codes_of(item)
    labels = operation.accepts.get(item.name)
    accepted = None
    if codes and labels:
        accepted = frozenset(value for label in labels if (value := codes.value(label)) is not None)
    chain = _chain(codes, item.chain) if codes and item.chain else None
    return Field(item, required, judge_of(item, codes), codes, accepted, chain)


def _chain(codes: CodeList, words: int) -> re.Pattern[str]:
    word = "|".join(re.escape(value) for value in sorted(codes.values, key=len, reverse=True))
    return re.compile(f"(?:{word})(?:の(?:{word})){{0,{words - 1}}}")


def judge(field: Field, value: Value) -> Problem | None:
    """Judge a value that is not blank; of a list, up to its first wrong entry."""
    item = field.item
    if item.repeat is None:
        return _judge_one(field, value)
    if not isinstance(value, list):
        return wrong_form(field)
    if item.repeat > 1 and len(value) > item.repeat:
        return Problem("E0003", item.name, f"{item.name}は{item.repeat}件以内で設定してください。")
    return next((problem for each in value if (problem := _judge_one(field, each))), None)


def _judge_one(field: Field, value: Value) -> Problem | None:
    """Judge one value. A number must be a JSON integer, everything else a JSON string."""
    item = field.item
    if item.type == "9":
        if not isinstance(value, int) or isinstance(value, bool):
            return wrong_form(field)
        if abs(value) > LARGEST:
            return Problem("E0003", item.name, f"{item.name}は18桁以内で設定してください。")
    elif not isinstance(value, str):
        return wrong_form(field)
    if field.chain is not None:
        fits = field.chain.fullmatch(value) or fault_active("F-RELATION-WORDS")
        return None if fits else wrong_form(field)
    error = field.judge(value)
    if error == "check_digit" and fault_active("F-CHECKDIGIT"):
        error = None
    if item.charset == "katakana" and error == "charset" and fault_active("F-READING-ANY"):
        error = None
    if item.name == "非表示項目" and value == "続柄" and fault_active("F-RELATION-HIDDEN"):
        error = None
    if error == _LENGTH:
        return Problem("E0003", item.name, length_words(item))
    others = field.accepted is not None and value not in field.accepted
    if error or (others and not fault_active("F-ANY-REASON")):
        return wrong_form(field)
    if item.name.endswith(EXPRESSION) and not is_unknown_form(value):
        return Problem("E0002", item.name, f"{item.name}は{SHOWN}で設定してください。")
    return None


def wrong_form(field: Field) -> Problem:
    """Say that a value has the wrong form, characters or value."""
    return Problem("E0002", field.item.name, form_words(field.item, field.codes, field.accepted))
