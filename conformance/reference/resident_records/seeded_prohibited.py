"""What seeded faults do that the standard forbids.

Functions with an address of their own are offered at the address of their probe; the others show in ordinary answers.
"""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.handlers import HANDLERS, operation
from conformance.reference.resident_records.records import Snapshot, rows
from conformance.spec.model import Operation

PERSON = "宛名番号"

# Fault → the operation that is offered, by id and name.
_OFFERED = {
    "F-HISTORY-DELETE": ("idosakujo", "異動履歴の削除"),
    "F-ISSUE-LOG-DELETE": ("kofurirekisakujo", "交付履歴の削除"),
    "F-DEEMED-BIRTH": ("minashiseinengappisettei", "みなし生年月日の生成"),
    "F-REFUSAL-FILED": ("idofujuri", "住民異動不受理の設定"),
    "F-WARDS-LISTED": ("hikokennimichiran", "成年被後見人の一覧"),
    "F-TRANSITIONAL-LISTED": ("keikataizaishaichiran", "経過滞在者の一覧"),
    "F-SPECIAL-RESENT": ("tokureitenshutsusaisoshin", "特例転出データの手動再送信"),
    "F-MADE-SPECIAL": ("tokureitenshutsukirikae", "通常の転出から特例転出への切替"),
    "F-JOINT-NUMBER-TAKEN": ("dantainaitogoatenatorikomi", "団体内統合宛名番号の取込み"),
    "F-INSURED-NUMBER-SHOWN": ("hihokenshashobangoshokai", "被保険者証の番号の照会"),
    "F-ELECTOR-DETAILS-SHOWN": ("senkyojinmeiboshosaishokai", "選挙人名簿の詳細の照会"),
    "F-RICE-SHOWN": ("beikokujohoshokai", "米穀に関する情報の照会"),
    "F-RIGHTS-BY-RANK": ("shokuikengensettei", "職位による権限の設定"),
}

PROHIBITED: dict[str, Operation] = {
    fault: Operation(
        id=id_,
        name=name,
        kind="transaction",
        action="Update",
        optional=(PERSON, "履歴番号"),
        output=(PERSON,),
    )
    for fault, (id_, name) in _OFFERED.items()
}


def _offer(call: Call) -> Results:
    """Answer as a system that offers the function: that it does is the deviation."""
    return [{PERSON: call.get(PERSON)}]


@operation("idosakujo")
def delete_history(call: Call) -> Results:
    """Delete history rows without a trace, as no sound system does."""
    deleted = "DELETE FROM history WHERE person = ? AND no = ?"
    call.store.run(deleted, call.get(PERSON), call.get("履歴番号"))
    return _offer(call)


for _operation in PROHIBITED.values():
    if _operation.id not in HANDLERS.by_id:
        operation(_operation.id)(_offer)


def merged(call: Call, found: list[Snapshot]) -> list[Snapshot]:
    """Put the rows of others of one name, sex and birth date before those of a person, as a broken system does."""
    if not fault_active("F-HISTORY-MERGED"):
        return found
    person = found[-1]
    alike = call.store.all(
        "SELECT person FROM people WHERE birth = ? AND sex = ? AND person <> ?",
        *(person.get(name) for name in ("生年月日", "性別", PERSON)),
    )
    others = [row for each in alike for row in rows(call.store, each["person"])]
    return [*(row for row in others if row["氏名"] == person["氏名"]), *found]


def gone(call: Call, household: str) -> list[Snapshot]:
    """Return the removed members of a household for the sheet of a broken system, nobody for a sound one's."""
    if not fault_active("F-JOINED-WITH-REMOVED"):
        return []
    removed = "SELECT person FROM people WHERE household = ? AND removed_on <= ?"
    return [rows(call.store, each["person"])[-1] for each in call.store.all(removed, household, call.day)]


def refined(call: Call, found: set[str]) -> set[str]:
    """Narrow a search by name to what the user's search just before found, as a broken system does."""
    if "氏名" not in call or PERSON in call or not fault_active("F-REFINED"):
        return found
    call.store.run("CREATE TABLE IF NOT EXISTS searches (user TEXT, person TEXT, events INTEGER)")
    events = call.store.value("SELECT count(*) FROM history")
    of_user = "FROM searches WHERE user = ? AND events = ?"
    before = {row["person"] for row in call.store.all(f"SELECT person {of_user}", call.user.id, events)}
    found_now = [(call.user.id, person, events) for person in found]
    call.store.many("INSERT INTO searches VALUES (?, ?, ?)", found_now)
    return found & before if before else found
