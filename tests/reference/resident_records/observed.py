"""Asks for everything that can be seen of a town and compares it with the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.resident_records.model.town import Row, Town
from tests.reference.resident_records.model.words import FOREIGN, HEAD, JAPANESE
from tests.reference.resident_records.observed_messages import message_differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reference.desk import Desk

# What every row of a history is held to. Items that the description leaves open are not among them.
COMPARED = (
    "履歴番号", "世帯番号", "住民種別", "住民状態", "氏名", "氏名_フリガナ", "旧氏", "旧氏_フリガナ", "通称",
    "通称_フリガナ", "通称_記載年月日", "通称_削除年月日", "生年月日", "性別", "続柄", "本籍", "筆頭者",
    "住所_都道府県",
    "住所_市区郡町村名", "住所_町字", "住所_番地号表記", "住所_方書", "住所_郵便番号", "住民となった年月日",
    "外国人住民となった年月日", "住所を定めた年月日", "届出年月日", "転入前住所", "転出先住所_予定",
    "転出届出年月日", "転出予定年月日", "転出先住所_確定", "転出年月日_確定", "転入通知年月日", "転入年月日_通知",
    "異動事由", "異動年月日",
    "処理年月日", "申出フラグ", "申出年月日", "請求年月日", "通知年月日", "職権フラグ", "修正事由", "個人番号",
    "住民票コード", "国籍・地域", "法第30条の45規定区分", "在留資格", "在留期間満了年月日", "在留カード等番号",
    "消除事由", "消除年月日", "改製年月日",
)  # fmt: skip
_NO: dict[Any, Any] = {"0": None, "": None}


def differences(desk: Desk, town: Town) -> Iterator[str]:
    """Yield every difference between what the system shows and what it must show."""
    for person in town.people:
        yield from _history(desk, town, person)
        yield from _present(desk, town, person)
        yield from _sheets(desk, town, person)
        yield from _issues(desk, town, person)
        if any(each == person for each, _ in town.measures.values()):
            yield from _measures(desk, town, person)
    for household in town.households:
        yield from _household(desk, town, household)
    yield from _counts(desk, town)
    yield from message_differences(desk, town)
    listed = [row["仮登録番号"] for row in desk.ask("仮登録照会").results]
    if sorted(listed) != sorted(town.drafts):
        yield f"仮登録 {listed} ≠ {list(town.drafts)}"


def _history(desk: Desk, town: Town, person: str) -> Iterator[str]:
    answer = desk.ask("異動履歴照会", 宛名番号=person)
    shown, rows = answer.results, town.people[person]
    if [row["履歴番号"] for row in shown] != list(range(1, len(rows) + 1)):
        yield f"{person} 履歴 {[row['履歴番号'] for row in shown]} ≠ 1..{len(rows)} {answer.codes}"
        return
    if [row["最新フラグ"] for row in shown] != ["0"] * (len(rows) - 1) + ["1"]:
        yield f"{person} 最新フラグ {[row['最新フラグ'] for row in shown]}"
    for seen, row in zip(shown, rows, strict=True):
        yield from _row(f"{person} 履歴{row['履歴番号']}", seen, row)


def _row(where: str, seen: Row, row: Row) -> Iterator[str]:
    for name in COMPARED:
        got, want = seen.get(name), row.get(name)
        if _NO.get(got, got) != _NO.get(want, want) and name not in row.get("_open", ()):
            yield f"{where} {name}: {got!r} ≠ {want!r}"


def _present(desk: Desk, town: Town, person: str) -> Iterator[str]:
    seen, row = desk.ask("住民照会", 宛名番号=person).one, town.now(person)
    yield from _row(f"{person} 住民照会", seen, row)
    if town.lives_here(row):
        head = town.head(row["世帯番号"])
        for name, item in (("世帯主氏名", "氏名"), ("世帯主氏名_フリガナ", "氏名_フリガナ")):
            want = town.now(head).get(item) if head else None
            if (seen.get(name) or None) != want:
                yield f"{person} {name}: {seen.get(name)!r} ≠ {want!r}"
    for flag, people in (
        ("支援措置フラグ", set(town.protected.values())),
        ("抑止フラグ", {each for each, _, _ in town.restricted.values()}),
    ):
        if (seen.get(flag) == "1") != (person in people):
            yield f"{person} {flag}: {seen.get(flag)!r}"


def _measures(desk: Desk, town: Town, person: str) -> Iterator[str]:
    seen = {
        row["支援措置番号"]: row["支援措置区分"] for row in desk.ask("支援措置照会", 宛名番号=person).results
    }
    known = {number: kind for number, (each, kind) in town.measures.items() if each == person}
    if set(seen) != set(known) or any(kind and seen[number] != kind for number, kind in known.items()):
        yield f"{person} 支援措置 {seen} ≠ {known}"


def _sheets(desk: Desk, town: Town, person: str) -> Iterator[str]:
    """Compare the removed sheets: none for a removal that never came about, none twice."""
    shown = [(row["消除事由"], row["消除年月日"]) for row in desk.ask("除票照会", 宛名番号=person).results]
    known = list(town.sheets.get(person, ()))
    for sheet in shown:
        like = [each for each in known if each == sheet or each == ("?", sheet[1])]
        if not like:
            yield f"{person} 除票 {sheet} が余る: {shown} ≠ {town.sheets.get(person)}"
            return
        known.remove(like[0])
    now = town.now(person)
    if (
        not town.lives_here(now)
        and (now["消除事由"], now["消除年月日"]) not in shown
        and now["消除事由"] != "異動の取消し"
    ):
        yield f"{person} 除票 {(now['消除事由'], now['消除年月日'])} がない: {shown}"


def _issues(desk: Desk, town: Town, person: str) -> Iterator[str]:
    numbers = [row["発行番号"] for row in desk.ask("交付履歴照会", 宛名番号=person).results]
    if len(numbers) != town.issued.get(person, 0) or len(set(numbers)) != len(numbers):
        yield f"{person} 交付履歴 {numbers} ≠ {town.issued.get(person, 0)}"


def _household(desk: Desk, town: Town, household: str) -> Iterator[str]:
    answer = desk.ask("世帯照会", 世帯番号=household)
    members = town.members(household)
    if sorted(row["宛名番号"] for row in answer.results) != sorted(members):
        yield f"世帯 {household}: {[row['宛名番号'] for row in answer.results]} ≠ {members} {answer.codes}"
        return
    places = [row["記載順位"] for row in answer.results]
    if places != sorted(set(places)):
        yield f"世帯 {household} 記載順位 {places}"
    counted = desk.ask("統計照会", 統計区分="現住者", 世帯番号=household).one
    if (counted["人数"], counted["世帯数"]) != (len(members), 1 if members else 0):
        yield f"世帯 {household} 統計 {counted} ≠ {members}"
    heads = [row["宛名番号"] for row in answer.results if row["続柄"] == HEAD]
    if heads != [each for each in (town.head(household),) if each]:
        yield f"世帯 {household} 世帯主 {heads}"


def _counts(desk: Desk, town: Town) -> Iterator[str]:
    residents = [town.now(each) for each in town.residents()]
    for kind, counted in (
        ("現住者", residents),
        ("日本人住民", [row for row in residents if row["住民種別"] == JAPANESE]),
        ("外国人住民", [row for row in residents if row["住民種別"] == FOREIGN]),
    ):
        seen = desk.ask("統計照会", 統計区分=kind).one
        want = (len(counted), len({row["世帯番号"] for row in counted}))
        if (seen["人数"], seen["世帯数"]) != want:
            yield f"統計 {kind}: {(seen['人数'], seen['世帯数'])} ≠ {want}"
