"""住登外者宛名番号管理DB: numbers, what is known of each, its history, and the businesses that use it."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Value
from conformance.spec.check_digits import complete

State = dict[str, Value]
CLOSED = "他業務参照不可フラグ"
PERSON, MERGED, TARGET = "宛名番号", "名寄せ元フラグ", "名寄せ先宛名番号"
_RUNNING_DIGITS = 14
_FIRST = 60_000_000_000_000  # numbers of residents are counted from 1: the two never meet
_DEFAULT_ID = "000"


def is_known(call: Call, number: str) -> bool:
    """Tell whether a number is registered."""
    return call.store.value("SELECT 1 FROM an_people WHERE person = ?", number) is not None


def issue(call: Call) -> str:
    """Draw a number that nobody has, resident or not: the way resident numbers are made, counted from elsewhere."""
    if call.get(CLOSED) == "1" and fault_active("F-AN-SAME-NUMBER") and (last := _last_closed(call)):
        return last
    while True:
        running = _FIRST + call.store.next("住登外者宛名番号")
        number = complete("modulus11", f"{running:0{_RUNNING_DIGITS}d}")
        if number is None or (is_known(call, number) and not _forgets(call, number)):
            continue
        if fault_active("F-AN-DIGIT"):
            return number[:-1] + str((int(number[-1]) + 1) % 10)
        return number


def _forgets(call: Call, number: str) -> bool:
    """Tell whether a fault lets a number go out twice: any that was taken over, or only those merged since."""
    merged = call.store.value("SELECT merged_into FROM an_people WHERE person = ?", number)
    return fault_active("F-AN-COLLISION") if merged is None else fault_active("F-AN-COLLISION-MERGED")


def _last_closed(call: Call) -> str | None:
    query = "SELECT max(person) FROM an_people WHERE json_extract(content, '$.' || ?) = '1'"
    found: str | None = call.store.value(query, CLOSED)
    return found


def keep(call: Call, number: str) -> int:
    """Store what was sent as the present state of a number; return its history number."""
    content = json.encode(dict(call.values)).decode()
    into = call.get(TARGET)
    call.store.run("INSERT OR REPLACE INTO an_people VALUES (?, ?, ?)", number, content, into)
    last = call.store.value("SELECT max(number) FROM an_history WHERE person = ?", number) or 0
    return _add(call, number, content, int(last))


def _add(call: Call, number: str, content: str, last: int) -> int:
    entry = last + 1
    if call.get(MERGED) == "1":
        if fault_active("F-AN-MERGE-HISTORY"):
            entry = last
        if fault_active("F-AN-MERGE-RESTARTS"):
            entry = 1
    elif last:
        if fault_active("F-AN-UPDATE-HISTORY"):
            entry = last
        if fault_active("F-AN-HISTORY-OF-TWO"):
            entry = 2
    call.store.run("INSERT OR REPLACE INTO an_history VALUES (?, ?, ?)", number, entry, content)
    return entry


def use(call: Call, number: str) -> None:
    """Note the business that uses a number."""
    call.store.run(
        "INSERT OR IGNORE INTO an_users VALUES (?, ?, ?)",
        number,
        call.get("業務ID", _DEFAULT_ID),
        call.get("独自施策システム等ID", _DEFAULT_ID),
    )
