"""The right rows of a synthetic city of 住民記録: households, people with histories, and what hangs on them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from conformance.certification.export.wrong_values import right_value
from conformance.data.layout import FileLayout, layouts
from conformance.spec.catalog import Catalog
from conformance.spec.check_digits import complete
from conformance.spec.load import load_package

CATALOG = Catalog(load_package("resident_records"))
FILES = {each.group: each for each in layouts(CATALOG.package)}
PEOPLE, MEMOS, MEASURES, RESTRICTIONS = FILES
NAMES = (
    "佐藤　一郎",
    "髙橋　花子",
    "𠮷田　次郎",
    "葛󠄂城　三郎",
    "渡邉󠄏　美咲",
    "𩸽　四郎",
    "ＳＭＩＴＨ　ＪＯＨＮ",
    "神󠄃田　五郎",
)
MOST_STATES = 4
HOUSEHOLD_OF = 3  # people
KEPT = 0.7  # share of values that may be missing and are there
Row = dict[str, str]


class Thing(NamedTuple):
    """The rows of one thing in one file: the states of a person, or a single row. `number`: its 宛名番号."""

    group: str
    rows: list[Row]
    number: str


def city(rows: int, seed: int) -> Iterator[Thing]:
    """Yield things until there are so many rows: every person, then what hangs on some of them."""
    draw = random.Random(seed)  # noqa: S311 - synthetic people
    usual = {group: _usual(layout) for group, layout in FILES.items()}
    numbers, households = _numbers(1), _numbers(5_000_000_000)
    single = {group: count(1) for group in FILES}
    made, people, household = 0, 0, ""
    while made < rows:
        if people % HOUSEHOLD_OF == 0:
            household = next(households)
        person = _person(draw, usual[PEOPLE], next(numbers), household)
        yield person
        people += 1
        made += len(person.rows)
        for group in (MEMOS, MEASURES, RESTRICTIONS):
            if draw.random() < 1 / HOUSEHOLD_OF:
                yield _about(draw, group, usual[group], next(single[group]), person)
                made += 1


def _numbers(first: int) -> Iterator[str]:
    made = (complete("modulus11", f"{number:014}") for number in count(first))
    return (each for each in made if each)


def _usual(layout: FileLayout) -> Row:
    return {item.name: right_value(item, CATALOG) for item in layout.items}


def _person(draw: random.Random, usual: Row, number: str, household: str) -> Thing:
    name, states = draw.choice(NAMES), draw.randint(1, MOST_STATES)
    own = {"宛名番号": number, "世帯番号": household, "氏名": name}
    rows = []
    for state in range(1, states + 1):
        row = _thinned(draw, usual, PEOPLE) | own
        row |= {"履歴番号": str(state), "最新フラグ": "1" if state == states else "0"}
        rows.append(row)
    return Thing(PEOPLE, rows, number)


def _about(draw: random.Random, group: str, usual: Row, number: int, person: Thing) -> Thing:
    row = _thinned(draw, usual, group)
    for item in FILES[group].items:
        if item.pk:
            row[item.name] = str(number)
        elif item.fk == "宛名番号":
            row[item.name] = person.number
        elif item.fk:
            row[item.name] = "1"
    return Thing(group, [row], person.number)


def _thinned(draw: random.Random, usual: Row, group: str) -> Row:
    """Leave out some values that may be missing."""
    free = {item.name for item in FILES[group].items if not item.pk and not item.output_condition}
    return {name: value if name not in free or draw.random() < KEPT else "" for name, value in usual.items()}
