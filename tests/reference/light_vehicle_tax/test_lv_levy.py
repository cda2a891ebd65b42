"""Who is levied, when, for which year, until when it is due, and what corrections leave behind."""

from __future__ import annotations

import pytest

from tests.reference.light_vehicle_tax.counter import Counter


def levied(counter: Counter, car: str, year: str = "2025") -> int:
    return len(counter.ask("当初賦課", 軽自管理番号=car, 賦課年度=year).results)


@pytest.mark.parametrize(("acquired", "times"), [("2025-03-31", 1), ("2025-04-01", 1), ("2025-04-02", 0)])
def test_the_owner_on_the_levy_date_is_taxed(counter: Counter, acquired: str, times: int) -> None:
    assert levied(counter, counter.car(取得年月日=acquired)) == times


@pytest.mark.parametrize(("scrapped", "times"), [("2025-03-31", 0), ("2025-04-02", 1)])
def test_who_disposed_before_the_levy_date_is_not(counter: Counter, scrapped: str, times: int) -> None:
    car = counter.car()
    counter.do("廃車", 軽自管理番号=car, 廃車年月日=scrapped)
    assert levied(counter, car) == times


def test_disposal_after_the_levy_date_refunds_nothing(counter: Counter) -> None:
    car = counter.car()
    counter.pay(car, counter.levy(car)["税額"])
    told = counter.do("廃車", 軽自管理番号=car, 廃車年月日="2025-04-02").one
    assert (told["税額"], told["過納額"], told["課税状態"]) == (10800, 0, "課税")
    refused = counter.do("賦課取消", 軽自管理番号=car, 取消事由="賦課期日前の廃車")
    assert refused.codes == ["T1102"]


def test_a_late_report_cancels_every_year_from_then_on(counter: Counter) -> None:
    car = counter.car()
    for year in ("2024", "2025", "2026"):
        counter.levy(car, year)
    counter.pay(car, 10800)
    told = counter.do("廃車", 軽自管理番号=car, 廃車年月日="2025-03-31").one
    assert (told["相当年度"], told["課税状態"], told["税額"], told["過納額"]) == ("2025", "取消", 0, 10800)
    rows = {row["相当年度"]: row for row in counter.levies(car)}
    assert {year: row["税額"] for year, row in rows.items()} == {"2024": 10800, "2025": 0, "2026": 0}
    assert rows["2026"]["取消事由"] == "賦課期日前の廃車"
    assert rows["2026"]["課税更正日"] == counter.day()


def test_a_tax_stop_cancels_for_its_own_reason(counter: Counter) -> None:
    car = counter.car()
    counter.levy(car)
    told = counter.do("税止め登録", 軽自管理番号=car).one
    assert (told["税止めフラグ"], told["廃車事由"], told["課税状態"]) == ("1", "転出", "取消")
    assert counter.levies(car)[0]["取消事由"] == "税止め"


@pytest.mark.parametrize(
    ("starts", "ends", "times"),
    [
        ("2025-04-01", None, 0),
        ("2025-04-02", None, 1),
        ("2024-11-01", "2025-04-01", 0),
        ("2024-11-01", "2025-03-31", 1),
    ],
)
def test_a_withheld_vehicle_is_not_levied(
    counter: Counter, starts: str, ends: str | None, times: int
) -> None:
    car = counter.car()
    counter.do("課税保留登録", 軽自管理番号=car, 保留開始年月日=starts)
    if ends:
        counter.ask("課税保留解除", 軽自管理番号=car, 保留終了年月日=ends)
    assert levied(counter, car) == times


def test_a_withholding_with_an_end_shows_as_over_when_it_has_passed(counter: Counter) -> None:
    car = counter.car()
    counter.do("課税保留登録", 軽自管理番号=car, 保留事由="盗難", 保留終了年月日=counter.day())
    assert (counter.state(car)["車両状態"], counter.state(car)["課税区分"]) == ("盗難", "課税保留")
    assert counter.do("課税保留登録", 軽自管理番号=car).codes == ["T1401"]
    counter.tomorrow()
    assert (counter.state(car)["車両状態"], counter.state(car)["課税区分"]) == ("登録", "課税")
    assert counter.ask("課税保留解除", 軽自管理番号=car, 保留終了年月日=counter.day()).codes == ["T1401"]
    listed = [
        len(counter.ask("課税保留一覧照会", 軽自管理番号=car, 基準年月日=counter.day(d)).results)
        for d in (-1, 0)
    ]
    assert listed == [1, 0]


