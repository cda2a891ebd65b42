"""時効処理: a month that could have been paid and was not for the time of 規則表「時効」 is lost."""

from datetime import date

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.arrears import unpaid
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import SUSPENDED, entitlements
from conformance.reference.child_allowance.months import later, month_of
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.spec.moments import shift


@operation("jikoshori")
def process(call: Call) -> Results:
    """時効処理, of one recipient or of all; done again it changes nothing."""
    if not fault_active("F-CA-FUTURE-LAPSE"):
        not_after_today(call, "基準年月日")
    call.settle()
    day = call["基準年月日"]
    for person in _persons(call):
        for month, amount in unpaid(call.store, person, month_of(day)).items():
            last = law.period_of(month)[1]
            due = call.store.value("SELECT day FROM pay_days WHERE month = ?", later(last))
            if due is not None and (done := _done(due)) < day:
                call.store.run("INSERT INTO lapses VALUES (?, ?, ?, ?, ?)", person, month, amount, due, done)
    rows = call.store.all(
        "SELECT * FROM lapses WHERE person = coalesce(?, person) ORDER BY person, month",
        call.get("宛名番号"),
    )
    return [
        {
            "宛名番号": row["person"],
            "対象年月": row["month"],
            "時効起算年月日": row["starts"],
            "時効完成年月日": row["done"],
            "時効額": row["amount"],
        }
        for row in rows
    ]


def _done(due: str) -> str:
    """Return the last day of the time in which a payment due on a day can be asked for."""
    done = law.lapse_day(due)
    return shift(date.fromisoformat(done), 1, "年").isoformat() if fault_active("F-CA-LAPSES-LATE") else done


def _persons(call: Call) -> list[str]:
    persons = dict.fromkeys(each.person for each in entitlements(call.store, call.get("宛名番号")))
    if fault_active("F-CA-HELD-KEPT"):
        held = {each.person for each in entitlements(call.store, None, SUSPENDED)}
        return [each for each in persons if each not in held]
    return list(persons)
