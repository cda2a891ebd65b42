"""時効処理: a month that could have been paid and was not for the time of 規則表「時効」 is lost."""

from datetime import date

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.arrears import unpaid
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import SUSPENDED, entitlements
from conformance.reference.child_allowance.months import span
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.spec.moments import shift

Due = dict[str, tuple[str, str]]


@operation("jikoshori")
def process(call: Call) -> Results:
    """時効処理, of one recipient or of all; done again it changes nothing."""
    if not fault_active("F-CA-FUTURE-LAPSE"):
        not_after_today(call, "基準年月日")
    call.settle()
    day = call["基準年月日"]
    lost = _months_lost(call, day)
    if lost:
        for person in _persons(call):
            for month, amount in unpaid(call.store, person, max(lost)).items():
                if month in lost:
                    call.store.run(
                        "INSERT INTO lapses VALUES (?, ?, ?, ?, ?)", person, month, amount, *lost[month]
                    )
    rows = call.store.all(
        "SELECT * FROM lapses WHERE person = coalesce(?, person) AND done < ? ORDER BY person, month",
        call.get("宛名番号"),
        day,
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


def _months_lost(call: Call, day: str) -> Due:
    """Return the months whose time is over by a day, with its first and last day. Only months with a day of payment."""
    lost: Due = {}
    for row in call.store.all("SELECT * FROM pay_days ORDER BY month"):
        period, done = law.paid_in(row["month"]), law.lapse_day(row["day"])
        if fault_active("F-CA-LAPSES-LATE"):
            done = shift(date.fromisoformat(done), 1, "年").isoformat()
        if period is not None and done < day:
            lost |= dict.fromkeys(span(*period), (row["day"], done))
    return lost


def _persons(call: Call) -> list[str]:
    if "宛名番号" in call:
        persons = [call["宛名番号"]]
    else:
        persons = [
            row[0] for row in call.store.all("SELECT DISTINCT person FROM entitlements ORDER BY person")
        ]
    if fault_active("F-CA-HELD-KEPT"):
        held = {each.person for each in entitlements(call.store, None, SUSPENDED)}
        return [each for each in persons if each not in held]
    return persons
