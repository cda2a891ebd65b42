"""What is taken off payments: 内払調整, 徴収, 寄附. What cannot be taken off waits for the next payment."""

from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.debts import take_off_balance
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import CERTIFIED, SUSPENDED
from conformance.reference.child_allowance.months import LAST
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import in_state
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.store import Row

DONATION, WHOLE = "寄附", "全部"


@operation("choshumoshide")
def withhold(call: Call) -> Results:
    """徴収申出登録."""
    return _offered(call, call["徴収区分"], call["徴収額"], "徴収の申出書受理通知書")


@operation("kifumoshide")
def donate(call: Call) -> Results:
    """寄附申出登録: of the whole or of a part."""
    amount = None if call["寄附区分"] == WHOLE else call["寄附額"]
    return _offered(call, DONATION, amount, "寄附の申出書受理通知書")


def deducted(call: Call, person: str, month: str, amount: int) -> dict[str, int]:
    """Take off an amount what is to be taken off in a payment month; return each sum by item, and what remains."""
    taken: dict[str, int] = {}
    left = amount
    for item, take in (("内払調整額", _offset), ("徴収額", _withheld), ("寄附額", _donated)):
        taken[item] = take(call, person, month, left)
        left -= taken[item]
    if fault_active("F-CA-GROSS-PAID"):
        left += taken["徴収額"]
    return taken | {"支払額": left}


def _offered(call: Call, what: str, amount: int | None, notice: str) -> Results:
    not_after_today(call, "申出年月日")
    month = call["適用支払年月"]
    person = in_state(call, CERTIFIED, SUSPENDED).person
    call.settle()
    call.store.run(
        "INSERT OR REPLACE INTO withholdings VALUES (?, ?, ?, ?, ?, 0)",
        person,
        what,
        month,
        amount,
        call["申出年月日"],
    )
    note(call, person, notice, {})
    return [dict(call.values)]


def _offset(call: Call, person: str, month: str, left: int) -> int:
    if fault_active("F-CA-NO-OFFSET"):
        return 0
    taken = 0
    rows = call.store.all(
        "SELECT o.debt, min(o.remaining, d.balance) AS owed FROM offsets o JOIN debts d ON d.no = o.debt"
        " WHERE o.person = ? AND o.from_month <= ? ORDER BY o.debt",
        person,
        LAST if fault_active("F-CA-OFFSET-AT-ONCE") else month,
    )
    for row in rows:
        part = min(row["owed"], left - taken)
        call.store.run("UPDATE offsets SET remaining = remaining - ? WHERE debt = ?", part, row["debt"])
        if not fault_active("F-CA-OFFSET-STILL-OWED"):
            take_off_balance(call, row["debt"], part)
        taken += part
    return taken


def _withheld(call: Call, person: str, month: str, left: int) -> int:
    taken = 0
    for row in _in_force(call, person, LAST if fault_active("F-CA-FEES-AT-ONCE") else month):
        if row["what"] != DONATION:
            taken += _part(call, row, left - taken)
    return taken


def _donated(call: Call, person: str, month: str, left: int) -> int:
    row = next((each for each in _in_force(call, person, month) if each["what"] == DONATION), None)
    if row is None or fault_active("F-CA-NO-DONATION"):
        return 0
    return left if row["amount"] is None or fault_active("F-CA-GIVES-ALL") else _part(call, row, left)


def _part(call: Call, row: Row, left: int) -> int:
    """Take an amount with what was carried over; carry over what does not fit."""
    due = row["amount"] + row["carried"]
    part: int = min(due, left)
    call.store.run(
        "UPDATE withholdings SET carried = ? WHERE person = ? AND what = ? AND from_month = ?",
        due - part,
        row["person"],
        row["what"],
        row["from_month"],
    )
    return part


def _in_force(call: Call, person: str, month: str) -> list[Row]:
    """Return the newest entry of each kind that holds in a payment month."""
    rows = call.store.all(
        "SELECT * FROM withholdings WHERE person = ? AND from_month <= ? ORDER BY what, from_month",
        person,
        month,
    )
    return list({row["what"]: row for row in rows}.values())
