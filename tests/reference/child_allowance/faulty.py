"""For each fault of 児童手当: what to do, and the value that shows it. Every look makes people of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.child_allowance.faulty_claims import CLAIMS
from tests.reference.child_allowance.faulty_money import MONEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.child_allowance.office import Office

PUPILS = ("2011-08-20", "2012-05-05", "2013-06-06")
THREE = ("2010-05-05", "2013-08-20", "2019-06-06")


def first_child(office: Office, person: str) -> dict[str, Any]:
    return office.ask("児童照会", 宛名番号=person).results[0]


def ranks(office: Office, person: str, month: str) -> list[int | None]:
    return [rank for rank, _ in office.month(person, month)]


def account_hidden(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.account(person)
    return office.do("受給者照会", 宛名番号=person).get("口座番号")


def no_document(office: Office) -> object:
    return ranks(office, office.with_elder(*THREE[1:], elder="2005-02-03", document=None), "2026-04")


def twenty_three(office: Office) -> object:
    person = office.with_elder(*THREE[1:], elder="2004-02-03")
    return [ranks(office, person, month) for month in ("2026-03", "2026-04")]


def history_lost(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.do("受給者修正", 宛名番号=person, 現況届対象区分="市区町村が必要と認める者")
    return len(office.ask("受給者履歴照会", 宛名番号=person).results) > 1


def reduced_late(office: Office) -> object:
    person = office.certified(*THREE)
    office.do(
        "額改定届", 宛名番号=person, 児童_宛名番号=first_child(office, person)["児童_宛名番号"],
        事由発生年月日="2025-06-20", 減額事由="監護しなくなったため", 職権フラグ="はい",
    )  # fmt: skip
    return ranks(office, person, "2025-07")


def three_early(office: Office) -> object:
    person = office.certified("2022-03-10")
    return office.do("年齢到達処理", 処理年月="2025-03", 宛名番号=person)["改定年月"]


def stale_rank(office: Office) -> object:
    person = office.with_elder(*THREE[1:], elder="2005-02-03")
    office.do(
        "算定児童変更届", 宛名番号=person, 児童_宛名番号=first_child(office, person)["児童_宛名番号"],
        事由発生年月日="2025-04-01", 届出年月日="2025-04-10", 経済的負担フラグ="いいえ",
    )  # fmt: skip
    return ranks(office, person, "2025-05")


def _ended(office: Office, reason: str, event: str, filed: str, person: str = "", **more: str) -> str:
    person = person or office.certified("2025-01-05")
    items = {"消滅事由": reason, "事由発生年月日": event, "届出年月日": filed, **more}
    return str(office.do("受給事由消滅届", 宛名番号=person, **items)["最終支給年月"])


def ends_later(office: Office) -> object:
    return _ended(office, "公務員となった", "2025-06-20", "2025-06-25", 職権フラグ="はい")


def move_noticed(office: Office) -> object:
    return _ended(office, "転出", "2025-07-10", "2025-06-25")


def ended_changes(office: Office) -> object:
    person = office.certified("2025-01-05")
    _ended(office, "転出", "2025-06-20", "2025-06-15", person)
    items = {"請求年月日": "2025-07-01", "事由発生年月日": "2025-07-01", "請求事由": "出生"}
    return office.ask("額改定請求", 宛名番号=person, **items).codes


def eighteen_goes_on(office: Office) -> object:
    person = office.certified("2007-03-10")
    office.ask("年齢到達処理", 処理年月="2025-03", 宛名番号=person)
    return office.do("受給者照会", 宛名番号=person)["資格状態"]


def first_of_april(office: Office) -> object:
    person = office.certified("2007-04-01")
    return [
        each["年齢到達区分"]
        for each in office.ask("年齢到達処理", 処理年月="2025-03", 宛名番号=person).results
    ]


def all_report(office: Office) -> object:
    person = office.certified("2025-01-05")
    return office.do("現況届対象照会", 現況年度="2026", 宛名番号=person)["現況届要否フラグ"]


def child_unchecked(office: Office) -> object:
    person = office.certified("2025-01-05")
    child = first_child(office, person)["児童_宛名番号"]
    office.do("宛名登録", 宛名番号=child, 氏名="適合　子", 生年月日="2025-01-05", 住民状態="転出")
    return len(office.ask("公簿確認", 現況年度="2026", 宛名番号=person).results)


def old_law(office: Office) -> object:
    person = office.certified("2008-08-20", day="2024-02-10", event="2024-02-05")
    return [office.total(person, month) for month in ("2024-03", "2024-09", "2024-10")]


def rank_youngest(office: Office) -> object:
    return first_child(office, office.certified("2010-05-05", "2024-09-10", "2024-12-10"))["出生順位"]


def class_kept(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.do("受給者修正", 宛名番号=person, 受給者区分="未成年後見人")
    return office.do("受給者照会", 宛名番号=person)["受給者区分"]


def facility_ranked(office: Office) -> object:
    return office.total(office.certified(*PUPILS, 受給者区分="施設等", 施設等名称="試験園"), "2026-05")


def lower_income(office: Office) -> object:
    person, spouse = office.person(), office.person()
    incomes = {"所得年度": "2025", "所得額": 4_000_000, "配偶者_所得額": 3_000_000}
    told = office.do("所得登録", 宛名番号=person, 配偶者_宛名番号=spouse, **incomes)
    return told["生計維持者_宛名番号"] == person


def listed_late(office: Office) -> object:
    person = office.certified("2007-03-10")
    return len(office.ask("受給者一覧照会", 年齢到達年月="2025-03", 宛名番号=person).results)


def held_uncounted(office: Office) -> object:
    person = office.certified("2020-01-05", 受給者区分="父母指定者", 父母指定者届出年月日="2025-01-05")
    office.do("支払差止", 宛名番号=person, 差止事由="届出がないため", 差止開始年月="2025-02")
    counted = office.ask("統計照会", 基準年月="2025-04").results
    return next(each["受給者数"] for each in counted if each["受給者区分"] == "父母指定者")


def unrecorded(office: Office) -> object:
    person = office.person()
    office.do("情報照会記録", 宛名番号=person, 特定個人情報名="住民票関係情報")
    return len(office.ask("情報連携記録照会", 宛名番号=person).results)


def address_leak(office: Office) -> object:
    return "住所" in office.do("宛名照会", 宛名番号=office.person(支援措置フラグ="はい"))


Look = tuple["Callable[[Office], object]", object, object]
SHOWN: dict[str, Look] = {
    "F-CA-ACCOUNT-HIDDEN": (account_hidden, "1234567", None),
    "F-CA-NO-DOCUMENT": (no_document, [1, 2, None], [1, 2, 3]),
    "F-CA-TWENTY-THREE": (twenty_three, [[1, 2, 3], [1, 2, None]], [[1, 2, 3], [1, 2, 3]]),
    "F-CA-HISTORY-LOST": (history_lost, True, False),
    "F-CA-REDUCED-LATE": (reduced_late, [1, 2], [1, 2, 3]),
    "F-CA-THREE-EARLY": (three_early, "2025-04", "2025-03"),
    "F-CA-STALE-RANK": (stale_rank, [1, 2, None], [1, 2, 3]),
    "F-CA-ENDS-LATER": (ends_later, "2025-06", "2025-07"),
    "F-CA-MOVE-NOTICED": (move_noticed, "2025-07", "2025-06"),
    "F-CA-ENDED-CHANGES": (ended_changes, ["T1401"], []),
    "F-CA-EIGHTEEN-GOES-ON": (eighteen_goes_on, "消滅", "認定"),
    "F-CA-FIRST-OF-APRIL": (first_of_april, ["18歳年度末到達"], []),
    "F-CA-ALL-REPORT": (all_report, "0", "1"),
    "F-CA-CHILD-UNCHECKED": (child_unchecked, 1, 0),
    "F-CA-OLD-LAW": (old_law, [10000, 0, 10000], [10000, 0, 0]),
    "F-CA-RANK-YOUNGEST": (rank_youngest, 1, 3),
    "F-CA-CLASS-KEPT": (class_kept, "未成年後見人", "一般"),
    "F-CA-FACILITY-RANKED": (facility_ranked, 30000, 50000),
    "F-CA-LOWER-INCOME": (lower_income, True, False),
    "F-CA-LISTED-LATE": (listed_late, 1, 0),
    "F-CA-HELD-UNCOUNTED": (held_uncounted, 1, 0),
    "F-CA-UNRECORDED": (unrecorded, 1, 0),
    "F-CA-ADDRESS-LEAK": (address_leak, False, True),
    **CLAIMS,
    **MONEY,
}
