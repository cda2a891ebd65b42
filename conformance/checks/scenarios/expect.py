"""Expectations on the entries of an answer, shared by the steps. Each raises Mismatch in plain words, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.scenarios.compare import differences, find, listed, matches, shown, spoken
from conformance.checks.scenarios.outcomes import Mismatch
from conformance.contract.typing import typed
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.checks.scenarios.compare import Row
    from conformance.engine.bench import Bench

SHOWN = 20


def expect_count(entries: Sequence[Row], count: int, what: str = "結果") -> None:
    """There are this many entries."""
    if len(entries) != count:
        raise Mismatch(f"{what}が{count}件", f"{len(entries)}件")


def expect_items(bench: Bench, wanted: Mapping[str, str], entries: Sequence[Row]) -> None:
    """The first entry has all these values."""
    if not entries:
        raise Mismatch("1件以上の結果", "0件")
    expected, got = differences(bench, wanted, entries[0])
    if expected:
        raise Mismatch("、".join(expected), "、".join(got))


def expect_rows(
    bench: Bench, wanted: Sequence[Mapping[str, str]], entries: Sequence[Row], *, present: bool
) -> None:
    """For every wanted row an entry with its values is there, or (`present` false) none is."""
    for row in wanted:
        if (find(bench, row, entries) is not None) != present:
            described = "、".join(
                f"「{name}」が{spoken(bench, bench.catalog.item(name), value)}" for name, value in row.items()
            )
            way = "ある" if present else "ない"
            raise Mismatch(f"{described}の行が{way}", listed(bench, list(row), entries))


def expect_sequence(bench: Bench, wanted: Sequence[Mapping[str, str]], entries: Sequence[Row]) -> None:
    """The entries are exactly the wanted rows in their order, as far as the named items go."""
    same = len(entries) == len(wanted) and not any(
        differences(bench, row, entry)[0] for row, entry in zip(wanted, entries, strict=True)
    )
    if not same:
        names = list(wanted[0]) if wanted else []
        expected = "；".join("・".join(f"{name}={value}" for name, value in row.items()) for row in wanted)
        raise Mismatch(expected, listed(bench, names, entries, SHOWN))


def expect_order(bench: Bench, name: str, wanted: Sequence[str], entries: Sequence[Row]) -> None:
    """One item of all entries, in their order, has these values."""
    item = bench.catalog.item(name)
    same = len(entries) == len(wanted) and all(
        matches(bench, item, value, entry.get(item.romaji))
        for value, entry in zip(wanted, entries, strict=True)
    )
    if not same:
        expected = "、".join(spoken(bench, item, value) for value in wanted)
        raise Mismatch(expected, listed(bench, [name], entries, SHOWN))


def expect_change(
    bench: Bench, wanted: Sequence[Mapping[str, str]], before: Sequence[Row], now: Sequence[Row]
) -> None:
    """For every wanted row: the entry that its other items name has changed by its numbers, no more and no less.

    Raises Mismatch; TekigoError TKG-BDD028 for a row that has no whole number in the column of a number.
    """
    for row in wanted:
        changes = {name: _whole(bench, name, text) for name, text in row.items() if _counts(bench, name)}
        if not changes:
            raise TekigoError("TKG-BDD028", found="、".join(row))
        key = {name: text for name, text in row.items() if name not in changes}
        entries = [find(bench, key, each) for each in (before, now)]
        for name, by in changes.items():
            item = bench.catalog.item(name)
            old, new = ((entry or {}).get(item.romaji) for entry in entries)
            # type(), as true and false are numbers to isinstance()
            if not (type(old) is type(new) is int and new - old == by):
                who = "・".join(f"{each}={value}" for each, value in key.items())
                got = f"{shown(bench, item, old)}から{shown(bench, item, new)}"
                raise Mismatch(f"{who}の「{name}」の差が{by}", got)


def _counts(bench: Bench, name: str) -> bool:
    """Tell whether an item holds a whole number."""
    return bench.catalog.item(name).type == "9"


def _whole(bench: Bench, name: str, text: str) -> int:
    """Work out a difference. Raises TekigoError TKG-BDD028 for what is no whole number."""
    by = typed(bench.catalog.item(name), str(bench.evaluate(text)))
    if not isinstance(by, int):
        raise TekigoError("TKG-BDD028", found=f"{name}={text}")
    return by
