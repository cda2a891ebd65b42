"""Faults of 軽自動車税 that show in rates and in the levy of a year, and what shows them; see lv_faulty.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.light_vehicle_tax.counter import Counter


def _levied(counter: Counter, car: str, year: str = "2025") -> int:
    """Return how many levies a vehicle gets in a year."""
    return len(counter.ask("当初賦課", 軽自管理番号=car, 賦課年度=year).results)


def held_taxed(counter: Counter) -> object:
    car = counter.car()
    counter.do("課税保留登録", 軽自管理番号=car)
    return _levied(counter, car)


def held_from_next_day(counter: Counter) -> object:
    car = counter.car()
    counter.do("課税保留登録", 軽自管理番号=car, 保留開始年月日="2025-04-01")
    return _levied(counter, car)


def goods_taxed(counter: Counter) -> object:
    car = counter.car()
    counter.ask("課税区分設定", 軽自管理番号=car, 相当年度="2025", 課税区分="商品車")
    return counter.levy(car)["税額"]


def late_disposal_kept(counter: Counter) -> object:
    car = counter.car()
    counter.levy(car)
    counter.do("廃車", 軽自管理番号=car, 廃車年月日="2025-03-31")
    return counter.levies(car)[0]["税額"]


def next_day(counter: Counter) -> object:
    return _levied(counter, counter.car(取得年月日="2025-04-02"))


def by_months(counter: Counter) -> object:
    car = counter.car()
    counter.levy(car)
    return counter.do("廃車", 軽自管理番号=car, 廃車年月日="2025-07-15").one["税額"]


def _estimate(counter: Counter, year: str, inspected: str, **items: object) -> int:
    asked = {"賦課年度": year, "初度検査年月": inspected, **items}
    return int(counter.do("税額試算", **asked).one["税額"])


def old_rate_longer(counter: Counter) -> object:
    return _estimate(counter, "2026", "2015-04")


def heavy_early(counter: Counter) -> object:
    return _estimate(counter, "2026", "2013-04")


def heavy_electric(counter: Counter) -> object:
    return _estimate(counter, "2026", "2010-05", 燃料="電気")


def green_again(counter: Counter) -> object:
    items = {"燃料": "電気", "軽課区分": "75%軽減", "新規登録年月日": "2025-06-10"}
    return [_estimate(counter, year, "2025-06", **items) for year in ("2026", "2027")]


def unknown_is_january(counter: Counter) -> object:
    items = {"賦課年度": "2026", "初度検査年月": "2003-00"}
    return counter.do("税額試算", **items).one["みなし初度検査年月"]


def levied_twice(counter: Counter) -> object:
    car = counter.car()
    counter.levy(car)
    return counter.ask("当初賦課", 軽自管理番号=car, 賦課年度="2025").codes


def notice_each(counter: Counter) -> object:
    owner = counter.person()
    for _ in range(2):
        counter.car(owner)
    rows = counter.ask("当初賦課", 所有者宛名番号=owner, 賦課年度="2025", 通知書単位="所有者").results
    return len({row["通知書番号"] for row in rows})


def _corrected(counter: Counter) -> str:
    """Levy a vehicle and correct it downwards; return its number."""
    car = counter.car()
    counter.levy(car)
    counter.do("車両変更", 軽自管理番号=car, 初度検査年月="2013-05")
    counter.do("賦課更正", 軽自管理番号=car)
    return car


def correction_erases(counter: Counter) -> object:
    return len(counter.levies(_corrected(counter), 最新フラグ="0"))


def no_limitation(counter: Counter) -> object:
    items = {"賦課年度": "2026", "相当年度": "2022", "納期限": "2026-07-31", "決定年月日": "2026-05-20"}
    return counter.do("随時賦課", 軽自管理番号=counter.car(), **items).codes


def holiday(counter: Counter) -> object:
    return counter.ask("納期限照会", 賦課年度="2026").one["納期限"]


def link_stale(counter: Counter) -> object:
    car = _corrected(counter)
    return counter.ask("調定連携照会", 軽自管理番号=car).one["税額"]


def heavy_as_standard(counter: Counter) -> object:
    owner = counter.person()
    car = counter.car(owner, 初度検査年月="2010-05")
    counter.levy(car)
    return counter.ask("課税状況調照会", 賦課年度="2025", 所有者宛名番号=owner).one["集計区分"]


TAX_FAULTS: dict[str, tuple[Callable[[Counter], object], object, object]] = {
    "F-LV-HELD-TAXED": (held_taxed, 0, 1),
    "F-LV-HELD-FROM-NEXT-DAY": (held_from_next_day, 0, 1),
    "F-LV-GOODS-TAXED": (goods_taxed, 0, 10800),
    "F-LV-LATE-DISPOSAL-KEPT": (late_disposal_kept, 0, 10800),
    "F-LV-NEXT-DAY": (next_day, 0, 1),
    "F-LV-BY-MONTHS": (by_months, 10800, 900),
    "F-LV-OLD-RATE-LONGER": (old_rate_longer, 10800, 7200),
    "F-LV-HEAVY-EARLY": (heavy_early, 7200, 12900),
    "F-LV-HEAVY-ELECTRIC": (heavy_electric, 7200, 12900),
    "F-LV-GREEN-AGAIN": (green_again, [2700, 10800], [2700, 2700]),
    "F-LV-UNKNOWN-IS-JANUARY": (unknown_is_january, "2003-12", "2003-01"),
    "F-LV-LEVIED-TWICE": (levied_twice, ["T1401"], []),
    "F-LV-NOTICE-EACH": (notice_each, 1, 2),
    "F-LV-CORRECTION-ERASES": (correction_erases, 2, 1),
    "F-LV-NO-LIMITATION": (no_limitation, ["T1102"], []),
    "F-LV-HOLIDAY": (holiday, "2026-06-01", "2026-05-31"),
    "F-LV-LINK-STALE": (link_stale, 7200, 10800),
    "F-LV-HEAVY-AS-STANDARD": (heavy_as_standard, "重課", "標準"),
}
