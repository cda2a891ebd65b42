"""For each fault of 児童手当: what to do, and the value that shows it. Every look makes people of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.child_allowance.faulty_money import MONEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.child_allowance.office import Office

PUPILS = ("2013-08-20", "2015-05-05", "2019-06-06")
THREE = ("2010-05-05", "2013-08-20", "2019-06-06")


def first_child(office: Office, person: str) -> dict[str, Any]:
    return office.ask("児童照会", 宛名番号=person).results[0]


def ranks(office: Office, person: str, month: str) -> list[int | None]:
    return [rank for rank, _ in office.month(person, month)]


def account_hidden(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.account(person)
    return office.do("受給者照会", 宛名番号=person).get("口座番号")


def apart_lost(office: Office) -> object:
    claim = office.claim(office.person())
    return office.add(claim, office.person("2025-01-05"), 別居監護フラグ="はい").one["別居監護フラグ"]


def unborn(office: Office) -> object:
    return office.add(office.claim(office.person()), office.person("2025-01-11")).codes


def no_document(office: Office) -> object:
    return ranks(office, office.with_elder(*THREE[1:], elder="2005-02-03", document=None), "2026-04")


def any_age(office: Office) -> object:
    claim = office.claim(office.person())
    return office.add(claim, office.person("2001-06-15"), "算定基礎の子", 経済的負担フラグ="はい").codes


def twenty_three(office: Office) -> object:
    person = office.with_elder(*THREE[1:], elder="2004-02-03")
    return [ranks(office, person, month) for month in ("2026-03", "2026-04")]


def history_lost(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.do("受給者修正", 宛名番号=person, 現況届対象区分="市区町村が必要と認める者")
    return len(office.ask("受給者履歴照会", 宛名番号=person).results) > 1


def still_draft(office: Office) -> object:
    return office.do("請求照会", 受付番号=office.claim(office.person()))["請求状態"]


def future_claim(office: Office) -> object:
    items = {"受給者区分": "一般", "請求事由": "出生", "事由発生年月日": office.day()}
    return office.ask("認定請求", 宛名番号=office.person(), 請求年月日=office.day(1), **items).codes


def no_reason(office: Office) -> object:
    claim = office.claim(office.person())
    office.do("審査開始", 受付番号=claim)
    office.do("却下決定", 受付番号=claim, 却下理由="監護していないため")
    return office.do("請求照会", 受付番号=claim).get("却下理由")


def no_child(office: Office) -> object:
    claim = office.claim(office.person())
    office.do("審査開始", 受付番号=claim)
    return office.ask("認定決定", 受付番号=claim).codes


def _start(office: Office, day: str, event: str, birth: str) -> object:
    claim = office.claim(office.person(), day, event)
    office.add(claim, office.person(birth))
    return office.certify(claim)["支給開始年月"]


def day_zero(office: Office) -> object:
    return _start(office, "2025-11-09", "2025-10-25", "2020-06-15")


def no_reform(office: Office) -> object:
    return _start(office, "2025-03-31", "2024-10-01", "2008-05-05")


def first_paper(office: Office) -> object:
    claim = office.claim(office.person())
    office.ask("審査開始", 受付番号=claim)
    return len(office.do("請求保留", 受付番号=claim, 不備書類=["確認書", "委任状"])["不備書類"])


def hold_ignored(office: Office) -> object:
    claim = office.claim(office.person())
    office.add(claim, office.person("2025-01-05"))
    office.ask("審査開始", 受付番号=claim)
    office.do("請求保留", 受付番号=claim, 不備書類=["確認書"])
    return office.ask("認定決定", 受付番号=claim).codes


def paid_twice(office: Office) -> object:
    child = office.person("2025-01-05")
    found = []
    for _ in range(2):
        claim = office.claim(office.person())
        office.add(claim, child)
        office.ask("審査開始", 受付番号=claim)
        found += office.ask("認定決定", 受付番号=claim).codes
    return found


def child_twice(office: Office) -> object:
    claim, child = office.claim(office.person()), office.person("2025-01-05")
    office.add(claim, child)
    return office.add(claim, child).codes


def raise_at_once(office: Office) -> object:
    person = office.certified("2020-01-05")
    return office.more(person, "2021-05-05", "2025-06-10", "2025-06-05")["改定年月"]


def reduced_late(office: Office) -> object:
    person = office.certified(*THREE)
    office.do(
        "額改定届", 宛名番号=person, 児童_宛名番号=first_child(office, person)["児童_宛名番号"],
        事由発生年月日="2025-06-20", 減額事由="監護しなくなったため", 職権フラグ="はい",
    )  # fmt: skip
    return ranks(office, person, "2025-07")


def three_early(office: Office) -> object:
    person = office.certified("2023-05-10")
    return [office.total(person, month) for month in ("2026-04", "2026-05", "2026-06")]


def stale_rank(office: Office) -> object:
    person = office.with_elder(*THREE[1:], elder="2005-02-03")
    office.do(
        "算定児童変更届", 宛名番号=person, 児童_宛名番号=first_child(office, person)["児童_宛名番号"],
        事由発生年月日="2025-04-01", 届出年月日="2025-04-10", 経済的負担フラグ="いいえ",
    )  # fmt: skip
    return ranks(office, person, "2025-05")


def _ended(office: Office, reason: str, event: str, filed: str, person: str = "") -> str:
    person = person or office.certified("2025-01-05")
    items = {"消滅事由": reason, "事由発生年月日": event, "届出年月日": filed}
    return str(office.do("受給事由消滅届", 宛名番号=person, **items)["最終支給年月"])


def ends_later(office: Office) -> object:
    return _ended(office, "公務員となった", "2025-06-20", "2025-06-25")


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


def guardian(office: Office) -> object:
    person = office.certified("2025-01-05", 受給者区分="未成年後見人")
    return office.do("受給者照会", 宛名番号=person)["受給者区分"]


def class_kept(office: Office) -> object:
    person = office.certified("2025-01-05")
    office.do("受給者修正", 宛名番号=person, 受給者区分="未成年後見人")
    return office.do("受給者照会", 宛名番号=person)["受給者区分"]


def facility_ranked(office: Office) -> object:
    return office.total(office.certified(*PUPILS, 受給者区分="施設等", 施設等名称="試験園"), "2026-05")


def public_servant(office: Office) -> object:
    items = {
        "受給者区分": "一般",
        "請求事由": "出生",
        "請求年月日": "2025-01-10",
        "事由発生年月日": "2025-01-05",
    }
    return office.ask("認定請求", 宛名番号=office.person(), 公務員フラグ="はい", **items).codes


def lower_income(office: Office) -> object:
    person, spouse = office.person(), office.person()
    incomes = {"所得年度": "2025", "所得額": 4_000_000, "配偶者_所得額": 3_000_000}
    told = office.do("所得登録", 宛名番号=person, 配偶者_宛名番号=spouse, **incomes)
    return told["生計維持者_宛名番号"] == person


def old_notice(office: Office) -> object:
    person = office.person()
    claim = office.claim(person)
    office.ask("審査開始", 受付番号=claim)
    office.do("請求保留", 受付番号=claim, 不備書類=["確認書"])
    office.do("保留解除", 受付番号=claim)
    office.do("請求保留", 受付番号=claim, 不備書類=["委任状"])
    return office.do("帳票作成", 宛名番号=person, 帳票名="関係書類返戻・保留通知書")["不備書類"]


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


def no_draft(office: Office) -> object:
    items = {
        "受給者区分": "一般",
        "請求事由": "出生",
        "請求年月日": "2025-01-10",
        "事由発生年月日": "2025-01-05",
    }
    return office.do("電子申請取込", 申請番号="A1", 宛名番号=office.person(), **items)["請求状態"]


def address_leak(office: Office) -> object:
    return "住所" in office.do("宛名照会", 宛名番号=office.person(支援措置フラグ="はい"))


def spouse_first(office: Office) -> object:
    spouse, protected = office.person(), office.person(支援措置フラグ="はい")
    child = office.person("2020-01-05")
    claim = office.claim(spouse)
    office.add(claim, child)
    office.certify(claim)
    _ended(office, "支給対象児童がいない", "2025-06-20", "2025-06-20", spouse)
    claim = office.claim(protected, "2025-06-25", "2025-06-20")
    office.add(claim, child)
    office.ask("審査開始", 受付番号=claim)
    return office.ask("認定決定", 受付番号=claim).codes


Look = tuple["Callable[[Office], object]", object, object]
SHOWN: dict[str, Look] = {
    "F-CA-ACCOUNT-HIDDEN": (account_hidden, "1234567", None),
    "F-CA-APART-LOST": (apart_lost, "1", "0"),
    "F-CA-UNBORN": (unborn, ["T1102"], []),
    "F-CA-NO-DOCUMENT": (no_document, [1, 2, None], [1, 2, 3]),
    "F-CA-ANY-AGE": (any_age, ["T1102"], []),
    "F-CA-TWENTY-THREE": (twenty_three, [[1, 2, 3], [1, 2, None]], [[1, 2, 3], [1, 2, 3]]),
    "F-CA-HISTORY-LOST": (history_lost, True, False),
    "F-CA-STILL-DRAFT": (still_draft, "受付", "下書き"),
    "F-CA-FUTURE-CLAIM": (future_claim, ["T1101"], []),
    "F-CA-NO-REASON": (no_reason, "監護していないため", None),
    "F-CA-NO-CHILD": (no_child, ["T1102"], []),
    "F-CA-DAY-ZERO": (day_zero, "2025-11", "2025-12"),
    "F-CA-NO-REFORM": (no_reform, "2024-10", "2025-04"),
    "F-CA-FIRST-PAPER": (first_paper, 2, 1),
    "F-CA-HOLD-IGNORED": (hold_ignored, ["T1401"], []),
    "F-CA-PAID-TWICE": (paid_twice, ["T1401"], []),
    "F-CA-CHILD-TWICE": (child_twice, ["T1401"], []),
    "F-CA-RAISE-AT-ONCE": (raise_at_once, "2025-07", "2025-06"),
    "F-CA-REDUCED-LATE": (reduced_late, [1, 2], [1, 2, 3]),
    "F-CA-THREE-EARLY": (three_early, [15000, 15000, 10000], [15000, 10000, 10000]),
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
    "F-CA-GUARDIAN": (guardian, "未成年後見人", "一般"),
    "F-CA-CLASS-KEPT": (class_kept, "未成年後見人", "一般"),
    "F-CA-FACILITY-RANKED": (facility_ranked, 30000, 50000),
    "F-CA-PUBLIC-SERVANT": (public_servant, ["T1102"], []),
    "F-CA-LOWER-INCOME": (lower_income, True, False),
    "F-CA-OLD-NOTICE": (old_notice, ["委任状"], ["確認書"]),
    "F-CA-LISTED-LATE": (listed_late, 1, 0),
    "F-CA-HELD-UNCOUNTED": (held_uncounted, 1, 0),
    "F-CA-UNRECORDED": (unrecorded, 1, 0),
    "F-CA-NO-DRAFT": (no_draft, "下書き", "受付"),
    "F-CA-ADDRESS-LEAK": (address_leak, False, True),
    "F-CA-SPOUSE-FIRST": (spouse_first, [], ["T1401"]),
    **MONEY,
}  # fmt: skip
