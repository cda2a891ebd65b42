"""修正, 旧氏, 通称, 番号, 帰化, 国籍喪失, 改製: the person stays where they are."""

from __future__ import annotations

from tests.reference.resident_records.model.common import acknowledged, by_office, dates, pick, subjects
from tests.reference.resident_records.model.town import Row, Town
from tests.reference.resident_records.model.words import ADDRESS, FOREIGN, HERE, JAPANESE, STRUCK

Results = list[Row]
CORRECTABLE = ("氏名", "氏名_フリガナ", "生年月日", "性別", "本籍", "筆頭者", "住所_方書", "住所_番地号表記")
CARRIED = (
    *ADDRESS, "世帯番号", "続柄", "生年月日", "性別", "住所を定めた年月日", "住民票コード", "個人番号",
)  # fmt: skip
FOREIGN_ONLY = ("国籍・地域", "法第30条の45規定区分", "在留資格", "在留期間満了年月日", "在留カード等番号")


def one_refused(town: Town, asked: Row) -> set[str]:
    """Say why a change of one resident must be refused."""
    return acknowledged(dates(town, asked, "異動年月日") | subjects(town, [asked["宛名番号"]]), asked)


def correction_refused(town: Town, asked: Row) -> set[str]:
    """Say why 修正 must be refused: that of a removed person is noted, not refused."""
    person = asked["宛名番号"]
    return acknowledged(dates(town, asked, "異動年月日") | town.busy([person]), asked)


def corrected(town: Town, asked: Row, reason: str) -> None:
    """Carry out a correction: only what was sent changes. A removed person's sheet does not."""
    person = asked["宛名番号"]
    if town.lives_here(town.now(person)):
        say = by_office(town, asked) | pick(asked, "修正事由")
        town.write(person, reason, pick(asked, *CORRECTABLE), event=town.event(), say=say)


def by_duty(town: Town, asked: Row, _: Results) -> None:
    """Carry out 職権修正."""
    corrected(town, asked, "職権修正")


def slightly(town: Town, asked: Row, _: Results) -> None:
    """Carry out 軽微な修正."""
    corrected(town, asked, "軽微な修正")


def mistaken(town: Town, asked: Row, _: Results) -> None:
    """Carry out 誤記修正."""
    corrected(town, asked, "誤記修正")


def named_refused(town: Town, asked: Row, item: str, *, wanted: bool) -> set[str]:
    """Say why a change of 旧氏 or 通称 must be refused: it must be there, or must not."""
    found = one_refused(town, asked)
    person = asked["宛名番号"]
    if (item in town.now(person)) != wanted:
        found.add("T1401")
    if item == "通称" and not wanted and town.now(person)["住民種別"] == JAPANESE:
        found.add("T1102")
    return found


def _on_request(town: Town, asked: Row, reason: str, changes: Row) -> None:
    say = pick(asked, "異動年月日", "請求年月日", "申出年月日")
    town.write(asked["宛名番号"], reason, changes, event=town.event(), say=say)["_open"] = {
        "職権フラグ", "申出フラグ", "申出年月日",
    }  # fmt: skip


def former_added(town: Town, asked: Row, _: Results) -> None:
    """Carry out 旧氏の記載."""
    _on_request(town, asked, "旧氏の記載", pick(asked, "旧氏", "旧氏_フリガナ"))


def former_changed(town: Town, asked: Row, _: Results) -> None:
    """Carry out 旧氏の変更."""
    _on_request(town, asked, "旧氏の変更", pick(asked, "旧氏", "旧氏_フリガナ"))


def former_deleted(town: Town, asked: Row, _: Results) -> None:
    """Carry out 旧氏の削除."""
    _on_request(town, asked, "旧氏の削除", {"旧氏": None, "旧氏_フリガナ": None})


def alias_added(town: Town, asked: Row, _: Results) -> None:
    """Carry out 通称の記載."""
    added = pick(asked, "通称", "通称_フリガナ") | {"通称_記載年月日": asked["異動年月日"]}
    _on_request(town, asked, "通称の記載", added)


