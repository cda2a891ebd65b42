"""通知書: made of the newest decision of their kind. Handlers of decisions note here what a notice would say."""

from msgspec import json

from conformance.reference.child_allowance.addressees import find
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.law import report_required
from conformance.reference.child_allowance.ledger import CERTIFIED, SUSPENDED, Entitlement
from conformance.reference.child_allowance.register import recipient, stated
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value
from conformance.spec.moments import fiscal_year

LEDGER, FORM, REMINDER = "受給者台帳", "現況届（用紙）", "現況届（督促）"
DEMANDS = ("返還請求書", "納付書")


@operation("chohyosakusei")
def make(call: Call) -> Results:
    """帳票作成. The address of a protected person stands in the heading of the paper alone."""
    entitlement = recipient(call)
    name = call["帳票名"]
    content = _content(call, entitlement, name)
    if content is None:
        raise Refused("T1401", "帳票名", f"{name}を作る決定等がありません。")
    person = find(call.store, entitlement.person) or {}
    heading = {"宛先氏名": person.get("氏名"), "宛先住所": person.get("住所"), "発行年月日": call.day}
    return [{**content, **heading, "帳票名": name, "宛名番号": entitlement.person}]


def note(call: Call, person: str, name: str, content: dict[str, Value]) -> None:
    """Keep what a notice of a decision says. `name`: 帳票名; `content`: by Japanese item name."""
    call.store.run(
        "INSERT INTO notices (person, name, content) VALUES (?, ?, ?)",
        person,
        name,
        json.encode(content).decode(),
    )


def _content(call: Call, entitlement: Entitlement, name: str) -> dict[str, Value] | None:
    if name == LEDGER:
        return stated(call, entitlement)
    if name in (FORM, REMINDER):
        return {} if _asked_to_report(call, entitlement, name) else None
    if name in DEMANDS:
        column = "amount" if fault_active("F-CA-DEMANDS-ALL") else "balance"
        owed = call.store.value(f"SELECT sum({column}) FROM debts WHERE person = ?", entitlement.person)  # noqa: S608 - two words
        return {"返還額": owed} if owed else None
    order = "ASC" if fault_active("F-CA-OLD-NOTICE") else "DESC"
    content = call.store.value(
        f"SELECT content FROM notices WHERE person = ? AND name = ? ORDER BY no {order} LIMIT 1",  # noqa: S608 - two words
        entitlement.person,
        name,
    )
    return None if content is None else json.decode(content)


def _asked_to_report(call: Call, entitlement: Entitlement, name: str) -> bool:
    """Tell whether 現況届 of this fiscal year is asked for, and for a reminder still missing."""
    year = f"{fiscal_year(call.today):04}"
    if entitlement.state not in (CERTIFIED, SUSPENDED) or not report_required(entitlement.report_class, year):
        return False
    done = call.store.value(
        "SELECT day FROM status_reports WHERE person = ? AND year = ?", entitlement.person, year
    )
    return name == FORM or done is None or fault_active("F-CA-REMINDS-ALL")
