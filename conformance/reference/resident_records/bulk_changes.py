"""住所一括変更 and 本籍一括変更 (9.7): values before and after for many at once, on trial or in earnest.

Whoever is not recorded with the value before is left as he is and told of; the others get a row of 軽微な修正.
"""

from collections.abc import Iterator
from typing import NamedTuple

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import members
from conformance.reference.resident_records.records import Snapshot, write

SLIGHT = "軽微な修正"
IN_EARNEST = "本実行"
HOUSEHOLDS, SUBJECTS = "対象世帯番号", "対象者宛名番号"
CHANGED, DIFFERENT = "変更", "不一致"
TOWN, LOT, HONSEKI = "住所_町字", "住所_番地号表記", "本籍"


class Line(NamedTuple):
    """What one line of the list says of one person: the 宛名番号, what the record should hold, what it is to hold."""

    person: str
    before: Snapshot
    after: Snapshot

    def fits(self, recorded: Snapshot) -> bool:
        """Tell whether the person is recorded with all values before."""
        compared = list(self.before)
        if len(compared) > 1 and fault_active("F-BULK-TOWN-ONLY"):
            compared = compared[:1]
        return all(recorded.get(name, "") == self.before[name] for name in compared)


@operation("jushoikkatsuhenko")
def change_addresses(call: Call) -> Results:
    """住所一括変更: by household."""
    items = (HOUSEHOLDS, "変更前_町字", "変更前_番地号表記", "変更後_町字", "変更後_番地号表記")
    lines = []
    for household, *texts in _lines(call, items):
        listed = members(call, household)
        if not listed:
            call.refuse("T1201", HOUSEHOLDS)
        if fault_active("F-BULK-HEAD-ONLY"):
            listed = listed[:1]
        before, after = (dict(zip((TOWN, LOT), pair, strict=True)) for pair in (texts[:2], texts[2:]))
        lines += [Line(person["宛名番号"], before, after) for person in listed]
    return _carried_out(call, lines)


@operation("honsekiikkatsuhenko")
def change_domiciles(call: Call) -> Results:
    """本籍一括変更: by person, whoever else has the same 本籍."""
    items = (SUBJECTS, "変更前_本籍", "変更後_本籍")
    lines = []
    for number, before, after in _lines(call, items):
        named = guards.resident(call, number, SUBJECTS)
        found = members(call, named["世帯番号"]) if fault_active("F-BULK-HONSEKI-ALL") else [named]
        lines += [Line(person["宛名番号"], {HONSEKI: before}, {HONSEKI: after}) for person in found]
    return _carried_out(call, lines)


def _lines(call: Call, items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the list that stands in repeated items. Raises T1102 when these differ in length."""
    guards.not_after_today(call, "異動年月日")
    first, *others = items
    for item in others:
        if len(call[item]) != len(call[first]):
            call.refuse("T1102", item, f"{item}の数が{first}の数と合いません。同じ数だけ並べてください。")
    call.settle()
    return zip(*(call[item] for item in items), strict=True)


def _carried_out(call: Call, lines: list[Line]) -> Results:
    """Change whom the lines fit, or say on trial whom they would change."""
    return [_one(call, line) for line in lines]


def _one(call: Call, line: Line) -> Snapshot:
    person = guards.person(call, line.person)
    guards.unlocked(call, line.person)
    told = {"実行区分": call["実行区分"]}
    if not line.fits(person) and not fault_active("F-BULK-ANYWAY"):
        return person | told | {"処理結果": DIFFERENT}
    told |= {"処理結果": CHANGED, "CS更新事由": SLIGHT}
    if fault_active("F-BULK-CS-REASON"):
        told["CS更新事由"] = "職権修正"
    if call["実行区分"] != IN_EARNEST and not fault_active("F-BULK-TRIAL-WRITES"):
        return person | line.after | told
    changes = dict(line.after)
    if TOWN in changes and fault_active("F-BULK-MOVES"):
        changes["住所を定めた年月日"] = call["異動年月日"]
    return write(call, SLIGHT, person, changes) | told
