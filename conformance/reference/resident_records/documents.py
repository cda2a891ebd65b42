"""帳票作成: the papers that go with an event, at once or later.

Every paper is made from the history row of its event, so that a re-issue shows what was so at the time (4.1.3.0.3).
"""

from collections.abc import Callable
from functools import partial

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.events import MOVES_IN, effective, move_out_of, newest_of
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.lists import is_missing_arrival
from conformance.reference.resident_records.readings import with_readings
from conformance.reference.resident_records.records import Snapshot, rows
from conformance.reference.resident_records.views import ADDRESS_PARTS, address_in_one
from conformance.reference.resident_records.ward_notice import ward_notice

CODE = "住民票コード"
OF_CODES = ("住民票コード通知票", "住民票コード変更通知票", "住民票コード修正通知票")
OF_MOVE_OUTS = ("転出証明書", "転出証明書に準ずる証明書")
DOMESTIC = "国内転出"

Paper = Snapshot | None
Maker = Callable[[Call, Snapshot, list[Snapshot]], Paper]


@operation("chohyosakusei")
def make_document(call: Call) -> Results:
    """帳票作成. T1401 when nothing happened that the paper could be about."""
    person = guards.person(call, call["宛名番号"])
    paper = PAPERS[call["帳票名"]](call, person, rows(call.store, person["宛名番号"]))
    if paper is None:
        raise Refused("T1401", "帳票名")
    unmarked = call["帳票名"] == "転出証明書" and fault_active("F-REISSUE-UNMARKED")
    notes = ["再交付"] if call.flag("再交付フラグ") and not unmarked else []
    notes += [paper["帳票注記"]] if "帳票注記" in paper else []
    if call["帳票名"] not in OF_CODES or fault_active("F-CODE-NOTICE-BLANK"):
        paper.pop(CODE, None)
    if call["帳票名"] in OF_MOVE_OUTS:
        paper = with_readings(call, paper)
    return [{**paper, "帳票名": call["帳票名"], "宛名番号": person["宛名番号"], "帳票注記": "、".join(notes)}]


def _move_out_certificate(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    row = move_out_of(found)
    if row is None or row["異動事由"] != DOMESTIC or row.get("職権フラグ") == YES:
        return None
    if call.flag("再交付フラグ") and fault_active("F-REISSUE-NOW"):
        row = row | {name: person[name] for name in ("氏名", *ADDRESS_PARTS) if name in person}
    marked = row.get("特例転出フラグ") == YES and not fault_active("F-SPECIAL-UNMARKED")
    special = {"帳票注記": "特例による転出処理済"} if marked else {}
    return row | special


def _substitute(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    row = move_out_of(found)
    if row is None or row["異動事由"] != DOMESTIC or row.get("職権フラグ") != YES:
        return None
    return row | {"帳票注記": "転入届に添付すべき書類として発行"}


def _acceptance(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    """住民異動届受理通知: to the notifier at the address before, else to the subject at the present one (4.1.0.3)."""
    standing = effective(found)[-1:] if fault_active("F-ACCEPTED-LATEST") else effective(found)
    row = next((each for each in reversed(standing) if "届出年月日" in each), None)
    if row is None:
        return None
    if row["異動事由"] in MOVES_IN:
        old = row.get("転入前住所")
    else:
        old = address_in_one(next(each for each in found if each["履歴番号"] == row["履歴番号"] - 1))
    notifier = row.get("届出人氏名")
    if old and fault_active("F-ACCEPTED-TO-NEW"):
        old = address_in_one(person)
    to = _addressed(notifier, old) if notifier and old else _to(person)
    return row | to


def _head_notice(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    """世帯主変更通知書 and 世帯主変更依頼通知書, to the highest-ranked remaining member (4.0.5)."""
    any_kind = fault_active("F-EITHER-NOTICE")
    notice = call.store.one(
        "SELECT * FROM head_notices WHERE (kind = ? OR ?) AND (household = ? OR addressee = ?)"
        " ORDER BY no DESC LIMIT 1",
        call["帳票名"],
        any_kind,
        person["世帯番号"],
        person["宛名番号"],
    )
    if notice is None:
        return None
    return {"氏名": person["氏名"]} | _to(guards.person(call, notice["addressee"]))


def _office_record(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    """職権記録書 of the newest event that was carried out ex officio (4.2.0.1)."""
    newest_first = found if fault_active("F-OFFICE-RECORD-FIRST") else found[::-1]
    return next((each for each in newest_first if each.get("職権フラグ") == YES), None)


def _office_notice(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    """職権記載等通知書: the same, to the person."""
    record = _office_record(call, person, found)
    to = {} if fault_active("F-OFFICE-NOTICE-BARE") else _to(person)
    return None if record is None else record | to


def _arrival_query(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    """転入通知未着照会書, to the municipality that the person said to move to (4.1.3.1.4)."""
    missing = is_missing_arrival(call) or fault_active("F-QUERY-ARRIVED")
    row = move_out_of(found) if missing else None
    if row is None:
        return None
    to = {"宛先氏名": "転出先市区町村長", "宛先住所": row["転出先住所_予定"]}
    return row | to


def _code_notice(call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    """住民票コード通知票: the code that came with the first entry."""
    return found[0] | _to(person)


def _code_change(reason: str, call: Call, person: Snapshot, found: list[Snapshot]) -> Paper:
    """住民票コード変更通知票 and 修正通知票: the code that came with the newest event of the reason."""
    late = fault_active("F-CODE-NOTICE-NOW") and found[-1]["異動事由"] != reason
    row = None if late else newest_of(found, reason)
    return None if row is None else row | _to(person)


def _to(person: Snapshot) -> Snapshot:
    return _addressed(person["氏名"], address_in_one(person))


def _addressed(name: str, address: str) -> Snapshot:
    return {"宛先氏名": name, "宛先住所": address}


PAPERS: dict[str, Maker] = {
    "転出証明書": _move_out_certificate,
    "転出証明書に準ずる証明書": _substitute,
    "住民異動届受理通知": _acceptance,
    "世帯主変更通知書": _head_notice,
    "世帯主変更依頼通知書": _head_notice,
    "職権記録書": _office_record,
    "職権記載等通知書": _office_notice,
    "転入通知未着照会書": _arrival_query,
    "成年被後見人の転出通知書": ward_notice,
    "住民票コード通知票": _code_notice,
    "住民票コード変更通知票": partial(_code_change, "住民票コードの変更請求"),
    "住民票コード修正通知票": partial(_code_change, "住民票コードの職権記載"),
}
