"""受給者照会, 受給者修正 and 受給者履歴照会."""

from msgspec import json

from conformance.reference.child_allowance.addressees import find
from conformance.reference.child_allowance.debts import look_for_overpayments
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import ENDED, REJECTED
from conformance.reference.child_allowance.register import ITEMS, identity, keep, recipient, shown
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results

_CORRECTED = ("受給者区分", "施設等名称", "現況届対象区分")


@operation("jukyushashokai")
def inquire(call: Call) -> Results:
    """受給者照会."""
    return [shown(call, recipient(call))]


@operation("jukyushashusei")
def correct(call: Call) -> Results:
    """受給者修正: a mistake is put right from the beginning, and what was paid by it is looked at again."""
    entitlement = recipient(call)
    if entitlement.state == REJECTED or (
        entitlement.state == ENDED and not fault_active("F-CA-ENDED-CORRECTED")
    ):
        raise Refused("T1401", "宛名番号", f"資格状態が{entitlement.state}の者の台帳は直せません。")
    for item in (each for each in _CORRECTED if each in call):
        if item == "受給者区分" and fault_active("F-CA-CLASS-KEPT"):
            continue
        setattr(entitlement, ITEMS[item], call[item])
    keep(call, entitlement)
    look_for_overpayments(call, entitlement.person)
    return [shown(call, entitlement)]


@operation("jukyusharirekishokai")
def history(call: Call) -> Results:
    """受給者履歴照会: every version, oldest first."""
    entitlement = recipient(call)
    rows = call.store.all("SELECT * FROM versions WHERE person = ? ORDER BY starts, no", entitlement.person)
    found = []
    for row in rows:
        content = json.decode(row["snapshot"]) | identity(call, entitlement)
        if fault_active("F-CA-REWRITTEN"):
            content = shown(call, entitlement)
        if fault_active("F-CA-HISTORY-LEAK"):
            content["住所"] = (find(call.store, entitlement.person) or {}).get("住所")
        found.append(
            {
                **content,
                "履歴番号": row["no"],
                "有効開始年月日": row["starts"],
                "有効終了年月日": None if fault_active("F-CA-VERSION-OPEN") else row["ends"],
                "操作者ID": None if fault_active("F-CA-EDITOR-LOST") else row["user"],
            }
        )
    return found
