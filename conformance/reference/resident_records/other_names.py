"""旧氏 and 通称 (1.1.7)."""

from conformance.reference.faults import fault_active
from conformance.reference.municipality import MUNICIPALITY
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import Snapshot, seen, write
from conformance.reference.resident_records.words import FOREIGN

REGISTERED = "旧氏の振り仮名"
FORMER_SURNAME = ("旧氏", "旧氏_フリガナ", "旧氏_フリガナ確認状況", REGISTERED)
ALIAS = ("通称", "通称_フリガナ", "通称_フリガナ確認状況")


@operation("kyuujikisai")
def add_former_surname(call: Call) -> Results:
    """旧氏の記載."""
    return _replaced(call, "旧氏の記載", FORMER_SURNAME, there=False)


@operation("kyuujihenko")
def change_former_surname(call: Call) -> Results:
    """旧氏の変更."""
    return _replaced(call, "旧氏の変更", FORMER_SURNAME, there=True)


@operation("kyuujisakujo")
def delete_former_surname(call: Call) -> Results:
    """旧氏の削除."""
    return _replaced(call, "旧氏の削除", FORMER_SURNAME, there=True)


@operation("tsushokisai")
def add_alias(call: Call) -> Results:
    """通称の記載, for foreign residents."""
    added = {"通称_記載年月日": call["異動年月日"], "通称_記載市区町村コード": MUNICIPALITY}
    if fault_active("F-ALIAS-PLACE-LOST"):
        del added["通称_記載市区町村コード"]
    added |= {"通称_削除年月日": None, "通称_削除市区町村コード": None}
    return _replaced(call, "通称の記載", ALIAS, added, there=False)


@operation("tsushosakujo")
def delete_alias(call: Call) -> Results:
    """通称の削除."""
    deleted = {"通称_削除年月日": call["異動年月日"], "通称_削除市区町村コード": MUNICIPALITY}
    if fault_active("F-ALIAS-DELETED-TODAY"):
        deleted["通称_削除年月日"] = call.day
    return _replaced(call, "通称の削除", ALIAS, deleted, there=True)


def _replaced(
    call: Call, reason: str, names: tuple[str, ...], more: Snapshot | None = None, *, there: bool
) -> Results:
    """Replace a name and its reading by what was sent, or by nothing. `there`: it must be recorded already."""
    guards.not_after_today(call, "異動年月日")
    before = guards.subject(call, call["宛名番号"])
    name = names[0]
    if name == "通称" and before["住民種別"] != FOREIGN and not fault_active("F-ALIAS-FOR-JAPANESE"):
        call.refuse("T1102", name, "通称は外国人住民だけが記載できます。")
    again = name in before and not there and fault_active("F-SURNAME-TWICE")
    if (name in before) != there and not again:
        raise Refused("T1401", name)
    changes = {**dict.fromkeys(names), **call.chosen(names), **(more or {})}
    if REGISTERED in call and fault_active("F-SURNAME-READING-LOST"):
        changes[REGISTERED] = None
    if REGISTERED in before and REGISTERED not in call and fault_active("F-SURNAME-READING-STAYS"):
        changes.pop(REGISTERED, None)
    return [seen(call, write(call, reason, before, changes))]
