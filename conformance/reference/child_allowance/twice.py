"""二重支給の確認: no child is paid for twice in a month (CA-009)."""

from conformance.reference.child_allowance.ledger import PAYABLE, Child, with_others
from conformance.reference.child_allowance.months import later
from conformance.reference.faults import fault_active
from conformance.reference.registry import Refused
from conformance.reference.store import Store


def first_free_month(store: Store, person: str, children: list[Child], start: str, *, protected: bool) -> str:
    """Return the first month in which a person may be paid for children. Raises Refused T1401.

    For somebody under 支援措置 it is the month after the other recipient's last, where that has ended (CA-041).
    """
    if not protected and fault_active("F-CA-PAID-TWICE"):
        return start
    last = [
        each.last
        for child in children
        for each in with_others(store, child.person, person)
        if each.kind == PAYABLE and each.start
    ]
    if protected and fault_active("F-CA-SPOUSE-FIRST") and last:
        raise Refused("T1401", "受付番号", "児童がほかの受給者の支給対象です。")
    taken = [each for each in last if not each or each >= start or fault_active("F-CA-NEVER-FREE")]
    if not taken:
        return start
    if not protected or not all(taken):
        raise Refused("T1401", "受付番号", "支給を始める月に、児童がほかの受給者の支給対象です。")
    return later(max(taken))
