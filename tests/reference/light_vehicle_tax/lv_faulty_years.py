"""Faults of 軽自動車税 in reductions, certificates, 環境性能割 and the municipality's rates; see lv_faulty.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.light_vehicle_tax.counter import Counter


def _applied(counter: Counter, car: str, person: str, **items: object) -> Any:  # noqa: ANN401 - an answer
    return counter.do("減免申請", 軽自管理番号=car, 減免対象者宛名番号=person, **items)


def _reduced(counter: Counter, **items: object) -> dict[str, Any]:
    """Levy a vehicle of somebody new and decide on its reduction."""
    owner = counter.person()
    car = counter.car(owner)
    counter.levy(car)
    number = _applied(counter, car, owner).one["減免番号"]
    decided: dict[str, Any] = counter.do("減免決定", 減免番号=number, **items).one
    return decided


def second_vehicle(counter: Counter) -> object:
    owner = counter.person()
    cars = [counter.car(owner) for _ in range(2)]
    for car in cars:
        counter.levy(car)
    return [_applied(counter, car, owner).codes for car in cars]


def late_application(counter: Counter) -> object:
    owner = counter.person()
    car = counter.car(owner)
    counter.levy(car)
    return _applied(counter, car, owner, 申請年月日="2025-06-03").codes


def always_whole(counter: Counter) -> object:
    return _reduced(counter, 減免税額=5000)["税額"]


def denied_reduces(counter: Counter) -> object:
    return _reduced(counter, 減免決定区分="却下", 却下理由="要件に当たらない")["税額"]


def taxed_at_once(counter: Counter) -> object:
    number = _reduced(counter)["減免番号"]
    return counter.ask("減免取消", 減免番号=number, 取消年月日="2025-09-01").one["再課税年度"]


def _certified(counter: Counter, car: str, **items: object) -> Any:  # noqa: ANN401 - an answer
    return counter.ask("納税証明書交付", 軽自管理番号=car, 交付年月日="2026-05-20", **items)


def last_year_only(counter: Counter) -> object:
    car = counter.car()
    counter.levy(car, "2024")
    counter.pay(car, counter.levy(car)["税額"])
    return _certified(counter, car).codes


def valid_on_due_date(counter: Counter) -> object:
    car = counter.car()
    counter.pay(car, counter.levy(car)["税額"])
    return _certified(counter, car).one["証明書有効期限"]


def jnks_all_paid(counter: Counter) -> object:
    car = counter.car()
    counter.levy(car)
    return counter.ask("軽JNKS提供照会", 軽自管理番号=car).one["納付区分"]


def zero_uncertified(counter: Counter) -> object:
    car = counter.car()
    counter.ask("課税区分設定", 軽自管理番号=car, 相当年度="2025", 課税区分="非課税", 非課税事由="国")
    counter.levy(car)
    return _certified(counter, car).codes


def no_tax_anyway(counter: Counter) -> object:
    car = counter.car()
    counter.pay(car, counter.levy(car)["税額"])
    return _certified(counter, car, 証明区分="課税なし").codes


def environmental_replaced(counter: Counter) -> object:
    car = counter.car()
    for _ in range(2):
        counter.do("環境性能割結果取込", 軽自管理番号=car)
    return len(counter.ask("環境性能割照会", 軽自管理番号=car).results)


def environmental_up(counter: Counter) -> object:
    return counter.do("環境性能割試算", 取得価額=1003999, 環境性能区分="1%").one["環境性能割税額"]


def environmental_endless(counter: Counter) -> object:
    items = {"取得年月日": "2026-04-01", "申告年月日": "2026-04-01"}
    return counter.do("環境性能割結果取込", 軽自管理番号=counter.car(), **items).codes


def no_ceiling(counter: Counter) -> object:
    items = {"種別コード": "ミニカー", "税率区分": "標準", "適用開始年度": "2980"}
    return [counter.ask("税率登録", **items, 年額=amount).codes for amount in (5550, 5551)]


def rate_endless(counter: Counter) -> object:
    items = {"種別コード": "雪上車", "税率区分": "標準", "適用開始年度": "2970", "適用終了年度": "2971"}
    counter.ask("税率登録", **items, 年額=4000)
    asked = {"種別コード": "雪上車", "営自区分": "自家用"}
    years = ("2971", "2972")
    return [counter.ask("税額試算", 賦課年度=year, **asked).one["税額"] for year in years]


YEARLY_FAULTS: dict[str, tuple[Callable[[Counter], object], object, object]] = {
    "F-LV-SECOND-VEHICLE": (second_vehicle, [[], ["T1401"]], [[], []]),
    "F-LV-LATE-APPLICATION": (late_application, ["T1401"], []),
    "F-LV-ALWAYS-WHOLE": (always_whole, 5800, 0),
    "F-LV-DENIED-REDUCES": (denied_reduces, 10800, 0),
    "F-LV-TAXED-AT-ONCE": (taxed_at_once, "2026", "2025"),
    "F-LV-LAST-YEAR-ONLY": (last_year_only, ["T1401"], []),
    "F-LV-VALID-ON-DUE-DATE": (valid_on_due_date, "2026-05-30", "2026-05-31"),
    "F-LV-JNKS-ALL-PAID": (jnks_all_paid, "未納", "納付済"),
    "F-LV-ZERO-UNCERTIFIED": (zero_uncertified, [], ["T1401"]),
    "F-LV-NO-TAX-ANYWAY": (no_tax_anyway, ["T1401"], []),
    "F-LV-ENVIRONMENTAL-REPLACED": (environmental_replaced, 2, 1),
    "F-LV-ENVIRONMENTAL-UP": (environmental_up, 10000, 10100),
    "F-LV-ENVIRONMENTAL-ENDLESS": (environmental_endless, ["T1102"], []),
    "F-LV-NO-CEILING": (no_ceiling, [[], ["T1102"]], [[], []]),
    "F-LV-RATE-ENDLESS": (rate_endless, [4000, 3600], [4000, 4000]),
}
