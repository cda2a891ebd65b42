"""Payments, certificates, reductions, papers and 環境性能割."""

from __future__ import annotations

import pytest

from tests.reference.light_vehicle_tax.counter import Answer, Counter


def certify(counter: Counter, car: str, **items: object) -> Answer:
    return counter.ask("納税証明書交付", 軽自管理番号=car, **items)


def test_a_certificate_needs_every_due_year_paid(counter: Counter) -> None:
    car = counter.car()
    for year in ("2024", "2025"):
        counter.levy(car, year)
    counter.pay(car, 10800)
    assert certify(counter, car).codes == ["T1401"]
    counter.pay(car, 10799, "2024")
    assert certify(counter, car).codes == ["T1401"]
    counter.pay(car, 1, "2024", "2025-06-01")
    made = certify(counter, car).one
    assert (made["証明書有効期限"], made["相当年度"], made["税額"]) == ("2026-05-30", "2025", 10800)


def test_a_year_that_is_not_due_yet_holds_nothing_up(counter: Counter) -> None:
    car = counter.car()
    counter.pay(car, counter.levy(car)["税額"])
    counter.levy(car, "2026")  # due on 2026-06-01
    assert certify(counter, car).one["証明書有効期限"] == "2026-05-30"
    counter.tomorrow(12)
    assert certify(counter, car).codes == ["T1401"]
    counter.pay(car, 10800, "2026", "2026-06-01")
    assert certify(counter, car).one["証明書有効期限"] == "2027-05-30"


def test_a_deferred_year_counts_as_settled(counter: Counter) -> None:
    car = counter.car()
    counter.levy(car)
    counter.ask("収納情報取込", 軽自管理番号=car, 相当年度="2025", 徴収猶予フラグ="1")
    assert certify(counter, car).one["証明書有効期限"] == "2026-05-30"
    assert counter.ask("軽JNKS提供照会", 軽自管理番号=car).one["納付区分"] == "納付済"


def test_no_tax_yet_is_certified_until_the_next_due_date(counter: Counter) -> None:
    car = counter.car()
    assert certify(counter, car).codes == ["T1401"]
    days = {"2026-05-20": "2026-05-30", "2025-05-30": "2025-05-30", "2025-05-31": "2026-05-30"}
    for day, until in days.items():
        made = certify(counter, car, 証明区分="課税なし", 交付年月日=day).one
        assert (made["証明書有効期限"], "税額" in made) == (until, False)
    counter.levy(car)
    assert certify(counter, car, 証明区分="課税なし").codes == ["T1401"]


def test_a_certificate_by_plate_is_by_the_present_one(counter: Counter) -> None:
    car = counter.car()
    counter.pay(car, counter.levy(car)["税額"])
    names = ("標識番号_標板文字", "標識番号_分類番号", "標識番号_かな", "標識番号_一連指定番号")
    old = {name: counter.state(car)[name] for name in names}
    assert counter.ask("納税証明書交付", **old).one["軽自管理番号"] == car
    counter.do("標識番号変更", 軽自管理番号=car)
    assert counter.ask("納税証明書交付", **old).codes == ["T1201"]
    assert [row["証明区分"] for row in counter.ask("交付履歴照会", 軽自管理番号=car).results] == [
        "継続検査用"
    ]


def test_payments_add_up(counter: Counter) -> None:
    car = counter.car()
    counter.levy(car)
    counter.pay(car, 5000, day="2025-06-01")
    paid = counter.pay(car, 6000, day="2025-05-01")
    told = {name: paid[name] for name in ("収納額", "未納額", "過納額", "領収日", "納付区分")}
    assert told == {"収納額": 11000, "未納額": 0, "過納額": 200, "領収日": "2025-06-01", "納付区分": "納付済"}
    items = {"軽自管理番号": car, "相当年度": "2025", "領収日": "2025-05-01"}
    assert counter.ask("収納情報取込", **items, 収納額=0).codes == ["T1102"]
    assert counter.ask("収納情報取込", **{**items, "相当年度": "2024"}, 収納額=1).codes == ["T1201"]


@pytest.mark.parametrize(
    ("kind", "day", "count"),
    [
        ("二輪小型", "2025-03-31", 0),
        ("二輪小型", "2025-04-01", 1),
        ("三輪", "2025-03-31", 1),
        ("軽二輪", None, 0),
    ],
)
def test_motorcycles_are_told_to_jnks_from_a_day_on(
    counter: Counter, kind: str, day: str | None, count: int
) -> None:
    cc = {"二輪小型": "400", "三輪": "658", "軽二輪": "250"}[kind]
    car = counter.car(種別コード=kind, 総排気量=cc, 用途=None)
    asked = {"軽自管理番号": car} | ({"基準年月日": day} if day else {})
    assert len(counter.ask("軽JNKS提供照会", **asked).results) == count


def apply(counter: Counter, car: str, person: str, **items: object) -> Answer:
    return counter.do("減免申請", 軽自管理番号=car, 減免対象者宛名番号=person, **items)


