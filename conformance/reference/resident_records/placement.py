"""Where people go when they change households: into a new one, or into one that is there."""

from msgspec import Struct

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused
from conformance.reference.resident_records.heads import SUCCESSOR
from conformance.reference.resident_records.households import (
    by_rank,
    head_of,
    is_inhabited,
    new_household,
    next_rank,
    set_head,
)
from conformance.reference.resident_records.records import Snapshot
from conformance.reference.resident_records.words import HEAD

SUBJECTS, RELATIONS = "対象者宛名番号", "対象者続柄"
NOBODYS = "同居人"


class Placement(Struct, frozen=True):
    """What changes for each mover, by 宛名番号, and the household that takes them in."""

    changes: dict[str, Snapshot]
    household: str


def relations_sent(call: Call) -> dict[str, str]:
    """Return the 対象者続柄 by 対象者宛名番号. Raises T1102 when there are not as many of one as of the other."""
    if RELATIONS not in call:
        return {}
    people, relations = call.get(SUBJECTS, []), call[RELATIONS]
    if len(people) != len(relations):
        raise Refused(
            "T1102", RELATIONS, "対象者続柄は、対象者宛名番号と同じ順に同じ数だけ設定してください。"
        )
    return dict(zip(people, relations, strict=True))


def into_household(call: Call, movers: list[Snapshot], household: str) -> Placement:
    """Let people join a household with the relations that were sent; they are listed last (5.2)."""
    if not is_inhabited(call, household):
        raise Refused("T1102", "世帯番号", "世帯番号の世帯がありません。番号を確かめてください。")
    if any(each["世帯番号"] == household for each in movers):
        raise Refused("T1102", "世帯番号", "対象者は既にその世帯の者です。ほかの世帯番号を設定してください。")
    relations = {} if call.operation.id == "tenkyo" and fault_active("F-LODGER") else relations_sent(call)
    heads = [each["宛名番号"] for each in movers if relations.get(each["宛名番号"]) == HEAD]
    if heads:
        if len(heads) > 1 or head_of(call, household) is not None:
            raise Refused("T1102", RELATIONS, "一つの世帯に世帯主が二人になります。続柄を直してください。")
        set_head(call, household, heads[0])
    placed = [{**each, "続柄": relations.get(each["宛名番号"], NOBODYS)} for each in movers]
    return _placed(call, placed, household)


def into_new_household(call: Call, movers: list[Snapshot]) -> Placement:
    """Let people form a household: the named one, else the first, heads it (4.0.2)."""
    numbers = [each["宛名番号"] for each in movers]
    overlooked = call.operation.id == "tenkyo" and fault_active("F-FIRST-HEADS")
    named = None if overlooked else call.get(SUCCESSOR)
    head = named if named in numbers else numbers[0]
    relations = {**dict.fromkeys(numbers, NOBODYS), **relations_sent(call), head: HEAD}
    if sum(relations[number] == HEAD for number in numbers) > 1:
        raise Refused("T1102", RELATIONS, "一つの世帯に世帯主が二人になります。続柄を直してください。")
    household = new_household(call, head)
    placed = [{**each, "続柄": relations[each["宛名番号"]]} for each in movers]
    return _placed(call, placed, household)


def _placed(call: Call, movers: list[Snapshot], household: str) -> Placement:
    changes = {
        each["宛名番号"]: {"世帯番号": household, "続柄": each["続柄"], "記載順位": rank}
        for rank, each in enumerate(by_rank(movers), next_rank(call, household))
    }
    return Placement(changes, household)
