"""Moving by notice online: the old municipality tells the planned new one, which knows whom to expect and when."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.departures import CERTIFICATE, DESTINATION_CODE, move_out
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.outbox import listed, queue
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.records import Snapshot
from conformance.reference.resident_records.special_entries import NUMBER, take_in_with
from conformance.reference.resident_records.words import KOSEKI, MOVED_OUT

CHANNEL, WITHIN_JAPAN = "転入予定地", "国内転出"
VISIT = "来庁予定年月日"
TOLD = (
    *KOSEKI, "宛名番号", "異動番号", "氏名", "住民種別", "生年月日", "性別", "転出先住所_予定", DESTINATION_CODE,
    "転出予定年月日",
)  # fmt: skip


@operation("onraintenshutsutodoke")
def move_out_online(call: Call) -> Results:
    """オンライン転出届: a special move-out, of which the planned destination is told."""
    call.values = {**call.values, "異動事由": WITHIN_JAPAN}
    if not fault_active("F-ONLINE-ORDINARY"):
        call.values = {**call.values, "特例転出フラグ": YES}
    results = move_out(call)
    for result in results:
        _tell(call, guards.person(call, result["宛名番号"]))
    if fault_active("F-ONLINE-PAPER"):
        return [result | {"帳票名": CERTIFICATE} for result in results]
    if fault_active("F-ONLINE-GONE"):
        return [result | {"住民状態": MOVED_OUT} for result in results]
    return results


@operation("tennyuyoteichitsuchishokai")
def told(call: Call) -> Results:
    """転入予定地通知照会: in the order of sending."""
    return listed(call, CHANNEL)


@operation("raichoyoteirenrakutorikomi")
def expect(call: Call) -> Results:
    """来庁予定連絡取込: certificate data with the planned day of the visit."""
    return take_in_with(call, {} if fault_active("F-VISIT-DAY-FORGOTTEN") else {VISIT: call[VISIT]})


@operation("raichoyoteishashokai")
def expected(call: Call) -> Results:
    """来庁予定者照会: those of one day, in the order of receipt."""
    rows = call.store.all("SELECT * FROM announced_moves ORDER BY no")
    found = [{**json.decode(row["content"]), NUMBER: row["no"]} for row in rows]
    on_any_day = fault_active("F-VISITORS-OF-ANY-DAY")
    return list(
        page(call, [each for each in found if VISIT in each and (on_any_day or each[VISIT] == call[VISIT])])
    )


def _tell(call: Call, row: Snapshot) -> None:
    """Send the certificate data of one mover to the planned destination."""
    if fault_active("F-DESTINATION-UNTOLD"):
        return
    content = {name: row[name] for name in TOLD if name in row}
    if not fault_active("F-VISIT-DAY-UNSENT"):
        content[VISIT] = call[VISIT]
    if fault_active("F-DESTINATION-TOLD-ELSEWHERE"):
        content[DESTINATION_CODE] = call.business.municipality
    queue(call, CHANNEL, WITHIN_JAPAN, content)
