"""The yearly amount, by the worked examples of light_vehicle_tax.md §5.1 to §5.3; what class a vehicle is."""

from __future__ import annotations

import pytest

from tests.reference.light_vehicle_tax.counter import Counter


def estimate(counter: Counter, year: str, kind: str, use: str, **items: object) -> dict[str, object]:
    return counter.ask("税額試算", 賦課年度=year, 種別コード=kind, 営自区分=use, **items).one


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        ("原付一種", 2000), ("特定小型原付", 2000), ("新基準原付", 2000), ("原付二種乙", 2000), ("原付二種甲", 2400),
        ("ミニカー", 3700), ("軽二輪", 3600), ("雪上車", 3600), ("小型特殊農耕", 2400), ("小型特殊その他", 5900),
        ("二輪小型", 6000),
    ],
)  # fmt: skip
def test_classes_with_one_amount(counter: Counter, kind: str, amount: int) -> None:
    made = estimate(counter, "2026", kind, "自家用")
    assert (made["税額"], made["税率区分"]) == (amount, "標準")
    assert "みなし初度検査年月" not in made


@pytest.mark.parametrize(
    ("kind", "use", "old", "new", "heavy"),
    [
        ("三輪", "自家用", 3100, 3900, 4600),
        ("四輪乗用", "自家用", 7200, 10800, 12900),
        ("四輪乗用", "営業用", 5500, 6900, 8200),
        ("四輪貨物", "自家用", 4000, 5000, 6000),
        ("四輪貨物", "営業用", 3000, 3800, 4500),
    ],
)
def test_three_and_more_wheels_by_first_inspection(
    counter: Counter, kind: str, use: str, old: int, new: int, heavy: int
) -> None:
    amounts = [
        estimate(counter, "2026", kind, use, 初度検査年月=month)["税額"]
        for month in ("2015-03", "2015-04", "2013-03")
    ]
    assert amounts == [old, new, heavy]


@pytest.mark.parametrize(
    ("inspected", "year", "kind", "items", "amount"),
    [
        ("2013-03", "2026", "四輪乗用", {}, 12900),
        ("2013-04", "2026", "四輪乗用", {}, 7200),
        ("2013-04", "2027", "四輪乗用", {}, 12900),
        ("2012-08", "2026", "四輪貨物", {}, 6000),
        ("2015-03", "2026", "四輪乗用", {}, 7200),
        ("2015-04", "2026", "四輪乗用", {}, 10800),
        ("2010-05", "2026", "三輪", {"燃料": "電気"}, 3100),
        ("2010-05", "2026", "三輪", {"燃料": "ガソリン"}, 4600),
        ("2010-05", "2026", "三輪", {}, 4600),
    ],
)
def test_heavy_rates_begin_in_the_fourteenth_year_after(
    counter: Counter, inspected: str, year: str, kind: str, items: dict[str, object], amount: int
) -> None:
    assert estimate(counter, year, kind, "自家用", 初度検査年月=inspected, **items)["税額"] == amount


@pytest.mark.parametrize(
    ("use", "reduced", "registered", "years", "amounts"),
    [
        ("営業用", "50%軽減", "2025-12-01", ("2026", "2027"), [3500, 6900]),
        ("自家用", "75%軽減", "2025-06-10", ("2026", "2027"), [2700, 10800]),
        ("自家用", "75%軽減", "2026-03-31", ("2026", "2027"), [2700, 10800]),
        ("自家用", "75%軽減", "2026-04-01", ("2026", "2027"), [10800, 2700]),
        ("自家用", "75%軽減", "2028-03-31", ("2028", "2029"), [2700, 10800]),
        ("自家用", "75%軽減", "2028-04-01", ("2028", "2029"), [10800, 10800]),
        ("営業用", "25%軽減", "2025-03-31", ("2025", "2026"), [5200, 6900]),
        ("営業用", "25%軽減", "2025-04-01", ("2025", "2026"), [6900, 6900]),
        ("自家用", "50%軽減", "2025-12-01", ("2026", "2027"), [10800, 10800]),
        ("自家用", "該当なし", "2025-12-01", ("2026", "2027"), [10800, 10800]),
    ],
)
def test_reduced_rates_for_the_year_after_registration(
    counter: Counter, use: str, reduced: str, registered: str, years: tuple[str, ...], amounts: list[int]
) -> None:
    # Inspected long before, so that no first inspection lies after a levy date; registration alone decides.
    items = {"初度検査年月": "2024-04", "新規登録年月日": registered, "軽課区分": reduced}
    assert [estimate(counter, year, "四輪乗用", use, **items)["税額"] for year in years] == amounts


@pytest.mark.parametrize(
    ("inspected", "deemed"),
    [("2003-00", "2003-12"), ("1995-00", "1995-12"), ("2003-05", "2003-05"), ("2020-05", "2020-05")],
)
def test_an_unknown_month_of_old_counts_as_december(counter: Counter, inspected: str, deemed: str) -> None:
    made = estimate(counter, "2026", "四輪乗用", "自家用", 初度検査年月=inspected)
    assert made["みなし初度検査年月"] == deemed


