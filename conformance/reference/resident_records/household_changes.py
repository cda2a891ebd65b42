"""世帯分離, 世帯合併, 世帯変更, 世帯主変更: households change, addresses do not (4.1.4)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.heads import (
    SUCCESSOR,
    after_leaving,
    successor_among,
    warn_before_leaving,
)
from conformance.reference.resident_records.households import head_of, members, set_head, tell_members
from conformance.reference.resident_records.placement import (
    NOBODYS,
    RELATIONS,
    SUBJECTS,
    into_household,
    into_new_household,
    relations_sent,
)
from conformance.reference.resident_records.records import Snapshot, seen, write_all
from conformance.reference.resident_records.words import HEAD

DWELLING = ("住所_都道府県", "住所_市区郡町村名", "住所_町字", "住所_番地号表記", "住所_方書")


@operation("setaibunri")
def split(call: Call) -> Results:
    """世帯分離: part of a household becomes one of its own."""
    movers = _checked(call)
    household = movers[0]["世帯番号"]
    everybody = members(call, household)
    if any(each["世帯番号"] != household for each in movers):
        raise Refused("T1102", SUBJECTS, "対象者が一つの世帯の者ではありません。世帯ごとに届け出てください。")
    if len(movers) >= len(everybody) and not fault_active("F-SPLIT-ALL"):
        raise Refused("T1102", SUBJECTS, "世帯の全員は分離できません。残る者を除いて設定してください。")
    successor_among(call, everybody)
    warn_before_leaving(call, movers)
    changes = into_new_household(call, movers).changes
    if fault_active("F-SPLIT-UNFILED"):
        changes = {number: {**change, "届出年月日": None} for number, change in changes.items()}
    return _moved(call, "世帯分離", movers, changes)


@operation("setaigappei")
def merge(call: Call) -> Results:
    """世帯合併: two households at one address become one."""
    return _joined(call, "世帯合併")


@operation("setaihenko")
def change(call: Call) -> Results:
    """世帯変更: part of a household goes to another at the same address."""
    return _joined(call, "世帯変更")


@operation("setainushihenko")
def change_head(call: Call) -> Results:
    """世帯主変更: a member becomes head; all relations can be set anew (4.1.4.2)."""
    guards.not_after_today(call, "異動年月日", "届出年月日")
    new = guards.subject(call, call[SUCCESSOR], SUCCESSOR)
    household = new["世帯番号"]
    old = head_of(call, household)
    if old == new["宛名番号"]:
        raise Refused("T1102", SUCCESSOR, "新世帯主宛名番号の者は既に世帯主です。")
    relations = _relations(call, new, old)
    people = {each["宛名番号"]: each for each in members(call, household)}
    if fault_active("F-RELATIONS-RESET"):
        relations = dict.fromkeys(people, NOBODYS) | relations
    if fault_active("F-RELATION-IGNORED"):
        relations = {number: to for number, to in relations.items() if number in (new["宛名番号"], old)}
    if relations.keys() - people.keys():
        raise Refused("T1102", SUBJECTS, "対象者に、その世帯の者でない者がいます。")
    changed = {number: to for number, to in relations.items() if people[number].get("続柄") != to}
    for number in changed:
        guards.subject(call, number, SUBJECTS)
    set_head(call, household, new["宛名番号"])
    rows = write_all(call, "世帯主変更", [(people[number], {"続柄": to}) for number, to in changed.items()])
    tell_members(call, household)
    return [seen(call, row) for row in rows]


def _relations(call: Call, new: Snapshot, old: str | None) -> dict[str, str]:
    """Return the relations after the change: the new head, the old one, and whoever else was sent."""
    number = new["宛名番号"]
    sent = relations_sent(call)
    if any(to == HEAD for person, to in sent.items() if person != number) or sent.get(number, HEAD) != HEAD:
        raise Refused("T1102", RELATIONS, "世帯主は新世帯主宛名番号の者だけです。続柄を直してください。")
    return {number: HEAD, **({old: NOBODYS} if old else {}), **sent}


def _joined(call: Call, reason: str) -> Results:
    movers = _checked(call)
    placement = into_household(call, movers, call["世帯番号"])
    dwellings = {
        tuple(each.get(name) for name in DWELLING) for each in (*members(call, placement.household), *movers)
    }
    apart = len(dwellings) > 1
    if apart and not (reason == "世帯合併" and fault_active("F-MERGE-ELSEWHERE")):
        raise Refused("T1102", "世帯番号", "住所が違う世帯です。住所が変わるときは転居を届け出てください。")
    warn_before_leaving(call, movers)
    return _moved(call, reason, movers, placement.changes)


def _checked(call: Call) -> list[Snapshot]:
    ahead = call.operation.id == "setaibunri" and fault_active("F-SPLIT-AHEAD")
    guards.not_after_today(call, *(() if ahead else ("異動年月日",)), "届出年月日")
    return guards.subjects(call)


def _moved(call: Call, reason: str, movers: list[Snapshot], changes: dict[str, Snapshot]) -> Results:
    if fault_active("F-SPLIT-MOVES"):
        changes = {
            number: {**change, "住所を定めた年月日": call["異動年月日"]} for number, change in changes.items()
        }
    rows = write_all(call, reason, [(each, changes[each["宛名番号"]]) for each in movers])
    after_leaving(call, movers)
    tell_members(call, *(row["世帯番号"] for row in rows))
    return [seen(call, row) for row in rows]
