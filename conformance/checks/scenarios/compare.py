"""Compares what a target answers with what a scenario expects, in the words of the spec."""

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize

from conformance.contract.typing import SEPARATOR, parts_of, typed
from conformance.engine.bench import Bench
from conformance.spec.model import Item

NOTHING = "（なし）"
SOMETHING = "（あり）"

Row = Mapping[str, Any]


def shown(bench: Bench, item: Item, value: object) -> str:
    """Show a value of the contract as people read it: code labels, lists joined by 、."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        return "、".join(shown(bench, item, each) for each in value)
    codes = bench.catalog.codes_of(item)
    label = codes.label(str(value)) if codes else None
    return f"{label}" if label else str(value)


def matches(bench: Bench, item: Item, expected: str, value: object) -> bool:
    """Tell whether a value of an answer is the one expected; `expected` is a value expression."""
    present = value is not None and value not in ("", [])
    if expected == NOTHING:
        return not present
    if expected == SOMETHING:
        return present
    evaluated = [bench.evaluate(part) for part in parts_of(item, expected)]
    if not present:
        return evaluated == [""]
    codes = bench.catalog.codes_of(item)
    wanted = [typed(item, str(part), codes) for part in evaluated]
    flat = [one for each in wanted for one in (each if isinstance(each, list) else [each])]
    return value == flat if isinstance(value, list) else value in flat and len(flat) == 1


def spoken(bench: Bench, item: Item, expected: str) -> str:
    """Say an expected value: the expression, and what it comes to when that differs."""
    if expected in (NOTHING, SOMETHING):
        return expected
    value = SEPARATOR.join(str(bench.evaluate(part)) for part in parts_of(item, expected))
    return f"「{value}」" if value == expected else f"「{value}」（{expected}）"


def differences(bench: Bench, wanted: Mapping[str, str], row: Row) -> tuple[list[str], list[str]]:
    """Compare one entry of an answer with expected items: what was expected, and what was got instead."""
    expected, got = [], []
    for name, value in wanted.items():
        item = bench.catalog.item(name)
        actual = row.get(item.romaji)
        if not matches(bench, item, value, actual):
            expected.append(f"「{item.name}」が{spoken(bench, item, value)}")
            got.append(f"「{item.name}」が「{shown(bench, item, actual)}」")
    return expected, got


def find(bench: Bench, wanted: Mapping[str, str], rows: Sequence[Row]) -> Row | None:
    """Find the first entry that has all the expected values."""
    return next((row for row in rows if not differences(bench, wanted, row)[0]), None)


def listed(bench: Bench, names: Sequence[str], rows: Sequence[Row], limit: int = 5) -> str:
    """Show the named items of some entries, for a message."""
    items = [bench.catalog.item(name) for name in names]
    lines = [
        "・".join(f"{i.name}={shown(bench, i, row.get(i.romaji))}" for i in items) for row in rows[:limit]
    ]
    more = f" ほか{len(rows) - limit}件" if len(rows) > limit else ""
    return ("；".join(lines) or "0件") + more


def holds_text(bench: Bench, item: Item, value: str, wanted: str) -> bool:
    """Tell whether a text holds another; on paper neither blanks nor the width of letters make a difference."""
    if any(operation.pdf == item.name for operation in bench.catalog.package.operations):
        value, wanted = (normalize("NFKC", "".join(text.split())) for text in (value, wanted))
    return wanted in value
