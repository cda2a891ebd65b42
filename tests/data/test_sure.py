"""Lines that need no second look: what is taken for right is right in its column, and nothing is found less for it."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from conformance.contract.specimen import specimen
from conformance.data import batches, blocks
from conformance.data.character_sets import declare
from conformance.data.check import check_folder
from conformance.data.columns import Column
from conformance.data.dialect import load_dialect
from conformance.data.model import DataResult
from conformance.data.sure import WIDEST, SureLines
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.model import Item
from conformance.spec.validation import validate
from tests.data.city import CATALOG, PEOPLE, city, write
from tests.data.synthetic.errors import kinds, write_city

FORM = (",", '"')
DECLARED = declare(private="\ue123")
TEXTS = (
    *"山髙𠮷ァヺー・　ぁ〇々Ａ０ａ×°Ωя\ue123",  # right in full width, at least
    *"0159azAZ .:-+_~",
    *",\"'\t\r\0\x07\x7f\x85\u2028\ufffe\ue000\ufeff\u200b\u3099\u309a\u0301😀ｱﾞ¥é",
    *("葛\U000e0102", "葛\U000e01ef", "神\ufe00", "か\u309a", "\U000e0102", "\ufe00"),
)
DATES = ("2024-02-29", "2023-02-29", "0000-01-01", "9999-12-31", "2024-00-00", "2024-04-31", "2024-13-01")
OTHERS = ("-5", "5", "05", "1.25", "1.", "25:00", "23:59", "23:59:59", "2024", "0000", "2024-05", "0000-01")
LENGTHS = (1, 2, 3, 5, 6, 7, 10, 15, 19, 20, 21, 60)


def items() -> Iterator[tuple[Item, Catalog]]:
    """One item of each form there is in the packages, with and without lengths."""
    seen = set()
    for business in ("resident_records", "light_vehicle_tax", "child_allowance"):
        catalog = Catalog(load_package(business))
        for item in catalog.package.items:
            for length in {item.length, "3", ""} if item.type in ("X", "N") else {item.length}:
                other = replace(item, length=length)
                form = (item.type, item.charset, length, item.fixed, item.check_digit, item.unknown_date)
                form = (*form, item.repeat, item.chain, item.code_list)
                if form not in seen:
                    seen.add(form)
                    yield other, catalog


def values(item: Item, catalog: Catalog, draw: random.Random) -> Iterator[str]:
    """Values right and wrong, and some that are nearly right."""
    codes = catalog.codes_of(item)
    own = specimen(item, codes)
    right = [str(own[0] if isinstance(own, list) else own), *(codes.values[:20] if codes else ())]
    yield from right
    yield from (each + other for each in right for other in ("", "1", " ", "山", "\U000e0102"))
    yield from (*DATES, *OTHERS, "")
    for each in TEXTS:
        yield from (each * count for count in LENGTHS)
    for _ in range(150):
        letters = draw.sample(TEXTS, draw.randint(1, 3))
        yield "".join(draw.choices(letters, k=draw.choice(LENGTHS)))


def test_what_a_line_takes_for_right_is_right_in_its_column() -> None:
    draw = random.Random(5)  # noqa: S311 - not for secrets
    covered = taken = 0
    for item, catalog in items():
        column = Column("見出し", item, catalog, DECLARED)
        lines = SureLines(["見出し"], {item.name: column}, DECLARED, FORM)
        some = list(values(item, catalog, draw))
        written = [each for value in some for each in (value, f'"{value}"')]
        data = "\n".join(each for each in written if "\n" not in each).encode()
        found = lines.find(pl.read_lines(data).to_series(), data)
        for line, sure in zip(data.decode().split("\n"), found.tolist(), strict=True):
            if not sure or item.name not in lines.covered:
                continue
            taken += 1
            value = "".join(next(csv.reader([line.removesuffix("\r")]), []))
            weighed = replace(item, check_digit="") if column.digits else item
            assert validate(weighed, value, column.codes, required=column.demanded) is None, (item, value)
            if column.digits is None:
                assert value == "" or column.faults(value) == (), (item.name, value)
        covered += item.name in lines.covered
    assert covered > 40
    assert taken > 20 * covered  # and not by saying that nothing is sure


def test_right_rows_are_sure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, city())
    shares = []

    def told(self: SureLines, lines: pl.Series, data: bytes) -> NDArray[np.bool_]:
        found = find(self, lines, data)
        shares.append(found.mean())
        return found

    find = SureLines.find
    monkeypatch.setattr(SureLines, "find", told)
    check_folder(tmp_path, CATALOG, load_dialect())
    assert shares
    assert min(shares) == 1


def checked(folder: Path) -> DataResult:
    return check_folder(folder, CATALOG, load_dialect())


def in_order(result: DataResult) -> list[list[object]]:
    """The findings of each file, in an order of their own."""
    return [
        sorted(file.findings, key=lambda each: (each.code, each.column, str(each.character)))
        for file in result.files
    ]


def test_the_same_is_found_when_every_row_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_city(tmp_path, 3_000, 3, kinds())
    before = in_order(checked(tmp_path))
    monkeypatch.setattr(SureLines, "find", lambda _, lines, __: np.zeros(lines.len(), dtype=bool))
    assert before == in_order(checked(tmp_path))
    assert sum(map(len, before)) > 20


@pytest.mark.parametrize("size", [700, 5_000])
def test_the_same_is_found_in_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    rows = city()
    rows[PEOPLE][5]["氏名"] = "山\n田"
    rows[PEOPLE][7]["氏名"] = '山"田'
    rows[PEOPLE][9]["氏名"] = "山😀"
    rows[PEOPLE][11]["宛名番号"] = "000000000000018"
    write(tmp_path, rows)
    before = in_order(checked(tmp_path))
    monkeypatch.setattr(blocks, "SIZE", size)
    monkeypatch.setattr(blocks, "MOST", 64 * size)
    assert before == in_order(checked(tmp_path))
    assert sum(map(len, before)) > 3


def test_where_hardly_any_line_is_sure_lines_are_no_longer_matched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = city()
    for row in rows[PEOPLE]:
        row["氏名"] = "山😀"
    write(tmp_path, rows)
    monkeypatch.setattr(blocks, "SIZE", 2_000)
    monkeypatch.setattr(batches, "TRIED", 10)
    (found,) = [each for file in checked(tmp_path).files for each in file.findings]
    assert found.count == len(rows[PEOPLE])


def test_a_quote_that_is_never_closed_is_told_however_long_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, city())
    path = next(tmp_path.glob(f"{PEOPLE}*"))
    text = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([text[0], '"' + text[1], *text[2:], ""]), encoding="utf-8")
    monkeypatch.setattr(blocks, "SIZE", 500)
    monkeypatch.setattr(blocks, "MOST", 2_000)
    (found,) = [each for file in checked(tmp_path).files for each in file.findings if file.group == PEOPLE]
    assert found.code == "TKG-DATA013"


def test_columns_without_number_are_judged_without_one_expression(tmp_path: Path) -> None:
    rows = city()
    rows[PEOPLE][5]["性別"] = "8"
    write(tmp_path, rows)
    path = tmp_path / f"{PEOPLE}.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    more = ",".join(["x"] * WIDEST)
    path.write_text(
        "\n".join([f"{head},{more}", *(f"{line},{more}" for line in lines), ""]), encoding="utf-8"
    )
    told = [each for file in checked(tmp_path).files for each in file.findings if each.code != "TKG-DATA022"]
    assert [(each.code, each.column, each.count) for each in told] == [("TKG-DATA033", "性別", 1)]


def test_an_expression_that_the_engine_refuses_makes_nothing_sure() -> None:
    item = next(each for each in CATALOG.package.items if each.type == "9" and not each.check_digit)
    items = [replace(item, name=f"数{number}", length="2000") for number in range(100)]
    columns = {each.name: Column(each.name, each, CATALOG, DECLARED) for each in items}
    lines = SureLines(list(columns), columns, DECLARED, FORM)
    assert lines.covered == set()
    assert not lines.find(pl.Series([",".join(["1"] * 100)]), b"").any()
