"""定例払, 随時払 and their days. 支払額 = 手当額 + 追給額 − what is taken off."""

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.arrears import ByMonth, lacking, unpaid, withheld
from conformance.reference.child_allowance.deductions import deducted
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import CERTIFIED, ENDED, SUSPENDED, entitlements
from conformance.reference.child_allowance.months import later, month_of, span
from conformance.reference.child_allowance.payments import OFF_CYCLE, REGULAR, Content, make, payment_shown
from conformance.reference.child_allowance.register import in_state, recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results

DEATH = "死亡"


@operation("shiharaibisettei")
def set_day(call: Call) -> Results:
    """支払日設定."""
    month = _pay_month(call)[0]
    day = call["支払予定年月日"]
    if month_of(day) != month and not fault_active("F-CA-DAY-OUTSIDE"):
        raise Refused("T1102", "支払予定年月日", "支払予定年月日は支払年月の中の日で設定してください。")
    call.store.run("INSERT OR REPLACE INTO pay_days VALUES (?, ?)", month, day)
    return [dict(call.values)]


@operation("teireibarai")
def pay_regularly(call: Call) -> Results:
    """定例払処理: one payment per certified recipient; done again it answers the payments of before."""
    month, first, last = _pay_month(call)
    if "宛名番号" in call:
        recipient(call)
    persons = dict.fromkeys(each.person for each in entitlements(call.store, call.get("宛名番号")))
    found = (_regular(call, person, month, (first, last)) for person in persons)
    return [each for each in found if each is not None]


@operation("zuijibarai")
def pay_off_cycle(call: Call) -> Results:
    """随時払処理."""
    entitlement = in_state(call, CERTIFIED, SUSPENDED, ENDED)
    held = entitlement.state == SUSPENDED and not fault_active("F-CA-HELD-OFF-CYCLE")
    if held or entitlement.ended_for == DEATH:
        raise Refused("T1401", "宛名番号", "差止の者、又は死亡により消滅した者です。")
    if entitlement.state == ENDED and fault_active("F-CA-ENDED-UNPAID"):
        raise Refused("T1401", "宛名番号")
    person, due = entitlement.person, call["支払予定年月日"]
    last = _last_month(call, entitlement.last)
    months, extra = unpaid(call.store, person, last), lacking(call.store, person)
    if not months and not extra:
        raise Refused("T1401", "宛名番号", "支払う月がありません。")
    covered = sorted(months or extra)
    content = _content(
        call, person, month_of(due), target=months, late=extra, period=(covered[0], covered[-1])
    )
    return [make(call, person, OFF_CYCLE, content, _together(months, extra), when=due, due=due)]


def _pay_month(call: Call) -> tuple[str, str, str]:
    """Return the payment month that was sent, and the first and last month it covers. Raises Refused T1102."""
    month = call["支払年月"]
    period = law.paid_in(month)
    if period is None and fault_active("F-CA-ODD-MONTH"):
        period = law.paid_in(later(month))
    if period is None:
        raise Refused("T1102", "支払年月", "支払年月は定例払の支払月で設定してください。")
    if month.endswith("-02") and fault_active("F-CA-THREE-MONTHS"):
        period = (later(period[0], -1), period[1])
    return month, *period


def _regular(call: Call, person: str, month: str, period: tuple[str, str]) -> Content | None:
    before = call.store.one(
        "SELECT * FROM payments WHERE person = ? AND pay_month = ? AND kind = ? ORDER BY no",
        person,
        month,
        REGULAR,
    )
    if before is not None and not fault_active("F-CA-PAID-AGAIN"):
        return payment_shown(before)
    payable = (CERTIFIED, SUSPENDED) if fault_active("F-CA-HELD-PAID") else (CERTIFIED,)
    if not entitlements(call.store, person, *payable):
        return None
    first, last = period
    open_months = unpaid(call.store, person, last)
    if fault_active("F-CA-PAID-AGAIN") and before is not None:
        open_months |= {each["month"]: each["amount"] for each in _months_of(call, before["no"])}
    target = {each: amount for each, amount in open_months.items() if each >= first}
    late = _late(call, person, open_months, first) | lacking(call.store, person)
    if not target and not late:
        return None
    content = _content(call, person, month, target=target, late=late, period=period)
    due = call.store.value("SELECT day FROM pay_days WHERE month = ?", month)
    return make(call, person, REGULAR, content, _together(target, late), when=month, due=due)


def _months_of(call: Call, payment: int) -> Results:
    return [
        dict(row)
        for row in call.store.all("SELECT month, amount FROM paid_months WHERE payment = ?", payment)
    ]


def _late(call: Call, person: str, open_months: ByMonth, first: str) -> ByMonth:
    """Return the months before the period that a 差止 kept from being paid."""
    if fault_active("F-CA-ARREARS-LOST"):
        return {}
    held = {each for period in withheld(call.store, person) for each in span(*period)}
    return {each: amount for each, amount in open_months.items() if each < first and each in held}


def _content(
    call: Call, person: str, month: str, *, target: ByMonth, late: ByMonth, period: tuple[str, str]
) -> Content:
    amount, extra = sum(target.values()), sum(late.values())
    return {
        "支払対象年月_開始": period[0],
        "支払対象年月_終了": period[1],
        "手当額": amount,
        "追給額": extra,
        **deducted(call, person, month, amount + extra),
    }


def _together(target: ByMonth, late: ByMonth) -> ByMonth:
    return {month: target.get(month, 0) + late.get(month, 0) for month in {**target, **late}}


def _last_month(call: Call, ended: str) -> str:
    """Return the last month to pay for: the one asked for, else the last of all, else the one before the payment."""
    due = month_of(call["支払予定年月日"])
    if "支払対象年月_終了" in call and not fault_active("F-CA-LIMIT-IGNORED"):
        asked: str = call["支払対象年月_終了"]
        return min(asked, due)
    return ended or later(due, -1)
