"""Payments, what is made up, taken off, owed and lost."""

import pytest

from tests.reference.child_allowance.office import Office

PAID = ("手当額", "追給額", "内払調整額", "徴収額", "寄附額", "支払額")


def amounts(payment: dict[str, int]) -> tuple[int, ...]:
    return tuple(payment[item] for item in PAID)


def reduce(office: Office, person: str, nth: int, event: str) -> dict[str, int]:
    child = office.ask("児童照会", 宛名番号=person).results[nth]["児童_宛名番号"]
    return office.do(
        "額改定届", 宛名番号=person, 児童_宛名番号=child, 事由発生年月日=event, 減額事由="監護しなくなったため",
        職権フラグ="はい",
    )  # fmt: skip


def test_a_regular_payment_is_made_once() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    made = [office.pay(person, "2025-04").one for _ in range(2)]
    assert made[0] == made[1]
    assert amounts(made[0]) == (30000, 0, 0, 0, 0, 30000)
    assert office.pay(person, "2025-05").codes == ["T1102"]
    assert office.do("振込データ作成", 支払年月="2025-04") == {
        "支払年月": "2025-04",
        "振込件数": 1,
        "振込合計額": 30000,
    }


def test_months_of_the_old_law_are_paid_in_its_payment_months() -> None:
    office = Office()
    person = office.certified("2022-01-05", day="2024-04-10", event="2024-04-05")
    made = office.pay(person, "2024-10").one
    assert (made["支払対象年月_開始"], made["支払対象年月_終了"], made["支払額"]) == (
        "2024-06",
        "2024-09",
        60000,
    )
    assert office.pay(person, "2024-12").one["支払対象年月_開始"] == "2024-10"
    assert office.pay(person, "2024-08").codes == ["T1102"]


def test_what_was_withheld_is_paid_after_the_release() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    office.do("支払差止", 宛名番号=person, 差止事由="届出がないため", 差止開始年月="2025-02")
    assert office.pay(person, "2025-04").results == []
    assert office.ask("随時払処理", 宛名番号=person, 支払予定年月日="2025-04-25").codes == ["T1401"]
    assert office.total(person, "2025-03") == 15000
    assert office.do("差止解除", 宛名番号=person, 解除年月日="2025-04-20")["未払額"] == 30000
    assert amounts(office.pay(person, "2025-06").one) == (30000, 30000, 0, 0, 0, 60000)


def test_off_cycle_pays_every_month_that_was_not_paid() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    made = office.do("随時払処理", 宛名番号=person, 支払予定年月日="2025-04-25")
    assert (made["支払対象年月_開始"], made["支払対象年月_終了"], made["支払額"]) == (
        "2025-02",
        "2025-03",
        30000,
    )
    assert office.ask("随時払処理", 宛名番号=person, 支払予定年月日="2025-04-25").codes == ["T1401"]
    ended = office.do("受給事由消滅届", 宛名番号=person, 消滅事由="転出", 事由発生年月日="2025-05-10")
    assert (ended["未払額"], ended["返還額"]) == (30000, 0)
    assert office.do("随時払処理", 宛名番号=person, 支払予定年月日="2025-05-25")["支払額"] == 30000


def test_a_retroactive_rise_is_made_up_month_by_month() -> None:
    office = Office()
    person = office.certified("2020-01-05")
    office.paid(person, "2025-04")
    office.more(person, "2021-05-05", "2025-02-10", "2025-02-05")
    told = office.do("差額照会", 宛名番号=person)
    assert (told["対象年月"], told["支払済額"], told["再計算額"], told["追給額"]) == (
        "2025-03",
        10000,
        20000,
        10000,
    )
    assert amounts(office.paid(person, "2025-06")) == (40000, 10000, 0, 0, 0, 50000)
    assert office.ask("差額照会", 宛名番号=person).results == []


