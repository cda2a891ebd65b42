"""For each fault of the transactions: what to do, and the value that shows it. The same in a sound system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.faulty_groups import MORE, couple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.desk import Desk


def check_digit(desk: Desk) -> object:
    return desk.do("転入届", 個人番号="123456789010").codes


def relation_words(desk: Desk) -> object:
    return desk.do("転入届", 続柄="孫").codes


def rights(desk: Desk) -> object:
    desk.ask("操作権限設定", 利用者ID="clerka", 許可操作=[])
    return desk.do("転入届", "clerk_a").codes


def hidden(desk: Desk) -> object:
    person = desk.resident(個人番号="123456789018")["宛名番号"]
    desk.ask("操作権限設定", 利用者ID="clerka", 非表示項目=["個人番号"])
    return "個人番号" in desk.ask("住民照会", "clerk_a", 宛名番号=person).one


def draft_done(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    desk.do("転居届", 対象者宛名番号=[person], 登録区分="仮登録")
    return desk.state(person)["履歴番号"]


def future_notice(desk: Desk) -> object:
    return desk.do("転居届", 対象者宛名番号=[desk.resident()["宛名番号"]], 届出年月日=desk.day(1)).codes


def two_editors(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    desk.ask("編集開始", "clerk_b", 宛名番号=person)
    return desk.do("転居届", 対象者宛名番号=[person]).codes


def issued_digit(desk: Desk) -> object:
    _, wife = couple(desk)
    return desk.do("世帯分離", 対象者宛名番号=[wife]).one["世帯番号"]


def planned_is_gone(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    return desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(3)).one["住民状態"]


def stale_head_name(desk: Desk) -> object:
    _, wife, child = couple(desk, ("子",))
    desk.do("世帯主変更", 新世帯主宛名番号=wife, 対象者続柄=None)
    return desk.state(child)["世帯主氏名"] == desk.state(wife)["氏名"]


def unreported(desk: Desk) -> object:
    made = desk.resident(未届転入フラグ="1", 転入前住所="大阪府")
    return desk.state(made["宛名番号"])["転入前住所"]


def removed_unnoticed(desk: Desk) -> object:
    person = desk.resident(個人番号="123456789018")["宛名番号"]
    desk.do("死亡", 宛名番号=person)
    return desk.do("転入届", 個人番号="123456789018").codes


def same_person_unnoticed(desk: Desk) -> object:
    person = desk.resident(氏名="適合　一")["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day())
    return desk.do("転入届", 氏名="適合　一").codes


def names_forgotten(desk: Desk) -> object:
    person = desk.resident(旧氏="旧試験")["宛名番号"]
    desk.do("職権消除", 対象者宛名番号=[person])
    desk.do("再転入", 宛名番号=person, 異動事由="国外転入等")
    return desk.state(person).get("旧氏")


def born_today(desk: Desk) -> object:
    return desk.do("出生", 世帯番号=desk.resident()["世帯番号"]).one["住民となった年月日"]


def resident_since(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    desk.do(
        "転居届",
        対象者宛名番号=[person],
        住所_町字="試験町一丁目",
        住所_番地号表記="１番１号",
        住所_方書="二号室",
    )
    return desk.state(person)["住民となった年月日"]


def no_head_alert(desk: Desk) -> object:
    return desk.do("転居届", 対象者宛名番号=couple(desk, ("子",))[:1]).codes


def no_successor(desk: Desk) -> object:
    head, wife = couple(desk)
    desk.do("転出届", 対象者宛名番号=[head], 異動年月日=desk.day(), 職権世帯主変更フラグ="1")
    return desk.state(wife)["続柄"]


def split_moves(desk: Desk) -> object:
    _, wife = couple(desk)
    desk.do("世帯分離", 対象者宛名番号=[wife])
    return desk.state(wife)["住所を定めた年月日"]


def fifteen_days(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    return desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(-15)).one["帳票名"]


def _noticed(desk: Desk, planned: int = -2) -> dict[str, Any]:
    person = desk.resident()["宛名番号"]
    desk.do("転出届", 対象者宛名番号=[person], 異動年月日=desk.day(planned), 転出先住所_予定="神奈川県")
    desk.do("転入通知受理", 宛名番号=person, 転入年月日_通知=desk.day(-1), 転出先住所_確定="千葉県")
    return desk.state(person)


def notice_overwrites(desk: Desk) -> object:
    person = _noticed(desk)["宛名番号"]
    desk.do("転入通知受理", 宛名番号=person, 転出先住所_確定="千葉県")
    return desk.state(person)["転出先住所_予定"]


def later_removal(desk: Desk) -> object:
    return _noticed(desk, planned=3).get("消除年月日")


def overwrite(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    desk.do("誤記修正", 宛名番号=person)
    desk.do("誤記修正", 宛名番号=person)
    return len(desk.ask("異動履歴照会", 宛名番号=person).results)


def naturalised_since(desk: Desk) -> object:
    return desk.do("帰化", 宛名番号=desk.do("外国人転入届").one["宛名番号"]).one["住民となった年月日"]


def loss_earlier(desk: Desk) -> object:
    return desk.do("国籍喪失", 宛名番号=desk.resident()["宛名番号"]).one["外国人住民となった年月日"]


def cancelled_reason(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    desk.do("職権消除", 対象者宛名番号=[person])
    desk.do("再転入", 宛名番号=person)
    return desk.ask("異動の取消し", 宛名番号=person).one["異動事由"]


def rewriting_removes(desk: Desk) -> object:
    person = desk.resident()["宛名番号"]
    desk.do("改製", 宛名番号=person)
    return desk.state(person)["住民状態"]


def history_delete(desk: Desk) -> object:
    return desk.send("idosakujo", {}).status


# fault: (what shows it, in a sound system, in the broken one). The clock stands at 2026-05-20.
SHOWN: dict[str, tuple[Callable[[Desk], object], object, object]] = {
    "F-CHECKDIGIT": (check_digit, ["E0002"], []),
    "F-RELATION-WORDS": (relation_words, ["E0002"], []),
    "F-RIGHTS": (rights, ["T1301"], []),
    "F-HIDDEN": (hidden, False, True),
    "F-DRAFT-DONE": (draft_done, 1, 2),
    "F-FUTURE-NOTICE": (future_notice, ["T1101"], []),
    "F-TWO-EDITORS": (two_editors, ["T1402"], []),
    "F-ISSUED-DIGIT": (issued_digit, "000000500000023", "000000500000024"),
    "F-PLANNED-IS-GONE": (planned_is_gone, "住民", "転出"),
    "F-STALE-HEAD-NAME": (stale_head_name, True, False),
    "F-UNREPORTED": (unreported, "大阪府（未届）", "大阪府"),
    "F-REMOVED-UNNOTICED": (removed_unnoticed, ["T1405"], []),
    "F-SAME-PERSON-UNNOTICED": (same_person_unnoticed, ["T2002"], []),
    "F-NAMES-FORGOTTEN": (names_forgotten, "旧試験", None),
    "F-BORN-TODAY": (born_today, "2026-05-15", "2026-05-20"),
    "F-RESIDENT-SINCE": (resident_since, "2026-05-10", "2026-05-20"),
    "F-NO-HEAD-ALERT": (no_head_alert, ["T2001"], []),
    "F-NO-SUCCESSOR": (no_successor, "世帯主", "妻"),
    "F-SPLIT-MOVES": (split_moves, "2026-05-10", "2026-05-20"),
    "F-FIFTEEN-DAYS": (fifteen_days, "転出証明書に準ずる証明書", "転出証明書"),
    "F-NOTICE-OVERWRITES": (notice_overwrites, "神奈川県", "千葉県"),
    "F-LATER-REMOVAL": (later_removal, "2026-05-19", None),
    "F-OVERWRITE": (overwrite, 3, 2),
    "F-NATURALISED-SINCE": (naturalised_since, "2026-05-10", "2026-05-19"),
    "F-LOSS-EARLIER": (loss_earlier, "2026-05-19", "2026-05-10"),
    "F-CANCELLED-REASON": (cancelled_reason, "異動の取消し（減）", "異動の取消し（増）"),
    "F-REWRITING-REMOVES": (rewriting_removes, "住民", "消除"),
    "F-HISTORY-DELETE": (history_delete, 404, 200),
    **MORE,
}
