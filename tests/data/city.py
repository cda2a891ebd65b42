"""A small synthetic city in files: residents with histories, memos that refer to them, and faults put in by hand."""

from __future__ import annotations

import csv
from pathlib import Path

from conformance.contract.specimen import specimen
from conformance.data.layout import FileLayout, layouts
from conformance.spec.catalog import Catalog
from conformance.spec.check_digits import complete
from conformance.spec.load import load_package

CATALOG = Catalog(load_package("resident_records"))
FILES = {each.group: each for each in layouts(CATALOG.package)}
PEOPLE, NOTES = "住民", "メモ・備考"
PERSON = "宛名番号"
Rows = list[dict[str, str]]


def person_numbers(count: int) -> list[str]:
    """Make 宛名番号 with right check digits."""
    made = (complete("modulus11", f"{number:014}") for number in range(1, 10 * count))
    return [each for each in made if each][:count]


def row_of(layout: FileLayout, **values: str) -> dict[str, str]:
    """Make a right row: a specimen in every column, with `values` over it."""
    row = {}
    for item in layout.items:
        value = specimen(item, CATALOG.codes_of(item))
        row[item.name] = str(value[0] if isinstance(value, list) else value)
        if item.fk == PERSON and item.repeat is None:
            row[item.name] = person_numbers(1)[0]
    return row | values


def city(people: int = 20, states: int = 3) -> dict[str, Rows]:
    """Make the right rows of every file."""
    numbers = person_numbers(people)
    made: dict[str, Rows] = {
        PEOPLE: [
            row_of(
                FILES[PEOPLE],
                宛名番号=number,
                履歴番号=str(state + 1),
                最新フラグ=str(int(state + 1 == states)),
                氏名="髙橋　𠮷子",
            )
            for number in numbers
            for state in range(states)
        ],
        NOTES: [
            row_of(FILES[NOTES], **about(FILES[NOTES], number), メモ番号=str(place), 対象履歴番号="1")
            for place, number in enumerate(numbers, 1)
        ],
    }
    for group, layout in FILES.items():
        made.setdefault(group, [row_of(layout, **about(layout, numbers[0]))])
    return made


def about(layout: FileLayout, number: str) -> dict[str, str]:
    """Make the items of a row that say whom it is about."""
    return {item.name: number for item in layout.items if item.fk == "宛名番号"}


def write(folder: Path, rows: dict[str, Rows]) -> None:
    """Write the files."""
    for group, found in rows.items():
        write_rows(folder, group, [item.name for item in FILES[group].items], found)


def write_rows(folder: Path, group: str, names: list[str], rows: Rows) -> None:
    """Write one file."""
    with (folder / f"{group}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
