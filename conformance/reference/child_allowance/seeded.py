"""The seeded faults of 児童手当: each the smallest change that breaks one requirement."""

from conformance.reference.child_allowance import seeded_entitlement, seeded_payment
from conformance.reference.faults import Fault

FAULTS: tuple[Fault, ...] = (*seeded_entitlement.FAULTS, *seeded_payment.FAULTS)
