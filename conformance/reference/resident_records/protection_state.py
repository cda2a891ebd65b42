"""What support measures (3.4) and restrictions (3.1) say of a person today. Reads only; protection.py writes.

A term is in force from its first to its last day. One that ran out and was neither extended nor ended no longer blocks
but is pointed out by an alert; ending is always somebody's decision (3.4).
"""

from msgspec import Struct, json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Value
from conformance.reference.store import Row, Store

PROVISIONAL, FULL, ENDED = "仮支援措置", "支援措置", "終了"
SUCCESSOR = "次の支援措置番号"  # in a term's content once it was extended
IN_FORCE, SUSPENDED, LIFTED = "設定中", "一時解除中", "解除済"


class Measure(Struct, frozen=True):
    """One term of a support measure. `content`: the other items by Japanese name."""

    no: int
    person: str
    kind: str
    starts: str
    ends: str
    content: dict[str, Value]

    def begun(self, day: str) -> bool:
        """Tell whether it has begun and nobody has ended it."""
        return self.kind != ENDED and self.starts <= day

    def blocks(self, day: str) -> bool:
        """Tell whether it forbids issue and inspection."""
        last = day != self.ends or not fault_active("F-LAST-DAY-OPEN")
        return self.begun(day) and day <= self.ends and last

    def ran_out(self, day: str) -> bool:
        """Tell whether its time is over without an extension or an end."""
        return self.begun(day) and self.ends < day and SUCCESSOR not in self.content


def measure_of(row: Row) -> Measure:
    """Read a row of the table."""
    content = json.decode(row["content"])
    return Measure(row["no"], row["person"], row["kind"], row["starts"], row["ends"], content)


def measures_about(store: Store, person: str) -> list[Measure]:
    """Return the terms that protect a person, as applicant or together with one, in the order of their start."""
    rows = store.all(
        "SELECT * FROM support WHERE person = ? OR no IN (SELECT support FROM support_companions WHERE person = ?)"
        " ORDER BY starts, no",
        person,
        person,
    )
    return [measure_of(row) for row in rows]


def measure_shown(store: Store, person: str, day: str) -> Measure | None:
    """Return the term that a record points to: the one in force (2.2.4)."""
    return next((term for term in measures_about(store, person) if term.blocks(day)), None)


def is_protected(store: Store, person: str, day: str) -> bool:
    """Tell whether a measure, provisional or not, forbids issue (T1404)."""
    terms = measures_about(store, person)
    if any(term.kind == PROVISIONAL for term in terms) and fault_active("F-PROVISIONAL-OPEN"):
        terms = [term for term in terms if term.kind != PROVISIONAL]
    return any(term.blocks(day) for term in terms)


def has_run_out(store: Store, person: str, day: str) -> bool:
    """Tell whether a measure's time is over and nobody has decided what comes next (T2003)."""
    return any(measure.ran_out(day) for measure in measures_about(store, person))


def restriction_state(row: Row, moment: float) -> str:
    """Return 抑止状態 at a moment (seconds since the epoch); a temporary lift ends by itself."""
    if row["lifted"]:
        return LIFTED
    return SUSPENDED if (row["lifted_until"] or 0) > moment else IN_FORCE


def is_restricted(store: Store, person: str) -> bool:
    """Tell whether a restriction is set that nobody has lifted for good."""
    return store.one("SELECT 1 FROM restrictions WHERE person = ? AND lifted = 0 LIMIT 1", person) is not None
