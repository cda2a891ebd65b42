"""Judges the values of all columns of a file, batch by batch, and counts what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from conformance.data.character_kinds import together
from conformance.data.conditions import must_be_there
from conformance.data.memo import Memo
from conformance.data.model import SHOWN, CharacterFault, DataFinding, Example
from conformance.data.redacted import redacted
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from numpy.typing import NDArray

    from conformance.data.columns import Column, Fault

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

    def __init__(self, columns: Mapping[str, Column], seed: int) -> None:
        """`columns`: by item; `seed`: that of the hashes that come with each batch."""
        self._empty = pl.Series([""]).hash(seed=seed).to_numpy()
        self._columns = [(column, Memo()) for column in columns.values()]
        demanded = {name: must_be_there(column.item, columns) for name, column in columns.items()}
        self._demanded = {name: must for name, must in demanded.items() if must is not None}
        for _, memo in self._columns:
            memo.learn(self._empty)
        self._workers = ThreadPoolExecutor(max_workers=pl.thread_pool_size())
        self._counts: dict[_Kind, int] = defaultdict(int)
        self._examples: dict[_Kind, list[Example]] = defaultdict(list)
        self._characters: dict[_Kind, CharacterFault] = {}
        self._apart: dict[tuple[str, str], int] = defaultdict(int)

    def __enter__(self) -> Values:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.shutdown(wait=True, cancel_futures=True)

    def judge(self, batch: pl.DataFrame, hashes: Mapping[str, NDArray[np.uint64]], before: int) -> None:
        """Count what is wrong with a batch. `hashes`: of its columns, by name; `before`: the rows before it."""
        look = [(column, memo, batch[column.name], hashes[column.name]) for column, memo in self._columns]
        seen = self._workers.map(lambda each: _suspicious(*each), look)
        for (column, memo, _, of), (places, values) in zip(look, seen, strict=True):
            if column.item.name in self._demanded and np.any(blank := of == self._empty):
                self._missing(column, batch, blank, before)
            if len(values):
                right = self._look(column, places, values, before)
                memo.learn(of[right])

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

    def _missing(self, column: Column, batch: pl.DataFrame, blank: NDArray[np.bool_], before: int) -> None:
        """Tell missing values that must be there from those of which nobody can say so."""
        must = batch.select(must=self._demanded[column.item.name])["must"]
        if must.len() == 1:  # the same for all rows
            must = must.new_from_index(0, blank.size)
        empty = pl.Series(blank)
        for code, wrong in (
            (REQUIRED, empty & must.fill_null(value=False)),
            (UNDECIDED, empty & must.is_null()),
        ):
            places = wrong.arg_true()
            if places.len():
                kept = [(place, "") for place in places[:SHOWN].to_list()]
                self._note(column, (code, None), kept, places.len(), before)

    def _look(
        self, column: Column, places: NDArray[np.intp], values: pl.Series, before: int
    ) -> NDArray[np.intp]:
        """Look at suspicious values, each different one once; return the places of the right ones."""
        faults = {value: found for value in values.unique().to_list() if (found := column.faults(value))}
        if not faults:
            return places
        by_fault: dict[Fault, list[tuple[int, str]]] = defaultdict(list)
        for place, value in zip(places.tolist(), values.to_list(), strict=True):
            for fault in faults.get(value, ()):
                by_fault[fault].append((place, value))
        for fault, rows in by_fault.items():
            self._note(column, fault, rows, len(rows), before)
        wrong: NDArray[np.bool_] = values.is_in(list(faults)).to_numpy()
        return places[~wrong]

    def _note(
        self, column: Column, fault: Fault, found: Sequence[tuple[int, str]], count: int, before: int
    ) -> None:
        kind = self._kind(column.item.name, *fault)
        self._counts[kind] += count
        kept = self._examples[kind]
        for place, value in found[: SHOWN - len(kept)]:
            kept.append(Example(row=before + place + 1, shape=redacted(value)))

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
