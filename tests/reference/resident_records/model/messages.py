"""What others are told of each row of a history (4.5.7, 7.1, 7.2.4), by the descriptions of the inquiries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.reference.resident_records.model.words import ADDRESS, FOREIGN, HERE, MOVED

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]

CS, IMMIGRATION, NUMBERS = "CS送信照会", "市町村通知照会", "個人番号要求照会"
SUPPLEMENT, JOINT, CARDS = "戸籍附票連携照会", "団体内統合宛名連携照会", "カード送付先照会"
CHANNELS = (CS, IMMIGRATION, NUMBERS, SUPPLEMENT, JOINT, CARDS)
MOVES_OUT = ("国内転出", "国外転出")
SENT, WAITING = "送信済", "送信待ち"


@dataclass
class Message:
    """One message. `says`: what it must say. `row`: what it is about. `certain`: whether the description says that
    there is one. `due`: the day from which it is out."""

    channel: str
    person: str
    says: Row
    row: Row
    due: str
    certain: bool = True


def told_of(person: str, row: Row, before: Row, day: str, *, here: bool) -> Iterator[Message]:
    """Yield what others are told of a new row. `here`: whether it is that of a resident today."""
    reason = row["異動事由"]
    event = {"氏名": row["氏名"], "異動年月日": row.get("異動年月日")}
    state = HERE if here else MOVED if row["住民状態"] == HERE else row["住民状態"]
    moved = any(row.get(name) != before.get(name) for name in ADDRESS)
    yield Message(CS, person, event | {"更新事由": reason}, row, day)
    household = {"世帯番号": row["世帯番号"], "続柄": row.get("続柄"), "住民状態": state}
    yield Message(JOINT, person, event | household | {"異動事由": reason}, row, day)
    if row["住民種別"] == FOREIGN:
        due = max(day, row.get("異動年月日", day)) if reason in MOVES_OUT else day
        yield Message(IMMIGRATION, person, event | {"更新事由": reason, "送信予定年月日": due}, row, due)
    asks = reason in ("出生", "職権記載", "国外転入等") and "個人番号" not in row
    if asks:
        # 再転入 takes no 個人番号: whether one is asked for is not said.
        says = {"氏名": row["氏名"], "個人番号要求区分": "生成"}
        yield Message(NUMBERS, person, says, row, day, certain=not before)
    local = f"{row['住所_都道府県']}{row['住所_市区郡町村名']}"
    if row.get("本籍", "").startswith(local) and (moved or reason in MOVES_OUT):
        where = {name: row.get(name) for name in (*ADDRESS[:5], "転出先住所_予定", "転出先住所_確定")}
        # Whether a cancelled entry is told again, with an address that was not the last, is not said.
        certain = here or not reason.startswith("異動の取消し")
        yield Message(SUPPLEMENT, person, event | where | {"異動事由": reason}, row, day, certain)
    if state == HERE and (moved or row["氏名"] != before.get("氏名")):
        where = {name: row.get(name) for name in ADDRESS}
        yield Message(CARDS, person, event | where | {"異動事由": reason}, row, day)
