"""Which events are told to whom: every history row that is written passes here (7.1, 7.2.4, 4.5.7)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Value
from conformance.reference.resident_records.outbox import queue
from conformance.reference.resident_records.seeded_rows import without
from conformance.reference.resident_records.words import ADDRESS, FOREIGN, RESIDENT

CS, IMMIGRATION, NUMBERS, SUPPLEMENT = "CS", "出入国在留管理庁", "個人番号", "戸籍附票"
JOINT_ADDRESSEE, CARDS = "団体内統合宛名", "カード管理"
_EVENT = ("宛名番号", "異動番号", "氏名", "異動年月日")
TOLD = {
    CS: _EVENT,
    IMMIGRATION: (*_EVENT, "在留カード等番号"),
    NUMBERS: _EVENT,
    SUPPLEMENT: (
        *_EVENT, *ADDRESS, "生年月日", "本籍", "筆頭者", "異動事由", "住所を定めた年月日", "転出先住所_予定",
        "転出先住所_確定",
    ),
    JOINT_ADDRESSEE: (*_EVENT, "世帯番号", "続柄", "世帯主氏名", "住民状態", "異動事由"),
    CARDS: (*_EVENT, *ADDRESS, "異動事由"),
}  # fmt: skip
MOVES_OUT = ("国内転出", "国外転出")
# Those who enter so have no 個人番号 yet, unless one was sent.
NUMBERED = ("出生", "国外転入等", "職権記載")
GENERATED = "生成"
Row = dict[str, Value]


def queue_event(call: Call, row: Row, before: Row) -> None:
    """Queue what others are told of a new history row. `row`: as it is answered, `before`: the one before it."""
    for tell in TELL:
        tell(call, row, before)


def _to_cs(call: Call, row: Row, _before: Row) -> None:
    """Tell CS of every event (7.1.1.1)."""
    if row["異動事由"] == "転居" and fault_active("F-CS-MOVE-UNTOLD"):
        return
    by_hand = "SELECT 1 FROM sent_by_hand WHERE person = ?"
    held = call.store.one(by_hand, row["宛名番号"]) is not None and not fault_active("F-CS-HAND-IGNORED")
    in_bulk = call.operation.id == "jushoikkatsuhenko" and fault_active("F-BULK-CS-QUEUED-OTHER")
    if in_bulk:
        row = {**row, "異動事由": "職権修正"}
    _tell(call, CS, row, held=held)


def _to_immigration(call: Call, row: Row, _before: Row) -> None:
    """Tell the immigration authority of a foreign resident's event; of one that lies ahead on its day (4.5.7)."""
    if row["住民種別"] != FOREIGN and not fault_active("F-IMMIGRATION-JAPANESE-TOLD"):
        return
    day = call.day if fault_active("F-IMMIGRATION-PLANNED-NOW") else row.get("異動年月日", "")
    _tell(call, IMMIGRATION, row, due=max(day, call.day))


def _for_number(call: Call, row: Row, _before: Row) -> None:
    """Ask for a 個人番号 for those who are to have their first (7.1.2.1)."""
    if row["異動事由"] not in NUMBERED or ("個人番号" in row and not fault_active("F-NUMBER-ASKED-AGAIN")):
        return
    if row["異動事由"] == "出生" and fault_active("F-NUMBER-UNASKED"):
        return
    _tell(call, NUMBERS, {**row, "異動事由": GENERATED})


def _to_supplement(call: Call, row: Row, before: Row) -> None:
    """Tell the 戸籍附票 of a new address of somebody whose 本籍 is in this municipality (7.2.4)."""
    here = row.get("住所_都道府県", "") + row.get("住所_市区郡町村名", "")
    local = row.get("本籍", "").startswith(here) or fault_active("F-SUPPLEMENT-ELSEWHERE")
    if not local or not (_moved(row, before) or row["異動事由"] in MOVES_OUT):
        return
    if before and fault_active("F-SUPPLEMENT-OLD-ADDRESS"):
        row = row | {name: before[name] for name in ADDRESS if name in before}
    _tell(call, SUPPLEMENT, row)


def _to_joint_addressee(call: Call, row: Row, _before: Row) -> None:
    """Tell the joint addressee system of every event, with the household (7.1.2.3)."""
    if row["住民状態"] != RESIDENT and fault_active("F-JOINT-REMOVAL-UNTOLD"):
        return
    if fault_active("F-JOINT-RELATION-LOST"):
        row = without(row, "続柄")
    _tell(call, JOINT_ADDRESSEE, row)


def _to_cards(call: Call, row: Row, before: Row) -> None:
    """Tell the card system where to send the card of a resident whose name or address is new (7.1.1.4)."""
    if row["住民状態"] != RESIDENT or not (_moved(row, before) or row["氏名"] != before.get("氏名")):
        return
    if row["異動事由"] == "転居" and fault_active("F-CARD-MOVE-UNTOLD"):
        return
    if fault_active("F-CARD-POSTCODE-LOST"):
        row = without(row, "住所_郵便番号")
    _tell(call, CARDS, row)


def _moved(row: Row, before: Row) -> bool:
    """Tell whether a row has another address than the one before it."""
    return any(row.get(name) != before.get(name) for name in ADDRESS)


def _tell(call: Call, channel: str, row: Row, *, due: str = "", held: bool = False) -> None:
    """Queue what a channel is told of a row."""
    content = {name: row[name] for name in TOLD[channel] if name in row}
    queue(call, channel, row["異動事由"], content, due=due, held=held)


TELL = (_to_cs, _to_immigration, _for_number, _to_supplement, _to_joint_addressee, _to_cards)