@pytest.mark.parametrize(("moved", "times"), [("2025-03-31", 0), ("2025-04-02", 1)])
def test_a_vehicle_kept_elsewhere_is_taxed_there(counter: Counter, moved: str, times: int) -> None:
    car = counter.car()
    counter.do("定置場変更", 軽自管理番号=car, 異動年月日=moved)
    assert levied(counter, car) == times
    assert levied(counter, car, "2026") == 0
    counter.do("定置場変更", 軽自管理番号=car, 定置場_市区町村コード="131016", 異動年月日="2026-05-01")
    assert counter.state(car)["課税先市区町村コード"] == "131016"


def test_changes_after_the_levy_date_count_for_the_next_year(counter: Counter) -> None:
    car = counter.car(初度検査年月="2013-05")
    change = {"軽自管理番号": car, "異動年月日": "2025-04-02", "営自区分": "営業用"}
    counter.ask("車両変更", 変更事由="改造", **change)
    assert [counter.levy(car, year)["税額"] for year in ("2025", "2026")] == [7200, 5500]


def test_a_correction_counts_from_the_beginning(counter: Counter) -> None:
    car = counter.car()
    before = counter.levy(car)
    counter.pay(car, 10800)
    change = {"軽自管理番号": car, "変更事由": "訂正", "異動年月日": "2026-05-01", "初度検査年月": "2013-05"}
    counter.ask("車両変更", **change)
    after = counter.do("賦課更正", 軽自管理番号=car, 決定年月日="2026-05-20").one
    told = {
        name: after[name] for name in ("税額", "更正前税額", "差額", "過納額", "更正事由コード", "通知書番号")
    }
    assert told == {
        "税額": 7200, "更正前税額": 10800, "差額": "-3600", "過納額": 3600, "更正事由コード": "車両の訂正",
        "通知書番号": before["通知書番号"],
    }  # fmt: skip
    rows = counter.levies(car, 最新フラグ="0")
    assert [(row["税額"], row["最新フラグ"]) for row in rows] == [(10800, "0"), (7200, "1")]
    assert counter.do("賦課更正", 軽自管理番号=car).codes == ["T1401"]


def test_after_a_cancellation_the_year_can_be_levied_late(counter: Counter) -> None:
    car = counter.car()
    counter.levy(car)
    late = {
        "軽自管理番号": car,
        "賦課年度": "2026",
        "相当年度": "2025",
        "決定年月日": "2026-05-20",
        "納期限": "2026-07-31",
    }
    assert counter.do("随時賦課", **late).codes == ["T1401"]
    counter.do("賦課取消", 軽自管理番号=car)
    assert counter.do("賦課取消", 軽自管理番号=car).codes == ["T1401"]
    made = counter.do("随時賦課", **late).one
    assert (made["税額"], made["賦課年度"], made["相当年度"], made["納期限"]) == (
        10800,
        "2026",
        "2025",
        "2026-07-31",
    )


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ({"賦課年度": "2026", "相当年度": "2023"}, []),  # due 2023-05-31: three years end on 2026-05-31
        ({"賦課年度": "2026", "相当年度": "2022"}, ["T1102"]),
        ({"賦課年度": "2025", "相当年度": "2025"}, ["T1102"]),  # decided in 2026
        ({"賦課年度": "2026", "相当年度": "2027"}, ["T1102"]),
        ({"賦課年度": "2026", "相当年度": "2025", "納期限": "2026-05-19"}, ["T1102"]),
        ({"賦課年度": "2026", "相当年度": "2025", "決定年月日": "2026-05-21"}, ["T1101"]),
    ],
)
def test_late_levies_have_their_limits(counter: Counter, items: dict[str, object], codes: list[str]) -> None:
    asked = {"軽自管理番号": counter.car(), "決定年月日": "2026-05-20", "納期限": "2026-07-31", **items}
    assert counter.do("随時賦課", **asked).codes == codes


