"""What a move-out does to a support measure (3.4)."""

from conformance.reference.registry import Call
from conformance.reference.resident_records.protection_state import FULL, PROVISIONAL


def make_provisional(call: Call, person: str) -> None:
    """Turn the measures of somebody who moves out into provisional ones, from the notification on."""
    call.store.run(
        "UPDATE support SET kind = ? WHERE person = ? AND kind = ? AND ends >= ?",
        PROVISIONAL,
        person,
        FULL,
        call.day,
    )
