"""閲覧用写し作成 (9.5): name, birth date, sex and address of the residents chosen, without those protected."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.protection_state import PROVISIONAL, is_protected, measures_about
from conformance.reference.resident_records.readings import with_readings
from conformance.reference.resident_records.records import Snapshot
from conformance.reference.resident_records.sampling import CHANCE, LARGEST, residents_chosen
from conformance.reference.resident_records.views import address_in_one, presented

LEFT_OUT = "支援対象者除外フラグ"


@operation("etsuranyoutsushisakusei")
def inspection_extract(call: Call) -> Results:
    """閲覧用写し作成: T1404 when somebody protected would stand in it."""
    found = residents_chosen(call)
    if fault_active("F-DRAFT-BLOCKS-EXTRACT") and any(_drafted(call, person) for person in found):
        raise Refused("T1401")
    shown = [person for person in found if not _hidden(call, person)]
    if len(shown) < len(found) and not call.flag(LEFT_OUT) and not fault_active("F-INSPECT-UNBLOCKED"):
        raise Refused("T1404")
    shown.sort(key=address_in_one)
    if call.get("並び区分") == "無作為":
        CHANCE.shuffle(shown)
    return [_entry(call, person) for person in shown[:LARGEST]]


def _drafted(call: Call, person: Snapshot) -> bool:
    """Tell whether a draft is about somebody, as only a seeded fault asks."""
    about = "SELECT 1 FROM drafts WHERE instr(CAST(body AS TEXT), ?)"
    return call.store.one(about, person["宛名番号"]) is not None


def _hidden(call: Call, person: Snapshot) -> bool:
    """Tell whether a measure, provisional or not, keeps somebody from being shown."""
    number = person["宛名番号"]
    if not is_protected(call.store, number, call.day):
        return False
    if call.flag(LEFT_OUT) and fault_active("F-INSPECT-PROVISIONAL"):
        return all(measure.kind != PROVISIONAL for measure in measures_about(call.store, number))
    return not (call.flag(LEFT_OUT) and fault_active("F-INSPECT-PROTECTED"))


def _entry(call: Call, person: Snapshot) -> Snapshot:
    entry = with_readings(call, presented(call, person)) | {"出力形式": call["出力形式"]}
    if fault_active("F-INSPECT-ADDRESSLESS"):
        entry.pop("住所_方書", None)
    return entry
