"""無作為抽出, 条件指定抽出 and 宛名シール (9.6): residents by sex, birth date, district and kind."""

import random

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import Snapshot
from conformance.reference.resident_records.views import address_in_one, presented

COUNT, FROM, TO, TOWN = "抽出件数", "抽出_生年月日開始", "抽出_生年月日終了", "住所_町字"
LARGEST = 1000
CHANCE = random.SystemRandom()


@operation("musakuichushutsu")
def sample(call: Call) -> Results:
    """無作為抽出: as many as asked for, each once; all who meet the conditions where no number is asked for."""
    wanted = int(call.get(COUNT, LARGEST))
    if wanted < 1:
        raise Refused("T1102", COUNT, f"{COUNT}が0以下です。1以上で設定してください。")
    if COUNT in call and fault_active("F-SAMPLE-ONE-MORE"):
        wanted += 1
    found = residents_chosen(call)
    return [presented(call, each) for each in CHANCE.sample(found, min(wanted, len(found), LARGEST))]


@operation("atenashirusakusei")
def labels(call: Call) -> Results:
    """宛名シール作成: name, address and postal code, in the order that was sent."""
    item = "対象者宛名番号"
    people = [guards.resident(call, number, item) for number in call[item]]
    return [
        {
            "宛名番号": person["宛名番号"],
            "宛先氏名": person["氏名"],
            "宛先住所": address_in_one(person),
            "郵便番号": "" if fault_active("F-LABEL-POSTCODE") else person.get("住所_郵便番号", ""),
        }
        for person in people
    ]


def residents_chosen(call: Call) -> list[Snapshot]:
    """Return the residents of today who meet every condition that was sent. Raises T1102."""
    born_from, born_to = call.get(FROM, "0000-00-00"), call.get(TO, "9999-99-99")
    if born_to < born_from:
        raise Refused("T1102", TO, f"{TO}が{FROM}より前です。日付を確かめてください。")
    rows = call.store.all(
        "SELECT person FROM people WHERE (?5 OR coalesce(removed_on, '9999-99-99') > ?1)"
        " AND birth BETWEEN ?2 AND ?3 AND (?4 IS NULL OR kind = ?4) AND (?6 IS NULL OR sex = ?6)"
        " ORDER BY person",
        call.day,
        born_from,
        born_to,
        call.get("住民種別"),
        fault_active("F-SAMPLE-REMOVED"),
        None if fault_active("F-SAMPLE-ANY-SEX") else call.get("性別"),
    )
    found = [guards.person(call, row["person"]) for row in rows]
    if fault_active("F-SAMPLE-LAST-DAY"):
        found = [person for person in found if person["生年月日"] != born_to]
    return [person for person in found if call.get(TOWN) in (None, person.get(TOWN))]
