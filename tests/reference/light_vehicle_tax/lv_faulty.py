"""For each fault of 軽自動車税: what to do, and what shows it, in a sound system and in the broken one.

The looks share no person, vehicle, plate or year with each other, so that all can be taken at one counter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.light_vehicle_tax.lv_faulty_tax import TAX_FAULTS
from tests.reference.light_vehicle_tax.lv_faulty_years import YEARLY_FAULTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.light_vehicle_tax.counter import Counter

PARTS = ("標識番号_標板文字", "標識番号_分類番号", "標識番号_かな", "標識番号_一連指定番号")


def plate(counter: Counter, car: str) -> dict[str, Any]:
    state = counter.state(car)
    return {part: state[part] for part in PARTS}


def user_lost(counter: Counter) -> object:
    user = counter.person()
    return counter.state(counter.car(使用者宛名番号=user))["使用者宛名番号"] == user


def future_inspection(counter: Counter) -> object:
    return counter.do("車両登録", 所有者宛名番号=counter.person(), 初度検査年月="2026-06").codes


def any_displacement(counter: Counter) -> object:
    return counter.do("原付等登録", 所有者宛名番号=counter.person(), 総排気量="51").codes


def plate_taken(counter: Counter) -> object:
    taken = plate(counter, counter.car())
    return counter.do("車両登録", 所有者宛名番号=counter.person(), **taken).codes


def frame_unnoticed(counter: Counter) -> object:
    frame = counter.state(counter.car())["車台番号"]
    return counter.do("車両登録", 所有者宛名番号=counter.person(), 車台番号=frame).codes


def old_plate_lost(counter: Counter) -> object:
    car = counter.car()
    old = plate(counter, car)
    counter.do("標識番号変更", 軽自管理番号=car)
    return len(counter.ask("車両検索", **old).results)


def one_paper(counter: Counter) -> object:
    return counter.do("名義変更", 軽自管理番号=counter.car(), 所有者宛名番号=counter.person()).one["帳票一覧"]


def seller_taxed(counter: Counter) -> object:
    buyer = counter.person()
    car = counter.car(使用者宛名番号=buyer, 所有権留保フラグ="1")
    return counter.levy(car)["納税義務者宛名番号"] == buyer


def lost_test_drive(counter: Counter) -> object:
    car = counter.car()
    counter.do("課税区分設定", 軽自管理番号=car)
    return counter.ask("課税区分照会", 軽自管理番号=car).one.get("試乗車フラグ")


def taxed_here(counter: Counter) -> object:
    car = counter.car()
    counter.do("定置場変更", 軽自管理番号=car)
    return counter.state(car)["課税先市区町村コード"]


def declaration_day(counter: Counter) -> object:
    return counter.do("廃車", 軽自管理番号=counter.car(), 廃車年月日="2026-05-01").one["申告期限年月日"]


def _inbound(counter: Counter, **items: object) -> dict[str, Any]:
    return counter.do("申告データ取込", **items).one


def half_match(counter: Counter) -> object:
    frame = counter.state(counter.car())["車台番号"]
    items = {"申告区分": "廃車", "廃車事由": "解体", "車台番号": frame, "異動年月日": "2026-05-01"}
    return _inbound(counter, **items)["取込結果"]


def oss_refused(counter: Counter) -> object:
    return _inbound(counter, データ取込元="軽OSS", 所有者宛名番号=counter.person())["取込結果"]


def received_lost(counter: Counter) -> object:
    sent = {"送受区分": "受領", "車台番号": "TEKIGO-RECEIVED", "他市町村通知種別": "廃車"}
    counter.do("他市町村通知登録", **sent)
    return len(counter.ask("他市町村通知照会", 車台番号="TEKIGO-RECEIVED").results)


def stop_unmarked(counter: Counter) -> object:
    return counter.do("税止め登録", 軽自管理番号=counter.car()).one.get("税止めフラグ")


def _stock(counter: Counter, **items: object) -> str:
    return str(counter.do("標識在庫登録", **items).one["標識番号_標板文字"])


def highest_first(counter: Counter) -> object:
    area = _stock(counter)
    car = counter.moped(標識番号_標板文字=area, 標識番号_かな="お", 標識番号_一連指定番号=None)
    return counter.state(car)["標識番号_一連指定番号"]


def destroyed_issued(counter: Counter) -> object:
    area = _stock(counter, 在庫終了番号=101)
    one = {"標識番号_標板文字": area, "標識番号_かな": "お", "標識番号_一連指定番号": "101"}
    counter.ask("標識異動登録", **one, 標識異動区分="廃棄", 異動年月日="2026-05-01")
    one["標識番号_一連指定番号"] = None  # type: ignore[assignment]
    return counter.do("原付等登録", 所有者宛名番号=counter.person(), **one).codes


def reissue_unmarked(counter: Counter) -> object:
    car = counter.car()
    return [counter.do("帳票作成", 軽自管理番号=car).one["再交付フラグ"] for _ in range(2)]


def local_design(counter: Counter) -> object:
    area = _stock(counter, 標識種別="ご当地")
    return counter.ask("標識在庫照会", 標識番号_標板文字=area, 取得件数=1).one["標識種別"]


def unproven_power(counter: Counter) -> object:
    return counter.ask("種別判定", 総排気量="110", 最高出力="3.9").one["種別コード"]


def frame_whole(counter: Counter) -> object:
    frame = counter.state(counter.car())["車台番号"]
    return len(counter.ask("車両検索", 検索車台番号=frame[2:]).results)


def answer_lost(counter: Counter) -> object:
    car = counter.car()
    counter.do("照会回答登録", 軽自管理番号=car)
    return counter.ask("照会回答照会", 軽自管理番号=car).one.get("回答内容")


def address_shown(counter: Counter) -> object:
    return "住所" in counter.state(counter.car(counter.person(支援措置フラグ="1")))


def name_stale(counter: Counter) -> object:
    owner = counter.person()
    car = counter.car(owner)
    items = {"宛名番号": owner, "宛名異動事由": "氏名変更", "異動年月日": "2026-05-01"}
    counter.ask("宛名異動取込", **items, 氏名又は名称="適合　新")
    return counter.state(car)["氏名又は名称"] == "適合　新"


def history_overwritten(counter: Counter) -> object:
    car = counter.car()
    counter.do("車両変更", 軽自管理番号=car)
    return len(counter.ask("車両履歴照会", 軽自管理番号=car).results)


def scrapped_twice(counter: Counter) -> object:
    car = counter.car()
    counter.do("廃車", 軽自管理番号=car)
    return counter.do("廃車", 軽自管理番号=car).codes


def query_unlogged(counter: Counter) -> object:
    car = counter.car()
    counter.state(car)
    return [row["操作名"] for row in counter.ask("操作記録照会", 軽自管理番号=car).results]


def rights_ignored(counter: Counter) -> object:
    counter.ask("操作権限設定", 利用者ID="clerka", 許可操作=["sharyoshokai"])
    return counter.do("宛名登録", "clerk_a").codes


SHOWN: dict[str, tuple[Callable[[Counter], object], object, object]] = {
    "F-LV-USER-LOST": (user_lost, True, False),
    "F-LV-FUTURE-INSPECTION": (future_inspection, ["T1101"], []),
    "F-LV-ANY-DISPLACEMENT": (any_displacement, ["T1102"], []),
    "F-LV-PLATE-TAKEN": (plate_taken, ["T1401"], []),
    "F-LV-FRAME-UNNOTICED": (frame_unnoticed, ["T1401"], []),
    "F-LV-OLD-PLATE-LOST": (old_plate_lost, 1, 0),
    "F-LV-ONE-PAPER": (one_paper, ["廃車申告受付書", "標識交付証明書"], ["標識交付証明書"]),
    "F-LV-SELLER-TAXED": (seller_taxed, True, False),
    "F-LV-TEST-DRIVE-LOST": (lost_test_drive, "1", None),
    "F-LV-TAXED-HERE": (taxed_here, "141038", "131016"),
    "F-LV-DECLARATION-DAY": (declaration_day, "2026-05-31", "2026-06-01"),
    "F-LV-HALF-MATCH": (half_match, "突合不一致", "廃車"),
    "F-LV-OSS-REFUSED": (oss_refused, "登録", "誤り"),
    "F-LV-RECEIVED-LOST": (received_lost, 1, 0),
    "F-LV-STOP-UNMARKED": (stop_unmarked, "1", None),
    "F-LV-HIGHEST-FIRST": (highest_first, "101", "110"),
    "F-LV-DESTROYED-ISSUED": (destroyed_issued, ["T1401"], []),
    "F-LV-REISSUE-UNMARKED": (reissue_unmarked, ["0", "1"], ["0", "0"]),
    "F-LV-LOCAL-DESIGN": (local_design, "ご当地", "原付一種"),
    "F-LV-UNPROVEN-POWER": (unproven_power, "原付二種甲", "新基準原付"),
    "F-LV-FRAME-WHOLE": (frame_whole, 1, 0),
    "F-LV-ANSWER-LOST": (answer_lost, "文書で回答", None),
    "F-LV-ADDRESS-SHOWN": (address_shown, False, True),
    "F-LV-NAME-STALE": (name_stale, True, False),
    "F-LV-HISTORY-OVERWRITTEN": (history_overwritten, 2, 1),
    "F-LV-SCRAPPED-TWICE": (scrapped_twice, ["T1401"], []),
    "F-LV-QUERY-UNLOGGED": (query_unlogged, ["車両登録", "車両照会"], ["車両登録"]),
    "F-LV-RIGHTS-IGNORED": (rights_ignored, ["T1301"], []),
    **TAX_FAULTS,
    **YEARLY_FAULTS,
}
