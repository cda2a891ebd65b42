"""管理: certifiers by date, eras by table, dictionaries, and the stock of codes."""

from __future__ import annotations

import pytest

from tests.reference.desk import Desk


def certifier(desk: Desk, day: str) -> str:
    return str(desk.ask("認証者照会", 基準年月日=day).one["認証者氏名"])


def test_a_deputy_certifies_in_their_time_only(desk: Desk) -> None:
    desk.do(
        "認証者登録",
        認証者区分="市区町村長",
        認証者氏名="適合　市長",
        適用開始年月日="2020-01-01",
        適用終了年月日=None,
    )
    desk.do("認証者登録", 認証者氏名="適合　代理", 適用開始年月日=desk.day(1), 適用終了年月日=desk.day(2))
    names = [certifier(desk, desk.day(shift)) for shift in range(4)]
    assert names == ["適合　市長", "適合　代理", "適合　代理", "適合　市長"]
    assert certifier(desk, "2019-12-31") == "適合　首長"
    person = desk.resident()["宛名番号"]
    desk.tomorrow()
    assert desk.do("証明書交付", 宛名番号=person).one["認証者氏名"] == "適合　代理"


def test_a_certifier_needs_a_name_and_a_time_that_can_be(desk: Desk) -> None:
    assert desk.do("認証者登録", 認証者氏名="").codes == ["E0001"]
    assert desk.do("認証者登録", 適用終了年月日="2000-01-01").codes == ["T1102"]


def era(name: str, year: int, month: int, day: int) -> dict[str, object]:
    return {"元号": name, "和暦年": year, "和暦月": month, "和暦日": day}


@pytest.mark.parametrize(
    ("asked", "western"),
    [
        (era("令和", 8, 5, 10), "2026-05-10"),
        (era("大正", 15, 12, 25), "1926-12-25"),
        (era("明治", 45, 7, 30), "1912-07-30"),
    ],
)
def test_eras_convert(desk: Desk, asked: dict[str, object], western: str) -> None:
    assert desk.ask("和暦西暦変換", **asked).one == {**asked, "西暦年月日": western}


@pytest.mark.parametrize(
    ("asked", "item"),
    [
        (era("慶応", 1, 1, 1), "元号"),
        (era("令和", 7, 2, 29), "和暦日"),
        (era("昭和", 65, 1, 1), "和暦日"),
        ({"西暦年月日": "1800-01-01"}, "西暦年月日"),
    ],
)
def test_days_that_cannot_be_are_refused(desk: Desk, asked: dict[str, object], item: str) -> None:
    answer = desk.ask("和暦西暦変換", **asked)
    assert answer.codes == ["E0002"]
    assert answer.messages[0].startswith(item)


def test_both_ways_at_once_must_agree(desk: Desk) -> None:
    assert desk.ask("和暦西暦変換", 西暦年月日="2026-05-10", **era("令和", 8, 5, 10)).status == 200
    assert desk.ask("和暦西暦変換", 西暦年月日="2026-05-11", **era("令和", 8, 5, 10)).codes == ["T1102"]
    assert desk.ask("和暦西暦変換", 元号="令和").codes == ["E0004"] * 3


def test_a_new_era_works_at_once_and_can_be_renamed(desk: Desk) -> None:
    desk.do("元号登録")
    assert desk.ask("和暦西暦変換", 西暦年月日="2999-02-03").one["元号"] == "試験"
    desk.do("元号登録", 元号名="改名")
    assert desk.ask("和暦西暦変換", **era("改名", 1, 2, 3)).one["西暦年月日"] == "2999-02-03"
    assert desk.ask("和暦西暦変換", **era("試験", 1, 2, 3)).codes == ["E0002"]


def test_addresses_are_found_by_postal_code_abolished_ones_too(desk: Desk) -> None:
    desk.do("住所辞書登録")
    desk.do("住所辞書登録", 住所コード="13101001002", 住所名称="旧町", 廃止フラグ="1")
    desk.do("住所辞書登録", 住所コード="13101001003", 郵便番号="1000002")
    rows = desk.ask("住所辞書検索", 郵便番号="1000001").results
    assert [(row["住所コード"], row["廃止フラグ"]) for row in rows] == [
        ("13101001001", "0"),
        ("13101001002", "1"),
    ]
    desk.do("住所辞書登録", 住所名称="新しい名")
    assert desk.ask("住所辞書検索", 住所コード="13101001001").one["住所名称"] == "新しい名"
    assert desk.ask("住所辞書検索", 住所コード="13101001001", 郵便番号="1000002").results == []


def test_buildings_belong_to_an_address(desk: Desk) -> None:
    first = desk.do("方書登録").one
    assert desk.do("方書登録").one == first
    second = desk.do("方書登録", 方書名称="別荘").one
    assert desk.do("方書検索").results == [first, second]
    assert desk.ask("方書検索", 住所コード="99999999999").results == []


def test_places_of_entry_are_kept(desk: Desk) -> None:
    desk.do("入力場所登録")
    desk.do("入力場所登録", 入力場所名称="本庁２")
    assert desk.do("入力場所照会").one == {"入力場所コード": "HONCHO1", "入力場所名称": "本庁２"}
    assert desk.ask("入力場所照会").one["入力場所名称"] == "本庁２"


def test_the_stock_of_codes_shrinks_and_warns(desk: Desk) -> None:
    before = desk.ask("住民票コード残数照会").one
    assert before["残数不足フラグ"] == "0"
    desk.resident()
    after = desk.ask("住民票コード残数照会", 残数下限=before["残数"]).one
    assert after == {"残数": before["残数"] - 1, "残数下限": before["残数"], "残数不足フラグ": "1"}
    assert desk.ask("住民票コード残数照会", 残数下限=0).one["残数不足フラグ"] == "0"
