"""Whether a request must be refused: only when no reading of it is right.

A fuzzer's "invalid" is not enough to accuse a system. A number sent as JSON number instead of text, a null for a value
that is not there, a list of one, a line end in a text: a tolerant system may read these as what they evidently mean,
and a field that the contract does not know may be overlooked. What is wrong under every such reading has to be refused.
"""

import re
from collections.abc import Iterator

from conformance.checks.items.model import RELATION, REQUIRED
from conformance.contract.patterns import chain_pattern
from conformance.contract.request_schema import accepted_codes, expected_values
from conformance.contract.typing import Json
from conformance.i18n import message
from conformance.spec.catalog import Catalog, CodeList
from conformance.spec.model import Item, Operation
from conformance.spec.validation import ErrorKind, Judge, judge_of

_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]")


class Refusals:
    """Judges the requests of one operation. Make it once: it builds the validators of all its items."""

    def __init__(self, catalog: Catalog, operation: Operation) -> None:
        self._catalog = catalog
        self._operation = operation
        self._required = [item.romaji for item in catalog.required(operation)]
        self._items = {item.romaji: item for item in catalog.inputs(operation)}
        self._open = _left_open(catalog)
        self._judges = {
            name: _judge(item, accepted_codes(catalog, operation, item)) for name, item in self._items.items()
        }

    def reason(self, body: Json) -> str | None:
        """Say why a request must be refused, naming the item; None when it may be accepted."""
        if not isinstance(body, dict):
            needed = self._required or self._operation.at_least_one
            return message("fuzz.not_an_object") if needed or body is not None else None
        return next(self._reasons(body), None)

    def right(self, name: str, value: Json) -> bool:
        """Tell whether a field holds one of the values of its code list, written as the contract writes it."""
        item = self._items.get(name)
        if item is None or not item.code_list or item.chain:
            return False
        values = value if isinstance(value, list) else [value]
        shaped = isinstance(value, list) == (item.repeat is not None)
        return (
            shaped and bool(values) and all(isinstance(v, str) and not self._judges[name](v) for v in values)
        )

    def _reasons(self, body: dict[str, Json]) -> Iterator[str]:
        for name in self._required:
            if _is_empty(body.get(name)):
                yield message("fuzz.missing", None, item=self._items[name].name, code=REQUIRED)
        for name, value in body.items():
            kind = self.wrong(name, value)
            if kind is not None:
                yield message(f"fuzz.wrong_{kind}", None, item=self._items[name].name)
        yield from self._relations(body)

    def wrong(self, name: str, value: Json) -> ErrorKind | None:
        """Return what is wrong with the value of a field under every reading; an unknown field is not judged."""
        item = self._items.get(name)
        if item is None or name in self._open or _may_be_empty(value):
            return None
        if item.repeat is not None and isinstance(value, list):
            if 1 < item.repeat < len(value):
                return "length"
            return next((kind for each in value if (kind := self._wrong_entry(name, each))), None)
        return self._wrong_entry(name, value)

    def _wrong_entry(self, name: str, value: Json) -> ErrorKind | None:
        if _may_be_empty(value):
            return None
        kinds = [self._judges[name](text) for text in _readings(value)]
        if not kinds:
            return "charset"
        return None if None in kinds else kinds[0]

    def _relations(self, body: dict[str, Json]) -> Iterator[str]:
        listed = self._catalog.items_of(self._operation.at_least_one)
        if listed and all(_is_empty(body.get(item.romaji)) for item in listed):
            yield message("fuzz.missing", None, item=listed[0].name, code=REQUIRED)
        for condition in self._operation.conditions:
            when = self._catalog.item(condition.when.item)
            value, expected = body.get(when.romaji), expected_values(self._catalog, condition.when)
            if value in expected if expected else not _may_be_empty(value):
                for item in self._catalog.items_of(condition.required):
                    if _is_empty(body.get(item.romaji)):
                        yield message("fuzz.missing", None, item=item.name, code=RELATION)


def _left_open(catalog: Catalog) -> frozenset[str]:
    """List the fields in which the official text lets a value pass that it calls wrong elsewhere."""
    open_ = (each for each in catalog.package.errata if each.judged == "every_reading" and each.accepted)
    return frozenset(item.romaji for each in open_ for item in catalog.items_of(each.items))


def _judge(item: Item, codes: CodeList | None) -> Judge:
    """Return what judges one value; chains of words go by the pattern that the contract publishes."""
    if codes is None or not item.chain:
        return judge_of(item, codes)
    pattern = re.compile(chain_pattern(item, codes))
    return lambda value: None if isinstance(value, str) and pattern.fullmatch(value) else "code"


def _is_empty(value: Json) -> bool:
    """Tell whether there is no value, however one reads it."""
    return all(map(_is_empty, value)) if isinstance(value, list) else value is None or value == ""


def _may_be_empty(value: Json) -> bool:
    """Tell whether a value can be read as no value at all: blanks and control characters alone."""
    if isinstance(value, list):
        return all(map(_may_be_empty, value))
    return value is None or (isinstance(value, str) and not _visible(value).strip())


def _readings(value: Json) -> tuple[str, ...]:
    """Return the texts that a value may be meant as; none for what is no single value."""
    match value:
        case bool():
            return ("true", "1") if value else ("false", "0")
        case str():
            return (value, _visible(value))
        case int():
            return (str(value),)
        case float():
            return (str(value), str(int(value))) if value.is_integer() else (str(value),)
        case [one]:
            return _readings(one)
        case _:
            return ()


def _visible(text: str) -> str:
    return _CONTROL.sub("", text)
