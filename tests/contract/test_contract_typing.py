"""From the text of a table to the JSON value of the contract."""

import pytest

from conformance.contract.typing import Json, typed
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

CATALOG = Catalog(load_package("resident_records"))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("氏名", "適合　花子", "適合　花子"),
        ("性別", "男", "1"),
        ("性別", "1", "1"),
        ("性別", "不明な語", "不明な語"),
        ("生年月日_不詳フラグ", "はい", "1"),
        ("異動事由", "国内転入", "国内転入"),
        ("続柄", "子の子", "子の子"),
        ("在留期間_年", "2", 2),
        ("在留期間_年", "二", "二"),
        ("在留期間_年", "", ""),
        ("住所_郵便番号", "0010001", "0010001"),
        ("対象者宛名番号", "123", ["123"]),
        ("対象者宛名番号", "123、456", ["123", "456"]),
        ("対象者続柄", "妻、子", ["妻", "子"]),
        ("許可操作", "", []),
    ],
)
def test_text_becomes_the_value_that_the_item_carries(name: str, text: str, value: Json) -> None:
    item = CATALOG.item(name)
    assert typed(item, text, CATALOG.codes_of(item)) == value


def test_a_number_too_long_for_json_libraries_stays_text() -> None:
    assert typed(CATALOG.item("在留期間_年"), "9" * 30) == "9" * 30
