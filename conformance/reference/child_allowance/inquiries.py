"""月額照会 and 差額照会."""

from conformance.reference.child_allowance.amounts import Months, total
from conformance.reference.child_allowance.arrears import settled
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.months import this_month
from conformance.reference.child_allowance.register import recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results


@operation("getsugakushokai")
def month(call: Call) -> Results:
    """月額照会: child by child, by rank."""
    asked = call.get("対象年月", this_month(call))
    person = recipient(call).person
    found = Months(call.store, person).lines(asked)
    return [
        {
            "宛名番号": person,
            "対象年月": asked,
            "児童_宛名番号": line.child.person,
            "児童区分": line.child.kind,
            "年齢区分": line.age,
            "出生順位": line.rank or None,
            "児童月額": line.amount,
            "手当月額": total(found),
        }
        for line in found
    ]


@operation("sagakushokai")
def differences(call: Call) -> Results:
    """差額照会: what was paid for a month and what it comes to now, where the two differ."""
    person = recipient(call).person
    months = Months(call.store, person)
    found = []
    for each, paid in sorted(settled(call.store, person).items()):
        now = paid if fault_active("F-CA-NO-DIFFERENCE") else months.amount(each)
        more, less = max(now - paid, 0), max(paid - now, 0)
        if fault_active("F-CA-SWAPPED"):
            more, less = less, more
        if now != paid or fault_active("F-CA-SAME-LISTED"):
            found.append(
                {
                    "宛名番号": person,
                    "対象年月": each,
                    "支払済額": paid,
                    "再計算額": now,
                    "追給額": more,
                    "返納額": less,
                }
            )
    return found
