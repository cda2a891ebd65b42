"""口座: where the money goes, from which day on."""

from msgspec import json

from conformance.reference.child_allowance.addressees import find
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.register import recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value

Account = dict[str, Value]
PUBLIC = "公金受取口座"
_ITEMS = ("宛名番号", "口座区分", "金融機関コード", "支店コード", "口座種別", "口座番号", "口座名義人カナ")


@operation("kozatoroku")
def register(call: Call) -> Results:
    """口座登録: from its day on; accounts before it stay."""
    person = recipient(call).person
    _of_recipient(call, person)
    account = {**call.chosen(_ITEMS), "適用開始年月日": call.get("適用開始年月日", call.day)}
    call.store.run(
        "INSERT INTO accounts (person, starts, content) VALUES (?, ?, ?)",
        person,
        account["適用開始年月日"],
        json.encode(account).decode(),
    )
    return [account]


@operation("kozashokai")
def inquire(call: Call) -> Results:
    """口座照会: all accounts, in the order in which they begin."""
    rows = call.store.all(
        "SELECT content FROM accounts WHERE person = ? ORDER BY starts, no", recipient(call).person
    )
    if fault_active("F-CA-OLD-ACCOUNT-GONE"):
        rows = rows[-1:]
    return [json.decode(row[0]) for row in rows]


def _of_recipient(call: Call, person: str) -> None:
    """Raise Refused T1102 for an account in another name that nobody agreed to."""
    name = (find(call.store, person) or {}).get("氏名_フリガナ")
    agreed = call.flag("名義人相違フラグ") or fault_active("F-CA-OTHER-NAME")
    if call["口座名義人カナ"] != name and not agreed:
        raise Refused("T1102", "口座名義人カナ", "口座名義人カナが受給者の氏名のフリガナと違います。")
