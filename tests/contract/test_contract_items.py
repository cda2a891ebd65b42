"""Item schemas: never stricter than the official types, and read alike by two libraries and by the validator."""

from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.contract.item_schema import item_schema
from conformance.contract.specimen import specimen
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.model import Item
from conformance.spec.validation import validate

CATALOG = Catalog(load_package("resident_records"))
ITEMS = CATALOG.package.items
VALIDATORS = {
    item.name: jsonschema_rs.Draft202012Validator(item_schema(item, CATALOG.codes_of(item))) for item in ITEMS
}

MONTH = {"length": "7", "fixed": True, "charset": "month"}


def _item(**traits: Any) -> Item:  # noqa: ANN401 - fields of an item
    return Item(**({"name": "試験", "romaji": "shiken", "type": "X", "fidelity": "provisional"} | traits))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_a_specimen_of_every_item_is_right_by_schema_and_by_validator(item: Item) -> None:
    codes = CATALOG.codes_of(item)
    value = specimen(item, codes)
    assert VALIDATORS[item.name].is_valid(value)
    assert validate(item, value, codes, required=True) is None


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("氏名", "葛\U000e0100城", True),
        ("氏名", "𠮷田", True),
        ("氏名", "適合　花子", True),
        ("氏名", "Ａｎｎａ", True),
        ("氏名", "Anna", False),
        ("氏名", "ｱﾝﾅ", False),
        ("氏名", "適\t合", False),
        ("氏名_フリガナ", "テキゴウ　ハナコ", True),
        ("氏名_フリガナ", "てきごう", False),
        ("氏名_フリガナ", "ﾃｷｺﾞｳ", False),
        ("生年月日", "0000-01-01", True),
        ("届出年月日", "9999-12-31", True),
        ("届出年月日", "2026-02-30", False),
        ("生年月日", "2026-02-29", True),
        ("生年月日", "2026-13-01", False),
        ("生年月日", "1950-00-00", True),
        ("届出年月日", "1950-00-00", False),
        ("操作時刻", "23:59:59", True),
        ("操作時刻", "24:00:00", False),
        ("操作者ID", "a b", True),
        ("操作者ID", "x" * 11, False),
        ("続柄", "子の子（子の妻）", True),
        ("対象者続柄", ["妻", "子"], True),
        ("対象者続柄", [], False),
    ],
)
def test_values(name: str, value: object, fits: bool) -> None:
    item = CATALOG.item(name)
    schema = item_schema(item, CATALOG.codes_of(item))
    assert VALIDATORS[name].is_valid(value) is fits
    assert jsonschema.Draft202012Validator(schema).is_valid(value) is fits


@pytest.mark.parametrize(
    ("traits", "value", "fits"),
    [
        ({"type": "N", "length": "2"}, "葛\U000e0100城\U000e0101", True),
        ({"type": "N", "length": "2"}, "葛城市", False),
        ({"type": "N", "length": "2", "fixed": True}, "葛", False),
        ({"type": "9V", "length": "3,2"}, "123.45", True),
        ({"type": "9V", "length": "3,2"}, "123.456", False),
        ({"type": "S9", "length": "3"}, "-123", True),
        ({"type": "9", "length": "3"}, 1000, False),
        ({"type": "YEAR"}, "0000", True),
        ({"length": "3", "repeat": 2}, ["a", "b", "c"], False),
        ({"charset": "alnum", "length": "3"}, "a-1", False),
        (MONTH, "2026-05", True),
        (MONTH, "0000-01", True),
        (MONTH, "2026-13", False),
        (MONTH, "2026-00", False),
        (MONTH, "2026/05", False),
        (MONTH, "202605", False),
        (MONTH | {"unknown_date": True}, "2026-00", True),
        (MONTH | {"unknown_date": True}, "2026-13", False),
    ],
)
def test_types_that_the_package_does_not_use_yet(traits: dict[str, Any], value: object, fits: bool) -> None:
    assert jsonschema_rs.Draft202012Validator(item_schema(_item(**traits))).is_valid(value) is fits


@pytest.mark.parametrize("unknown", [False, True])
def test_a_month_has_a_specimen_and_says_how_it_is_written(unknown: bool) -> None:
    item = _item(**MONTH, unknown_date=unknown)
    schema = item_schema(item)
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(specimen(item))
    assert validate(item, specimen(item)) is None
    assert "YYYY-MM" in schema["description"]
    assert ("00" in schema["description"]) is unknown


@settings(derandomize=True, database=None, max_examples=300, deadline=None)
@given(st.sampled_from(ITEMS), st.data())
def test_what_the_validator_lets_pass_the_schema_lets_pass(item: Item, data: st.DataObject) -> None:
    """The patterns must not contradict the official types: no right value may be wrong in the contract."""
    alphabet = st.characters(codec="utf-8") if item.type == "N" else st.sampled_from("0123456789-:ABxyzｱ ~")
    text = data.draw(st.text(alphabet, min_size=1, max_size=15))
    codes = CATALOG.codes_of(item)
    value: object = [text] if item.repeat else int(text) if item.type == "9" and text.isdecimal() else text
    if validate(item, value, codes, required=True) is None and not (
        item.type == "9" and isinstance(value, str)
    ):
        assert VALIDATORS[item.name].is_valid(value)
