"""What a move-out does to a support measure (3.4)."""

from conformance.reference.registry import Call
from conformance.reference.resident_records.protection_state import FULL, PROVISIONAL
from conformance.reference.resident_records.words import MOVED_OUT


def make_provisional(call: Call, person: str) -> None:
    """Turn the measures in force of somebody who is gone into provisional ones, if a move-out was the cause."""
    call.store.run(
        "UPDATE support SET kind = ? WHERE kind = ? AND ends >= ?"
        " AND person = (SELECT person FROM people WHERE person = ? AND removed_for = ?)",
        PROVISIONAL,
        FULL,
        call.day,
        person,
        MOVED_OUT,
    )
