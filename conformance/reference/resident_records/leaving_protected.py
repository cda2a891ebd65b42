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


def settle_measures(call: Call) -> None:
    """Do the same for measures that began between the notification and the day on which somebody was gone.

    That day is the planned one or that of an earlier arrival notice.
    """
    late = call.store.all(
        "SELECT s.no FROM support s JOIN people p ON p.person = s.person"
        " JOIN planned_leaving l ON l.person = s.person"
        " WHERE s.kind = ? AND p.removed_on <= ? AND s.starts <= p.removed_on AND s.ends >= p.removed_on",
        FULL,
        call.day,
    )
    call.store.many("UPDATE support SET kind = ? WHERE no = ?", [(PROVISIONAL, row["no"]) for row in late])
