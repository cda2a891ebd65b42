"""Is somebody who registers known already? (4.1.1.2)"""

from collections.abc import Mapping

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Value

COLUMNS = {
    "個人番号": "individual_number",
    "住民票コード": "resident_code",
    "在留カード等番号": "card_number",
}


def refuse_known_numbers(call: Call, values: Mapping[str, Value], own: str = "") -> None:
    """Raise T1405 for a number of a removed person, note T1102 for one of another resident.

    `own`: 宛名番号 of the person it is about, who does not count.
    """
    for item, column in COLUMNS.items():
        if item not in values:
            continue
        for row in call.store.all(
            f"SELECT person, removed_on FROM people WHERE {column} = ? AND person <> ?",  # noqa: S608 - own name
            values[item],
            own,
        ):
            if (row["removed_on"] or "9999-99-99") <= call.day:
                if call.operation.id == "tennyu" and fault_active("F-REMOVED-UNNOTICED"):
                    continue
                raise Refused("T1405", item)
            call.refuse("T1102", item, f"{item}はほかの住民のものです。番号を確かめてください。")


def warn_of_same_person(call: Call) -> None:
    """Note T2002 when name, sex and birth date, and nothing else, are those of a removed person."""
    if "性別" not in call:
        return
    sex = "%" if fault_active("F-EITHER-SEX") else call["性別"]
    same = call.store.one(
        "SELECT removed_for FROM people WHERE birth = ? AND sex LIKE ? AND name = ? AND removed_on <= ? LIMIT 1",
        call["生年月日"],
        sex,
        call["氏名"],
        call.day,
    )
    if same is None or (same["removed_for"] == "転出" and fault_active("F-SAME-PERSON-UNNOTICED")):
        return
    call.alert("T2002")
