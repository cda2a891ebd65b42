"""情報連携: every inquiry and every 副本 leaves a record."""

from conformance.reference.child_allowance.addressees import known
from conformance.reference.child_allowance.handlers import operation
from conformance.reference.child_allowance.register import recipient
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.store import Row

INQUIRY, COPY = "照会", "副本"


@operation("johoshokai")
def ask(call: Call) -> Results:
    """情報照会記録."""
    return _recorded(call, known(call, call["宛名番号"])["宛名番号"], INQUIRY, call["特定個人情報名"])


@operation("fukuhontoroku")
def copy(call: Call) -> Results:
    """副本登録."""
    kind = INQUIRY if fault_active("F-CA-COPY-AS-INQUIRY") else COPY
    return _recorded(call, recipient(call).person, kind, None)


@operation("johorenkeikirokushokai")
def inquire(call: Call) -> Results:
    """情報連携記録照会: in the order in which they were made."""
    person = known(call, call["宛名番号"])["宛名番号"]
    rows = call.store.all("SELECT * FROM linkages WHERE person = ? ORDER BY no", person)
    if fault_active("F-CA-NEWEST-FIRST"):
        rows.reverse()
    return [_shown(row) for row in rows]


def _recorded(call: Call, person: str, kind: str, name: str | None) -> Results:
    number = call.store.next("linkage")
    (row,) = call.store.all(
        "INSERT INTO linkages VALUES (?, ?, ?, ?, ?) RETURNING *", number, person, kind, name, call.day
    )
    if fault_active("F-CA-UNRECORDED") and kind == INQUIRY:
        call.store.run("DELETE FROM linkages WHERE no = ?", number)
    return [_shown(row)]


def _shown(row: Row) -> dict[str, str]:
    return {
        "連携記録番号": f"{row['no']:010d}",
        "宛名番号": row["person"],
        "連携区分": row["kind"],
        "特定個人情報名": row["name"],
        "連携年月日": row["day"],
    }
