"""Judging whole records quickly gives the same answer as judging each field carefully."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.spec.catalog import Catalog
from conformance.spec.check_digits import complete, holds, quick_holds
from conformance.spec.load import load_package
from conformance.spec.model import Algorithm, Item
from conformance.spec.patterns import pattern_of
from conformance.spec.records import record_judge
from conformance.spec.validation import judge_of
from tests.spec.made_package import MadePackage

RIGHT = ["000000000000019", "適合　花子", "2", "2026-05-10", "1980-02-00", ""]


@pytest.fixture
def catalog(made: MadePackage) -> Catalog:
    """The catalog of the made package."""
    return Catalog(load_package("alpha", made.root))


@pytest.mark.parametrize(
    ("position", "value", "error"),
    [
        (0, "000000000000018", "check_digit"),
        (0, "00000000000019", "length"),
        (1, "適合 花子", "charset"),
        (1, "", "required"),
        (1, "葛\U000e0100飾", None),
        (2, "3", "code"),
        (3, "2026-02-29", "impossible_date"),
        (3, "2024-02-29", None),
        (4, "1979-02-29", None),
        (5, "a\x1fb", "charset"),
    ],
)
def test_a_wrong_field_is_named_with_its_error(
    catalog: Catalog, position: int, value: str, error: str | None
) -> None:
    judge = record_judge(catalog.package.items, catalog, required=["氏名"])
    assert judge(RIGHT) == []
    record = [*RIGHT[:position], value, *RIGHT[position + 1 :]]
    assert judge(record) == ([(position, error)] if error else [])


def test_every_wrong_field_of_a_record_is_named(catalog: Catalog) -> None:
    judge = record_judge(catalog.package.items, catalog, required=["氏名", "メモ"])
    assert judge(["1", "", "9", "x", "", ""]) == [
        (0, "length"),
        (1, "required"),
        (2, "code"),
        (3, "charset"),
        (5, "required"),
    ]


@pytest.mark.parametrize("record", [RIGHT[:-1], [*RIGHT, ""], ["\x1f".join(RIGHT[:2]), *RIGHT[2:]]])
def test_a_record_of_another_width_is_no_record(catalog: Catalog, record: list[str]) -> None:
    with pytest.raises(ValueError, match="fields instead of 6"):
        record_judge(catalog.package.items, catalog)(record)


TYPES = st.sampled_from(["X", "N", "9", "9V", "S9", "DATE", "TIME", "YEAR"])
CHARSETS = st.sampled_from(["", "digit", "alnum", "katakana", "date", "month", "text"])
ITEMS = st.builds(
    Item,
    name=st.just("項目"),
    romaji=st.just("komoku"),
    type=TYPES,
    charset=CHARSETS,
    length=st.sampled_from(["", "3", "7", "10", "2,1"]),
    fixed=st.booleans(),
    unknown_date=st.booleans(),
    fidelity=st.just("provisional"),
)
DATES = st.from_regex(r"(0000|19[0-9]{2}|20[0-9]{2}|9999)-[01][0-9]-[0-3][0-9]", fullmatch=True)
MONTHS = st.from_regex(r"(0000|19[0-9]{2}|20[0-9]{2}|9999)-[01][0-9]", fullmatch=True)
VALUES = st.one_of(
    st.text(max_size=11),
    st.text("0129-.:/ー・　アあ漢aZ\U000e0100", max_size=11),
    st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,2})?", fullmatch=True),
    st.from_regex(r"[0-2][0-9]:[0-6][0-9](:[0-6][0-9])?", fullmatch=True),
    DATES,
    MONTHS,
)


@given(ITEMS, VALUES)
def test_a_value_that_matches_the_pattern_has_no_error(item: Item, value: str) -> None:
    pattern = pattern_of(item)
    if pattern and re.fullmatch(pattern, value):
        assert judge_of(item)(value) is None


@given(st.sampled_from(["", "unknown"]), DATES)
def test_the_pattern_of_dates_knows_the_calendar(kind: str, day: str) -> None:
    item = Item(name="x", romaji="x", type="DATE", unknown_date=bool(kind), fidelity="provisional")
    right = judge_of(item)(day) is None
    matched = re.fullmatch(pattern_of(item) or "", day) is not None
    assert matched == right or (day.startswith("0000") and right)  # year 0000 is left to the careful judge


@given(st.booleans(), MONTHS)
def test_the_pattern_of_months_knows_the_calendar(unknown: bool, month: str) -> None:
    item = Item(
        name="x",
        romaji="x",
        type="X",
        length="7",
        fixed=True,
        charset="month",
        unknown_date=unknown,
        fidelity="provisional",
    )
    right = judge_of(item)(month) is None
    matched = re.fullmatch(pattern_of(item) or "", month) is not None
    assert matched == right or (month.startswith("0000") and right)  # year 0000 is left to the careful judge


@given(
    st.sampled_from(["kojinbango", "modulus11", "dantaicode", "hojinbango"]),
    st.text("0123456789", min_size=1),
)
def test_the_quick_check_digit_agrees_with_the_careful_one(algorithm: Algorithm, number: str) -> None:
    for each in (
        number,
        complete(algorithm, (number * 14)[: {"kojinbango": 11, "dantaicode": 5}.get(algorithm, 12)]),
    ):
        if each:
            assert quick_holds(algorithm)(each) == holds(algorithm, each)
