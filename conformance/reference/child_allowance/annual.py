"""現況届: who has to hand one in, and what happens to those who do not."""

from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.law import report_required
from conformance.reference.child_allowance.ledger import (
    CERTIFIED,
    SUSPENDED,
    Entitlement,
    entitlements,
)
from conformance.reference.child_allowance.register import in_state
from conformance.reference.child_allowance.suspension import held
from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Results, Value

NOT_HANDED_IN = "現況届の提出がないため"


@operation("genkyotaishoshokai")
def listed(call: Call) -> Results:
    """現況届対象照会: of one recipient in any case, of all those who have to hand one in."""
    newest = {each.person: each for each in entitlements(call.store, call.get("宛名番号"))}
    found = [_told(call, each) for each in newest.values()]
    return [each for each in found if "宛名番号" in call or each["現況届要否フラグ"] == YES]


@operation("genkyotodoke")
def hand_in(call: Call) -> Results:
    """現況届, which nobody refuses from those who need not hand one in."""
    not_after_today(call, "届出年月日")
    entitlement = in_state(call, CERTIFIED, SUSPENDED)
    call.settle()
    call.store.run(
        "INSERT OR REPLACE INTO status_reports VALUES (?, ?, ?)",
        entitlement.person,
        call["現況年度"],
        call.day if fault_active("F-CA-REPORT-TODAY") else call["届出年月日"],
    )
    return [_told(call, entitlement)]


@operation("genkyomiteishutsusashitome")
def suspend_missing(call: Call) -> Results:
    """現況届未提出差止."""
    from_month = call["差止開始年月"]
    found = []
    for entitlement in entitlements(call.store, call.get("宛名番号"), CERTIFIED):
        missing = _handed_in(call, entitlement) is None or fault_active("F-CA-REPORTED-HELD")
        if _required(call, entitlement) and missing:
            found.append(held(call, entitlement, NOT_HANDED_IN, from_month))
    return found


def _required(call: Call, entitlement: Entitlement) -> bool:
    if entitlement.state not in (CERTIFIED, SUSPENDED) and not fault_active("F-CA-ENDED-REPORTS"):
        return False
    return fault_active("F-CA-ALL-REPORT") or report_required(entitlement.report_class, call["現況年度"])


def _handed_in(call: Call, entitlement: Entitlement) -> str | None:
    year = None if fault_active("F-CA-ANY-YEAR") else call["現況年度"]
    day: str | None = call.store.value(
        "SELECT day FROM status_reports WHERE person = ? AND year = coalesce(?, year)",
        entitlement.person,
        year,
    )
    return day


def _told(call: Call, entitlement: Entitlement) -> dict[str, Value]:
    return {
        "宛名番号": entitlement.person,
        "現況年度": call["現況年度"],
        "現況届要否フラグ": YES if _required(call, entitlement) else NO,
        "現況届対象区分": entitlement.report_class,
        "現況届提出年月日": _handed_in(call, entitlement),
        "資格状態": entitlement.state,
    }
