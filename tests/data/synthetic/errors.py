"""Seeds errors into the right rows of a city: one kind after the other, at most one error in a thing."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

from conformance.certification.export.wrong_rows import FLAG, ROW_KINDS, WrongRows
from conformance.certification.export.wrong_values import VALUE_KINDS, wrong_value
from conformance.i18n.messages import codes
from tests.data.synthetic.people import CATALOG, FILES, PEOPLE, Thing, city

SHARE = 0.05  # errors for each row
REQUIRED = "TKG-DATA030"
AREA = "data"


def kinds() -> tuple[str, ...]:
    """Return the kinds of errors in values and rows that the check has a message for."""
    known = set(codes(AREA))
    return tuple(code for code in (*VALUE_KINDS, *ROW_KINDS) if code in known)


class Error(NamedTuple):
    """What the check is to say, and where. `row`: of the record after the header, 0 for a whole file."""

    file: str
    row: int
    column: str
    code: str


def write_city(
    folder: Path, rows: int, seed: int, kinds: Iterable[str] = (), share: float = SHARE
) -> list[Error]:
    """Write a city with errors of these kinds in turn; return them all. Equal arguments write equal files."""
    draw = random.Random(f"{seed} errors")  # noqa: S311 - synthetic people
    waiting = _Waiting(kinds)
    errors: list[Error] = []
    with ExitStack() as opened:
        writers, written = {}, dict.fromkeys(FILES, 0)
        for group, layout in FILES.items():
            file = opened.enter_context((folder / f"{group}.csv").open("w", encoding="utf-8", newline=""))
            writers[group] = csv.DictWriter(file, [item.name for item in layout.items])
            writers[group].writeheader()
        for thing in city(rows, seed):
            code, wrong = waiting.seed(thing, draw) if draw.random() < share * len(thing.rows) else ("", None)
            if wrong is not None:
                at = written[thing.group] + wrong.at + 1
                errors.append(Error(f"{thing.group}.csv", at, wrong.column, code))
            lines = thing.rows if wrong is None else wrong.rows
            writers[thing.group].writerows(lines)
            written[thing.group] += len(lines)
    return errors


class _Waiting:
    """The kinds in the order in which they are due: one that does not fit a thing waits for the next."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self._due = list(kinds)
        self._empty_keys: set[str] = set()

    def seed(self, thing: Thing, draw: random.Random) -> tuple[str, WrongRows | None]:
        """Seed the first kind that fits."""
        for code in self._due:
            if code == REQUIRED and thing.group in {PEOPLE, *self._empty_keys}:
                continue  # two empty keys would be one key twice, and others refer to people
            if (wrong := _seeded(code, thing, draw)) is not None:
                self._due.remove(code)
                self._due.append(code)
                self._empty_keys |= {thing.group} if code == REQUIRED else set()
                return code, wrong
        return "", None


def _seeded(code: str, thing: Thing, draw: random.Random) -> WrongRows | None:
    if code in ROW_KINDS:
        return ROW_KINDS[code](FILES[thing.group], thing.rows)
    if not (known := _wrong_values(code, thing.group)):
        return None
    column, value = draw.choice(known)
    at = draw.randrange(len(thing.rows))
    rows = list(thing.rows)
    rows[at] = rows[at] | {column: value}
    return WrongRows(rows, at, column)


@cache
def _wrong_values(code: str, group: str) -> tuple[tuple[str, str], ...]:
    """List the columns of a file that a kind of error can stand in, each with its wrong value."""
    free = (item for item in FILES[group].items if not item.fk)
    made = ((item.name, wrong_value(code, item, CATALOG)) for item in free)
    return tuple((name, value) for name, value in made if value is not None and name != FLAG)
