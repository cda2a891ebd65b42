"""Judges the values of all columns of a file, batch by batch, and counts what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from conformance.data.character_kinds import together
from conformance.data.conditions import must_always_be_there, must_be_there
from conformance.data.memo import Memo
from conformance.data.model import SHOWN, CharacterFault, DataFinding, Example
from conformance.data.redacted import redacted
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from types import TracebackType

    from numpy.typing import NDArray

    from conformance.data.batches import Batch, Hashes
    from conformance.data.columns import Column, Fault
    from conformance.data.keys import Rows

REQUIRED, UNDECIDED = "TKG-DATA030", "TKG-DATA071"
AHEAD = 1000  # values of a batch that are judged before the others
APART = 30  # characters that are told apart of one column and code


class _Kind(NamedTuple):
    """What is counted together: an item, a message, and the character it speaks of."""

    item: str
    code: str
    points: str


class Values:
    """What is wrong with the values of one file. Used as a context: it ends its threads."""

    def __init__(self, columns: Mapping[str, Column], covered: Collection[str], seed: int) -> None:
        """`columns`: by item; `covered`: the items that are judged in some rows only, as the others are sure to be
        right; `seed`: that of the hashes that come with each batch.
        """
        empty = pl.Series([""]).hash(seed=seed).to_numpy()
        self._columns = {name: (column, Memo()) for name, column in columns.items()}
        self._covered = [name for name in columns if name in covered]
        self._others = [name for name in columns if name not in covered]
        demanded = {name: must_be_there(column.item, columns) for name, column in columns.items()}
        self._demanded = {name: must for name, must in demanded.items() if must is not None}
        self._in_rest = [
            name for name in self._covered if must_always_be_there(columns[name].item)
        ]  # a sure line has a value there
        self._weighed = [columns[name] for name in self._covered if columns[name].digits is not None]
        for _, memo in self._columns.values():
            memo.learn(empty)
        self._workers = ThreadPoolExecutor(max_workers=pl.thread_pool_size())
        self._counts: dict[_Kind, int] = defaultdict(int)
        self._examples: dict[_Kind, list[Example]] = defaultdict(list)
        self._characters: dict[_Kind, CharacterFault] = {}
        self._apart: dict[tuple[str, str], int] = defaultdict(int)

    @property
    def needed(self) -> set[str]:
        """The columns whose values are needed of every row, by their names in the file."""
        conditional = {name: must for name, must in self._demanded.items() if name not in self._in_rest}
        looked_at = {name for must in conditional.values() for name in must.meta.root_names()}
        looked_at |= {column.name for column in self._weighed}
        return looked_at | {self._columns[name][0].name for name in (*self._others, *conditional)}

    def __enter__(self) -> Values:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.shutdown(wait=True, cancel_futures=True)

    def judge(self, batch: Batch, before: int) -> None:
        """Count what is wrong with a batch. `before`: the rows before it."""
        every = np.arange(before + 1, before + 1 + batch.every.height)
        rest = batch.places + before + 1
        self._judge(self._others, batch.every, batch.hashes, every)
        self._judge(self._covered, batch.rest, batch.rest_hashes, rest)
        self._weigh(batch, every)
        for name, must in self._demanded.items():
            column = self._columns[name][0]
            if name in self._in_rest:
                self._missing(column, must, batch.rest, rest)
            else:
                self._missing(column, must, batch.every, every)

    def _weigh(self, batch: Batch, rows: Rows) -> None:
        """Look at the check digits of the rows that are right otherwise."""

        def wrong(column: Column) -> NDArray[np.intp]:
            values = batch.every[column.name]
            places = np.flatnonzero(~column.digit_holds(values))
            places = places[(values.gather(places) != "").to_numpy()]
            return np.setdiff1d(places, batch.places, assume_unique=True)

        if not batch.sure:
            return
        for column, places in zip(self._weighed, self._workers.map(wrong, self._weighed), strict=True):
            if places.size:
                self._look(column, places, batch.every[column.name].gather(places), rows)

    def _judge(self, items: Sequence[str], frame: pl.DataFrame, hashes: Hashes, rows: Rows) -> None:
        if not frame.height:
            return
        chosen = [self._columns[name] for name in items]
        look = [(column, memo, frame[column.name], hashes[column.name]) for column, memo in chosen]
        seen = self._workers.map(lambda each: _suspicious(*each), look)
        for (column, memo, _, of), (places, values) in zip(look, seen, strict=True):
            if len(values):
                memo.learn(of[self._look(column, places, values, rows)])

    def findings(self, rows: int, make: Callable[..., DataFinding]) -> list[DataFinding]:
        """Sum up; `make` is given the fields of a finding, without its file."""
        return [
            make(
                kind.code,
                column=kind.item,
                count=count,
                rows=rows,
                examples=tuple(self._examples[kind]),
                character=self._characters.get(kind),
            )
            for kind, count in self._counts.items()
        ]

    def _missing(self, column: Column, demanded: pl.Expr, frame: pl.DataFrame, rows: Rows) -> None:
        """Tell missing values that must be there from those of which nobody can say so."""
        empty = frame[column.name] == ""
        if not empty.any():
            return
        must = frame.select(must=demanded)["must"]
        if must.len() == 1:  # the same for all rows
            must = must.new_from_index(0, empty.len())
        for code, wrong in (
            (REQUIRED, empty & must.fill_null(value=False)),
            (UNDECIDED, empty & must.is_null()),
        ):
            places = wrong.arg_true()
            if places.len():
                kept = [(place, "") for place in places[:SHOWN].to_list()]
                self._note(column, (code, None), kept, places.len(), rows)

    def _look(
        self, column: Column, places: NDArray[np.intp], values: pl.Series, rows: Rows
    ) -> NDArray[np.intp]:
        """Look at suspicious values, each different one once; return the places of the right ones."""
        faults = {value: found for value in values.unique().to_list() if (found := column.faults(value))}
        if not faults:
            return places
        by_fault: dict[Fault, list[tuple[int, str]]] = defaultdict(list)
        for place, value in zip(places.tolist(), values.to_list(), strict=True):
            for fault in faults.get(value, ()):
                by_fault[fault].append((place, value))
        for fault, some in by_fault.items():
            self._note(column, fault, some, len(some), rows)
        wrong: NDArray[np.bool_] = values.is_in(list(faults)).to_numpy()
        return places[~wrong]

    def _note(
        self, column: Column, fault: Fault, found: Sequence[tuple[int, str]], count: int, rows: Rows
    ) -> None:
        kind = self._kind(column.item.name, *fault)
        self._counts[kind] += count
        kept = self._examples[kind]
        for place, value in found[: SHOWN - len(kept)]:
            kept.append(Example(row=int(rows[place]), shape=redacted(value)))

    def _kind(self, item: str, code: str, character: CharacterFault | None) -> _Kind:
        if character is None:
            return _Kind(item, code, "")
        kind = _Kind(item, code, "" if together(code) else character.points)
        if kind in self._characters:
            return kind
        if kind.points and self._apart[item, code] == APART:
            others = message("data.other_points")
            kind = _Kind(item, code, others)
            character = CharacterFault(points=others, at=character.at, sets=character.sets)
        else:
            self._apart[item, code] += 1
        self._characters[kind] = character
        return kind


def _suspicious(
    column: Column, memo: Memo, values: pl.Series, hashes: NDArray[np.uint64]
) -> tuple[NDArray[np.intp], pl.Series]:
    """Return the values to be looked at one by one, with their places; remember the right ones."""
    first = _part(
        column, memo, values[:AHEAD], hashes[:AHEAD]
    )  # what it finds right need not be judged again
    rest = _part(column, memo, values[AHEAD:], hashes[AHEAD:]) + AHEAD
    places = np.concatenate([first, rest]) if rest.size else first
    return places, values.gather(places)


def _part(column: Column, memo: Memo, values: pl.Series, hashes: NDArray[np.uint64]) -> NDArray[np.intp]:
    unknown = memo.unknown(hashes)
    if not unknown.size:
        return unknown
    found = column.suspicious(values.gather(unknown)).to_numpy()
    right = np.ones(unknown.size, dtype=bool)
    right[found] = False
    memo.learn(hashes[unknown[right]])
    places: NDArray[np.intp] = unknown[found]
    return places
