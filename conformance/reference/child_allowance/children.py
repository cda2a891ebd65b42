"""児童登録 and 児童照会."""

from msgspec import json

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.addressees import (
    NOT_RESIDENT,
    Person,
    find,
    known,
    make_known,
    not_after_today,
)
from conformance.reference.child_allowance.amounts import counts, ranked
from conformance.reference.child_allowance.claims import ENTITLE, RAISE, known_claim
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    COUNTED_ONLY,
    DRAFT,
    ON_HOLD,
    PAYABLE,
    RECEIVED,
    REVIEWED,
    Child,
    Claim,
    children_of,
    children_of_claim,
    current,
    entitlement_of,
)
from conformance.reference.child_allowance.months import this_month
from conformance.reference.child_allowance.register import recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Refused, Results, Value

_OPEN = (DRAFT, RECEIVED, REVIEWED, ON_HOLD)


@operation("jidotoroku")
def add(call: Call) -> Results:
    """児童登録."""
    not_after_today(call, "確認書提出年月日", "児童_生年月日")
    claim = known_claim(call)
    child = _known_child(call)
    call.settle()
    _may_be_added(call, claim)
    _of_age(call, claim, child["生年月日"])
    make_known(call.store, child)
    number = _insert(call, claim)
    beside = _children_so_far(call, claim)
    made = next(each for each in beside if each.no == number)
    counted = counts(made, beside, _first_month(claim, made.kind, made.birth))
    return [child_shown(claim.person, made) | {"算定対象フラグ": YES if counted else NO}]


@operation("jidoshokai")
def inquire(call: Call) -> Results:
    """児童照会: everybody registered, oldest first, with the ranks of this month."""
    entitlement = recipient(call)
    month = this_month(call)
    newest = {child.person: child for child in children_of(call.store, entitlement.no)}
    by_number = fault_active("F-CA-REGISTRATION-ORDER")
    children = sorted(newest.values(), key=lambda child: ("" if by_number else child.birth, child.no))
    ranks = ranked([child for child in children if child.covers(month)], month)
    if fault_active("F-CA-RANK-YOUNGEST"):
        ranks = {no: len(ranks) + 1 - rank for no, rank in ranks.items()}
    return [
        child_shown(entitlement.person, child)
        | {"算定対象フラグ": YES if child.no in ranks else NO, "出生順位": ranks.get(child.no)}
        for child in children
    ]


def child_of(call: Call) -> Child:
    """Find the child of the recipient that is asked about, whose time has begun and not ended. Raises Refused T1201."""
    entitlement = recipient(call)
    for child in children_of(call.store, entitlement.no):
        if child.person == call["児童_宛名番号"] and child.start and not child.last:
            return child
    raise Refused("T1201", "児童_宛名番号", "児童_宛名番号の者はこの受給者の児童ではありません。")


def _may_be_added(call: Call, claim: Claim) -> None:
    """Raise Refused T1401 when the claim takes no more children, or has this one."""
    if claim.state not in _OPEN or claim.kind not in (ENTITLE, RAISE):
        raise Refused("T1401", "受付番号", f"請求状態が{claim.state}の{claim.kind}には児童を加えられません。")
    there = [child for child in _children_so_far(call, claim) if not child.last]
    if any(child.person == call["児童_宛名番号"] for child in there) and not fault_active("F-CA-CHILD-TWICE"):
        raise Refused("T1401", "児童_宛名番号", "同じ受給者の児童として既に登録されています。")


def _of_age(call: Call, claim: Claim, birth: str) -> None:
    """Raise Refused T1102 for somebody not born yet, or of an age that the 児童区分 does not fit."""
    if birth > claim.claimed_on and not fault_active("F-CA-UNBORN"):
        raise Refused("T1102", "児童_宛名番号", "請求年月日が児童の生年月日より前です。")
    kind = call["児童区分"]
    age = law.age_class(birth, _first_month(claim, kind, birth))
    if age.kind != kind and not (kind == COUNTED_ONLY and fault_active("F-CA-ANY-AGE")):
        raise Refused("T1102", "児童区分", f"支給を始める月の年齢区分は{age.name}で、{kind}にはなりません。")


def _first_month(claim: Claim, kind: str, birth: str) -> str:
    """Return the month from which a claim is paid for a child of a 児童区分."""
    reform = law.reform_month(claim.claimed_on, [birth]) if kind == PAYABLE else None
    return reform or law.start_month(claim.event_on, claim.claimed_on)


def _known_child(call: Call) -> Person:
    """Return the person of a child, a new one when a name and a day of birth were sent. Raises Refused T1102, T1201."""
    number, birth = call["児童_宛名番号"], call.get("児童_生年月日")
    if birth is None:
        return known(call, number, "児童_宛名番号")
    new = {"宛名番号": number, "氏名": call["児童_氏名"], "生年月日": birth, "住民状態": NOT_RESIDENT}
    person = find(call.store, number) or new
    if person["生年月日"] != birth:
        call.refuse("T1102", "児童_生年月日", "登録済の宛名の生年月日と違います。")
    return person


def _insert(call: Call, claim: Claim) -> int:
    entitlement = (
        entitlement_of(call.store, claim) if claim.kind == ENTITLE else current(call.store, claim.person)
    )
    content = {
        "relation": call["児童_続柄"],
        "apart": call["別居監護フラグ"],
        "study": call.get("留学フラグ"),
    }
    number = call.store.next("child")
    call.store.run(
        "INSERT INTO children VALUES (?, ?, ?, ?, ?, ?)",
        number,
        claim.no,
        entitlement.no if entitlement else None,
        call["児童_宛名番号"],
        call["児童区分"],
        json.encode(content | {"start": "", "last": ""}).decode(),
    )
    call.store.run(
        "INSERT INTO burdens VALUES (?, '', ?, ?)",
        number,
        call.flag("経済的負担フラグ"),
        call.get("確認書提出年月日"),
    )
    return number


def _children_so_far(call: Call, claim: Claim) -> list[Child]:
    """Return the children that the recipient would have with this claim."""
    entitlement = current(call.store, claim.person) if claim.kind == RAISE else None
    if entitlement is not None:
        return children_of(call.store, entitlement.no)
    return children_of_claim(call.store, claim.no)


def child_shown(person: str, child: Child) -> dict[str, Value]:
    """Return a registered child as it is told."""
    burden = child.burdens[-1]
    return {
        "受付番号": f"{child.claim:010d}",
        "宛名番号": person,
        "児童_宛名番号": child.person,
        "児童_氏名": child.name,
        "児童_生年月日": child.birth,
        "児童区分": child.kind,
        "児童_続柄": child.relation,
        "別居監護フラグ": NO if fault_active("F-CA-APART-LOST") else child.apart,
        "留学フラグ": child.study,
        "経済的負担フラグ": YES if burden.bears else NO,
        "確認書提出年月日": None if fault_active("F-CA-NO-DAY") else burden.document,
        "児童_支給開始年月": child.start,
        "児童_最終支給年月": child.last,
    }
