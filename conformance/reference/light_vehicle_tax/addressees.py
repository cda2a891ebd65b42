"""宛名: whoever owns or uses vehicles, kept here and followed by what the resident records tell (LV-041.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import EVENT_ON, PERSON
from conformance.reference.registry import NO, YES, Call, Refused, Results
from conformance.spec.check_digits import complete

NAME, ADDRESS, POSTCODE, PROTECTED = "氏名又は名称", "住所", "住所_郵便番号", "支援措置フラグ"
KIND, REASON = "宛名区分", "宛名異動事由"
_SENT = (KIND, NAME, "フリガナ", "生年月日", ADDRESS, POSTCODE, PROTECTED)
_CHANGED = (NAME, "フリガナ", ADDRESS, POSTCODE, PROTECTED)
_CONTACT = (NAME, ADDRESS, POSTCODE, PROTECTED)
_RUNNING_DIGITS = 14
MOVED_OUT, NON_RESIDENT = "転出", "住登外者"


@operation("atenatoroku")
def add_person(call: Call) -> Results:
    """宛名登録: the number is issued unless one is sent."""
    number = call.get(PERSON)
    if number is not None and _read(call, number) is not None:
        raise Refused("T1401", PERSON)
    if call[KIND] == NON_RESIDENT and call.numbering:
        number = call.numbering.number_of(_told(call), number, f"{call.now:%Y-%m-%dT%H:%M:%S}", call.user.id)
    number = number or _issue(call)
    person = {PERSON: number, PROTECTED: NO, **call.chosen(_SENT)}
    _keep(call, person)
    return [masked(call, person)]


@operation("atenaidotorikomi")
def take_change(call: Call) -> Results:
    """宛名異動取込: only what was sent changes; vehicles stay where they are."""
    person = _found(call)
    if call[EVENT_ON] > call.day:
        raise Refused("T1101", EVENT_ON)
    changed = {**person, **call.chosen((*_CHANGED, REASON, EVENT_ON))}
    if call[REASON] == MOVED_OUT and not fault_active("F-LV-STILL-RESIDENT"):
        changed[KIND] = NON_RESIDENT
    _keep(call, changed)
    return [masked(call, changed)]


@operation("atenashokai")
def show_person(call: Call) -> Results:
    """宛名照会."""
    return [masked(call, _found(call))]


def _told(call: Call) -> dict[str, str]:
    """Say who somebody is, to the numbering function. The address is kept as one text here and goes as one."""
    return {
        "shimei": call[NAME],
        "shimei_furigana": call.get("フリガナ", ""),
        "seinengappi": call.get("生年月日", ""),
        "jusho_choaza": call[ADDRESS],
        "jusho_yubinbango": call.get(POSTCODE, ""),
    }


def contact(call: Call, number: str) -> State:
    """Return the present name and address of a person, as far as the user may see them."""
    person = _read(call, number) or {}
    if fault_active("F-LV-DEAD-FORGOTTEN") and person.get(REASON) == "死亡":
        return {}
    return {name: value for name, value in masked(call, person).items() if name in _CONTACT}


def masked(call: Call, person: State) -> State:
    """Leave out the address of somebody under support measures, unless the user may see it (LV-039.M)."""
    if person.get(PROTECTED) != YES or may_see(call) or fault_active("F-LV-ADDRESS-SHOWN"):
        return person
    if fault_active("F-LV-SEARCH-SHOWS") and call.operation.id == "sharyokensaku":
        return person
    if fault_active("F-LV-PAPER-SHOWS") and call.operation.id == "chohyosakusei":
        return person
    kept = {POSTCODE} if fault_active("F-LV-POSTCODE-SHOWN") else set()
    return {name: value for name, value in person.items() if not name.startswith(ADDRESS) or name in kept}


def may_see(call: Call) -> bool:
    """Tell whether the user may see addresses of persons under support measures; at first nobody may."""
    allowed = bool(call.store.value("SELECT allowed FROM lv_viewers WHERE user = ?", call.user.id))
    return allowed and not fault_active("F-LV-VIEWER-BLIND")


def _found(call: Call) -> State:
    person = _read(call, call[PERSON])
    if person is None:
        raise Refused("T1201", PERSON)
    return person


def _read(call: Call, number: str) -> State | None:
    text = call.store.value("SELECT snapshot FROM lv_people WHERE person = ?", number)
    return None if text is None else json.decode(text)


def _keep(call: Call, person: State) -> None:
    if fault_active("F-LV-NAME-STALE") and (before := _read(call, person[PERSON])):
        person = {**person, NAME: before[NAME]}
    call.store.run("INSERT OR REPLACE INTO lv_people VALUES (?, ?)", person[PERSON], json.encode(person))


def _issue(call: Call) -> str:
    """Draw a running number that nobody has and add its check digit; those without a digit are skipped."""
    while True:
        number = complete("modulus11", f"{call.store.next('軽自動車税 宛名番号'):0{_RUNNING_DIGITS}d}")
        if number is not None and _read(call, number) is None:
            return number
