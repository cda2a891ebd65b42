"""バッチ起動 and バッチ結果照会 (9.1): at once or on a day, with the parameters of the last time, errors told."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records.archive import archived
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import latest
from conformance.reference.store import Row

KIND, SETTING, HOW, DUE, SUBJECTS = (
    "バッチ種別",
    "バッチ設定名",
    "実行方法",
    "実行予定年月日",
    "対象者宛名番号",
)
AT_ONCE, SCHEDULED = "直接起動", "予約"
NUMBER = "バッチ実行番号"


@operation("batchikido")
def start(call: Call) -> Results:
    """バッチ起動."""
    due = call.get(DUE) if call[HOW] == SCHEDULED else None
    if due is not None and due <= call.day:
        raise Refused("T1102", DUE, f"{DUE}が今日より後ではありません。今日行うなら直接起動してください。")
    subjects = call.get(SUBJECTS) or _last_time(call)
    if subjects is None:
        raise Refused(
            "T1102", SUBJECTS, f"{SUBJECTS}がなく、前回の設定値もありません。対象者を設定してください。"
        )
    row = call.store.one(
        "INSERT INTO batch_runs (kind, setting, subjects, due) VALUES (?, ?, ?, ?) RETURNING *",
        call[KIND],
        call[SETTING],
        json.encode(subjects),
        due,
    )
    assert row is not None  # noqa: S101 - an INSERT returns what it inserted
    if due is None or fault_active("F-BATCH-AT-ONCE"):
        _run(call, row)
    return [_told(_found(call, str(row["no"])))]


@operation("batchikekkashokai")
def result(call: Call) -> Results:
    """バッチ結果照会."""
    return [_told(_found(call, call[NUMBER]))]


def run_due(call: Call) -> None:
    """Run the batches whose day has come."""
    for row in call.store.all("SELECT * FROM batch_runs WHERE done = 0 AND due <= ? ORDER BY no", call.day):
        _run(call, row)


def _last_time(call: Call) -> list[str] | None:
    """Return the subjects of the last run under the name; None when there was none."""
    order = "no" if fault_active("F-BATCH-SETTING-FIRST") else "no DESC"
    kept = call.store.value(
        f"SELECT subjects FROM batch_runs WHERE kind = ? AND setting = ? ORDER BY {order} LIMIT 1",  # noqa: S608 - own words
        call[KIND],
        call[SETTING],
    )
    return None if kept is None else list(json.decode(kept))


def _run(call: Call, row: Row) -> None:
    handled, failed = 0, list[str]()
    for person in json.decode(row["subjects"]):
        if failed and fault_active("F-BATCH-STOPS"):
            break
        if latest(call.store, person) is None:
            failed.append(person)
        else:
            handled += len(archived(call, person))
    call.store.run(
        "UPDATE batch_runs SET done = 1, handled = ?, failed = ? WHERE no = ?",
        handled,
        json.encode(failed),
        row["no"],
    )


def _found(call: Call, number: str) -> Row:
    return call.row(NUMBER, "SELECT * FROM batch_runs WHERE CAST(no AS TEXT) = ?", number)


def _told(row: Row) -> dict[str, object]:
    told = {
        NUMBER: str(row["no"]),
        KIND: row["kind"],
        SETTING: row["setting"],
        HOW: AT_ONCE if row["due"] is None else SCHEDULED,
        DUE: row["due"],
        SUBJECTS: json.decode(row["subjects"]),
        "バッチ状態": "予約中",
    }
    if not row["done"]:
        return told
    failed = json.decode(row["failed"])
    if failed and fault_active("F-BATCH-ERRORS-UNTOLD"):
        failed = []
    state = "エラー終了" if failed else "正常終了"
    return told | {
        "バッチ状態": state,
        "処理件数": row["handled"],
        "エラー件数": len(failed),
        "エラー対象者": failed,
    }
