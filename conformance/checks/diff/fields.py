"""Compares things field by field. Where a thing stands in its file (`origin`) never counts."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from conformance.checks.diff.model import Change, FieldChange, Kind
from conformance.spec.row import Row

T = TypeVar("T")
R = TypeVar("R", bound=Row)


def plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """Turn a thing into what its file holds, without origins."""
    return _without_origin(msgspec.to_builtins(value))


def fields_changed(
    old: Mapping[str, Any], new: Mapping[str, Any], skip: Iterable[str] = ()
) -> tuple[FieldChange, ...]:
    """List the fields that differ, in the order of the new side."""
    names = [name for name in dict.fromkeys((*new, *old)) if name not in skip]
    return tuple(
        FieldChange(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    )


def paired(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], Hashable]
) -> list[tuple[T | None, T | None]]:
    """Pair things of the same key; those of the new side in their order, then what only the old side has."""
    before, after = _numbered(old, key), _numbered(new, key)
    both: list[tuple[T | None, T | None]] = [(before.get(name), each) for name, each in after.items()]
    return both + [(each, None) for name, each in before.items() if name not in after]


def rows_changed(
    old: Iterable[R],
    new: Iterable[R],
    key: Callable[[R], tuple[str, ...]],
    name: Callable[[R], str],
    facts: tuple[Callable[[R], Mapping[str, Any]], Callable[[R], Mapping[str, Any]]] = (plain, plain),
) -> tuple[Change, ...]:
    """List the rows that were added, removed or changed. `facts`: how to see a row of the old and of the new side."""
    made = []
    for one, other in paired(old, new, key):
        change = _row_changed(one, other, facts)
        shown = other or one
        if change is None or shown is None:
            continue
        kind, fields = change
        made.append(
            Change(
                change=kind,
                id=" ".join(key(shown)),
                name=name(shown),
                fields=fields,
                old=one.origin if one else "",
                new=other.origin if other else "",
            )
        )
    return tuple(made)


def _row_changed(
    old: R | None,
    new: R | None,
    facts: tuple[Callable[[R], Mapping[str, Any]], Callable[[R], Mapping[str, Any]]],
) -> tuple[Kind, tuple[FieldChange, ...]] | None:
    if old is None or new is None:
        return ("added" if old is None else "removed"), ()
    fields = fields_changed(facts[0](old), facts[1](new))
    return ("changed", fields) if fields else None


def _numbered(things: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, T]:
    """Index things by key; the same key a second time is another thing."""
    seen: Counter[Hashable] = Counter()
    made: dict[Hashable, T] = {}
    for each in things:
        name = key(each)
        made[name, seen[name]] = each
        seen[name] += 1
    return made


def _without_origin(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {name: _without_origin(each) for name, each in value.items() if name != "origin"}
    return type(value)(map(_without_origin, value)) if isinstance(value, list | tuple) else value
