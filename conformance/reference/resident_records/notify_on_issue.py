"""本人通知 (8.1.1, 8.1.2): who wants to be told of certificates about them, for how long; notices that it ends."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.views import address_in_one
from conformance.reference.store import Row

NUMBER, STARTS, ENDS, STATE = "本人通知登録番号", "本人通知開始年月日", "本人通知満了年月日", "本人通知状態"
FROM, TO = "満了_期間開始年月日", "満了_期間終了年月日"
REGISTERED, CANCELLED = "登録中", "廃止"


@operation("honnintsuchitoroku")
def register(call: Call) -> Results:
    """本人通知登録."""
    person = guards.person(call, call["宛名番号"])
    if call[ENDS] < call[STARTS] and not fault_active("F-NOTIFY-BACKWARDS"):
        raise Refused("T1102", ENDS, f"{ENDS}が{STARTS}より前です。日付を確かめてください。")
    row = call.store.one(
        "INSERT INTO notify_registrations (person, starts, ends, state) VALUES (?, ?, ?, ?) RETURNING *",
        person["宛名番号"],
        call[STARTS],
        call[ENDS],
        REGISTERED,
    )
    assert row is not None  # noqa: S101 - an INSERT returns what it inserted
    return [_shown(call, row)]


@operation("honnintsuchihaishi")
def cancel(call: Call) -> Results:
    """本人通知廃止."""
    row = _row(call)
    if row["state"] == CANCELLED and not fault_active("F-NOTIFY-CANCELLED-TWICE"):
        raise Refused("T1401", NUMBER)
    if not fault_active("F-NOTIFY-NOT-CANCELLED"):
        call.store.run("UPDATE notify_registrations SET state = ? WHERE no = ?", CANCELLED, row["no"])
    return [_shown(call, _row(call))]


@operation("honnintsuchitorokushokai")
def registrations(call: Call) -> Results:
    """本人通知登録照会: in the order of registration."""
    person = guards.person(call, call["宛名番号"])["宛名番号"]
    rows = call.store.all("SELECT * FROM notify_registrations WHERE person = ? ORDER BY no", person)
    if fault_active("F-NOTIFY-LAST-ONLY"):
        rows = rows[-1:]
    return [_shown(call, row) for row in rows]


@operation("honnintsuchimanryotsuchisakusei")
def expiry_notices(call: Call) -> Results:
    """本人通知満了通知作成: for the registrations that end in a range of days, both ends included."""
    if call[TO] < call[FROM]:
        raise Refused("T1102", TO, f"{TO}が{FROM}より前です。日付を確かめてください。")
    rows = call.store.all(
        "SELECT * FROM notify_registrations WHERE (?1 IS NULL OR person = ?1) AND (state = ?2 OR ?3)"
        " AND ends BETWEEN ?4 AND ?5 ORDER BY no",
        call.get("宛名番号"),
        REGISTERED,
        fault_active("F-NOTIFY-CANCELLED-TOLD"),
        call[FROM],
        call[TO],
    )
    if fault_active("F-NOTIFY-LAST-DAY"):
        rows = [row for row in rows if row["ends"] < call[TO]]
    return [_shown(call, row) | _addressed(call, row["person"]) for row in page(call, rows)]


def is_registered(call: Call, person: str, day: str) -> bool:
    """Tell whether somebody is to be told of certificates that are issued on a day."""
    if fault_active("F-NOTIFY-FOR-EVER"):
        day = call.store.value("SELECT max(starts) FROM notify_registrations WHERE person = ?", person) or day
    known = "SELECT 1 FROM notify_registrations WHERE person = ? AND state = ? AND ? BETWEEN starts AND ends"
    return call.store.one(known, person, REGISTERED, day) is not None


def _addressed(call: Call, person: str) -> dict[str, object]:
    known = guards.person(call, person)
    return {"宛先氏名": known["氏名"], "宛先住所": address_in_one(known)}


def _row(call: Call) -> Row:
    return call.row(NUMBER, "SELECT * FROM notify_registrations WHERE CAST(no AS TEXT) = ?", call[NUMBER])


def _shown(call: Call, row: Row) -> dict[str, object]:
    return {
        NUMBER: str(row["no"]),
        "宛名番号": row["person"],
        "氏名": guards.person(call, row["person"])["氏名"],
        STARTS: row["starts"],
        ENDS: row["ends"],
        STATE: row["state"],
    }
