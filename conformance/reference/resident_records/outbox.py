"""Messages to systems elsewhere: queued in the order of events, sent, answered for, repeated."""

from sqlite3 import Row

from msgspec import json

from conformance.reference.registry import Call, Refused, Results, Value
from conformance.reference.resident_records.paging import page

WAITING, SENT, DONE, FAILED = "送信待ち", "送信済", "完了", "エラー"
NUMBER = "送信番号"
GOOD = "正常"
Content = dict[str, Value]


def queue(
    call: Call,
    channel: str,
    reason: str,
    content: Content,
    *,
    due: str = "",
    held: bool = False,
    origin: int | None = None,
) -> int:
    """Add a message to a channel. `content`: at least 宛名番号. `due`: today unless told. Returns its number."""
    call.store.run(
        "INSERT INTO messages (channel, person, reason, event, due, held, state, origin, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        channel,
        content["宛名番号"],
        reason,
        content.get("異動番号", call.event),
        due or call.day,
        int(held),
        WAITING,
        origin,
        json.encode(content),
    )
    return int(call.store.value("SELECT max(no) FROM messages"))


def state_of(call: Call, row: Row) -> str:
    """Return 送信状態 today: what waited for a day that has come is out."""
    out = row["state"] == WAITING and not row["held"] and row["due"] <= call.day
    return SENT if out else str(row["state"])


def shown(call: Call, row: Row) -> Content:
    """Return a message as it is answered."""
    content: Content = json.decode(row["content"])
    return content | {
        NUMBER: row["no"],
        "異動番号": row["event"],
        "更新事由": row["reason"],
        "送信予定年月日": row["due"],
        "送信状態": state_of(call, row),
        "エラー内容": row["error"],
        "再送信元番号": row["origin"],
    }


def listed(call: Call, channel: str) -> Results:
    """Return the messages of a channel in their order, those of 宛名番号 and 送信状態 where the call names them."""
    rows = call.store.all(
        "SELECT * FROM messages WHERE channel = ?1 AND (?2 IS NULL OR person = ?2) ORDER BY no",
        channel,
        call.get("宛名番号"),
    )
    wanted = call.get("送信状態")
    return list(page(call, [shown(call, row) for row in rows if wanted in (None, state_of(call, row))]))


def named(call: Call, channel: str) -> Row:
    """Find the message that a call names. Raises T1201."""
    return call.row(NUMBER, "SELECT * FROM messages WHERE channel = ? AND no = ?", channel, call[NUMBER])


def marked(call: Call, row: Row, state: str, error: str | None = None) -> Results:
    """Set what became of a message. Returns it as it is answered."""
    call.store.run("UPDATE messages SET state = ?, error = ? WHERE no = ?", state, error, row["no"])
    return one(call, row["no"])


def answered(call: Call, channel: str) -> Results:
    """Take in 送信結果 of the message that a call names. Raises T1401 where it is not out or is done."""
    row = named(call, channel)
    if state_of(call, row) in (WAITING, DONE):
        raise Refused("T1401", NUMBER)
    if call["送信結果"] == GOOD:
        return marked(call, row, DONE)
    return marked(call, row, FAILED, call.get("エラー内容"))


def repeated(call: Call, channel: str, reason: str) -> Results:
    """Send the message that a call names once more. Raises T1401 while it waits to be sent at all."""
    row = named(call, channel)
    if state_of(call, row) == WAITING:
        raise Refused("T1401", NUMBER)
    content: Content = json.decode(row["content"]) | {"異動番号": row["event"]}
    return one(call, queue(call, channel, reason or row["reason"], content, origin=row["no"]))


def one(call: Call, number: int) -> Results:
    """Return one message as it is answered."""
    row = call.store.one("SELECT * FROM messages WHERE no = ?", number)
    assert row is not None  # noqa: S101 - callers just wrote or read it
    return [shown(call, row)]
