"""Writes the residents of a synthetic city, of any size, at speed: every column varies as it does among people.

Family and given names, numbers, dates, addresses and codes are drawn from pools of the size of a great city's; one in
twenty names holds a sequence of two code points, others characters beyond the first plane.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from msgspec.structs import replace

from conformance.contract.specimen import specimen
from conformance.data.check_digits import DigitColumn
from conformance.data.layout import NEWEST, layouts
from conformance.spec.catalog import Catalog
from conformance.spec.check_digits import complete
from conformance.spec.load import load_package

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.data.layout import FileLayout
    from conformance.spec.model import Item, Package

LENGTHS = {
    "N": "100",
    "X": "20",
}  # of text, where the package leaves it open: official lists give one to each


def _with_lengths(package: Package) -> Catalog:
    """Give every text a length, so that it is judged."""
    plain = Catalog(package)
    items = (
        replace(item, length=item.length or LENGTHS.get(item.type, ""))
        if plain.codes_of(item) is None
        else item
        for item in package.items
    )
    return Catalog(replace(package, items=tuple(items)))


COLUMNS = 40
STATES = 3  # of each person
AT_A_TIME = 50_000  # people
CATALOG = _with_lengths(load_package("resident_records"))
LAYOUT: FileLayout = next(each for each in layouts(CATALOG.package) if len(each.key) > 1)
RARE = ("髙", "﨑", "𠮷", "葛\U000e0102", "邉", "𣘺", "神\ufe00", "𩸽")
COMMON = "山川田中村上下木本林森井口石原藤佐伊加高松竹梅小大島崎野沢谷橋町新東西南北一二三太郎子美花春夏秋冬"
KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワガギグゲゴダデド"
)
SELDOM = ("氏名_外国人", "旧氏", "通称", "生年月日_不詳表記")  # columns that few people have
FILLED = 0.15  # share of people who have each of them
MANY, SOME = 30_000, 3_000  # different values of a pool


def city(folder: Path, rows: int, seed: int = 1) -> Path:
    """Write the file and return it; `rows` is rounded down to whole people."""
    rows -= rows % STATES
    folder.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(seed)
    items = LAYOUT.items[:COLUMNS]
    pools = {item.name: _pool(item, draw) for item in items}
    path = folder / f"{LAYOUT.group}.csv"
    with path.open("wb") as file:
        for first in range(0, rows, AT_A_TIME * STATES):
            count = min(AT_A_TIME * STATES, rows - first)
            people = -(-count // STATES)
            frame = pl.DataFrame(
                {item.name: _column(item, pools[item.name], first // STATES, people, draw) for item in items}
            )
            frame.head(count).write_csv(file, include_header=not first, line_terminator="\r\n")
    return path


def _column(item: Item, pool: pl.Series, before: int, people: int, draw: np.random.Generator) -> pl.Series:
    """Make one column of some people, all their states together."""
    if item.name == "宛名番号":
        return pl.Series(_numbers(before, people)).gather(np.repeat(np.arange(people), STATES))
    if item.name == "履歴番号":
        return pl.Series([str(1 + state) for state in range(STATES)] * people)
    if item.name == NEWEST:
        return pl.Series(["0"] * (STATES - 1) + ["1"]).gather(np.tile(np.arange(STATES), people))
    chosen = draw.integers(0, pool.len(), people)
    if item.name.startswith(SELDOM):
        chosen[draw.random(people) > FILLED] = 0
    if item.name in ("氏名", "世帯主氏名"):  # families and given names in every combination
        other = draw.integers(0, pool.len(), people)
        values = pool.gather(chosen) + pl.Series(["　"]) + pool.gather(other)
    else:
        values = pool.gather(chosen)
    return values.gather(np.repeat(np.arange(people), STATES))


def _numbers(before: int, people: int) -> list[str]:
    """Make numbers of people; one in eleven has no check digit and is left out."""
    digits = DigitColumn("modulus11")
    heads = np.arange((before + 1) * 10 // 8, (before + 1) * 10 // 8 + people * 2, dtype=np.uint64)
    found: dict[int, int] = {}
    for digit in range(10):
        whole = heads * np.uint64(10) + np.uint64(digit)
        found |= dict.fromkeys(whole[digits.holds(whole)].tolist(), digit)
    return [f"{number:015}" for number in sorted(found)[:people]]


def _pool(item: Item, draw: np.random.Generator) -> pl.Series:
    codes = CATALOG.codes_of(item)
    if codes is not None:
        return pl.Series(list(codes.values))
    blank = [""] if item.name.startswith(SELDOM) else []
    return pl.Series(blank + sorted(set(_values(item, draw))))


def _values(item: Item, draw: np.random.Generator) -> list[str]:
    if item.type == "DATE":
        days = draw.integers(0, 36_000, MANY)
        return [(date(1926, 1, 1) + timedelta(days=int(each))).isoformat() for each in days]
    if item.check_digit:
        width = 5 if item.check_digit == "dantaicode" else 10
        made = (complete(item.check_digit, f"{each:0{width}}") for each in draw.integers(1, 99_999, SOME))
        return [each for each in made if each]
    if item.charset == "katakana":
        return ["".join(draw.choice(list(KANA), draw.integers(2, 9))) for _ in range(MANY)]
    if item.type == "N":
        letters = [*COMMON] * 4 + [*RARE]
        return ["".join(draw.choice(letters, draw.integers(1, 9))) for _ in range(MANY)]
    if item.type == "9":
        return [str(each) for each in range(1, 10)]
    return [_specimen(item)]


def _specimen(item: Item) -> Any:  # noqa: ANN401 - a value
    value = specimen(item, CATALOG.codes_of(item))
    return str(value[0] if isinstance(value, list) else value)