def test_a_retroactive_fall_is_a_debt_that_comes_back() -> None:
    office = Office()
    person = office.certified("2020-01-05", "2021-05-05")
    office.paid(person, "2025-04")
    assert reduce(office, person, 1, "2025-02-20")["返還額"] == 10000
    debt = office.do("債権照会", 宛名番号=person)
    assert (debt["対象年月"], debt["返還額"], debt["返還残高"]) == ("2025-03", 10000, 10000)
    number = debt["債権番号"]
    assert office.ask("返還金収納", 債権番号=number, 収納額=10001, 収納年月日="2025-07-01").codes == ["T1102"]
    left = office.do("返還金収納", 債権番号=number, 収納額=4000, 収納年月日="2025-07-01")
    assert left["返還残高"] == 6000
    assert office.ask("分割計画登録", 債権番号=number, 分割納付額=[2000, 3999]).codes == ["T1102"]
    plan = office.ask("分割計画登録", 債権番号=number, 分割納付額=[2000, 4000]).results
    assert [(each["分割回"], each["分割回納付額"]) for each in plan] == [(1, 2000), (2, 4000)]
    office.do("内払調整登録", 債権番号=number, 内払調整額=6000, 適用支払年月="2025-06")
    assert amounts(office.pay(person, "2025-06").one) == (20000, 0, 6000, 0, 0, 14000)
    assert office.do("債権照会", 宛名番号=person)["返還残高"] == 0
    assert amounts(office.pay(person, "2025-08").one) == (20000, 0, 0, 0, 0, 20000)


def test_an_end_in_the_past_makes_one_debt_of_all_months() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    office.paid(person, "2025-04")
    ended = office.do(
        "受給事由消滅届", 宛名番号=person, 消滅事由="公務員となった", 事由発生年月日="2025-01-20"
    )
    assert (ended["最終支給年月"], ended["返還額"]) == ("2025-01", 30000)
    assert office.do("債権照会", 宛名番号=person)["返還額"] == 30000


def test_a_payment_that_is_settled_after_the_fall_makes_the_debt_then() -> None:
    office = Office()
    person = office.certified("2020-01-05", "2021-05-05")
    planned = office.pay(person, "2025-04").one
    assert reduce(office, person, 1, "2025-02-20")["返還額"] == 0
    office.do("支払結果登録", 支払番号=planned["支払番号"], 支払状態="支払済")
    assert office.do("債権照会", 宛名番号=person)["返還額"] == 10000


def test_what_does_not_fit_is_taken_off_the_next_payment() -> None:
    office = Office()
    person = office.certified("2020-01-05")
    items = {"宛名番号": person, "申出年月日": "2025-02-01", "適用支払年月": "2025-04"}
    office.do("徴収申出登録", 徴収区分="学校給食費等", 徴収額=15000, **items)
    office.do("徴収申出登録", 徴収区分="保育料", 徴収額=7000, **items)
    assert amounts(office.pay(person, "2025-04").one) == (20000, 0, 0, 20000, 0, 0)
    assert office.ask("振込データ作成", 支払年月="2025-04", 宛名番号=person).codes == ["T1401"]
    office.do(
        "寄附申出登録", 宛名番号=person, 寄附区分="全部", 申出年月日="2025-05-01", 適用支払年月="2025-06"
    )
    assert amounts(office.pay(person, "2025-06").one)[3:] == (20000, 0, 0)


def test_a_donation_of_a_part_or_of_the_whole() -> None:
    office = Office()
    person = office.certified("2020-01-05")
    items = {"宛名番号": person, "申出年月日": "2025-02-01"}
    office.do("寄附申出登録", 寄附区分="一部", 寄附額=5000, 適用支払年月="2025-04", **items)
    assert amounts(office.pay(person, "2025-04").one) == (20000, 0, 0, 0, 5000, 15000)
    office.do("寄附申出登録", 寄附区分="全部", 適用支払年月="2025-06", **items)
    assert amounts(office.pay(person, "2025-06").one) == (20000, 0, 0, 0, 20000, 0)


