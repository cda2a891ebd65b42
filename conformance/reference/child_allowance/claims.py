"""認定請求, 額改定請求, 電子申請, 請求照会."""

from conformance.reference.child_allowance.addressees import known, not_after_today
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    CERTIFIED,
    DRAFT,
    ENDED,
    ON_HOLD,
    RECEIVED,
    REJECTED,
    SUSPENDED,
    Claim,
    Entitlement,
    claim_by_number,
    claims_of,
    current,
    entitlement_of,
    keep_claim,
)
from conformance.reference.child_allowance.register import in_state, keep
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value

ENTITLE, RAISE, UNPAID = "認定請求", "額改定請求", "未支払請求"
INSTITUTION, GENERAL, GUARDIAN = "施設等", "一般", "未成年後見人"


@operation("ninteiseikyu")
def claim(call: Call) -> Results:
    """認定請求."""
    if not fault_active("F-CA-FUTURE-CLAIM"):
        _dates(call)
    person = known(call, call["宛名番号"])["宛名番号"]
    if call.flag("公務員フラグ") and not fault_active("F-CA-PUBLIC-SERVANT"):
        where = "公務員は勤務先に請求します。勤務先名称の者に請求するよう案内してください。"
        if fault_active("F-CA-NO-DIRECTION"):
            where = "公務員の請求は受け付けられません。"
        raise Refused("T1102", "公務員フラグ", where)
    _no_other(call, person, drafts=True)
    made = _new_claim(call, ENTITLE, RECEIVED)
    keep_claim(call.store, made)
    receive(call, made)
    return [claim_shown(call, made) | call.chosen(("受給者区分", "特例給付フラグ"))]


@operation("gakukaiteiseikyu")
def claim_more(call: Call) -> Results:
    """額改定請求."""
    _dates(call)
    in_state(call, *((CERTIFIED, ENDED) if fault_active("F-CA-ENDED-CHANGES") else (CERTIFIED,)))
    made = _new_claim(call, RAISE, RECEIVED)
    keep_claim(call.store, made)
    return [claim_shown(call, made)]


@operation("denshishinseitorikomi")
def take_in(call: Call) -> Results:
    """電子申請取込: a draft of a claim, which is nobody's entitlement yet."""
    _dates(call)
    known(call, call["宛名番号"])
    if call.store.value("SELECT no FROM claims WHERE application = ?", call["申請番号"]) is not None:
        raise Refused("T1401", "申請番号", "取込み済の申請番号です。")
    made = _new_claim(call, ENTITLE, DRAFT)
    made.application = call["申請番号"]
    keep_claim(call.store, made)
    shown = claim_shown(call, made)
    if fault_active("F-CA-NO-DRAFT"):
        shown["請求状態"] = RECEIVED
    return [shown | {"受給者区分": made.recipient_kind}]


@operation("denshishinseiuketsuke")
def accept(call: Call) -> Results:
    """電子申請受付: the draft becomes a claim of the day of the application."""
    made = claim_in_state(call, DRAFT)
    if not fault_active("F-CA-SECOND-ACCEPTED"):
        _no_other(call, made.person, drafts=False)
    if made.recipient_kind == INSTITUTION:
        raise Refused(
            "T1102",
            "施設等名称",
            "施設等の受給者の施設等名称がありません。窓口で認定請求を受け付けてください。",
        )
    made.state = RECEIVED
    if fault_active("F-CA-APPLIED-TODAY"):
        made.claimed_on = call.day
    keep_claim(call.store, made)
    receive(call, made)
    return [claim_shown(call, made)]


@operation("seikyushokai")
def inquire(call: Call) -> Results:
    """請求照会."""
    shown = claim_shown(call, known_claim(call))
    if shown["請求状態"] == RECEIVED and fault_active("F-CA-STILL-DRAFT"):
        shown["請求状態"] = DRAFT
    return [shown]


def receive(call: Call, made: Claim) -> None:
    """Give a received 認定請求 its entitlement, to be reviewed."""
    entitlement = Entitlement(
        no=call.store.next("entitlement"),
        person=made.person,
        claim=made.no,
        state=RECEIVED,
        kind=GENERAL
        if made.recipient_kind == GUARDIAN and fault_active("F-CA-GUARDIAN")
        else made.recipient_kind,
        claimed_on=made.claimed_on,
        facility="" if fault_active("F-CA-NO-FACILITY") else made.facility,
        report_class=made.report_class,
        reduced=made.reduced,
    )
    keep(call, entitlement)
    call.store.run("UPDATE children SET entitlement = ? WHERE claim = ?", entitlement.no, made.no)


def known_claim(call: Call) -> Claim:
    """Find the claim that is asked about. Raises Refused T1201."""
    found = claim_by_number(call.store, call["受付番号"])
    if found is None:
        raise Refused("T1201", "受付番号", "受付番号の請求がありません。")
    return found


def claim_in_state(call: Call, *states: str) -> Claim:
    """Find the claim that is asked about, which must be in one of some states. Raises Refused T1201, T1401."""
    found = known_claim(call)
    if found.state not in states:
        wanted = "・".join(states)
        raise Refused(
            "T1401", "受付番号", f"請求状態が{found.state}です。{wanted}の請求について行ってください。"
        )
    return found


def claim_shown(call: Call, made: Claim) -> dict[str, Value]:
    """Return a claim as it is told: reasons and missing papers only in the states that they belong to."""
    entitlement = (
        entitlement_of(call.store, made) if made.kind == ENTITLE else current(call.store, made.person)
    )
    return {
        "受付番号": made.number,
        "宛名番号": made.person,
        "請求区分": made.kind,
        "請求状態": made.state,
        "資格状態": entitlement.state if entitlement else None,
        "請求年月日": made.claimed_on,
        "事由発生年月日": made.event_on,
        "請求事由": made.reason,
        "不備書類": list(made.missing) if made.state == ON_HOLD else None,
        "却下理由": made.rejected_for,
        "決定年月日": made.decided_on,
        "支給開始年月": made.start if made.kind == ENTITLE else None,
        "改定年月": made.start if made.kind == RAISE else None,
        "申請番号": made.application,
    }


def _new_claim(call: Call, kind: str, state: str) -> Claim:
    return Claim(
        no=call.store.next("claim"),
        person=call["宛名番号"],
        kind=kind,
        state=state,
        claimed_on=call["請求年月日"],
        event_on=call["事由発生年月日"],
        reason=call["請求事由"],
        recipient_kind=call.get("受給者区分", ""),
        facility=call.get("施設等名称", ""),
        report_class=call.get("現況届対象区分", ""),
        reduced=call.flag("特例給付フラグ"),
    )


def _dates(call: Call) -> None:
    not_after_today(call, "請求年月日")
    call.settle()


def _no_other(call: Call, person: str, *, drafts: bool) -> None:
    """Raise Refused T1401 for somebody who has an entitlement, or a claim under way (CA-009)."""
    entitlement = current(call.store, person)
    over = (ENDED, REJECTED, SUSPENDED) if fault_active("F-CA-HELD-CLAIMS") else (ENDED, REJECTED)
    if entitlement is not None and entitlement.state not in over:
        raise Refused(
            "T1401", "宛名番号", f"資格状態が{entitlement.state}です。新しい認定請求は受け付けられません。"
        )
    if drafts and any(each.state == DRAFT for each in claims_of(call.store, person)):
        raise Refused("T1401", "宛名番号", "下書きの請求があります。電子申請受付で受け付けてください。")
