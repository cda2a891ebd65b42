"""CSから受信した転入通知: a batch is applied as it comes, without staff (4.1.3.1.2)."""

from collections.abc import Mapping

from msgspec import Struct

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value
from conformance.reference.resident_records.arrival_notices import accept_arrival_notice
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.records import latest

APPLIED, SUPERSEDED, FAILED = "反映", "不採用", "エラー"
PERSONS = "通知_宛名番号"
COLUMNS = {
    PERSONS: "宛名番号",
    "通知_転入通知年月日": "転入通知年月日",
    "通知_転入年月日": "転入年月日_通知",
    "通知_転出先住所": "転出先住所_確定",
}
WORDS = {
    "T1101": "今日より後の日付です。",
    "T1201": "宛名番号の者がいません。",
    "T1401": "転出の届出も職権消除もありません。",
    "T1402": "他の利用者が編集中です。",
    "T1403": "異動入力が抑止されています。",
}


class Outcome(Struct, frozen=True):
    """What became of a notice."""

    result: str
    error: str = ""
    row: int | None = None


@operation("cstennyutsuchitorikomi")
def take_in(call: Call) -> Results:
    """CS転入通知取込: of several notices about one person the newest is applied; what fails is listed."""
    notices = _notices(call)
    newest = {notices[at]["宛名番号"]: at for at in _by_age(notices)}
    found = []
    for at, notice in enumerate(notices):
        applied = newest[notice["宛名番号"]] == at
        outcome = _applied(call, notice) if applied else Outcome(SUPERSEDED)
        found.append({**notice, **_kept(call, notice, outcome)})
    return found


@operation("tennyutsuchitorikomierrorshokai")
def errors(call: Call) -> Results:
    """転入通知取込エラー照会: 転入通知情報取込エラー一覧表."""
    if fault_active("F-ARRIVAL-ERRORS-LOST"):
        return []
    rows = call.store.all(
        "SELECT * FROM arrivals_from_cs WHERE result = ?1 AND (?2 IS NULL OR person = ?2) ORDER BY no",
        FAILED,
        call.get("宛名番号"),
    )
    return [
        {
            "取込番号": row["no"],
            "宛名番号": row["person"],
            "転入通知年月日": row["notified_on"],
            "取込結果": row["result"],
            "エラー内容": row["error"],
        }
        for row in page(call, rows)
    ]


def _notices(call: Call) -> list[dict[str, Value]]:
    """Return the notices of a batch in the order in which they came. Raises T1102 for lists of unequal length."""
    for item in COLUMNS:
        if len(call[item]) != len(call[PERSONS]):
            raise Refused("T1102", item, f"{item}は、{PERSONS}と同じ順に同じ数だけ設定してください。")
    columns = zip(*(call[item] for item in COLUMNS), strict=True)
    return [dict(zip(COLUMNS.values(), values, strict=True)) for values in columns]


def _by_age(notices: list[dict[str, Value]]) -> list[int]:
    """Return the places of notices, oldest first; of one day the later in the batch is newer."""
    places = list(range(len(notices)))
    if fault_active("F-ARRIVAL-LAST-WINS"):
        return places
    return sorted(places, key=lambda at: str(notices[at]["転入通知年月日"]))


def _applied(call: Call, notice: Mapping[str, Value]) -> Outcome:
    """Apply a notice as an event of its own; nothing is written where it fails."""
    if fault_active("F-ARRIVAL-ONCE") and _told_before(call, notice):
        return Outcome(SUPERSEDED)
    aside = call.aside(call.operation, notice, str(call.store.next("異動番号")))
    try:
        row = accept_arrival_notice(aside)[0]
    except Refused as refused:
        code = refused.problems[0].code
        return Outcome(FAILED, WORDS.get(code, refused.problems[0].message))
    return Outcome(APPLIED, row=row["履歴番号"])


def _told_before(call: Call, notice: Mapping[str, Value]) -> bool:
    """Tell whether a notice about a person came before, as only a seeded fault asks."""
    return "転入通知年月日" in (latest(call.store, notice["宛名番号"]) or {})


def _kept(call: Call, notice: Mapping[str, Value], outcome: Outcome) -> dict[str, Value]:
    """Keep what became of a notice. Returns it as it is answered."""
    call.store.run(
        "INSERT INTO arrivals_from_cs (person, notified_on, result, error) VALUES (?, ?, ?, ?)",
        notice["宛名番号"],
        notice["転入通知年月日"],
        outcome.result,
        outcome.error,
    )
    return {
        "取込番号": call.store.value("SELECT max(no) FROM arrivals_from_cs"),
        "取込結果": outcome.result,
        "エラー内容": outcome.error,
        "履歴番号": outcome.row,
    }
