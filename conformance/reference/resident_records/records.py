"""The history of people: one full snapshot per event, keyed (宛名番号, 履歴番号); the highest number is the present.

Decisions where the standard leaves room:
- A planned move-out is written as the removal it will be. Until its day `seen` shows a resident without it, so
  nothing has to happen at midnight (1.1.5, 4.1.3.0.1). A row that another has followed shows what it showed
  until then: a planned move-out that came to nothing does not turn older rows into removals when its day comes.
- 世帯主氏名 of the newest row is read from the household, so that a change of the head shows on every member
  without a history row of their own; older rows keep the name of their time.
"""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Value
from conformance.reference.resident_records.links_out import record_delta
from conformance.reference.resident_records.messages_out import queue_event
from conformance.reference.resident_records.seeded_rows import distorted
from conformance.reference.resident_records.words import EVENT_ITEMS, HEAD, REMOVAL, RESIDENT
from conformance.reference.store import Store

Snapshot = dict[str, Value]
HEAD_NAME = {"世帯主氏名": "氏名", "世帯主氏名_フリガナ": "氏名_フリガナ"}


def latest(store: Store, person: str) -> Snapshot | None:
    """Read the newest row of a person as it is stored; None when there is no such person."""
    row = store.one(
        "SELECT h.snapshot FROM people p JOIN history h ON h.person = p.person AND h.no = p.no"
        " WHERE p.person = ?",
        person,
    )
    return None if row is None else json.decode(row[0])


def rows(store: Store, person: str) -> list[Snapshot]:
    """Read all rows of a person, oldest first, as they are stored."""
    found = store.all("SELECT snapshot FROM history WHERE person = ? ORDER BY no", person)
    return [json.decode(row[0]) for row in found]


def followed_on(found: list[Snapshot]) -> list[str | None]:
    """Return for each row of one history, oldest first, the day on which the next was written; None for the newest."""
    return [*(str(row["処理年月日"]) for row in found[1:]), None]


def is_resident(snapshot: Snapshot, day: str) -> bool:
    """Tell whether a person is a resident on a day: not removed, or only from a later day."""
    return bool((snapshot.get("消除年月日") or "9999-99-99") > day)


def seen(call: Call, snapshot: Snapshot, *, until: str | None = None) -> Snapshot:
    """Return a row as it is answered today. Birth dates in words and the flags of protection are added elsewhere.

    `until`: the day on which another row followed it; None for the newest row.
    """
    newest = until is None
    shown = {**snapshot, "最新フラグ": YES if newest else NO}
    if is_resident(snapshot, until or call.day):
        shown["住民状態"] = RESIDENT
        for name in REMOVAL:
            shown.pop(name, None)
        if newest:
            shown |= head_names(call, snapshot)
    return shown


def head_names(call: Call, snapshot: Snapshot) -> Snapshot:
    """Return 世帯主氏名 and its フリガナ of the household as it is now; empty texts when it has no head."""
    if fault_active("F-STALE-HEAD-NAME") and _former_head_stays(call, snapshot):
        return {name: snapshot.get(name, "") for name in HEAD_NAME}
    number = call.store.value("SELECT head FROM households WHERE household = ?", snapshot["世帯番号"])
    head = snapshot if number == snapshot["宛名番号"] else latest(call.store, number) or {}
    names = {shown: head.get(name, "") for shown, name in HEAD_NAME.items()}
    if fault_active("F-HEAD-READING-STALE") and "修正" in head.get("異動事由", ""):
        names["世帯主氏名_フリガナ"] = snapshot.get("世帯主氏名_フリガナ", "")
    return names


def _former_head_stays(call: Call, snapshot: Snapshot) -> bool:
    """Tell whether whom a row names as head lives in the household as another member."""
    found = call.store.one(
        "SELECT 1 FROM people WHERE household = ? AND name = ? AND relation <> ? AND person <> ?"
        " AND coalesce(removed_on, '9999-99-99') > ?",
        snapshot["世帯番号"],
        snapshot.get("世帯主氏名", ""),
        HEAD,
        snapshot["宛名番号"],
        call.day,
    )
    return found is not None