def test_a_new_owner_is_taxed_by_the_dates_not_by_the_processing(counter: Counter) -> None:
    first, second = counter.person(), counter.person()
    car = counter.car(first)
    counter.levy(car)
    moved = {
        "軽自管理番号": car,
        "所有者宛名番号": second,
        "使用者宛名番号": second,
        "異動年月日": "2025-03-01",
    }
    new = counter.ask("名義変更", **moved).one["軽自管理番号"]
    assert counter.levies(car)[0]["課税状態"] == "取消"
    late = {"賦課年度": "2026", "相当年度": "2025", "決定年月日": "2026-05-20", "納期限": "2026-07-31"}
    assert counter.do("随時賦課", 軽自管理番号=new, **late).one["納税義務者宛名番号"] == second


def test_all_vehicles_of_an_owner_at_once(counter: Counter) -> None:
    owner = counter.person()
    cars = [counter.car(owner) for _ in range(3)]
    counter.levy(cars[1])
    made = counter.ask("当初賦課", 所有者宛名番号=owner, 賦課年度="2025", 通知書単位="所有者").results
    assert [row["軽自管理番号"] for row in made] == [cars[0], cars[2]]
    notice = counter.ask("納税通知書作成", 通知書番号=made[0]["通知書番号"]).results
    assert [(row["税額"], row["税額合計"]) for row in notice] == [(10800, 21600)] * 2
    assert counter.ask("当初賦課", 所有者宛名番号=owner, 賦課年度="2025").codes == ["T1401"]
    assert counter.ask("当初賦課", 所有者宛名番号=counter.person(), 賦課年度="2025").results == []
    assert counter.ask("当初賦課", 軽自管理番号=cars[0], 賦課年度="2027").codes == ["T1401"]


def test_the_due_date_moves_to_the_next_business_day_and_levied_years_keep_theirs(counter: Counter) -> None:
    car = counter.car()
    assert counter.levy(car)["納期限"] == "2025-06-02"  # 31 May 2025 is a Saturday
    counter.ask("納期限登録", 賦課年度="2025", 条例納期限="2025-12-29")
    told = counter.ask("納期限照会", 賦課年度="2025").one
    assert (told["条例納期限"], told["納期限"], told["期別"]) == ("2025-12-29", "2026-01-05", "01")
    assert counter.levies(car)[0]["納期限"] == "2025-06-02"
    assert counter.ask("納期限登録", 賦課年度="2025", 条例納期限="2026-04-01").codes == ["T1102"]


def test_what_is_not_taxed_gets_no_notice(counter: Counter) -> None:
    car = counter.car()
    counter.ask("課税区分設定", 軽自管理番号=car, 相当年度="2025", 課税区分="非課税", 非課税事由="国")
    made = counter.levy(car)
    assert (made["税額"], made["課税区分"]) == (0, "非課税")
    assert counter.ask("納税通知書作成", 通知書番号=made["通知書番号"]).codes == ["T1401"]
    set_again = counter.ask("課税区分設定", 軽自管理番号=car, 相当年度="2025", 課税区分="課税")
    assert set_again.codes == ["T1401"]
    assert [row["相当年度"] for row in counter.ask("課税区分照会", 軽自管理番号=car).results] == ["2025"]


def test_totals_equal_the_levies(counter: Counter) -> None:
    owner = counter.person()
    for month in ("2013-05", "2010-05", "2020-05", "2021-05"):
        counter.levy(counter.car(owner, 初度検査年月=month))
    rows = counter.ask("課税状況調照会", 賦課年度="2025", 所有者宛名番号=owner).results
    counted = {row["集計区分"]: (row["台数"], row["税額合計"]) for row in rows}
    assert counted == {"旧税率": (1, 7200), "重課": (1, 12900), "標準": (2, 21600)}
    levies = counter.ask("賦課照会", 納税義務者宛名番号=owner, 賦課年度="2025").results
    assert sum(row["税額"] for row in levies) == sum(total for _, total in counted.values())
