"""個人番号: asked for where somebody is to have one or another one, and taken in (7.1.2.1)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.messages_out import NUMBERS
from conformance.reference.resident_records.number_changes import new_number
from conformance.reference.resident_records.outbox import DONE, NUMBER, listed, marked, named, one, queue
from conformance.reference.resident_records.records import Snapshot

REASONS = {"生成": "個人番号の職権記載", "変更": "個人番号の変更請求", "修正": "個人番号の職権修正"}
KIND = "個人番号要求区分"


@operation("kojinbangoyokyushokai")
def requests(call: Call) -> Results:
    """個人番号要求照会: in the order in which they were made."""
    return [_shown(entry) for entry in listed(call, NUMBERS)]


@operation("kojinbangohenkoyokyu")
def request(call: Call) -> Results:
    """個人番号変更要求: for somebody who has a number."""
    person = guards.subject(call, call["宛名番号"])
    if "個人番号" not in person:
        raise Refused("T1401", "宛名番号")
    content = {name: person[name] for name in ("宛名番号", "氏名")}
    return [_shown(entry) for entry in one(call, queue(call, NUMBERS, call[KIND], content))]


@operation("kojinbangotorikomi")
def take_in(call: Call) -> Results:
    """個人番号取込: the number that was generated becomes the person's."""
    row = named(call, NUMBERS)
    if row["state"] == DONE and not fault_active("F-NUMBER-TAKEN-TWICE"):
        raise Refused("T1401", NUMBER)
    call.values = {"異動年月日": call.day, **call.values, "宛名番号": row["person"]}
    marked(call, row, DONE)
    reason = REASONS["変更" if fault_active("F-NUMBER-REASON") else row["reason"]]
    return new_number(call, reason)


def _shown(entry: Snapshot) -> Snapshot:
    return {**entry, KIND: entry["更新事由"]}
