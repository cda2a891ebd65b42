"""団体内統合宛名, カード管理システム and 符号: what is sent to them (7.1.2.3, 7.1.1.4, 7.1.2.2)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.messages_out import CARDS, JOINT_ADDRESSEE
from conformance.reference.resident_records.outbox import listed, one, queue

SIGNS = "符号"


@operation("dantainaitogoatenarenkeishokai")
def joint_addressee(call: Call) -> Results:
    """団体内統合宛名連携照会: in the order of events."""
    return listed(call, JOINT_ADDRESSEE)


@operation("kadosofusakishokai")
def card_addresses(call: Call) -> Results:
    """カード送付先照会: in the order of events."""
    return listed(call, CARDS)


@operation("fugoshutokuyokyu")
def request_sign(call: Call) -> Results:
    """符号取得要求."""
    person = guards.person(call, call["宛名番号"])
    content = {name: person[name] for name in ("宛名番号", "氏名")}
    return one(call, queue(call, SIGNS, "取得", content))


@operation("fugoshutokushokai")
def signs(call: Call) -> Results:
    """符号取得照会: what was asked for and whether it is out."""
    found = listed(call, SIGNS)
    if fault_active("F-SIGN-NEWEST-ONLY"):
        return found[-1:]
    if fault_active("F-SIGN-STATE-BLANK"):
        return [{**entry, "送信状態": None} for entry in found]
    return found
