"""住登外者宛名番号付番: one call, three ways of 処理区分."""

from conformance.reference.addressee_numbering.handlers import operation
from conformance.reference.addressee_numbering.register import (
    MERGED,
    PERSON,
    TARGET,
    is_known,
    issue,
    keep,
    use,
)
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results

WAY = "処理区分"
NEW, EXISTING, CHOSEN = "0", "1", "2"
_SHORT = 16  # characters that a faulty system takes for the most
_ECHOED = ("市区町村コード", "操作者ID", "操作年月日", "操作時刻")


@operation("jutogaishaatenabangofuban")
def number(call: Call) -> Results:
    """Give a number, register one that exists, or note another business that uses one."""
    given = {NEW: _new, EXISTING: _existing, CHOSEN: _chosen}[call[WAY]](call)
    entry = keep(call, given)
    use(call, given)
    return [_told(call, given, entry)]


def _told(call: Call, given: str, entry: int) -> dict[str, object]:
    told: dict[str, object] = {name: call.get(name) for name in _ECHOED}
    told |= {PERSON: given, "履歴番号": entry}
    if call[WAY] == NEW and fault_active("F-AN-OTHER-CITY"):
        told[_ECHOED[0]] = "011002"
    if call[WAY] == EXISTING and fault_active("F-AN-CITY-LOST"):
        del told[_ECHOED[0]]
    return told


def _new(call: Call) -> str:
    if "住所_郵便番号" not in call and fault_active("F-AN-POSTCODE-WANTED"):
        raise Refused("E0001", "住所_郵便番号")
    if len(call.get("住所_町字", "")) > _SHORT and fault_active("F-AN-SHORT-TOWN"):
        raise Refused("E0003", "住所_町字")
    return issue(call)


def _existing(call: Call) -> str:
    """Take a number as it is: of somebody registered, or of a resident who has left."""
    known = is_known(call, call[PERSON])
    if not known and fault_active("F-AN-NO-TAKE-OVER"):
        raise _unset(WAY, PERSON)
    if known and call[MERGED] == "0" and fault_active("F-AN-NO-UPDATE"):
        raise _unset(WAY, PERSON)
    _may_merge(call)
    if call[MERGED] == "1" and fault_active("F-AN-MERGE-MOVES"):
        return str(call[TARGET])
    if not known and fault_active("F-AN-TAKE-OVER-RENUMBERED"):
        return issue(call)
    if known and call[MERGED] == "0" and fault_active("F-AN-UPDATE-RENUMBERED"):
        return issue(call)
    return str(call[PERSON])


def _chosen(call: Call) -> str:
    if not is_known(call, call[PERSON]) or fault_active("F-AN-CHOSEN-REFUSED"):
        raise _unset(WAY, PERSON)
    return issue(call) if fault_active("F-AN-CHOSEN-RENUMBERED") else str(call[PERSON])


def _may_merge(call: Call) -> None:
    """A number is linked to another one that exists; it is not linked to itself."""
    if call[MERGED] != "1":
        return
    target = call.get(TARGET, "")
    if target and (target == call[PERSON] or not is_known(call, target)):
        raise _unset(MERGED, TARGET)
    if fault_active("F-AN-NO-MERGE"):
        raise _unset(MERGED, TARGET)


def _unset(when: str, item: str) -> Refused:
    """Refuse for what items say of each other: the official list has one sentence for that."""
    return Refused("E0004", item, f"{when}が設定されている場合、{item}は設定必須です。")