def test_a_failed_payment_is_repeated_once_to_the_account_of_then() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    office.account(person)
    payment = office.pay(person, "2025-04").one
    assert office.ask("再支払処理", 支払番号=payment["支払番号"], 支払予定年月日="2025-04-25").codes == [
        "T1401"
    ]
    office.do("支払結果登録", 支払番号=payment["支払番号"], 支払状態="振込不能")
    office.account(person, 口座番号="7654321", 適用開始年月日="2026-05-01")
    again = office.do("再支払処理", 支払番号=payment["支払番号"], 支払予定年月日="2025-04-25")
    assert (again["支払額"], again["口座番号"], again["元支払番号"]) == (
        30000,
        "7654321",
        payment["支払番号"],
    )
    assert office.ask("再支払処理", 支払番号=payment["支払番号"], 支払予定年月日="2025-04-25").codes == [
        "T1401"
    ]
    office.do("支払結果登録", 支払番号=again["支払番号"], 支払状態="振込不能")
    assert office.ask("再支払処理", 支払番号=again["支払番号"], 支払予定年月日="2025-04-25").codes == [
        "T1401"
    ]
    assert office.ask("随時払処理", 宛名番号=person, 支払予定年月日="2025-04-25").codes == ["T1401"]
    first = office.ask("支払照会", 宛名番号=person).results[0]
    assert (first["口座番号"], first["支払状態"]) == ("1234567", "振込不能")


def test_an_account_in_another_name_needs_consent() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    assert office.account(person, 口座名義人カナ="ベツジン").codes == ["T1102"]
    assert office.account(person, 口座名義人カナ="ベツジン", 名義人相違フラグ="はい").status == 200


def test_a_public_account_is_looked_at_again_before_every_payment() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    office.account(person, 口座区分="公金受取口座")
    assert office.pay(person, "2025-04").one["公金受取口座_確認年月日"] == office.day()
    office.at("2026-06-02")
    assert office.pay(person, "2025-06").one["公金受取口座_確認年月日"] == "2026-06-02"


def test_what_the_dead_were_not_paid_goes_to_a_child() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    child = office.do("児童照会", 宛名番号=person)["児童_宛名番号"]
    claim = {"宛名番号": person, "未支払請求者_宛名番号": child, "請求年月日": "2025-07-10"}
    assert office.ask("未支払請求", **claim).codes == ["T1401"]
    office.do("受給事由消滅届", 宛名番号=person, 消滅事由="死亡", 事由発生年月日="2025-04-20")
    assert office.ask("随時払処理", 宛名番号=person, 支払予定年月日="2025-07-25").codes == ["T1401"]
    assert office.ask("未支払請求", **{**claim, "未支払請求者_宛名番号": office.person()}).codes == ["T1102"]
    made = office.do("未支払請求", **claim)
    assert made["未払額"] == 45000
    office.do("審査開始", 受付番号=made["受付番号"])
    paid = office.do("未支払決定", 受付番号=made["受付番号"], 支払予定年月日="2025-07-25")
    assert (paid["支払先_宛名番号"], paid["宛名番号"], paid["支払額"]) == (child, person, 45000)
    assert office.ask("未支払請求", **claim).codes == ["T1401"]


@pytest.mark.parametrize(("day", "lost"), [("2027-04-09", []), ("2027-04-11", ["2025-02", "2025-03"])])
def test_a_month_lapses_two_years_after_its_day_of_payment(day: str, lost: list[str]) -> None:
    office = Office()
    person = office.certified("2025-01-05")
    office.do("支払日設定", 支払年月="2025-04", 支払予定年月日="2025-04-10")
    office.at(day)
    for _ in range(2):
        found = office.ask("時効処理", 基準年月日=day, 宛名番号=person).results
        assert [each["対象年月"] for each in found] == lost
    made = office.do("随時払処理", 宛名番号=person, 支払予定年月日=day)
    assert made["支払対象年月_開始"] == ("2025-04" if lost else "2025-02")


def test_lists_and_figures() -> None:
    office = Office()
    person = office.certified("2022-03-10", "2025-01-05")
    found = office.ask("受給者一覧照会", 年齢到達年月="2025-03", 宛名番号=person).results
    assert [each["年齢到達区分"] for each in found] == ["3歳到達"]
    assert office.ask("受給者一覧照会", 年齢到達年月="2025-04", 宛名番号=person).results == []
    assert office.do("受給者一覧照会", 未払フラグ="はい", 資格状態="認定")["宛名番号"] == person
    office.do("随時払処理", 宛名番号=person, 支払予定年月日=office.day())
    assert office.ask("受給者一覧照会", 未払フラグ="はい", 資格状態="認定").results == []
    counted = {each["受給者区分"]: each for each in office.ask("統計照会", 基準年月="2025-04").results}
    assert (counted["一般"]["受給者数"], counted["一般"]["児童数"], counted["施設等"]["受給者数"]) == (
        1,
        2,
        0,
    )