def write(call: Call, reason: str, before: Snapshot, changes: Snapshot) -> Snapshot:
    """Add a history row: `before` without what belonged to its event, then this event, then the changes.

    An empty or None value in `changes` clears an item. Returns the row as it is stored.
    """
    if reason == before.get("異動事由") == "誤記修正" and fault_active("F-OVERWRITE"):
        return _overwrite(call, before, changes)
    person = changes.get("宛名番号") or before["宛名番号"]
    row = {name: value for name, value in before.items() if name not in EVENT_ITEMS}
    if fault_active("F-REPORT-CARRIED"):
        row |= {name: before[name] for name in ("申出フラグ", "申出年月日") if name in before}
    row |= event_of(call) | changes | {"異動事由": reason}
    if is_resident(before, call.day) or is_resident(row, call.day):
        row |= head_names(call, row)
    row["履歴番号"] = 1 + int(call.store.value("SELECT no FROM people WHERE person = ?", person) or 0)
    row = {name: value for name, value in row.items() if value not in (None, "", [])}
    row = distorted(row, before)
    # What was told last is not always what the row is made from: a cancellation goes back.
    known = before if fault_active("F-CANCELLED-UNTOLD") else latest(call.store, person) or {}
    call.store.run(
        "INSERT INTO history VALUES (?, ?, ?, ?, ?)",
        person,
        row["履歴番号"],
        reason,
        call.event,
        json.encode(row),
    )
    _index(call, row)
    told = seen(call, row)
    record_delta(call, "住民", told)
    queue_event(call, told, known)
    return row


def write_all(call: Call, reason: str, plans: list[tuple[Snapshot, Snapshot]]) -> list[Snapshot]:
    """Add a row for each (before, changes). Returns the rows."""
    made: dict[str, Snapshot] = {}
    for before, changes in plans:
        if made and fault_active("F-FIRST-FILED"):
            changes = {**changes, "届出年月日": None}  # noqa: PLW2901 - a fault
        if made and call.operation.id == "tenkyo" and fault_active("F-EVENT-APART"):
            changes = {**changes, "異動番号": str(call.store.next("異動番号"))}  # noqa: PLW2901 - a fault
        if made and fault_active("F-SURNAME-COPIED"):
            changes = {**changes, **_surname_of(made)}  # noqa: PLW2901 - a fault
        made[before["宛名番号"]] = write(call, reason, before, changes)
    return list(made.values())


def _surname_of(made: dict[str, Snapshot]) -> Snapshot:
    """Return the 旧氏 of whoever came first, as only a seeded fault copies it."""
    first = next(iter(made.values()))
    return {name: first[name] for name in ("旧氏", "旧氏_フリガナ") if name in first}


def _overwrite(call: Call, before: Snapshot, changes: Snapshot) -> Snapshot:
    """Change a row in place, as no sound system does; only a seeded fault asks for it."""
    row = {name: value for name, value in (before | changes).items() if value is not None}
    call.store.run(
        "UPDATE history SET snapshot = ? WHERE person = ? AND no = ?",
        json.encode(row),
        row["宛名番号"],
        row["履歴番号"],
    )
    _index(call, row)
    return row


def event_of(call: Call) -> Snapshot:
    """Return what every row of this request says of its event. 処理年月日 is always today (4.0.3)."""
    event: Snapshot = call.chosen(EVENT_ITEMS)
    offered = call.operation.optional
    if "set:職権共通" in offered:
        event["職権フラグ"] = YES
    by_office = call.flag("職権フラグ") and not fault_active("F-OFFICE-FILED-TOO")
    if "set:届出共通" in offered and not by_office:
        day = call.day
        if call.operation.id == "tenkyo" and fault_active("F-FILED-THEN"):
            day = call["異動年月日"]
        event.setdefault("届出年月日", day)
    if call.flag("申出フラグ"):
        day = call.day
        if call.operation.id == "shokkenshojo" and fault_active("F-REPORT-THEN"):
            day = call["異動年月日"]
        event.setdefault("申出年月日", day)
    return event | {
        "異動番号": call.event,
        "処理年月日": call.day,
        "操作者ID": call.user.id,
        "操作年月日": call.day,
        "操作時刻": call.now.strftime("%H:%M:%S"),
    }


def _index(call: Call, row: Snapshot) -> None:
    """Keep what people are found by."""
    code = row.get("住民票コード")
    if row["異動事由"] == "住民票コードの変更請求" and fault_active("F-CODE-UNINDEXED"):
        code = call.store.value("SELECT resident_code FROM people WHERE person = ?", row["宛名番号"])
    call.store.run(
        "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row["宛名番号"],
        row["履歴番号"],
        row["世帯番号"],
        row["住民種別"],
        row["氏名"],
        row["生年月日"],
        row.get("性別"),
        row.get("続柄"),
        row.get("個人番号"),
        code,
        row.get("在留カード等番号"),
        row.get("消除年月日"),
        row.get("消除事由"),
        row.get("記載順位"),
        int(call.event),
    )
