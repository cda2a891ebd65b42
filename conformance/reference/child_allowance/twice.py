"""二重支給の確認: no child is paid for twice in a month (CA-009)."""

from msgspec import json

from conformance.reference.child_allowance.ledger import PAYABLE, REJECTED, Child, Entitlement, rows_of_child
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
    last = [each.last for child in children for each in _with_others(store, person, child)]
    if protected and fault_active("F-CA-SPOUSE-FIRST") and last:
        raise Refused("T1401", "受付番号", "児童がほかの受給者の支給対象です。")
    taken = [each for each in last if not each or each >= start or fault_active("F-CA-NEVER-FREE")]
    if not taken:
        return start
    if not protected or not all(taken):
        raise Refused("T1401", "受付番号", "支給を始める月に、児童がほかの受給者の支給対象です。")
    return later(max(taken))


def _with_others(store: Store, person: str, child: Child) -> list[Child]:
    """Return the times in which other recipients are or were paid for a child."""
    found = []
    for each in rows_of_child(store, child.person):
        if each.kind != PAYABLE or not each.start or (each.last and each.last < each.start):
            continue
        owner = _owner(store, each)
        if owner is not None and owner.person != person and owner.state != REJECTED:
            found.append(each)
    return found


def _owner(store: Store, child: Child) -> Entitlement | None:
    content = store.value("SELECT content FROM entitlements WHERE no = ?", child.entitlement)
    return None if content is None else json.decode(content, type=Entitlement)
