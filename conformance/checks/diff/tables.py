"""Compares items and codes of two editions, one of which may be a workbook that was just read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.checks.diff.fields import plain, rows_changed
from conformance.checks.diff.model import Change
from conformance.spec.output_conditions import official_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from conformance.spec.model import Code, Item
    from conformance.spec.row import Row

# What the layout of the official workbook tells of an item, and of a code; packages hold texts in words of their own.
ITEM_FACTS = (
    "no", "name", "romaji", "group", "pk", "type", "length", "code_list", "repeat", "unknown_date", "impl",
    "output_condition",
)  # fmt: skip
CODE_FACTS = ("list", "code", "label")
TEXTS = ("definition", "note")
CONDITION = "output_condition"


class TablesDifference(Struct, frozen=True, kw_only=True):
    """What differs between an old and a new state: items and codes, in the order of the new one.

    `unknown`: the fields of items that the old state leaves empty throughout; that they are filled now says little.
    """

    items: tuple[Change, ...]
    codes: tuple[Change, ...]
    unknown: tuple[str, ...]


def tables_differ(
    old: tuple[Sequence[Item], Sequence[Code]], new: tuple[Sequence[Item], Sequence[Code]], *, texts: bool
) -> TablesDifference:
    """Compare items and codes by what the official layout tells of them, with `texts` their explanations too.

    Items are paired by group and name, by name alone when one side names no groups; codes by list and meaning.
    """
    more = TEXTS if texts else ()
    grouped = all(any(item.group for item in side[0]) for side in (old, new))
    return TablesDifference(
        items=rows_changed(
            old[0],
            new[0],
            (lambda i: (i.group, i.name)) if grouped else (lambda i: (i.name,)),
            lambda i: i.romaji,
            _only((*ITEM_FACTS, *more) if grouped else tuple({*ITEM_FACTS, *more} - {"group"})),
        ),
        codes=rows_changed(old[1], new[1], lambda c: (c.list, c.label), lambda c: c.code, _only(CODE_FACTS)),
        unknown=tuple(
            name for name in (*ITEM_FACTS, *more) if not any(getattr(item, name) for item in old[0])
        ),
    )


def _only(
    names: Iterable[str],
) -> tuple[Callable[[Row], Mapping[str, Any]], Callable[[Row], Mapping[str, Any]]]:
    def facts(row: Row) -> Mapping[str, Any]:
        told = {name: value for name, value in plain(row).items() if name in names}
        if condition := told.get(
            CONDITION
        ):  # a condition that was written down is 条件付き必須 in a workbook
            told[CONDITION] = official_word(str(condition))
        return told

    return facts, facts
