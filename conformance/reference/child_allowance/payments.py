"""支払: how one is made out, told, and settled. 支払照会, 支払結果登録, 再支払処理, 振込データ作成."""

from msgspec import json

from conformance.reference.child_allowance.debts import look_for_overpayments
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.months import month_of
from conformance.reference.child_allowance.notices import note
from conformance.reference.child_allowance.register import account_in_use, recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value
from conformance.reference.store import Row

PLANNED, PAID, FAILED = "予定", "支払済", "振込不能"
REGULAR, OFF_CYCLE, REPEATED, UNPAID = "定例払", "随時払", "再支払", "未支払"
PUBLIC = "公金受取口座"
_ACCOUNT = ("口座区分", "金融機関コード", "支店コード", "口座種別", "口座番号")
CHECKED = "公金受取口座_確認年月日"
Content = dict[str, Value]


@operation("shiharaishokai")
def inquire(call: Call) -> Results:
    """支払照会."""
    rows = call.store.all(
        "SELECT * FROM payments WHERE person = ? ORDER BY coalesce(due, ''), no", recipient(call).person
    )
    return [payment_shown(row) for row in rows]


@operation("shiharaikekkatoroku")
def settle(call: Call) -> Results:
    """支払結果登録. The months of a payment that failed stay paid for; 再支払 is the way."""
    row = _payment(call)
    if row["state"] != PLANNED:
        raise Refused(
            "T1401", "支払番号", f"支払状態が{row['state']}です。{PLANNED}の支払について行ってください。"
        )
    call.store.run("UPDATE payments SET state = ? WHERE no = ?", call["支払状態"], row["no"])
    look_for_overpayments(call, row["person"])
    return [payment_shown(_payment(call))]


@operation("saishiharai")
def repeat(call: Call) -> Results:
    """再支払処理: the same amount to the account of this moment, once."""
    row = _payment(call)
    done = call.store.value("SELECT no FROM payments WHERE origin = ?", row["no"])
    if done is not None and fault_active("F-CA-REPEATED-TWICE"):
        call.store.run("UPDATE payments SET origin = NULL WHERE no = ?", done)
        done = None
    failed = (FAILED, PLANNED) if fault_active("F-CA-PLANNED-REPEATED") else (FAILED,)
    if row["state"] not in failed or row["origin"] is not None or done is not None:
        raise Refused("T1401", "支払番号", "振込不能でないか、既に再支払した支払です。")
    old = (*_ACCOUNT, CHECKED)
    content = {name: value for name, value in json.decode(row["content"]).items() if name not in old}
    due = call["支払予定年月日"]
    made = make(
        call,
        row["person"],
        REPEATED,
        content,
        {},
        when=due,
        due=due,
        payee=row["payee"],
        origin=row["no"],
    )
    return [made | {"元支払番号": _number(row["no"])}]


@operation("furikomidetasakusei")
def transfer(call: Call) -> Results:
    """振込データ作成: as many records as there are payees."""
    month = call["支払年月"]
    due = (PLANNED, PAID) if fault_active("F-CA-PAID-SENT") else (PLANNED, PLANNED)
    rows = call.store.all(
        "SELECT payee, sum(json_extract(content, '$.\"支払額\"')) AS amount, count(*) AS payments FROM payments"
        " WHERE state IN (?, ?) AND coalesce(pay_month, substr(due, 1, 7)) = ? AND person = coalesce(?, person)"
        " AND json_extract(content, '$.\"支払額\"') > 0 GROUP BY payee",
        *due,
        month,
        call.get("宛名番号"),
    )
    if not rows:
        raise Refused("T1401", "支払年月", "振込データにする支払がありません。")
    count = len(rows)
    if fault_active("F-CA-ONE-TOO-MANY"):
        count += 1
    return [{"支払年月": month, "振込件数": count, "振込合計額": sum(row["amount"] for row in rows)}]


def make(
    call: Call,
    person: str,
    kind: str,
    content: Content,
    months: dict[str, int],
    *,
    when: str,
    due: str | None,
    payee: str = "",
    origin: int | None = None,
) -> Content:
    """Make out a payment and return it as it is told.

    `content`: by Japanese item name; `months`: what it pays; `when`: the month or the day in which it is paid.
    """
    number = call.store.next("payment")
    payee = payee or person
    call.store.run(
        "INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        person,
        payee,
        kind,
        PLANNED,
        when if kind == REGULAR else None,
        due,
        origin,
        json.encode(content | _account(call, payee, kind)).decode(),
    )
    call.store.many(
        "INSERT INTO paid_months VALUES (?, ?, ?)",
        [(number, month, amount) for month, amount in months.items()],
    )
    (row,) = call.store.all("SELECT * FROM payments WHERE no = ?", number)
    note(call, person, "支払通知書", {"支払年月": month_of(when), "支払額": content["支払額"]})
    return payment_shown(row)


def payment_shown(row: Row) -> Content:
    """Return a payment as it is told."""
    told: Content = json.decode(row["content"])
    return told | {
        "支払番号": _number(row["no"]),
        "宛名番号": row["person"],
        "支払先_宛名番号": row["payee"],
        "支払区分": row["kind"],
        "支払年月": row["pay_month"],
        "支払予定年月日": row["due"],
        "支払状態": row["state"],
    }


def _account(call: Call, payee: str, kind: str) -> Content:
    """Return the account of this moment; one that the state keeps is looked at again first (CA-040)."""
    account = account_in_use(call.store, payee, call.day)
    if kind != REPEATED and fault_active("F-CA-FIRST-ACCOUNT"):
        first = call.store.value("SELECT content FROM accounts WHERE person = ? ORDER BY starts, no", payee)
        account = json.decode(first) if first else {}
    if not account:
        return {}
    told = {name: account.get(name) for name in _ACCOUNT}
    if kind == OFF_CYCLE and fault_active("F-CA-PUBLIC-REGULAR-ONLY"):
        return told
    public = account["口座区分"] == PUBLIC or fault_active("F-CA-ALL-CHECKED")
    if public and not fault_active("F-CA-PUBLIC-UNCHECKED"):
        told[CHECKED] = call.day
    return told


def _payment(call: Call) -> Row:
    return call.row(
        "支払番号",
        "SELECT * FROM payments WHERE printf('%010d', no) = ?",
        call["支払番号"],
        message="支払番号の支払がありません。",
    )


def _number(number: int) -> str:
    return f"{number:010d}"
