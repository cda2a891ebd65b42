"""Lines that need no second look: what is taken for right is right in its column, and nothing is found less for it."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.contract.specimen import specimen
from conformance.data import batches, blocks, file_check, sure
from conformance.data.character_sets import declare
from conformance.data.check import check_folder
from conformance.data.columns import Column
from conformance.data.dialect import load_dialect
from conformance.data.model import DataResult
from conformance.data.sure import Lines, SureLines
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.model import Item
from conformance.spec.validation import validate
from tests.data.city import CATALOG, PEOPLE, city, write, write_rows
from tests.data.synthetic.errors import kinds, write_city

pytestmark = pytest.mark.usefixtures("any_size")
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


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read small files the way of large ones."""
    monkeypatch.setattr(file_check, "SMALL", 0)


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
        data = "\n".join(each for each in written if "\n" not in each and each.count('"') % 2 == 0).encode()
        found = lines.find(data)
        assert found is not None
        again = lines.find(data)  # when it knows the right values
        assert again is not None
        assert again.sure.tolist() == found.sure.tolist()
        for line, right in zip(data.decode().split("\n"), found.sure.tolist(), strict=True):
            if not right or item.name not in lines.covered:
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

    def told(self: SureLines, data: bytes) -> Lines | None:
        found = find(self, data)
        assert found is not None
        shares.append(found.sure.mean())
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
    monkeypatch.setattr(file_check, "SMALL", 1 << 40)
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


def test_more_columns_than_anybody_has_are_judged_as_few(tmp_path: Path) -> None:
    rows = city()
    rows[PEOPLE][5]["性別"] = "8"
    write(tmp_path, rows)
    path = tmp_path / f"{PEOPLE}.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    more = ",".join(["x"] * 1_000)
    path.write_text(
        "\n".join([f"{head},{more}", *(f"{line},{more}" for line in lines), ""]), encoding="utf-8"
    )
    told = [each for file in checked(tmp_path).files for each in file.findings if each.code != "TKG-DATA022"]
    assert [(each.code, each.column, each.count) for each in told] == [("TKG-DATA033", "性別", 1)]


@pytest.mark.parametrize("column", ["氏名", "不明"])
@pytest.mark.parametrize(
    "wrong",
    [
        b"\x80",  # a byte that only follows others
        b"\xc0\xaf",  # two bytes for what takes one
        b"\xe0\x9f\xbf",  # three for what takes two
        b"\xf0\x8f\xbf\xbf",  # four for what takes three
        b"\xed\xa0\x80",  # half of a surrogate pair
        b"\xf4\x90\x80\x80",  # beyond the last code point
        b"\xe5\xb1",  # cut off
        b"\xc3(",
        b"\xf0\xa0(\xb7",
        b"\xff",
    ],
)
def test_bytes_that_are_no_characters_are_never_sure(tmp_path: Path, wrong: bytes, column: str) -> None:
    rows = city()
    for row in rows[PEOPLE]:
        row["不明"] = "山"
    rows[PEOPLE][5][column] = "★"
    write(tmp_path, rows)
    write_rows(tmp_path, PEOPLE, [*rows[PEOPLE][0]], rows[PEOPLE])
    path = tmp_path / f"{PEOPLE}.csv"
    path.write_bytes(path.read_bytes().replace("★".encode(), wrong))
    (file,) = [each for each in checked(tmp_path).files if each.group == PEOPLE]
    assert {each.code for each in file.findings} == {"TKG-DATA011"}


def test_values_that_fall_into_one_place_of_the_table_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sure, "PLACES", 64)
    item = next(each for each in CATALOG.package.items if each.type == "DATE" and not each.unknown_date)
    lines = SureLines(["日"], {item.name: Column("日", item, CATALOG, DECLARED)}, DECLARED, FORM)
    days = [f"20{year:02}-01-{day:02}" for year in range(20) for day in range(1, 32)]
    wrong = [f"20{year:02}-01-{day}" for year in range(20) for day in (0, 3, 310, *range(32, 100))]
    for _ in range(2):
        found = lines.find("\n".join([*days, *wrong]).encode())
        assert found is not None
        assert found.sure.tolist() == [True] * len(days) + [False] * len(wrong)


@pytest.mark.parametrize("shorter", [True, False])
def test_lines_of_right_values_that_are_too_few_or_too_many_are_told(tmp_path: Path, shorter: bool) -> None:
    write(tmp_path, city())
    path = tmp_path / f"{PEOPLE}.csv"
    head, first, *lines = path.read_text(encoding="utf-8").splitlines()
    other = first.rpartition(",")[0] if shorter else f"{first},"
    path.write_text("\n".join([head, first, other, *lines, ""]), encoding="utf-8")
    (file,) = [each for each in checked(tmp_path).files if each.group == PEOPLE]
    assert [each.code for each in file.findings] == ["TKG-DATA019"]


def test_a_record_of_several_lines_is_left_to_the_reader_of_csv() -> None:
    item = next(each for each in CATALOG.package.items if each.type == "N" and not each.code_list)
    lines = SureLines(["名"], {item.name: Column("名", item, CATALOG, DECLARED)}, DECLARED, FORM)
    assert lines.find('山\n"山\n山"\n'.encode()) is None
    assert lines.find('山\n"山"\n'.encode()) is not None


def test_a_separator_inside_quotes_ends_no_value() -> None:
    item = next(each for each in CATALOG.package.items if each.type == "N" and not each.code_list)
    columns = {name: Column(name, replace(item, name=name), CATALOG, DECLARED) for name in ("甲", "乙")}
    found = SureLines([*columns], columns, DECLARED, FORM).find('山,山\n"山,,"山,\n"山",\n"山,山"\n'.encode())
    assert found is not None
    assert found.sure.tolist() == [True, False, True, False]