def test_a_reduction_goes_on_only_where_that_was_found(counter: Counter) -> None:
    owner = counter.person()
    car = counter.car(owner)
    counter.levy(car, "2024")
    number = apply(counter, car, owner, 相当年度="2024", 申請年月日="2024-05-10").one["減免番号"]
    counter.do("減免決定", 減免番号=number, 決定年月日="2024-05-20", 減免税額=4000)
    assert counter.levies(car)[0]["税額"] == 6800
    items = {"減免番号": number, "相当年度": "2025"}
    assert counter.ask("減免継続確認", **items, 継続確認結果="継続").status == 200
    made = [counter.levy(car, year) for year in ("2025", "2026")]
    told = [(row["税額"], row["減免税額"], row["課税状態"]) for row in made]
    assert told == [(6800, 4000, "減免"), (10800, 0, "課税")]
    assert counter.ask("減免継続確認", **items, 継続確認結果="継続").codes == ["T1401"]
    other = counter.car(owner)
    counter.levy(other)
    assert apply(counter, other, owner).codes == ["T1401"]  # the first still holds in 2025


def test_a_revoked_reduction_keeps_earlier_years(counter: Counter) -> None:
    owner = counter.person()
    car = counter.car(owner)
    counter.levy(car)
    number = apply(counter, car, owner).one["減免番号"]
    counter.do("減免決定", 減免番号=number)
    counter.ask("減免継続確認", 減免番号=number, 相当年度="2026", 継続確認結果="継続")
    assert counter.levy(car, "2026")["税額"] == 0
    told = counter.ask("減免取消", 減免番号=number, 取消年月日="2026-03-31").one
    assert (told["再課税年度"], told["税額"], told["課税状態"]) == ("2026", 0, "減免")
    assert [row["税額"] for row in counter.levies(car)] == [10800, 0]
    assert counter.ask("減免取消", 減免番号=number, 取消年月日="2026-03-31").codes == ["T1401"]


def test_revoked_for_the_same_year_the_tax_comes_back(counter: Counter) -> None:
    owner = counter.person()
    car = counter.car(owner)
    counter.levy(car)
    number = apply(counter, car, owner).one["減免番号"]
    counter.do("減免決定", 減免番号=number)
    told = counter.do("減免取消", 減免番号=number, 当該年度課税フラグ="1").one
    assert (told["再課税年度"], told["税額"]) == ("2025", 10800)
    assert apply(counter, car, owner).status == 200


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ({"申請年月日": "2025-06-02"}, []),
        ({"申請年月日": "2025-06-03"}, ["T1401"]),
        ({"確認書類フラグ": "0"}, ["T1102"]),
        ({"普通車減免フラグ": "1"}, ["T1401"]),
        ({"相当年度": "2024"}, ["T1401"]),
    ],
)
def test_conditions_of_an_application(counter: Counter, items: dict[str, object], codes: list[str]) -> None:
    owner = counter.person()
    car = counter.car(owner)
    counter.levy(car)
    assert apply(counter, car, owner, **items).codes == codes


def test_decisions_have_their_papers(counter: Counter) -> None:
    owner = counter.person()
    car = counter.car(owner)
    counter.levy(car)

    def papers() -> list[bool]:
        names = ("減免決定通知書", "減免却下通知書", "減免継続調査")
        return [counter.ask("帳票作成", 軽自管理番号=car, 帳票名=name).status == 200 for name in names]

    number = apply(counter, car, owner).one["減免番号"]
    assert papers() == [False, False, False]
    assert counter.do("減免決定", 減免番号=number, 減免税額=10801).codes == ["T1102"]
    counter.do("減免決定", 減免番号=number, 減免決定区分="却下", 却下理由="要件に当たらない")
    assert papers() == [False, True, False]
    again = apply(counter, car, owner).one["減免番号"]
    counter.do("減免決定", 減免番号=again)
    assert papers() == [True, False, True]


@pytest.mark.parametrize(
    ("items", "tax"),
    [
        ({"取得価額": 500000, "環境性能区分": "2%"}, 0),
        ({"取得価額": 500001, "環境性能区分": "2%"}, 10000),
        ({"取得価額": 1234567, "環境性能区分": "1%"}, 12300),
        ({"取得価額": 1999999, "環境性能区分": "0.5%", "営自区分": "営業用"}, 9900),
        ({"取得価額": 1500000, "種別コード": "二輪小型", "用途": None}, 0),
        ({"取得価額": 1500000, "取得年月日": "2026-03-31"}, 30000),
    ],
)
def test_environmental_levy(counter: Counter, items: dict[str, object], tax: int) -> None:
    assert counter.do("環境性能割試算", **items).one["環境性能割税額"] == tax


@pytest.mark.parametrize("day", ["2019-09-30", "2026-04-01", "0000-01-01", "9999-12-31"])
def test_there_is_no_environmental_levy_outside_its_time(counter: Counter, day: str) -> None:
    assert counter.do("環境性能割試算", 取得年月日=day).codes == ["T1102"]
