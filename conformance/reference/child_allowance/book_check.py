"""公簿確認: where the ledger and the registers of residents and of taxes disagree. 所得登録 belongs to it."""

from collections.abc import Iterator

from conformance.reference.child_allowance.addressees import RESIDENT, find, known
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.ledger import (
    CERTIFIED,
    PAYABLE,
    SUSPENDED,
    Entitlement,
    children_of,
    entitlements,
)
from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, Call, Results
from conformance.reference.store import Row, Store


@operation("kobokakunin")
def check(call: Call) -> Results:
    """公簿確認: one entry per disagreement; nothing is changed."""
    found: Results = []
    states = (CERTIFIED,) if fault_active("F-CA-HELD-UNCHECKED") else (CERTIFIED, SUSPENDED)
    for entitlement in entitlements(call.store, call.get("宛名番号"), *states):
        for child, what in _disagreements(call.store, entitlement):
            entry = {"宛名番号": entitlement.person, "児童_宛名番号": child, "現況年度": call["現況年度"]}
            found.append(entry | {"公簿不一致区分": what})
    return found


@operation("shotokutoroku")
def register_income(call: Call) -> Results:
    """所得登録: the higher income maintains the living; of equals nobody is named. No amount depends on it."""
    person = known(call, call["宛名番号"])["宛名番号"]
    known(call, call["配偶者_宛名番号"], "配偶者_宛名番号")
    items = ("所得年度", "配偶者_宛名番号", "所得額", "配偶者_所得額")
    call.store.run(
        "INSERT OR REPLACE INTO incomes VALUES (?, ?, ?, ?, ?)", person, *(call[item] for item in items)
    )
    maintainer = _maintainer(_income(call.store, person, call["所得年度"]))
    if maintainer is not None and fault_active("F-CA-ALWAYS-RECIPIENT"):
        maintainer = person
    if maintainer is not None and fault_active("F-CA-LOWER-INCOME"):
        maintainer = call["配偶者_宛名番号"] if maintainer == person else person
    return [dict(call.values) | {"生計維持者_宛名番号": maintainer}]


def _disagreements(store: Store, entitlement: Entitlement) -> Iterator[tuple[str | None, str]]:
    """Yield the child (None: the recipient) and the 公簿不一致区分."""
    person = find(store, entitlement.person) or {}
    if person.get("住民状態") != RESIDENT and not fault_active("F-CA-RECIPIENT-UNCHECKED"):
        yield None, "受給者が住民でない"
    for child in children_of(store, entitlement.no):
        if child.kind != PAYABLE or child.last:
            continue
        known_child = find(store, child.person) or {}
        if known_child.get("住民状態") != RESIDENT and not fault_active("F-CA-CHILD-UNCHECKED"):
            yield child.person, "児童が住民でない"
        addresses = {known_child.get("住所"), person.get("住所")} - {None}
        if (child.apart == NO or fault_active("F-CA-APART-LISTED")) and len(addresses) > 1:
            yield child.person, "児童と住所が違う"
    if _maintainer(_income(store, entitlement.person)) not in (None, entitlement.person):
        yield None, "生計維持者が受給者でない"


def _income(store: Store, person: str, year: str | None = None) -> Row | None:
    """Return the incomes of a year, else the newest."""
    return store.one(
        "SELECT * FROM incomes WHERE person = ? AND year = coalesce(?, year) ORDER BY year DESC LIMIT 1",
        person,
        year,
    )


def _maintainer(row: Row | None) -> str | None:
    if row is None or row["own"] == row["others"]:
        return None
    number: str = max((row["own"], row["person"]), (row["others"], row["spouse"]))[1]
    return number
