"""Ceasing to be a resident: 転出, 死亡, 失踪, 職権消除."""

from datetime import timedelta

from conformance.reference.clock import internal_date
from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.heads import (
    after_leaving,
    plan_leaving,
    successor_among,
    warn_before_leaving,
)
from conformance.reference.resident_records.households import members
from conformance.reference.resident_records.records import Snapshot, seen, write_all
from conformance.reference.resident_records.words import DEAD, DESTINATION, MOVED_OUT, STRUCK_OFF

TIMELY = timedelta(days=14)
CERTIFICATE = "転出証明書"
SUBSTITUTE = "転出証明書に準ずる証明書"
ABROAD = "国外転出"
DESTINATION_CODE = "転出先住所_予定_市区町村コード"


@operation("tenshutsu")
def move_out(call: Call) -> Results:
    """転出届. The day may lie ahead; until then one is a resident."""
    guards.not_after_today(call, "届出年月日")
    movers = guards.subjects(call)
    if call["異動事由"] != ABROAD and DESTINATION_CODE not in call and fault_active("F-DESTINATION-CODED"):
        call.refuse("E0001", DESTINATION_CODE)
    day, filed = call["異動年月日"], call.get("届出年月日", call.day)
    timely = timedelta(days=15) if fault_active("F-FIFTEEN-DAYS") else TIMELY
    counted = call.day if fault_active("F-LATE-FROM-TODAY") else filed
    late = internal_date(counted) - internal_date(day) > timely
    changes: Snapshot = dict.fromkeys(DESTINATION) | call.chosen(DESTINATION)
    changes |= {"転出届出年月日": filed, "転出予定年月日": day, **_removal(MOVED_OUT, "転出", day)}
    if late:
        changes["職権フラグ"] = YES
    results = _remove(call, call["異動事由"], movers, changes)
    paper = {"帳票名": _paper(call, late=late)}
    if day > call.day and fault_active("F-PLANNED-IS-GONE"):
        paper["住民状態"] = MOVED_OUT
    return [result | paper for result in results]


@operation("shibo")
def die(call: Call) -> Results:
    """死亡."""
    if call["異動年月日"].endswith("-02-29") and fault_active("F-LEAP-DEATH"):
        call.refuse("E0002", "異動年月日")
    return _one(call, "死亡", _removal(DEAD, "死亡", call["異動年月日"]))


@operation("shisso")
def disappear(call: Call) -> Results:
    """失踪: struck off ex officio on the notice of the 戸籍."""
    reason = "失踪" if fault_active("F-DISAPPEARED") else "職権消除"
    return _one(call, reason, _removal(STRUCK_OFF, "失踪", call["異動年月日"]))


@operation("shokkenshojo")
def strike_off(call: Call) -> Results:
    """職権消除."""
    guards.not_after_today(call, "異動年月日")
    return struck_off(call, guards.subjects(call))


def struck_off(call: Call, movers: list[Snapshot]) -> Results:
    """Strike residents off ex officio, on 異動年月日 of the call."""
    return _remove(call, "職権消除", movers, _removal(STRUCK_OFF, "職権消除", call["異動年月日"]))


def _one(call: Call, reason: str, removal: Snapshot) -> Results:
    guards.not_after_today(call, "異動年月日")
    person = _leaver(call, reason)
    if reason == "死亡" and "転出予定年月日" in person and fault_active("F-DEATH-OF-MOVER"):
        removal["消除事由"] = person["消除事由"]
    today = call["異動年月日"] if fault_active("F-NOTICE-THEN") else call.day
    koseki_notice = {"通知年月日": call.get("通知年月日", today)}  # 4.2.0.4: today unless told
    return _remove(call, reason, [person], removal | koseki_notice)


def _leaver(call: Call, reason: str) -> Snapshot:
    """Return who dies or disappears: a resident."""
    person = guards.person(call, call["宛名番号"])
    removed = person.get("消除事由")
    if (reason, removed) == ("死亡", "転出") and fault_active("F-DEATH-AFTER-MOVE"):
        return person
    if (reason, removed) == ("職権消除", "死亡") and fault_active("F-DEAD-DISAPPEAR"):
        return person
    return guards.subject(call, call["宛名番号"])


def _remove(call: Call, reason: str, movers: list[Snapshot], changes: Snapshot) -> Results:
    """Write the removal and settle the households, those of a day ahead once it has come."""
    going = {each["宛名番号"] for each in movers}
    staying = [each for mover in movers for each in members(call, mover["世帯番号"])]
    successor_among(call, [each for each in staying if each["宛名番号"] not in going])
    warn_before_leaving(call, movers)
    plan_leaving(call, movers)
    rows = write_all(call, reason, [(each, changes) for each in movers])
    if changes["消除年月日"] <= call.day:
        after_leaving(call, movers)
    return [seen(call, row) for row in rows]


def _removal(state: str, reason: str, day: str) -> Snapshot:
    """Return what removes a person on a day, known in part or not (1.1.8)."""
    return {"住民状態": state, "消除事由": reason, "消除年月日": day}


def _paper(call: Call, *, late: bool) -> str | None:
    """Return the certificate of a move-out; there is none for abroad nor for a special move-out (4.1.3.0.3, 0.4)."""
    if call["異動事由"] == ABROAD:
        return CERTIFICATE if fault_active("F-ABROAD-CERTIFICATE") else None
    if late:
        return SUBSTITUTE
    special = call.flag("特例転出フラグ") and not fault_active("F-SPECIAL-CERTIFICATE")
    return None if special else CERTIFICATE