def alias_deleted(town: Town, asked: Row, _: Results) -> None:
    """Carry out 通称の削除."""
    deleted = {"通称": None, "通称_フリガナ": None, "通称_削除年月日": asked["異動年月日"]}
    _on_request(town, asked, "通称の削除", deleted)


def code_changed(town: Town, asked: Row, results: Results) -> None:
    """Carry out 住民票コードの変更請求: another code that nobody has or had."""
    code = results[0]["住民票コード"]
    known = {row.get("住民票コード") for rows in town.people.values() for row in rows}
    assert code not in known, code
    _on_request(town, asked, "住民票コードの変更請求", {"住民票コード": code})


def number_refused(town: Town, asked: Row) -> set[str]:
    """Say why 個人番号の変更請求 must be refused: nobody's number, and not the one there was."""
    found = one_refused(town, asked)
    holders = [rows[-1] for rows in town.people.values() if rows[-1].get("個人番号") == asked["個人番号"]]
    return found | ({"T1102"} if holders else set())


def number_changed(town: Town, asked: Row, _: Results) -> None:
    """Carry out 個人番号の変更請求."""
    _on_request(town, asked, "個人番号の変更請求", pick(asked, "個人番号"))


def naturalisation_refused(town: Town, asked: Row) -> set[str]:
    """Say why 帰化 must be refused."""
    return _kind_refused(town, asked, FOREIGN)


def loss_refused(town: Town, asked: Row) -> set[str]:
    """Say why 国籍喪失 must be refused."""
    return _kind_refused(town, asked, JAPANESE)


def _kind_refused(town: Town, asked: Row, kind: str) -> set[str]:
    found = one_refused(town, asked)
    return found | ({"T1102"} if town.now(asked["宛名番号"])["住民種別"] != kind else set())


def naturalised(town: Town, asked: Row, _: Results) -> None:
    """Carry out 帰化: resident since the day one became a foreign resident."""
    since = town.now(asked["宛名番号"])["外国人住民となった年月日"]
    new = pick(asked, "氏名", "氏名_フリガナ", "本籍", "筆頭者")
    new |= {"住民種別": JAPANESE, "住民となった年月日": since}
    _other_nation(town, asked, "帰化等", "帰化", new)


def nationality_lost(town: Town, asked: Row, _: Results) -> None:
    """Carry out 国籍喪失: a foreign resident since the later of the loss and the day one became a resident."""
    since = max(asked["異動年月日"], town.now(asked["宛名番号"])["住民となった年月日"])
    new = pick(asked, "氏名", "氏名_フリガナ", *FOREIGN_ONLY)
    new |= {"住民種別": FOREIGN, "外国人住民となった年月日": since}
    _other_nation(town, asked, "国籍喪失", "国籍喪失", new)


def _other_nation(town: Town, asked: Row, words: str, removal: str, new: Row) -> None:
    person, event = asked["宛名番号"], town.event()
    say = {"異動年月日": asked["異動年月日"]}
    gone = {"住民状態": STRUCK, "消除事由": removal, "消除年月日": asked["異動年月日"]}
    kept = pick(town.now(person), *CARRIED)
    town.remember_sheet(person, town.write(person, f"職権消除（{words}）", gone, event=event, say=say))
    made = town.write(
        person, f"職権記載（{words}）", new | {"住民状態": HERE}, base=kept, event=event, say=say
    )
    made["_open"] = {"職権フラグ", "転入前住所", "通知年月日", "改製年月日"}
    town.people[person][-2]["_open"] = {"職権フラグ", "通知年月日"}


def rewritten(town: Town, asked: Row, _: Results) -> None:
    """Carry out 改製: the old sheet is removed, the resident stays one."""
    person, event = asked["宛名番号"], town.event()
    day = asked.get("異動年月日", town.day)
    before, say = town.now(person), {"異動年月日": day}
    gone = {"住民状態": STRUCK, "消除事由": "改製", "消除年月日": day, "改製年月日": day}
    town.remember_sheet(person, town.write(person, "改製（消除）", gone, event=event, say=say))
    town.write(person, "改製（記載）", {"改製年月日": day}, base=before, event=event, say=say)
