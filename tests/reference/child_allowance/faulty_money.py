"""The same for the faults of payments, debts and deductions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.reference.child_allowance.office import Office


def held_paid(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.do("支払差止", 宛名番号=person, 差止事由="届出がないため", 差止開始年月="2025-02")
    return len(office.pay(person, "2025-04").results)


def arrears_lost(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.do("支払差止", 宛名番号=person, 差止事由="届出がないため", 差止開始年月="2025-02")
    office.do("差止解除", 宛名番号=person, 解除年月日="2025-04-20")
    return office.pay(person, "2025-08").one["追給額"]


def _born(office: Office, person: str, birth: str) -> None:
    """Put the date of birth of an only child right."""
    child = office.do("児童照会", 宛名番号=person)["児童_宛名番号"]
    office.do("宛名登録", 宛名番号=child, 氏名="適合　子", 生年月日=birth)


def no_difference(office: Office) -> object:
    person = office.certified("2020-01-05")
    office.paid(person, "2025-04")
    _born(office, person, "2024-01-05")
    return [each["追給額"] for each in office.ask("差額照会", 宛名番号=person).results]


def three_months(office: Office) -> object:
    person = office.certified("2020-01-05")
    return office.pay(person, "2026-02").one["支払対象年月_開始"]


def paid_again(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.pay(person, "2025-04")
    office.pay(person, "2025-04")
    return len(office.ask("支払照会", 宛名番号=person).results)


def ended_unpaid(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.do("受給事由消滅届", 宛名番号=person, 消滅事由="転出", 事由発生年月日="2025-04-20")
    return office.ask("随時払処理", 宛名番号=person, 支払予定年月日="2025-05-25").codes


def first_account(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.account(person)
    office.account(person, 口座番号="7654321", 適用開始年月日="2025-02-01")
    return office.pay(person, "2025-04").one["口座番号"]


def one_too_many(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.pay(person, "2025-04")
    return office.do("振込データ作成", 支払年月="2025-04", 宛名番号=person)["振込件数"]


def _failed(office: Office) -> tuple[str, dict[str, Any]]:
    person = office.certified("2025-01-05")
    payment = office.pay(person, "2025-04").one
    office.do("支払結果登録", 支払番号=payment["支払番号"], 支払状態="振込不能")
    return person, {"支払番号": payment["支払番号"], "支払予定年月日": "2025-04-25"}


def repeated_twice(office: Office) -> object:
    _, items = _failed(office)
    office.do("再支払処理", **items)
    return office.ask("再支払処理", **items).codes


def failed_freed(office: Office) -> object:
    person, _ = _failed(office)
    return office.ask("随時払処理", 宛名番号=person, 支払予定年月日="2025-04-25").codes


def paid_to_the_dead(office: Office) -> object:
    person = office.certified("2025-01-05")
    child = office.do("児童照会", 宛名番号=person)["児童_宛名番号"]
    office.do("受給事由消滅届", 宛名番号=person, 消滅事由="死亡", 事由発生年月日="2025-04-20")
    claim = office.do("未支払請求", 宛名番号=person, 未支払請求者_宛名番号=child, 請求年月日="2025-07-10")
    office.ask("審査開始", 受付番号=claim["受付番号"])
    paid = office.do("未支払決定", 受付番号=claim["受付番号"], 支払予定年月日="2025-07-25")
    return paid["支払先_宛名番号"] == child


def _indebted(office: Office) -> tuple[str, list[dict[str, Any]]]:
    person = office.certified("2024-01-05")
    office.paid(person, "2025-04")
    _born(office, person, "2020-01-05")
    return person, office.ask("債権照会", 宛名番号=person).results


def no_debt(office: Office) -> object:
    person = office.certified("2024-01-05")
    office.paid(person, "2025-04")
    office.do("受給事由消滅届", 宛名番号=person, 消滅事由="公務員となった", 事由発生年月日="2025-02-20")
    return len(office.ask("債権照会", 宛名番号=person).results)


def balance_stays(office: Office) -> object:
    person, debts = _indebted(office)
    for debt in debts:
        office.do("返還金収納", 債権番号=debt["債権番号"], 収納額=10000, 収納年月日="2025-07-01")
    return [debt["返還残高"] for debt in office.ask("債権照会", 宛名番号=person).results]


def plan_unchecked(office: Office) -> object:
    return [
        office.ask("分割計画登録", 債権番号=debt["債権番号"], 分割納付額=[1]).codes
        for debt in _indebted(office)[1]
    ]


def no_offset(office: Office) -> object:
    person, debts = _indebted(office)
    for debt in debts:
        office.do("内払調整登録", 債権番号=debt["債権番号"], 内払調整額=6000, 適用支払年月="2025-06")
    return [office.pay(person, "2025-06").one["内払調整額"] for _ in debts]


def gross_paid(office: Office) -> object:
    person = office.certified("2020-01-05")
    items = {"申出年月日": "2025-02-01", "適用支払年月": "2025-04"}
    office.do("徴収申出登録", 宛名番号=person, 徴収区分="保育料", 徴収額=3000, **items)
    return office.pay(person, "2025-04").one["支払額"]


def no_donation(office: Office) -> object:
    person = office.certified("2020-01-05")
    items = {"申出年月日": "2025-02-01", "適用支払年月": "2025-04"}
    office.do("寄附申出登録", 宛名番号=person, 寄附区分="全部", **items)
    return office.pay(person, "2025-04").one["支払額"]


def public_unchecked(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.account(person, 口座区分="公金受取口座")
    return "公金受取口座_確認年月日" in office.pay(person, "2025-04").one


def lapses_late(office: Office) -> object:
    person = office.certified("2022-01-05", day="2023-04-10", event="2023-04-05")
    office.do("支払日設定", 支払年月="2023-06", 支払予定年月日="2023-06-10")
    found = [
        office.ask("時効処理", 基準年月日=day, 宛名番号=person).results
        for day in ("2025-06-09", "2025-06-12")
    ]
    return [[each["対象年月"] for each in results] for results in found]


MONEY = {
    "F-CA-HELD-PAID": (held_paid, 0, 1),
    "F-CA-ARREARS-LOST": (arrears_lost, 30000, 0),
    "F-CA-NO-DIFFERENCE": (no_difference, [5000, 5000], []),
    "F-CA-THREE-MONTHS": (three_months, "2025-12", "2025-11"),
    "F-CA-PAID-AGAIN": (paid_again, 1, 2),
    "F-CA-ENDED-UNPAID": (ended_unpaid, [], ["T1401"]),
    "F-CA-FIRST-ACCOUNT": (first_account, "7654321", "1234567"),
    "F-CA-ONE-TOO-MANY": (one_too_many, 1, 2),
    "F-CA-REPEATED-TWICE": (repeated_twice, ["T1401"], []),
    "F-CA-FAILED-FREED": (failed_freed, ["T1401"], []),
    "F-CA-PAID-TO-THE-DEAD": (paid_to_the_dead, True, False),
    "F-CA-NO-DEBT": (no_debt, 1, 0),
    "F-CA-BALANCE-STAYS": (balance_stays, [0], [10000]),
    "F-CA-PLAN-UNCHECKED": (plan_unchecked, [["T1102"]], [[]]),
    "F-CA-NO-OFFSET": (no_offset, [6000], [0]),
    "F-CA-GROSS-PAID": (gross_paid, 17000, 20000),
    "F-CA-NO-DONATION": (no_donation, 0, 20000),
    "F-CA-PUBLIC-UNCHECKED": (public_unchecked, True, False),
    "F-CA-LAPSES-LATE": (lapses_late, [[], ["2023-05"]], [[], []]),
}
