"""本籍候補照会 and 本籍一括修正 (4.0.6): what a 本籍 may be, and one put right for all of a household who have it."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import head_of, members
from conformance.reference.resident_records.records import seen, write
from conformance.reference.resident_records.views import address_in_one
from conformance.reference.resident_records.words import FOREIGN

HONSEKI = "本籍"


@operation("honsekikohoshokai")
def candidates(call: Call) -> Results:
    """本籍候補照会."""
    person = guards.person(call, call["宛名番号"])
    household = members(call, person["世帯番号"])
    head = head_of(call, person["世帯番号"])
    found = [("住所", address_in_one(person))]
    if not fault_active("F-DOMICILE-NO-BEFORE"):
        found.append(("転入前住所", person.get("転入前住所", "")))
    of_head = [each.get(HONSEKI, "") for each in household if each["宛名番号"] == head]
    if fault_active("F-DOMICILE-HEAD"):
        of_head = [person.get(HONSEKI, "")]
    found += [("世帯主の本籍", text) for text in of_head]
    others = [each for each in household if each["宛名番号"] not in (head, person["宛名番号"])]
    found += [("世帯員の本籍", text) for text in dict.fromkeys(each.get(HONSEKI, "") for each in others)]
    return [
        {"宛名番号": person["宛名番号"], "本籍候補区分": kind, "本籍候補": text}
        for kind, text in found
        if text
    ]


@operation("honsekiikkatsushusei")
def correct_domicile(call: Call) -> Results:
    """本籍一括修正."""
    guards.not_after_today(call, "異動年月日")
    person = guards.resident(call, call["宛名番号"])
    if person["住民種別"] == FOREIGN:
        raise Refused("T1102", "宛名番号", "外国人住民に本籍はありません。日本人住民を示してください。")
    alike = [each for each in members(call, person["世帯番号"]) if each.get(HONSEKI) == person[HONSEKI]]
    if fault_active("F-DOMICILE-ONE"):
        alike = [person]
    if fault_active("F-DOMICILE-ALL"):
        alike = [each for each in members(call, person["世帯番号"]) if HONSEKI in each]
    subjects = [guards.subject(call, each["宛名番号"]) for each in alike]
    changes = call.chosen((HONSEKI, "筆頭者"))
    return [seen(call, write(call, "職権修正", each, changes)) for each in subjects]
