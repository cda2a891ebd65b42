"""Conditions between the items of a row as expressions for values by the million: true, false, null for undecided."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

import polars as pl

from conformance.spec.foreign_keys import foreign_key
from conformance.spec.output_conditions import output_condition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.data.columns import Column
    from conformance.spec.model import Item
    from conformance.spec.output_conditions import Atom

_UNDECIDED = pl.lit(None, dtype=pl.Boolean)
_UNKNOWN_PART = "-00"  # of a month or day in YYYY-MM-DD


def must_be_there(item: Item, columns: Mapping[str, Column]) -> pl.Expr | None:
    """Return when a row must have a value of an item; None when it never must, or nothing is known of it."""
    if must_always_be_there(item):
        return pl.lit(value=True)
    condition = output_condition(item.output_condition)
    if condition.kind == "open":
        return _UNDECIDED
    return holds(condition.any_of, columns) if condition.kind == "when" else None


def must_always_be_there(item: Item) -> bool:
    """Tell whether every row must have a value of an item."""
    return item.pk or output_condition(item.output_condition).kind == "mandatory"


def refers_to_something(item: Item, columns: Mapping[str, Column]) -> pl.Expr:
    """Return which rows of an item with a foreign key refer to something."""
    filled = pl.col(columns[item.name].name) != ""
    key = foreign_key(item)
    if key is None or not key.any_of:
        return filled
    return filled & holds(key.any_of, columns).fill_null(value=False)


def holds(any_of: Sequence[Sequence[Atom]], columns: Mapping[str, Column]) -> pl.Expr:
    """Return whether a condition holds, after Kleene: a part that is undecided need not leave the whole so."""
    return reduce(or_, (reduce(and_, (_atom(atom, columns) for atom in part)) for part in any_of))


def _atom(atom: Atom, columns: Mapping[str, Column]) -> pl.Expr:
    column = columns.get(atom.item)
    if column is None:
        return _UNDECIDED
    value = pl.col(column.name)
    if atom.test in ("filled", "blank"):
        return (value != "") if atom.test == "filled" else (value == "")
    if atom.test == "unknown_date":
        known = value.str.contains(_UNKNOWN_PART, literal=True)
    else:
        known = value.is_in(_values(atom, column))
        known = ~known if atom.test == "is_not" else known
    return pl.when(value != "").then(known).otherwise(_UNDECIDED)


def _values(atom: Atom, column: Column) -> list[str]:
    """Return what stands in a file for the values of a condition, which may name labels."""
    codes = column.codes
    return [(codes.value(each) if codes is not None else None) or each for each in atom.values]
