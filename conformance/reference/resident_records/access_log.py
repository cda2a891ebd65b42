"""アクセスログ (10.2): who did what to whom and when, whether it went well or was refused.

Of what was sent only 宛名番号 are kept, and only those that have the form of one: nothing else may reach a log.
"""

from functools import cache
from typing import Any

from conformance.reference.faults import fault_active
from conformance.reference.registry import Access, Call, Results
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import limit
from conformance.reference.store import Row, Store
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.validation import judge_of

PERSON = "宛名番号"
SUBJECTS = (PERSON, "対象者宛名番号", "新世帯主宛名番号")
USER = "利用者ID"
DONE, SIGNED_ON, EVENT, EXCHANGED = "操作", "認証", "イベント", "通信"
PRINTED, SET, FAILED = "印刷", "設定", "エラー"
OF_THE_LOG, SIGN_ON = "akusesurogushokai", "riyoshaninsho"
# Sent to or received from other systems.
EXCHANGES = (
    "csshudososhin", "cssaisoshin", "cssoshinkekkatorikomi", "cstennyutsuchitorikomi", "nyukantsuchitorikomi",
    "shichosontsuchisaisoshin", "shichosontsuchikekkatorikomi", "kojinbangohenkoyokyu", "kojinbangotorikomi",
    "fugoshutokuyokyu", "tenshutsushomeishojohotorikomi", "raichoyoteirenrakutorikomi",
)  # fmt: skip
KINDS = {
    SIGN_ON: SIGNED_ON,
    "batchikido": EVENT,
    "sosakengensettei": SET,
    **dict.fromkeys(EXCHANGES, EXCHANGED),
}


def note_access(store: Store, access: Access) -> None:
    """Note a request: a row for each person whom it is about, or one for nobody."""
    if "T1401" in access.codes and fault_active("F-LOG-ERRORS"):
        return
    if access.operation.kind == "query" and not access.codes and fault_active("F-LOG-READS"):
        return
    people = _people(access) if access.operation.id != OF_THE_LOG else []
    if len(people) > 1 and fault_active("F-LOG-FIRST-SUBJECT"):
        people = people[:1]
    about: list[str | None] = [*people] or [None]
    rows = [
        (
            _kind(access),
            _user(access),
            access.now.date().isoformat(),
            access.now.strftime("%H:%M:%S"),
            person,
            access.operation.name,
            access.codes[0] if access.codes else None,
        )
        for person in about
    ]
    sql = (
        "INSERT INTO access_log (kind, user, day, time, person, operation, code) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    store.many(sql, rows)


@operation(OF_THE_LOG)
def accesses(call: Call) -> Results:
    """アクセスログ照会: oldest first."""
    rows = call.store.all(
        "SELECT * FROM access_log WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR person = ?2)"
        " AND (?3 IS NULL OR user = ?3) AND day BETWEEN ?4 AND ?5 ORDER BY no LIMIT ?6 OFFSET ?7",
        None if fault_active("F-LOG-KIND-UNSEARCHED") else call.get("ログ種別"),
        call.get(PERSON),
        call.get("利用者ID"),
        call.get("ログ_期間開始", "0000-00-00"),
        call.get("ログ_期間終了", "9999-99-99"),
        limit(call),
        call.get("取得開始位置", 0),
    )
    return [_shown(row) for row in rows]


def _kind(access: Access) -> str:
    if access.codes:
        return FAILED
    if access.operation.kind == "issue" and not fault_active("F-LOG-PRINT"):
        return PRINTED
    kind = KINDS.get(access.operation.id, DONE)
    unkept = (
        (kind == SIGNED_ON and fault_active("F-LOG-SIGN-ON"))
        or (kind == EVENT and fault_active("F-LOG-EVENT"))
        or (kind == EXCHANGED and fault_active("F-LOG-EXCHANGE"))
    )
    return DONE if unkept else kind


def _user(access: Access) -> str:
    """Return who acted: at a sign-on the one whom it is about, else whoever sent the request."""
    signed_on = access.results if access.operation.id == SIGN_ON else []
    caller = not signed_on or fault_active("F-LOG-SIGN-ON-CALLER")
    return access.user if caller else str(signed_on[0][USER])


def _people(access: Access) -> list[str]:
    """Return whom a request is about: those it names; else those whom its results make or show."""
    items, judge = _subjects()
    named = [each for romaji in items for each in _listed(access.body.get(romaji)) if not judge(each)]
    return list(dict.fromkeys(named or [each[PERSON] for each in access.results if each.get(PERSON)]))


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - whatever was sent
    return value if isinstance(value, list) else [value]


@cache
def _subjects() -> tuple[tuple[str, ...], Any]:
    """Return the romaji names of the items that name people, and what judges a 宛名番号."""
    catalog = Catalog(load_package("resident_records"))
    return tuple(catalog.item(name).romaji for name in SUBJECTS), judge_of(catalog.item(PERSON), None)


def _shown(row: Row) -> dict[str, object]:
    return {
        "ログ番号": row["no"],
        "ログ種別": row["kind"],
        "操作者ID": "" if fault_active("F-LOG-USER") else row["user"],
        "操作年月日": row["day"],
        "操作時刻": row["time"],
        PERSON: row["person"],
        "ログ_操作名": row["operation"],
        "ログ_エラーコード": row["code"],
    }
