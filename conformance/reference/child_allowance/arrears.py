"""What was paid for which month, what was not, and what is still to be made up. Amounts in 円 by month."""

from collections import Counter

from conformance.reference.child_allowance import law
from conformance.reference.child_allowance.amounts import Months
from conformance.reference.child_allowance.months import later, month_of
from conformance.reference.faults import fault_active
from conformance.reference.store import Store

ByMonth = dict[str, int]


def issued(store: Store, person: str) -> ByMonth:
    """Return what payments were made out for each month, whatever became of them."""
    return _summed(store, person, "AND p.state <> '振込不能'" if fault_active("F-CA-FAILED-FREED") else "")


def settled(store: Store, person: str) -> ByMonth:
    """Return what was paid out for each month, by the payment itself or by one that repeats it."""
    again = "EXISTS (SELECT 1 FROM payments a WHERE a.origin = p.no AND a.state = '支払済')"
    return _summed(store, person, f"AND (p.state = '支払済' OR {again})")


def claimed_back(store: Store, person: str) -> ByMonth:
    """Return what debts claim back for each month."""
    rows = store.all(
        "SELECT m.month, sum(m.amount) FROM debt_months m JOIN debts d ON d.no = m.debt WHERE d.person = ?"
        " GROUP BY m.month",
        person,
    )
    return {row[0]: row[1] for row in rows}


def unpaid(store: Store, person: str, last: str) -> ByMonth:
    """Return the months up to one for which nothing was made out yet and that have not lapsed."""
    done = issued(store, person).keys() | _lapsed(store, person)
    months = Months(store, person)
    found = {month: months.amount(month) for month in months.until(last) if month not in done}
    return {month: amount for month, amount in found.items() if amount}


def lacking(store: Store, person: str) -> ByMonth:
    """Return by how much too little was made out for a month: 追給."""
    months, back = Months(store, person), Counter(claimed_back(store, person))
    found = {
        month: months.amount(month) - amount + back[month] for month, amount in issued(store, person).items()
    }
    return {month: amount for month, amount in found.items() if amount > 0}


def withheld(store: Store, person: str) -> list[tuple[str, str]]:
    """Return the first and last month of every 差止 that was lifted, from the start of its payment period on."""
    rows = store.all(
        "SELECT * FROM suspensions WHERE person = ? AND released IS NOT NULL ORDER BY no", person
    )
    return [(law.period_of(row["from_month"])[0], later(month_of(row["released"]), -1)) for row in rows]


def _summed(store: Store, person: str, condition: str) -> ByMonth:
    rows = store.all(
        "SELECT m.month, sum(m.amount) FROM paid_months m JOIN payments p ON p.no = m.payment"  # noqa: S608 - fixed words
        f" WHERE p.person = ? {condition} GROUP BY m.month",
        person,
    )
    return {row[0]: row[1] for row in rows}


def _lapsed(store: Store, person: str) -> set[str]:
    return {row[0] for row in store.all("SELECT month FROM lapses WHERE person = ?", person)}
