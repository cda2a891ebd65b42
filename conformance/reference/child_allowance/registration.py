"""宛名登録 and 宛名照会. In a real system people come from 住民記録; here they are registered."""

from msgspec import json

from conformance.reference.child_allowance.addressees import (
    NOT_RESIDENT,
    RESIDENT,
    Person,
    find,
    known,
    masked,
    not_after_today,
)
from conformance.reference.child_allowance.debts import look_for_overpayments
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.registry import Call, Results


@operation("atenatoroku")
def register(call: Call) -> Results:
    """宛名登録: what is sent replaces what is known."""
    not_after_today(call, "生年月日")
    call.settle()
    before = find(call.store, call["宛名番号"])
    person: Person = {"住民状態": RESIDENT} | (before or {}) | dict(call.values)
    if person["住民状態"] == NOT_RESIDENT and before is None and call.numbering:
        _make_known(call, person)
    call.store.run(
        "INSERT OR REPLACE INTO people VALUES (?, ?)", person["宛名番号"], json.encode(person).decode()
    )
    _reckon_again(call, person["宛名番号"])
    return [person]


@operation("atenashokai")
def inquire(call: Call) -> Results:
    """宛名照会."""
    return [masked(known(call, call["宛名番号"]))]


def _make_known(call: Call, person: Person) -> None:
    """Register the number of somebody who lives elsewhere with the numbering function."""
    told = {
        "shimei": person["氏名"],
        "shimei_furigana": person.get("氏名_フリガナ", ""),
        "seinengappi": person["生年月日"],
        "jusho_choaza": person.get("住所", ""),
        "jusho_yubinbango": person.get("郵便番号", ""),
    }
    assert call.numbering is not None  # noqa: S101 - asked for only where it is there
    call.numbering.number_of(told, person["宛名番号"], f"{call.now:%Y-%m-%dT%H:%M:%S}", call.user.id)


def _reckon_again(call: Call, child: str) -> None:
    """Look again at what was paid to the recipients of somebody, whose date of birth may have been put right."""
    rows = call.store.all(
        "SELECT DISTINCT e.person FROM entitlements e JOIN children c ON c.entitlement = e.no WHERE c.child = ?",
        child,
    )
    for row in rows:
        look_for_overpayments(call, row["person"])
