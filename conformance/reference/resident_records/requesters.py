"""交付請求者区分 (8.1.1, 8.1.3): who asked for a certificate, corrections of it, and the notices of issue."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results, Value
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.notify_on_issue import is_registered
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.views import address_in_one
from conformance.reference.store import Row

REQUESTER, NUMBER, CONDITION = "交付請求者区分", "発行番号", "通知出力条件"
THEMSELVES, AGENT, THIRD_PARTY = "本人", "代理人", "第三者"
REGISTERED, OTHERS_ASKED = "登録者への交付", "登録者への交付（本人の請求を除く）"
OF_ALL = (
    "SELECT p.person, i.number, i.content FROM issues i JOIN issue_persons p ON p.issue = i.no"
    " WHERE (?1 IS NULL OR p.person = ?1) AND (?2 IS NULL OR i.number = ?2) ORDER BY i.no"
)

Record = dict[str, Value]


@operation("kofukirokushokai")
def issue_records(call: Call) -> Results:
    """交付記録照会."""
    return _records(call, call["宛名番号"], None)


@operation("kofuseikyushashusei")
def correct_requester(call: Call) -> Results:
    """交付請求者修正."""
    row = call.row(NUMBER, "SELECT * FROM issues WHERE number = ?", call[NUMBER])
    content = json.decode(row["content"])
    if not fault_active("F-REQUESTER-KEPT"):
        content[REQUESTER] = call[REQUESTER]
    call.store.run("UPDATE issues SET content = ? WHERE no = ?", json.encode(content), row["no"])
    return _records(call, None, call[NUMBER])


@operation("kofutsuchishosakusei")
def notices_of_issue(call: Call) -> Results:
    """交付通知書作成: to the persons whom the certificates are about."""
    records = [each for each in _records(call, call.get("宛名番号"), None) if _to_be_told(call, each)]
    return [each | _addressed(call, each["宛名番号"]) for each in page(call, records)]


def _to_be_told(call: Call, record: Record) -> bool:
    asked = record[REQUESTER]
    if call[CONDITION] not in (REGISTERED, OTHERS_ASKED):
        told = (THIRD_PARTY,) if fault_active("F-TOLD-NOT-OF-AGENTS") else (AGENT, THIRD_PARTY)
        if fault_active("F-TOLD-REGISTERED-ONLY") and not _registered(call, record):
            return False
        return asked in told
    if call[CONDITION] == OTHERS_ASKED and asked == THEMSELVES and not fault_active("F-TOLD-OF-OWN"):
        return False
    if call[CONDITION] == REGISTERED and asked == THEMSELVES and fault_active("F-NEVER-TOLD-OF-OWN"):
        return False
    return fault_active("F-TOLD-UNREGISTERED") or _registered(call, record)


def _registered(call: Call, record: Record) -> bool:
    return is_registered(call, record["宛名番号"], record["交付年月日"])


def _records(call: Call, person: str | None, number: str | None) -> list[Record]:
    return [_record(row) for row in call.store.all(OF_ALL, person, number)]


def _record(row: Row) -> Record:
    content = json.decode(row["content"])
    copies = {"部数": 1} if fault_active("F-COPIES-FORGOTTEN") else {}
    requester = content.get(REQUESTER)
    if requester == AGENT and fault_active("F-AGENT-THIRD-PARTY"):
        requester = THIRD_PARTY
    record: Record = (
        content | copies | {NUMBER: row["number"], "宛名番号": row["person"], REQUESTER: requester}
    )
    return record


def _addressed(call: Call, person: str) -> Record:
    known = guards.person(call, person)
    return {"宛先氏名": known["氏名"], "宛先住所": address_in_one(known)}
