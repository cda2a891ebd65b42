"""月額の計算: who counts, in which rank, for how much. Months are YYYY-MM, amounts whole 円."""

from collections.abc import Iterator

from msgspec import Struct

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.ledger import (
    PAYABLE,
    Child,
    Entitlement,
    children_of,
    entitlements,
)
from conformance.reference.child_allowance.months import FIRST, later, span
from conformance.reference.faults import fault_active
from conformance.reference.store import Store


class Line(Struct, frozen=True):
    """One child in one month. `rank`: 0 for a child that does not count."""

    child: Child
    age: str
    rank: int
    amount: int


def monthly(store: Store, person: str, month: str) -> int:
    """Return what a person is entitled to for a month."""
    return Months(store, person).amount(month)


class Months:
    """The months of one person, over all entitlements that they have or had. Made for many months of one request."""

    def __init__(self, store: Store, person: str) -> None:
        found = [each for each in entitlements(store, person) if each.start]
        self._children = {each.no: children_of(store, each.no) for each in found}
        self.entitlements = found

    def entitled(self, month: str) -> Entitlement | None:
        """Find the newest entitlement that had begun by a month. Its children have the months in which it holds."""
        return next((each for each in reversed(self.entitlements) if each.start <= month), None)

    def lines(self, month: str) -> list[Line]:
        """Work out a month, child by child, by rank; children that do not count come last."""
        entitlement = self.entitled(month)
        if entitlement is None:
            return []
        children = [child for child in self._children[entitlement.no] if child.covers(month)]
        ranks = ranked(children, month)
        found = [_line(entitlement, child, ranks.get(child.no, 0), month) for child in children]
        return sorted(found, key=lambda line: not line.rank)

    def amount(self, month: str) -> int:
        """Return what is due for a month."""
        return total(self.lines(month))

    def until(self, last: str) -> Iterator[str]:
        """Yield the months from the first entitlement up to one, each once, in order."""
        yield from sorted({month for each in self.entitlements for month in span(each.start, last)})


def total(found: list[Line]) -> int:
    """Add up what all children get."""
    return sum(line.amount for line in found)


def ranked(children: list[Child], month: str) -> dict[int, int]:
    """Return the rank of each child that counts in a month, by its running number. `children`: oldest first."""
    counted = [child for child in children if counts(child, children, month)]
    return {child.no: rank for rank, child in enumerate(counted, start=1)}


def counts(child: Child, children: list[Child], month: str) -> bool:
    """Tell whether a child counts beside all the others that might (規則表「多子算定」)."""
    rule = _rule(child, month)
    if not rule.counts:
        return False
    if rule.document_from is None or fault_active("F-CA-NO-DOCUMENT"):
        return True
    might = sum(_rule(each, month).counts for each in children)
    return might < rule.document_from or child.burden(month).document is not None


def _rule(child: Child, month: str) -> law.Counting:
    bears = child.burden(month).bears
    if fault_active("F-CA-STALE-RANK"):
        bears = bears or child.burden(FIRST).bears
    age = law.age_class(child.birth, month)
    if not age.kind and child.kind != PAYABLE and fault_active("F-CA-TWENTY-THREE"):
        age = law.age_class(child.birth, later(month, -12))
    rule = law.counting(age.name, bears, month)
    if child.kind == PAYABLE or bears:
        return rule
    # Somebody registered only to be counted is counted only while the recipient bears the costs, at any age.
    return law.Counting(counts=False, document_from=None)


def _line(entitlement: Entitlement, child: Child, rank: int, month: str) -> Line:
    age = law.age_class(child.birth, month).name
    kind = "一般" if age == "中学生" and fault_active("F-CA-FACILITY-RANKED") else entitlement.kind
    paid = law.amount(kind, age, rank, month, reduced=entitlement.reduced)
    amount = paid if child.kind == PAYABLE else 0
    return Line(child, age, rank, amount)
