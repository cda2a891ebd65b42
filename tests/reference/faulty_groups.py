"""More faults and what shows them; see faulty.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.desk import Desk


def couple(desk: Desk, more: tuple[str, ...] = ()) -> list[str]:
    """Move a head and a wife in, and whoever else."""
    head = desk.resident()
    others = [desk.resident(世帯番号=head["世帯番号"], 続柄=word) for word in ("妻", *more)]
    return [each["宛名番号"] for each in (head, *others)]


def emptied(desk: Desk) -> object:
    return desk.do("職権修正", 宛名番号=desk.resident()["宛名番号"], 本籍="").codes


def headless(desk: Desk) -> object:
    person = desk.resident(続柄="子")["宛名番号"]
    return any("世帯主氏名" in told for told in desk.ask("宛名差分照会", 宛名番号=person).results)


def _both_leave(desk: Desk) -> list[dict[str, Any]]:
    return desk.do("転出届", 対象者宛名番号=list(couple(desk))).results


def first_only(desk: Desk) -> object:
    return len(desk.do("職権消除", 対象者宛名番号=list(couple(desk))).results)


def first_filed(desk: Desk) -> object:
    return all("届出年月日" in row for row in _both_leave(desk))


def first_heads(desk: Desk) -> object:
    _, wife, child = couple(desk, ("子",))
    desk.do("転居届", 対象者宛名番号=[child, wife], 新世帯主宛名番号=wife)
    return desk.state(wife)["続柄"]


def draft_fixed(desk: Desk) -> object:
    number = desk.do("転入届", 登録区分="仮登録").one["仮登録番号"]
    desk.ask("仮登録修正", 仮登録番号=number, 氏名="適合　新")
    return desk.ask("仮登録照会", 仮登録番号=number).one["氏名"] == "適合　新"


def no_code(desk: Desk) -> object:
    person = desk.do("法第30条の46転入").one["宛名番号"]
    return "住民票コード" in desk.state(person)


MORE: dict[str, tuple[Callable[[Desk], object], object, object]] = {
    "F-EMPTIED": (emptied, ["E0001"], []),
    "F-HEADLESS": (headless, False, True),
    "F-FIRST-ONLY": (first_only, 2, 1),
    "F-FIRST-FILED": (first_filed, True, False),
    "F-FIRST-HEADS": (first_heads, "世帯主", "同居人"),
    "F-DRAFT-FIXED": (draft_fixed, True, False),
    "F-NO-CODE": (no_code, True, False),
}
