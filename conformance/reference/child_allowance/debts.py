"""債権: what was paid too much, its instalments, and how it comes back."""

from conformance.reference.child_allowance.addressees import not_after_today
from conformance.reference.child_allowance.amounts import Months
from conformance.reference.child_allowance.arrears import claimed_back, settled
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.register import recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value
from conformance.reference.store import Row, Store

_COLUMNS = "d.*, (SELECT min(month) FROM debt_months m WHERE m.debt = d.no) AS month"


@operation("saikenshokai")
def inquire(call: Call) -> Results:
    """債権照会."""
    rows = call.store.all(
        f"SELECT {_COLUMNS} FROM debts d WHERE person = ? ORDER BY no",  # noqa: S608 - fixed words
        recipient(call).person,
    )
    return [_shown(row) for row in rows]


@operation("bunkatsukeikakutoroku")
def plan(call: Call) -> Results:
    """分割計画登録. No operation asks for a plan again, so none is kept."""
    debt = _debt(call)
    amounts = call["分割納付額"]
    if sum(amounts) != debt["balance"] and not fault_active("F-CA-PLAN-UNCHECKED"):
        raise Refused(
            "T1102", "分割納付額", f"分割納付額の合計を返還残高の{debt['balance']}円と一致させてください。"
        )
    return [
        _shown(debt) | {"分割回": number, "分割回納付額": amount}
        for number, amount in enumerate(amounts, start=1)
    ]


@operation("henkankinshuno")
def receive(call: Call) -> Results:
    """返還金収納."""
    not_after_today(call, "収納年月日")
    debt, amount = _debt(call), call["収納額"]
    most = debt["amount"] if fault_active("F-CA-PAID-BACK-OVER") else debt["balance"]
    if not 0 < amount <= most:
        raise Refused(
            "T1102", "収納額", f"収納額は1円から返還残高の{debt['balance']}円までで設定してください。"
        )
    call.settle()
    if amount < debt["balance"] or not fault_active("F-CA-BALANCE-STAYS"):
        take_off_balance(call, debt["no"], amount)
    return [_shown(_debt(call)) | call.chosen(("収納額", "収納年月日"))]


@operation("uchibaraichosei")
def offset(call: Call) -> Results:
    """内払調整登録: what is left of a debt is taken off later payments; a new entry replaces the one before."""
    from_month = call["適用支払年月"]
    debt, amount = _debt(call), call["内払調整額"]
    if amount > debt["balance"] and not fault_active("F-CA-OFFSET-TOO-MUCH"):
        raise Refused(
            "T1102", "内払調整額", f"内払調整額は返還残高の{debt['balance']}円までで設定してください。"
        )
    call.store.run(
        "INSERT OR REPLACE INTO offsets VALUES (?, ?, ?, ?)", debt["no"], debt["person"], amount, from_month
    )
    return [_shown(debt) | {"内払調整額": amount, "適用支払年月": from_month}]


def look_for_overpayments(call: Call, person: str) -> int:
    """Make one debt of everything that was paid too much and is not claimed back yet; return its amount."""
    months, back = Months(call.store, person), claimed_back(call.store, person)
    if fault_active("F-CA-DEBT-AGAIN"):
        back = {}
    excess = {
        month: paid - months.amount(month) - back.get(month, 0)
        for month, paid in settled(call.store, person).items()
    }
    excess = {month: amount for month, amount in excess.items() if amount > 0}
    owed = sum(excess.values())
    if not owed:
        return 0
    debt = call.store.next("debt")
    call.store.run("INSERT INTO debts VALUES (?, ?, ?, ?, ?)", debt, person, call.day, owed, owed)
    call.store.many(
        "INSERT INTO debt_months VALUES (?, ?, ?)",
        [(debt, month, amount) for month, amount in excess.items()],
    )
    return owed


def debt_made(store: Store, person: str, owed: int) -> dict[str, Value]:
    """Tell what look_for_overpayments came to: the amount in 円, and the number of the debt if there is one."""
    if not owed:
        return {"返還額": 0}
    number = store.value("SELECT max(no) FROM debts WHERE person = ?", person)
    return {"返還額": owed, "債権番号": f"{number:010d}"}


def take_off_balance(call: Call, debt: int, amount: int) -> None:
    """Reduce what is still owed."""
    call.store.run("UPDATE debts SET balance = balance - ? WHERE no = ?", amount, debt)


def _debt(call: Call) -> Row:
    return call.row(
        "債権番号",
        f"SELECT {_COLUMNS} FROM debts d WHERE printf('%010d', no) = ?",  # noqa: S608 - fixed words
        call["債権番号"],
        message="債権番号の債権がありません。",
    )


def debts_of_all(store: Store) -> list[dict[str, Value]]:
    """Return every debt of everybody as it is told."""
    return [_shown(row) for row in store.all(f"SELECT {_COLUMNS} FROM debts d ORDER BY no")]  # noqa: S608 - fixed words


def _shown(row: Row) -> dict[str, Value]:
    return {
        "債権番号": f"{row['no']:010d}",
        "宛名番号": row["person"],
        "債権発生年月日": row["made_on"],
        "対象年月": row["month"],
        "返還額": row["amount"],
        "返還残高": row["balance"],
    }
