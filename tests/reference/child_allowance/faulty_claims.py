"""For the faults of claims and their decision: what to do, and the value that shows each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.child_allowance.office import Office


def apart_lost(office: Office) -> object:
    claim = office.claim(office.person())
    return office.add(claim, office.person("2025-01-05"), 別居監護フラグ="はい").one["別居監護フラグ"]


def unborn(office: Office) -> object:
    return office.add(office.claim(office.person()), office.person("2025-01-11")).codes


def any_age(office: Office) -> object:
    claim = office.claim(office.person())
    return office.add(claim, office.person("2001-06-15"), "算定基礎の子", 経済的負担フラグ="はい").codes


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
    return office.more(person, "2021-05-05", "2025-07-10", "2025-06-28")["改定年月"]


def guardian(office: Office) -> object:
    person = office.certified("2025-01-05", 受給者区分="未成年後見人")
    return office.do("受給者照会", 宛名番号=person)["受給者区分"]


def public_servant(office: Office) -> object:
    items = {
        "受給者区分": "一般",
        "請求事由": "出生",
        "請求年月日": "2025-01-10",
        "事由発生年月日": "2025-01-05",
    }
    return office.ask("認定請求", 宛名番号=office.person(), 公務員フラグ="はい", **items).codes


def old_notice(office: Office) -> object:
    person = office.person()
    claim = office.claim(person)
    office.ask("審査開始", 受付番号=claim)
    office.do("請求保留", 受付番号=claim, 不備書類=["確認書"])
    office.do("保留解除", 受付番号=claim)
    office.do("請求保留", 受付番号=claim, 不備書類=["委任状"])
    return office.do("帳票作成", 宛名番号=person, 帳票名="関係書類返戻・保留通知書")["不備書類"]


def no_draft(office: Office) -> object:
    items = {
        "受給者区分": "一般",
        "請求事由": "出生",
        "請求年月日": "2025-01-10",
        "事由発生年月日": "2025-01-05",
    }
    return office.do("電子申請取込", 申請番号="A1", 宛名番号=office.person(), **items)["請求状態"]


def spouse_first(office: Office) -> object:
    spouse, protected = office.person(), office.person(支援措置フラグ="はい")
    child = office.person("2020-01-05")
    claim = office.claim(spouse)
    office.add(claim, child)
    office.certify(claim)
    office.do("受給事由消滅届", 宛名番号=spouse, 消滅事由="支給対象児童がいない", 事由発生年月日="2025-06-20")
    claim = office.claim(protected, "2025-06-25", "2025-06-20")
    office.add(claim, child)
    office.ask("審査開始", 受付番号=claim)
    return office.ask("認定決定", 受付番号=claim).codes


CLAIMS = {
    "F-CA-APART-LOST": (apart_lost, "1", "0"),
    "F-CA-UNBORN": (unborn, ["T1102"], []),
    "F-CA-ANY-AGE": (any_age, ["T1102"], []),
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
    "F-CA-GUARDIAN": (guardian, "未成年後見人", "一般"),
    "F-CA-PUBLIC-SERVANT": (public_servant, ["T1102"], []),
    "F-CA-OLD-NOTICE": (old_notice, ["委任状"], ["確認書"]),
    "F-CA-NO-DRAFT": (no_draft, "下書き", "受付"),
    "F-CA-SPOUSE-FIRST": (spouse_first, [], ["T1401"]),
}
