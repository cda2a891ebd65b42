"""帳票作成 and 交付履歴照会 (LV-018.M, LV-005.M, LV-014.M, LV-028.M, LV-029.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, notices, papers, reliefs
from conformance.reference.light_vehicle_tax.addressees import contact
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import OWNER, SCRAPPED, STATE, VEHICLE
from conformance.reference.registry import Call, Refused, Results

GRANTED, DENIED, SURVEY = "減免決定通知書", "減免却下通知書", "減免継続調査"
NOTICE = "他市町村通知"


@operation("chohyosakusei")
def make(call: Call) -> Results:
    """帳票作成: only papers that the state of the vehicle allows."""
    vehicle = guards.vehicle(call, call[VEHICLE])
    day = call.get(papers.ISSUED_ON, call.day)
    if day > call.day:
        raise Refused("T1101", papers.ISSUED_ON)
    content = _content(call, vehicle)
    if content is None:
        raise Refused("T1401", papers.PAPER, "帳票が車両の状態と合いません。車両照会で確かめてください。")
    issued = papers.log(call, call[papers.PAPER], vehicle[VEHICLE], {papers.ISSUED_ON: day})
    return [{**vehicle, **contact(call, vehicle[OWNER]), **content, **issued}]


@operation("kofurirekishokai")
def issued_papers(call: Call) -> Results:
    """交付履歴照会."""
    guards.vehicle(call, call[VEHICLE])
    return papers.issued(call.store, call[VEHICLE], call.get(papers.PAPER))


def _content(call: Call, vehicle: State) -> State | None:
    """Return what a paper tells besides the vehicle; None when the vehicle is in no state for it."""
    paper = call[papers.PAPER]
    if paper == papers.LEDGER:
        return {}
    if paper == papers.PLATE_PAPER:
        return {} if vehicle[STATE] != SCRAPPED else None
    if paper == papers.RECEIPT:
        return {} if vehicle[STATE] == SCRAPPED or fault_active("F-LV-RECEIPT-AT-ANY-TIME") else None
    if paper == NOTICE:
        return notices.last_sent(call.store, vehicle[VEHICLE])
    return _of_reduction(paper, reliefs.of_vehicle(call.store, vehicle[VEHICLE]))


def _of_reduction(paper: str, reductions: list[State]) -> State | None:
    """Return the reduction that a paper is about: the newest, or for the survey the newest that is granted."""
    state = reliefs.DENIED if paper == DENIED else reliefs.GRANTED
    looked_at = reductions if paper == SURVEY else reductions[:1]
    return next((each for each in looked_at if each["減免状態"] == state), None)
