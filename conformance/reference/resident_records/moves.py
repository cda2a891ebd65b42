"""転居: the address changes inside the municipality."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.heads import after_leaving, successor_among, warn_before_leaving
from conformance.reference.resident_records.households import members, tell_members
from conformance.reference.resident_records.placement import into_household, into_new_household
from conformance.reference.resident_records.records import Snapshot, seen, write_all
from conformance.reference.resident_records.words import ADDRESS, ADDRESS_SINCE

LOT = ("住所_都道府県", "住所_市区郡町村名", "住所_町字", "住所_番地号表記")


@operation("tenkyo")
def move_within(call: Call) -> Results:
    """転居届. Whole households keep their number; part of one goes to a new household or to a named one."""
    guards.not_after_today(call, "異動年月日", "届出年月日")
    movers = guards.subjects(call)
    changes, leaving = _regroup(call, movers)
    address: Snapshot = {name: call.get(name) for name in ADDRESS}
    if fault_active("F-MOVE-KEEPS"):
        address = call.chosen(ADDRESS)
    if fault_active("F-ROOM-CODE-KEPT"):
        del address["住所_部屋番号コード"]
    if not _within_lot(call, movers) or not fault_active("F-SAME-LOT-SINCE"):
        address |= dict.fromkeys(ADDRESS_SINCE) | {"住所を定めた年月日": call["異動年月日"]}
    if _within_lot(call, movers) and fault_active("F-RESIDENT-SINCE"):
        address["住民となった年月日"] = call["異動年月日"]
    if fault_active("F-ORDER-LOST"):
        address["記載順位"] = None
    plans = [(each, address | changes.get(each["宛名番号"], {})) for each in movers]
    rows = write_all(call, "転居", plans)
    if _within_lot(call, movers) and fault_active("F-REMARK-BY-ITSELF"):
        insert = "INSERT INTO remarks (person, kind, text) VALUES (?, 'C', '同一住所への転居')"
        call.store.many(insert, [(each["宛名番号"],) for each in movers])
    after_leaving(call, leaving)
    tell_members(call, *(row["世帯番号"] for row in rows))
    return [seen(call, row) for row in rows]


def _regroup(call: Call, movers: list[Snapshot]) -> tuple[dict[str, Snapshot], list[Snapshot]]:
    """Return what changes of households, by 宛名番号, and who leaves a household behind."""
    if "世帯番号" in call:
        warn_before_leaving(call, movers)
        return into_household(call, movers, call["世帯番号"]).changes, movers
    leaving = [each for each in movers if not _moves_whole(call, each, movers)]
    if not leaving or (_within_lot(call, movers) and fault_active("F-SAME-LOT-TOGETHER")):
        return {}, []
    staying = [each for mover in leaving for each in members(call, mover["世帯番号"])]
    successor_among(call, staying)
    warn_before_leaving(call, leaving)
    return into_new_household(call, leaving).changes, leaving


def _moves_whole(call: Call, mover: Snapshot, movers: list[Snapshot]) -> bool:
    going = {each["宛名番号"] for each in movers}
    return all(each["宛名番号"] in going for each in members(call, mover["世帯番号"]))


def _within_lot(call: Call, movers: list[Snapshot]) -> bool:
    """Tell whether everybody moves to another dwelling on the lot where they live (4.1.2.1)."""
    return all(each.get(name) == call.get(name) for each in movers for name in LOT)
