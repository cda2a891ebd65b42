"""The seeded faults of 児童手当: each the smallest change that breaks one requirement."""

from conformance.reference.faults import Fault

FAULTS: tuple[Fault, ...] = ()