@pytest.mark.parametrize(
    ("year", "kind", "items"),
    [
        ("2026", "四輪乗用", {"初度検査年月": "2004-00"}),  # months were recorded by then
        ("2026", "四輪乗用", {"初度検査年月": "2026-05"}),  # after the levy date
        ("2026", "四輪乗用", {"初度検査年月": "2020-05", "用途": "貨物"}),
        ("2024", "新基準原付", {}),  # not yet a class
        ("0000", "原付一種", {}),
        ("9999", "原付一種", {}),
    ],
)
def test_no_amount_without_a_rule(counter: Counter, year: str, kind: str, items: dict[str, object]) -> None:
    asked = {"賦課年度": year, "種別コード": kind, "営自区分": "自家用", **items}
    assert counter.ask("税額試算", **asked).codes == ["T1102"]


@pytest.mark.parametrize(
    ("measures", "kind"),
    [
        ({"総排気量": "50"}, "原付一種"),
        ({"総排気量": "50.001"}, "原付二種乙"),
        ({"総排気量": "90"}, "原付二種乙"),
        ({"総排気量": "125"}, "原付二種甲"),
        ({"総排気量": "125.5"}, "軽二輪"),
        ({"総排気量": "250.01"}, "二輪小型"),
        ({"定格出力": "0.6"}, "原付一種"),
        ({"定格出力": "0.61"}, "原付二種乙"),
        ({"定格出力": "1.0"}, "原付二種甲"),
        ({"総排気量": "110", "最高出力": "4.0", "最高出力確認フラグ": "1"}, "新基準原付"),
        ({"総排気量": "110", "最高出力": "4.01", "最高出力確認フラグ": "1"}, "原付二種甲"),
        ({"総排気量": "110", "最高出力": "4.0", "最高出力確認フラグ": "0"}, "原付二種甲"),
        (
            {"総排気量": "110", "最高出力": "4.0", "最高出力確認フラグ": "1", "取得年月日": "2025-03-31"},
            "原付二種甲",
        ),
    ],
)
def test_measures_make_the_class(counter: Counter, measures: dict[str, object], kind: str) -> None:
    assert counter.ask("種別判定", **measures).one["種別コード"] == kind


def test_a_strong_electric_motorcycle_has_no_class_in_the_table(counter: Counter) -> None:
    assert counter.ask("種別判定", 定格出力="1.01").codes == ["T1102"]


def test_the_municipality_sets_rates_within_the_limit_for_a_time(counter: Counter) -> None:
    items = {"種別コード": "四輪乗用", "営自区分": "自家用", "税率区分": "標準", "適用開始年度": "2026"}
    assert counter.ask("税率登録", **items, 年額=16201).codes == ["T1102"]
    assert counter.ask("税率登録", **items, 適用終了年度="2027", 年額=16200).status == 200
    assert counter.ask("税率登録", **items, 適用終了年度="2025", 年額=11000).codes == ["T1102"]
    later = items | {"適用開始年度": "2027"}
    assert counter.ask("税率登録", **later, 年額=11000).codes == ["T1401"]
    amounts = [
        estimate(counter, year, "四輪乗用", use, 初度検査年月="2020-05")["税額"]
        for year, use in (
            ("2025", "自家用"),
            ("2026", "自家用"),
            ("2027", "自家用"),
            ("2028", "自家用"),
            ("2026", "営業用"),
        )
    ]
    assert amounts == [10800, 16200, 16200, 10800, 6900]
    assert estimate(counter, "2026", "四輪乗用", "自家用", 初度検査年月="2013-04")["税額"] == 7200
    rates = counter.ask(
        "税率照会", 賦課年度="2026", 種別コード="四輪乗用", 営自区分="自家用", 税率区分="標準"
    ).one
    assert (rates["年額"], rates["適用開始年度"], rates["適用終了年度"]) == (16200, "2026", "2027")


def test_a_rate_for_a_use_that_the_table_leaves_open_is_shown_beside_the_general_one(
    counter: Counter,
) -> None:
    items = {"種別コード": "ミニカー", "営自区分": "営業用", "税率区分": "標準", "適用開始年度": "2026"}
    counter.ask("税率登録", **items, 年額=4000)
    shown = counter.ask("税率照会", 賦課年度="2026", 種別コード="ミニカー").results
    assert [(row.get("営自区分"), row["年額"]) for row in shown] == [("営業用", 4000), (None, 3700)]
    assert (
        counter.ask("税率照会", 賦課年度="2026", 種別コード="ミニカー", 営自区分="営業用").one["年額"] == 4000
    )
    assert [estimate(counter, "2026", "ミニカー", use)["税額"] for use in ("営業用", "自家用")] == [
        4000,
        3700,
    ]
