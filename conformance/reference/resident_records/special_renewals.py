"""切替の申請 (8.2.2): accepted or undone, the new certificate has arrived, it is delivered or sent back; its papers."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.special_cards import CARD, EXPIRES, newest_card, put_card, special
from conformance.reference.resident_records.views import address_in_one
from conformance.reference.store import Row

NUMBER, STATE, RETURNED, PAPER = "切替申請番号", "切替状態", "返納年月日", "切替帳票名"
ACCEPTED, UNDONE, WAITING, DELIVERED, SENT_BACK = "受理", "受理取消", "交付待ち", "交付済", "不交付返戻"


@operation("kirikaeshinseijuri")
def accept(call: Call) -> Results:
    """切替申請受理."""
    person = special(call)["宛名番号"]
    guards.resident(call, person)
    sql = "INSERT INTO special_renewals (person, state) VALUES (?, ?) RETURNING *"
    row = call.store.one(sql, person, ACCEPTED)
    assert row is not None  # noqa: S101 - an INSERT returns what it inserted
    return [_shown(call, row)]


@operation("kirikaejuritorikeshi")
def undo(call: Call) -> Results:
    """切替受理取消: as long as nothing else has happened."""
    row = _in_state(call, ACCEPTED)
    return _now(call, row, ACCEPTED if fault_active("F-RENEWAL-NOT-UNDONE") else UNDONE)


@operation("kirikaeshomeishosetsuju")
def arrived(call: Call) -> Results:
    """切替証明書接受."""
    row = _in_state(call, ACCEPTED)
    new = "UPDATE special_renewals SET card = ?, expires = ? WHERE no = ?"
    call.store.run(new, call[CARD], call[EXPIRES], row["no"])
    return _now(call, row, WAITING)


@operation("kirikaeshomeishokofu")
def delivered(call: Call) -> Results:
    """切替証明書交付: the new certificate is the newest of the person from now on, at the branch of the one before."""
    row = _in_state(call, *((WAITING, ACCEPTED) if fault_active("F-RENEWAL-UNARRIVED") else (WAITING,)))
    nothing_came = fault_active("F-RENEWAL-UNARRIVED") and row["card"] is None
    if not nothing_came and not fault_active("F-RENEWAL-OLD-CARD"):
        branch = newest_card(call, row["person"])["branch"]
        put_card(call, row["person"], row["card"], row["expires"], branch)
    return _now(call, row, DELIVERED)


@operation("kirikaefukofuhenrei")
def sent_back(call: Call) -> Results:
    """切替不交付返戻."""
    row = _in_state(call, WAITING)
    return _now(call, row, DELIVERED if fault_active("F-RENEWAL-NOT-SENT-BACK") else SENT_BACK)


@operation("kirikaeshomeishohenno")
def returned(call: Call) -> Results:
    """切替証明書返納."""
    guards.not_after_today(call, RETURNED)
    row = _in_state(call, ACCEPTED, WAITING, DELIVERED, SENT_BACK)
    if not fault_active("F-RETURN-LOST"):
        call.store.run("UPDATE special_renewals SET returned_on = ? WHERE no = ?", call[RETURNED], row["no"])
    return _now(call, row, row["state"])


@operation("kirikaeshinseishokai")
def renewals(call: Call) -> Results:
    """切替申請照会: in the order of acceptance."""
    person = guards.person(call, call["宛名番号"])["宛名番号"]
    rows = call.store.all("SELECT * FROM special_renewals WHERE person = ? ORDER BY no", person)
    if fault_active("F-RENEWAL-UNDONE-GONE"):
        rows = [row for row in rows if row["state"] != UNDONE]
    return [_shown(call, row) for row in rows]


@operation("kirikaechohyosakusei")
def paper(call: Call) -> Results:
    """切替帳票作成."""
    row = _in_state(call, ACCEPTED, WAITING, DELIVERED, SENT_BACK)
    if row["state"] != ACCEPTED and call[PAPER] == "受領書" and fault_active("F-RECEIPT-ONCE"):
        raise Refused("T1401", PAPER)
    person = guards.person(call, row["person"])
    to = {"宛先氏名": person["氏名"], "宛先住所": address_in_one(person)}
    return [{**_shown(call, row), PAPER: call[PAPER], **to}]


def _in_state(call: Call, *states: str) -> Row:
    """Find the application that a call names. Raises T1201, T1401 when it is in none of the states."""
    row = call.row(NUMBER, "SELECT * FROM special_renewals WHERE CAST(no AS TEXT) = ?", call[NUMBER])
    if row["state"] not in states:
        raise Refused("T1401", NUMBER)
    return row


def _now(call: Call, row: Row, state: str) -> Results:
    sql = "UPDATE special_renewals SET state = ? WHERE no = ? RETURNING *"
    changed = call.store.one(sql, state, row["no"])
    assert changed is not None  # noqa: S101 - the row was found before
    return [_shown(call, changed)]


def _shown(call: Call, row: Row) -> dict[str, object]:
    return {
        NUMBER: str(row["no"]),
        "宛名番号": row["person"],
        "氏名": guards.person(call, row["person"])["氏名"],
        STATE: row["state"],
        CARD: row["card"],
        EXPIRES: row["expires"],
        RETURNED: row["returned_on"],
    }
