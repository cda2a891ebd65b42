"""転入届, 職権記載, 出生, 再転入: how people become residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.resident_records.model.common import (
    acknowledged,
    address_of,
    by_office,
    dates,
    filed,
    pick,
    two_heads,
)
from tests.reference.resident_records.model.town import Row, Town
from tests.reference.resident_records.model.words import DEAD, FOREIGN, HEAD, HERE, JAPANESE

if TYPE_CHECKING:
    from collections.abc import Sequence

Results = list[Row]
NUMBERS = ("個人番号", "住民票コード", "在留カード等番号")
OWN = (
    "氏名", "氏名_フリガナ", "生年月日", "性別", "本籍", "筆頭者", "転入前住所", "個人番号", "住民種別", "国籍・地域",
    "法第30条の45規定区分", "在留資格", "在留期間満了年月日", "在留カード等番号",
)  # fmt: skip
FORGOTTEN = (
    "転出先住所_予定", "転出届出年月日", "転出予定年月日", "転出先住所_確定", "転出年月日_確定", "転入通知年月日",
    "転入年月日_通知", "消除事由", "消除年月日", "転入前住所",
)  # fmt: skip


def entry_refused(town: Town, asked: Row) -> set[str]:
    """Say why 転入届 or 職権記載 must be refused."""
    found = dates(town, asked, "異動年月日", "届出年月日")
    if "世帯番号" in asked:
        found |= two_heads(town, asked["世帯番号"], [asked["続柄"]])
    found |= _matches(town, asked)
    return acknowledged(found, asked)


def _matches(town: Town, asked: Row) -> set[str]:
    found = set()
    alike = False
    for rows in town.people.values():
        same = any(rows[-1].get(name) == asked[name] for name in NUMBERS if name in asked)
        if town.lives_here(rows[-1]):
            found |= {"T1102"} if same else set()
        elif same:
            found.add("T1405")
        else:
            alike |= all(rows[-1].get(name) == asked.get(name) for name in ("氏名", "性別", "生年月日"))
    return found or ({"T2002"} if alike else set())


def enter(town: Town, asked: Row, results: Results) -> None:
    """Carry out 転入届."""
    _enter(town, asked, results, asked["異動事由"], filed(town, asked))


def announced_refused(town: Town, asked: Row) -> set[str]:
    """Say why 特例転入 must be refused: as 転入届 with what was received, and no second time."""
    found = entry_refused(town, town.announced[asked["受信番号"]] | asked)
    return found | ({"T1401"} if asked["受信番号"] in town.used else set())


def enter_announced(town: Town, asked: Row, results: Results) -> None:
    """Carry out 特例転入: the values received, those sent over them."""
    town.used.add(asked["受信番号"])
    _enter(town, town.announced[asked["受信番号"]] | asked, results, "国内転入", filed(town, asked))


def enter_by_office(town: Town, asked: Row, results: Results) -> None:
    """Carry out 職権記載."""
    _enter(town, asked, results, "職権記載", by_office(town, asked) | {"職権フラグ": "1"})


def _enter(town: Town, asked: Row, results: Results, reason: str, say: Row) -> None:
    made = results[0]
    sheet = pick(asked, *OWN) | address_of(asked) | _home(town, asked, made) | _since(asked)
    sheet |= {"住民状態": HERE, "住民票コード": _new_code(town, made)}
    town.write(_new_person(town, made), reason, sheet, event=town.event(), say=say)


def _since(asked: Row) -> Row:
    since = "外国人住民となった年月日" if asked["住民種別"] == FOREIGN else "住民となった年月日"
    return {since: asked["異動年月日"], "住所を定めた年月日": asked["異動年月日"]}


def _home(town: Town, asked: Row, made: Row) -> Row:
    if "世帯番号" in asked:
        return {"世帯番号": asked["世帯番号"], "続柄": asked["続柄"]}
    return {"世帯番号": new_household(town, made), "続柄": HEAD}


def new_household(town: Town, made: Row) -> str:
    """Take the number of a household that the system has just made."""
    number = str(made["世帯番号"])
    assert number not in town.households, (number, "is no new number")
    _checked(number)
    town.households.append(number)
    return number


def _new_person(town: Town, made: Row) -> str:
    number = str(made["宛名番号"])
    assert number not in town.people, (number, "is somebody else's number")
    _checked(number)
    return number


def _new_code(town: Town, made: Row) -> str:
    code = str(made["住民票コード"])
    known = {row.get("住民票コード") for rows in town.people.values() for row in rows}
    assert code not in known, (code, "is not the first with this code")
    assert len(code) == 11, code
    return code


def _checked(number: str) -> None:
    """Hold a number to its check digit: modulus 11, weights 2 to 7 from the right; 0 for remainder 0 (and 1)."""
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(number[:-1])))
    assert int(number[-1]) == (11 - total % 11) % 11 % 10, number


def birth_refused(town: Town, asked: Row) -> set[str]:
    """Say why 出生 must be refused."""
    found = dates(town, asked, "生年月日")
    return found | (set() if town.members(asked["世帯番号"]) else {"T1201"})


def born(town: Town, asked: Row, results: Results) -> None:
    """Carry out 出生: a new resident since birth at the address of the household."""
    birth, made = asked["生年月日"], results[0]
    home = town.head(asked["世帯番号"]) or town.members(asked["世帯番号"])[0]
    sheet = pick(asked, *OWN) | address_of(town.now(home)) | pick(asked, "世帯番号", "続柄")
    sheet |= {"住民種別": JAPANESE, "住民状態": HERE, "住民票コード": _new_code(town, made)}
    sheet |= {"住民となった年月日": birth, "住所を定めた年月日": birth}
    say = {"異動年月日": birth, "通知年月日": asked.get("通知年月日", town.day)}
    town.write(_new_person(town, made), "出生", sheet, event=town.event(), say=say)


def return_refused(town: Town, asked: Row) -> set[str]:
    """Say why 再転入 must be refused."""
    person = asked["宛名番号"]
    found = dates(town, asked, "異動年月日", "届出年月日")
    if person not in town.people:
        return found | {"T1201"}
    now = town.now(person)
    if town.lives_here(now) or now["住民状態"] == DEAD:
        found.add("T1401")
    if "世帯番号" in asked:
        found |= two_heads(town, asked["世帯番号"], [asked["続柄"]])
    return acknowledged(found | town.busy([person]), asked)


def come_back(town: Town, asked: Row, results: Sequence[Row]) -> None:
    """Carry out 再転入: the former record goes on under the same number."""
    person = asked["宛名番号"]
    sheet: Row = dict.fromkeys(FORGOTTEN)
    sheet |= address_of(asked) | pick(asked, "転入前住所") | _home(town, asked, results[0])
    sheet |= _since({**asked, "住民種別": town.now(person)["住民種別"]}) | {"住民状態": HERE}
    town.leaving.pop(person, None)
    town.write(person, asked["異動事由"], sheet, event=town.event(), say=filed(town, asked))
