"""台帳 as handlers use it: finding a recipient, telling and keeping an entitlement with all its versions."""

from msgspec import json

from conformance.reference.child_allowance.addressees import find, is_protected, masked
from conformance.reference.child_allowance.amounts import monthly
from conformance.reference.child_allowance.ledger import (
    ENDED,
    Entitlement,
    children_of,
    current,
    keep_period,
)
from conformance.reference.child_allowance.months import this_month
from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Refused, Value
from conformance.reference.store import Store

Shown = dict[str, Value]
_IDENTITY = ("氏名", "氏名_フリガナ", "生年月日", "住所")
ITEMS = {
    "認定番号": "number",
    "受給者区分": "kind",
    "施設等名称": "facility",
    "資格状態": "state",
    "請求年月日": "claimed_on",
    "決定年月日": "decided_on",
    "支給開始年月": "start",
    "最終支給年月": "last",
    "消滅事由": "ended_for",
    "差止事由": "held_for",
    "差止開始年月": "held_from",
    "現況届対象区分": "report_class",
}


def recipient(call: Call, item: str = "宛名番号") -> Entitlement:
    """Return the newest entitlement of who is asked about. Raises Refused T1201."""
    found = current(call.store, call[item])
    if found is None:
        raise Refused("T1201", item, f"{item}の者に認定請求がありません。")
    return found


def in_state(call: Call, *states: str) -> Entitlement:
    """Return the newest entitlement, which must be in one of some states. Raises Refused T1201, T1401."""
    found = recipient(call)
    if found.state not in states:
        wanted = "・".join(states)
        raise Refused(
            "T1401", "宛名番号", f"資格状態が{found.state}です。{wanted}の者について行ってください。"
        )
    return found


def shown(call: Call, entitlement: Entitlement) -> Shown:
    """Return an entitlement as it is told today."""
    account = account_in_use(call.store, entitlement.person, call.day)
    if fault_active("F-CA-ACCOUNT-HIDDEN"):
        account = {}
    told = account | stated(call, entitlement) | identity(call, entitlement)
    if fault_active("F-CA-CLAIM-DAY"):
        told["請求年月日"] = entitlement.decided_on
    return told


def stated(call: Call, entitlement: Entitlement) -> Shown:
    """Return what the ledger says, with the amount of this month."""
    told: Shown = {item: getattr(entitlement, field) for item, field in ITEMS.items()}
    return told | {"手当月額": monthly(call.store, entitlement.person, this_month(call))}


def identity(call: Call, entitlement: Entitlement) -> Shown:
    """Return who the recipient is; the address is left out for protected persons."""
    person = find(call.store, entitlement.person) or {}
    told = {name: value for name, value in masked(person).items() if name in _IDENTITY}
    return told | {"宛名番号": entitlement.person, "住所秘匿フラグ": YES if is_protected(person) else NO}


def keep(call: Call, entitlement: Entitlement) -> None:
    """Store an entitlement; the version before it stays readable (CA-004)."""
    call.store.run(
        "INSERT INTO entitlements VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (no) DO UPDATE SET state = excluded.state, content = excluded.content",
        entitlement.no,
        entitlement.person,
        entitlement.claim,
        entitlement.state,
        json.encode(entitlement).decode(),
    )
    before = call.store.value("SELECT max(no) FROM versions WHERE person = ?", entitlement.person) or 0
    if before and fault_active("F-CA-HISTORY-LOST"):
        call.store.run("DELETE FROM versions WHERE person = ?", entitlement.person)
    call.store.run(
        "UPDATE versions SET ends = ? WHERE person = ? AND ends IS NULL", call.day, entitlement.person
    )
    call.store.run(
        "INSERT INTO versions VALUES (?, ?, ?, NULL, ?, ?)",
        entitlement.person,
        before + 1,
        call.day,
        call.user.id,
        json.encode(stated(call, entitlement)).decode(),
    )


def close(call: Call, entitlement: Entitlement, reason: str, last: str) -> None:
    """End an entitlement with a month, and the time of all its children that have not ended before."""
    entitlement.state, entitlement.ended_for, entitlement.last = ENDED, reason, last
    for child in children_of(call.store, entitlement.no):
        child.last = min(child.last or last, last)
        keep_period(call.store, child)
    keep(call, entitlement)


def account_in_use(store: Store, person: str, day: str) -> Shown:
    """Return the account that holds on a day: the last to begin, of equals the last registered; empty if none."""
    rows = store.all(
        "SELECT content FROM accounts WHERE person = ? AND starts <= ? ORDER BY starts DESC, no DESC",
        person,
        day,
    )
    return json.decode(rows[0][0]) if rows else {}
