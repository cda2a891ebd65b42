"""車両, 標識, 申告データ, 通知, 検索, 宛名 and rights as people meet them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reference.light_vehicle_tax.counter import Counter

PARTS = ("標識番号_標板文字", "標識番号_分類番号", "標識番号_かな", "標識番号_一連指定番号")


def plate(state: dict[str, Any]) -> dict[str, Any]:
    return {part: state[part] for part in PARTS if part in state}


def test_a_registered_vehicle_is_read_back(counter: Counter) -> None:
    made = counter.do("車両登録", 所有者宛名番号=counter.person()).one
    state = counter.state(made["軽自管理番号"])
    assert made["申告期限年月日"] == "2020-05-25"
    assert {name: state[name] for name in made if name != "申告期限年月日"} == {
        name: value for name, value in made.items() if name != "申告期限年月日"
    }
    assert (state["定置場_市区町村コード"], state["課税先市区町村コード"]) == ("131016", "131016")
    assert state["使用者宛名番号"] == state["納税義務者宛名番号"] == state["所有者宛名番号"]


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ({"初度検査年月": None}, "E0004"),
        ({"初度検査年月": "2026-06"}, "T1101"),
        ({"初度検査年月": "2026-13"}, "E0002"),
        ({"取得年月日": "2026-05-21"}, "T1101"),
        ({"用途": "貨物"}, "T1102"),
        ({"種別コード": "原付一種", "総排気量": "126", "用途": None}, "T1102"),
        ({"種別コード": "原付一種", "総排気量": None, "定格出力": "0.61", "用途": None}, "T1102"),
        ({"種別コード": "軽二輪", "総排気量": "250.01", "用途": None}, "T1102"),
        ({"種別コード": "原付二種甲", "総排気量": None, "用途": None}, "E0004"),
        ({"使用者宛名番号": "000000000000019", "所有権留保フラグ": "1"}, None),
        ({"所有権留保フラグ": "1"}, "E0004"),
    ],
)
def test_what_does_not_fit_is_refused(counter: Counter, items: dict[str, object], code: str | None) -> None:
    codes = counter.do("車両登録", 所有者宛名番号=counter.person(), **items).codes
    assert codes == ([code] if code else [])


def test_an_unknown_owner_is_refused(counter: Counter) -> None:
    assert counter.do("車両登録", 所有者宛名番号="000000000000019").codes == ["T1201"]


def test_a_doubled_frame_passes_when_confirmed(counter: Counter) -> None:
    frame = counter.state(counter.car())["車台番号"]
    again = {"所有者宛名番号": counter.person(), "車台番号": frame}
    assert counter.do("車両登録", **again).codes == ["T1401"]
    assert counter.do("車両登録", **again, 重複確認済フラグ="1").one["車台番号重複フラグ"] == "1"


def test_a_plate_is_free_again_once_its_vehicle_is_scrapped(counter: Counter) -> None:
    car = counter.car()
    parts = plate(counter.state(car))
    assert counter.do("車両登録", 所有者宛名番号=counter.person(), **parts).codes == ["T1401"]
    counter.do("廃車", 軽自管理番号=car)
    other = counter.car(**parts)
    found = counter.ask("車両検索", **parts).results
    assert [row["軽自管理番号"] for row in found] == [car, other]


def test_both_plates_find_a_vehicle_and_their_parts_must_be_of_one_plate(counter: Counter) -> None:
    car = counter.car()
    old = plate(counter.state(car))
    changed = counter.do("標識番号変更", 軽自管理番号=car).one
    assert {part: changed[f"旧{part}"] for part in PARTS} == old
    new = plate(changed)
    assert [len(counter.ask("車両検索", **each).results) for each in (old, new)] == [1, 1]
    mixed = {**old, "標識番号_一連指定番号": new["標識番号_一連指定番号"]}
    assert counter.ask("車両検索", **mixed).results == []


def test_a_transfer_ends_one_registration_and_begins_another(counter: Counter) -> None:
    first, second = counter.person(), counter.person()
    car = counter.car(first)
    new = counter.do("名義変更", 軽自管理番号=car, 所有者宛名番号=second).one
    old, made = counter.state(car), counter.state(new["軽自管理番号"])
    assert (old["車両状態"], old["廃車事由"], old["新軽自管理番号"]) == ("廃車", "譲渡", new["軽自管理番号"])
    assert (made["登録事由"], made["取得年月日"], made["旧軽自管理番号"]) == ("譲受", "2024-09-01", car)
    assert plate(old) == plate(made)
    papers = [
        [row["帳票名"] for row in counter.ask("交付履歴照会", 軽自管理番号=number).results]
        for number in (car, new["軽自管理番号"])
    ]
    assert papers == [["廃車申告受付書"], ["標識交付証明書"]]
    assert counter.do("名義変更", 軽自管理番号=car, 所有者宛名番号=first).codes == ["T1401"]
    assert counter.do("名義変更", 軽自管理番号=new["軽自管理番号"], 所有者宛名番号=second).codes == ["T1102"]


def stocked(counter: Counter, area: str, **items: object) -> list[tuple[str, str]]:
    rows = counter.ask("標識在庫照会", 標識番号_標板文字=area, **items).results
    return [(row["標識番号_一連指定番号"], row["標識状態"]) for row in rows]


def test_plates_come_from_the_stock_in_order_and_go_back(counter: Counter) -> None:
    made = counter.do("標識在庫登録", 在庫終了番号=103).one
    area = made["標識番号_標板文字"]
    drawn = {"標識番号_標板文字": area, "標識番号_かな": "お", "標識番号_一連指定番号": None}
    cars = [counter.moped(**drawn) for _ in range(3)]
    assert [counter.state(car)["標識番号_一連指定番号"] for car in cars] == ["101", "102", "103"]
    assert counter.do("原付等登録", 所有者宛名番号=counter.person(), **drawn).codes == ["T1401"]
    counter.do("廃車", 軽自管理番号=cars[1])
    counter.do("廃車", 軽自管理番号=cars[0], 標識返納区分="紛失届")
    assert stocked(counter, area) == [("101", "紛失"), ("102", "在庫"), ("103", "交付中")]
    assert stocked(counter, area, 標識状態="在庫") == [("102", "在庫")]
    assert counter.state(counter.moped(**drawn))["標識番号_一連指定番号"] == "102"


def test_moves_of_single_plates_depend_on_their_state(counter: Counter) -> None:
    made = counter.do("標識在庫登録", 在庫開始番号=1, 在庫終了番号=10**15).one
    assert (made["次回交付番号"], made["在庫数"]) == ("1", 10**15)
    one = {"標識番号_標板文字": made["標識番号_標板文字"], "標識番号_かな": "お", "異動年月日": "2026-05-01"}
    car = counter.moped(**{k: v for k, v in one.items() if k != "異動年月日"}, 標識番号_一連指定番号="5")

    def move(number: str, kind: str) -> list[str]:
        return counter.ask("標識異動登録", **one, 標識番号_一連指定番号=number, 標識異動区分=kind).codes

    assert move("5", "返納") == ["T1401"]  # on a vehicle in use
    assert move("5", "廃棄") == ["T1401"]
    assert move("7", "返納") == ["T1401"]  # is in the stock already
    assert move("7", "廃棄") == []
    assert move("07", "廃棄") == ["T1201"]
    counter.do("廃車", 軽自管理番号=car, 標識返納区分="紛失届")
    assert move("5", "返納") == []
    page = stocked(counter, one["標識番号_標板文字"], 標識状態="在庫", 取得開始位置=5, 取得件数=2)
    assert [number for number, _ in page] == ["6", "8"]
    again = {"標識種別": "原付一種", "標識番号_標板文字": one["標識番号_標板文字"], "標識番号_かな": "お"}
    assert counter.ask("標識在庫登録", **again, 在庫開始番号=10**15, 在庫終了番号=10**16).codes == ["T1401"]
    assert counter.ask("標識在庫登録", **again, 在庫開始番号=9, 在庫終了番号=8).codes == ["T1102"]


def test_every_event_is_a_row_and_a_day_finds_the_row_of_its_time(counter: Counter) -> None:
    car = counter.car()
    counter.do("標識番号変更", 軽自管理番号=car)
    counter.do("廃車", 軽自管理番号=car)
    rows = counter.ask("車両履歴照会", 軽自管理番号=car).results
    assert [(row["履歴番号"], row["異動事由"], row["最新フラグ"]) for row in rows] == [
        (1, "新規", "0"), (2, "標識番号変更", "0"), (3, "廃棄", "1"),
    ]  # fmt: skip
    days = {"2024-07-31": 1, "2024-08-01": 2, "2024-10-01": 3}
    for day, no in days.items():
        assert counter.ask("車両照会", 軽自管理番号=car, 基準年月日=day).one["履歴番号"] == no
    assert counter.ask("車両照会", 軽自管理番号=car, 基準年月日="2020-05-09").codes == ["T1201"]


def test_data_of_others_are_matched_with_the_register(counter: Counter) -> None:
    state = counter.state(counter.car())
    known = {
        "車台番号": state["車台番号"],
        **plate(state),
        "データ取込元": "軽自動車検査協会",
        "異動年月日": "2026-05-01",
    }
    new = counter.do("申告データ取込", 所有者宛名番号=counter.person(), 車台番号=state["車台番号"]).one
    assert (new["取込結果"], "軽自管理番号" in new) == ("誤り", False)
    buyer = counter.person()
    moved = counter.ask("申告データ取込", **known, 申告区分="移転", 所有者宛名番号=buyer).one
    assert (moved["取込結果"], moved["旧軽自管理番号"]) == ("更新", state["軽自管理番号"])
    changed = counter.ask("申告データ取込", **known, 申告区分="変更", 燃料="電気").one
    assert (changed["取込結果"], counter.state(changed["軽自管理番号"])["燃料"]) == ("更新", "電気")
    early = counter.ask(
        "申告データ取込", **{**known, "異動年月日": "2026-04-01"}, 申告区分="廃車", 廃車事由="解体"
    ).one
    assert early["取込結果"] == "誤り"  # before the acquisition
    assert counter.state(moved["軽自管理番号"])["車両状態"] == "登録"
    gone = counter.ask("申告データ取込", **known, 申告区分="廃車", 廃車事由="解体").one
    assert (gone["取込結果"], counter.state(gone["軽自管理番号"])["車両状態"]) == ("廃車", "廃車")
    listed = counter.ask("取込誤り一覧照会", 車台番号=state["車台番号"]).results
    assert [row["取込番号"] for row in listed] == [new["取込番号"], early["取込番号"]]
    moped = counter.do("申告データ取込", 所有者宛名番号=buyer, 種別コード="原付一種").one
    assert moped["取込結果"] == "誤り"


def test_a_refused_datum_leaves_no_plate_issued(counter: Counter) -> None:
    area = counter.do("標識在庫登録").one["標識番号_標板文字"]
    parts = {
        "標識番号_標板文字": area,
        "標識番号_分類番号": None,
        "標識番号_かな": "お",
        "標識番号_一連指定番号": "101",
    }
    done = counter.do(
        "申告データ取込", **parts, 種別コード="二輪小型", 用途=None, 所有者宛名番号="000000000000019"
    ).one
    assert done["取込結果"] == "誤り"
    assert stocked(counter, area, 標識状態="交付中") == []


def test_received_notices_name_the_vehicle_and_change_nothing(counter: Counter) -> None:
    state = counter.state(counter.car())
    items = {"送受区分": "受領", "車台番号": state["車台番号"], **plate(state)}
    told = counter.do("他市町村通知登録", **items).one
    assert told["軽自管理番号"] == state["軽自管理番号"]
    assert counter.state(state["軽自管理番号"])["履歴番号"] == 1
    refused = counter.ask("帳票作成", 軽自管理番号=state["軽自管理番号"], 帳票名="他市町村通知")
    assert refused.codes == ["T1401"]


def test_searches_meet_all_conditions(counter: Counter) -> None:
    owner = counter.person()
    car, gone = counter.car(owner), counter.car(owner)
    counter.do("廃車", 軽自管理番号=gone)

    def found(**items: object) -> list[str]:
        return [row["軽自管理番号"] for row in counter.ask("車両検索", **items).results]

    assert found(所有者宛名番号=owner) == [car]
    assert found(所有者宛名番号=owner, 廃車を含むフラグ="1") == [car, gone]
    assert found(所有者宛名番号=owner, 廃車を含むフラグ="1", 廃車年月日="2024-10-01") == [gone]
    assert found(所有者宛名番号=owner, 取得年月日="2020-05-11") == []
    notice = counter.levy(car)["通知書番号"]
    assert found(通知書番号=notice) == [car]
    assert counter.ask("車両検索", 種別コード="四輪乗用").codes == ["E0001"]


def test_protected_addresses_show_only_to_those_who_may_see_them(counter: Counter) -> None:
    owner = counter.person(支援措置フラグ="1")
    car = counter.car(owner)
    notice = counter.levy(car)["通知書番号"]
    asked = (
        ("宛名照会", {"宛名番号": owner}),
        ("車両照会", {"軽自管理番号": car}),
        ("車両検索", {"所有者宛名番号": owner}),
        ("帳票作成", {"軽自管理番号": car, "帳票名": "車両台帳"}),
        ("納税通知書作成", {"通知書番号": notice}),
    )

    def shown(role: str) -> list[bool]:
        return ["住所" in counter.ask(name, role, **items).one for name, items in asked]

    assert shown("default") == [False] * 5
    counter.ask("操作権限設定", 利用者ID="clerka", 支援措置閲覧許可フラグ="1")
    assert (shown("clerk_a"), shown("clerk_b")) == ([True] * 5, [False] * 5)
    assert counter.ask("操作権限設定", "clerk_a", 利用者ID="clerka").codes == ["T1301"]


def test_who_moves_out_stays_known_and_keeps_the_vehicles(counter: Counter) -> None:
    owner = counter.person()
    car = counter.car(owner)
    items = {"宛名番号": owner, "宛名異動事由": "転出", "異動年月日": "2026-05-01", "住所": "神奈川県横浜市"}
    assert counter.ask("宛名異動取込", **items).one["宛名区分"] == "住登外者"
    assert counter.state(car)["住所"] == "神奈川県横浜市"


def test_the_log_tells_who_did_what_in_order(counter: Counter) -> None:
    car = counter.car()
    counter.ask("車両照会", "clerk_a", 軽自管理番号=car)
    counter.do("廃車", "clerk_b", 軽自管理番号=car)
    rows = counter.ask("操作記録照会", 軽自管理番号=car).results
    assert [(row["操作名"], row["操作者ID"]) for row in rows] == [
        ("車両登録", "default"), ("車両照会", "clerka"), ("廃車", "clerkb"),
    ]  # fmt: skip
    assert len(counter.ask("操作記録照会", 軽自管理番号=car, 操作者ID="clerka").results) == 1


def test_emptied_items_are_cleared_unless_the_class_needs_them(counter: Counter) -> None:
    car = counter.car()
    changed = counter.do("車両変更", 軽自管理番号=car, 燃料="").one
    assert "燃料" not in changed
    assert counter.do("車両変更", 軽自管理番号=car, 初度検査年月="").codes == ["E0004"]


def test_days_at_the_ends_of_the_calendar_are_answered(counter: Counter) -> None:
    first = "0000-01-01"
    car = counter.car(取得年月日=first, 新規登録年月日=first, 軽課区分="75%軽減")
    assert counter.levy(car)["税額"] == 10800
    assert counter.do("廃車", 軽自管理番号=car, 廃車年月日=first).one["課税状態"] == "取消"
    other = counter.car()
    early = counter.ask("納税証明書交付", 軽自管理番号=other, 証明区分="課税なし", 交付年月日=first)
    assert early.status == 200
    assert counter.do("種別判定", 取得年月日="9999-12-31").one["種別コード"] == "原付一種"
