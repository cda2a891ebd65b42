"""宛名: who people are, and what of it may be told."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Refused, Value
from conformance.reference.store import Store

Person = dict[str, Value]
RESIDENT, NOT_RESIDENT = "住民", "住登外"
ADDRESS = ("住所", "郵便番号")


def find(store: Store, number: str) -> Person | None:
    """Read a person; None when nobody has the number."""
    content = store.value("SELECT content FROM people WHERE person = ?", number)
    return None if content is None else json.decode(content)


def known(call: Call, number: str, item: str = "宛名番号") -> Person:
    """Read a person. Raises Refused T1201."""
    found = find(call.store, number)
    if found is None:
        raise Refused("T1201", item, f"{item}の者が登録されていません。")
    return found


def make_known(store: Store, person: Person) -> None:
    """Store somebody; whoever is known already stays as they are."""
    content = json.encode(person).decode()
    store.run("INSERT OR IGNORE INTO people VALUES (?, ?)", person["宛名番号"], content)


def is_protected(person: Person) -> bool:
    """Tell whether a person is under 支援措置."""
    return bool(person.get("支援措置フラグ") == YES)


def masked(person: Person) -> Person:
    """Return a person without the address if that is to be kept secret (CA-041)."""
    if not is_protected(person) or fault_active("F-CA-ADDRESS-LEAK"):
        return person
    return {name: value for name, value in person.items() if name not in ADDRESS}


def not_after_today(call: Call, *items: str) -> None:
    """Note T1101 for every date that lies ahead."""
    for item in items:
        if call.get(item, "") > call.day:
            call.refuse("T1101", item)
